"""All coefficients at once: point, replicates and reasons from the same sums."""

from __future__ import annotations

__all__ = [
    "BENCHMARKED",
    "CODE_MEASURES",
    "Estimate",
    "estimate",
    "macro_mean",
    "nominal_figures",
    "nominal_reasons",
    "set_reason",
    "unitizing_reason",
]

import dataclasses
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bouwsteen.analysis.agreement.intervals import Resampling, interval
from bouwsteen.analysis.agreement.nominal import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    negative_agreement,
    percent_pairs,
    percent_units,
    positive_agreement,
    scott_pi,
)
from bouwsteen.analysis.agreement.tally import Tally
from bouwsteen.analysis.agreement.unitizing import UnitizingTally
from bouwsteen.analysis.agreement.values import Floats, Reason, Value

CODE_MEASURES: Mapping[str, Callable[[Tally], Floats]] = {
    "percent": percent_units,
    "percent_pairs": percent_pairs,
    "positive": positive_agreement,
    "negative": negative_agreement,
    "kappa": cohen_kappa,
    "scott_pi": scott_pi,
    "fleiss": fleiss_kappa,
    "conger": conger_kappa,
    # A code is there or not: two categories, declared, whether both occur or not.
    "brennan_prediger": lambda tally: brennan_prediger(tally, categories=2),
    "ac1": lambda tally: gwet_ac1(tally, categories=2),
    "alpha": krippendorff_alpha,
}
"""Coefficients of one code on fixed units, by the name they have in JSON."""

BENCHMARKED = frozenset(
    {"alpha", "alpha_jaccard", "alpha_macro", "alpha_masi", "alpha_micro", "alpha_powerset"}
    | {"u_alpha", "bar_u_alpha", "cu_alpha", "ku_alpha"}
)
"""Coefficients that Krippendorff's limits .667 and .800 may be held against."""


_CELLS = 1_000_000
"""Sums held at once; replicates are worked through in blocks, however many sets of codes occur."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One figure and its replicates.

    Parameters
    ----------
    point : float
        NaN where undefined.
    replicates : ndarray, shape (n_replicates,)
        NaN where undefined.
    """

    point: float
    replicates: Floats

    def value(self, name: str, resampling: Resampling, reason: Reason | None) -> Value:
        """The figure with its interval, or the reason why there is none."""
        if np.isnan(self.point):
            return Value(reason=reason)
        found = interval(self.point, self.replicates, method=resampling.method)
        below = found.below if name in BENCHMARKED else None
        return Value(
            value=self.point,
            low=found.low,
            high=found.high,
            reason=found.reason,
            method=None if found.low is None else resampling.method,
            p_below_667=below[0] if below else None,
            p_below_800=below[1] if below else None,
        )


def estimate(
    stack: Floats, figures: Callable[[Floats], Mapping[str, Floats]], resampling: Resampling
) -> Mapping[str, tuple[Floats, Floats]]:
    """Figures of the sums over transcripts, and of every replicate of these sums.

    Parameters
    ----------
    stack : ndarray, shape (n_columns, n_transcripts, ...)
        Additive sums by transcript.
    figures : callable
        From sums, shape (n_columns, ...), to named figures, shape (...).

    Returns
    -------
    mapping of name to (point, replicates)
        Of shapes (...) and (n_replicates, ...).
    """
    points = figures(stack.sum(axis=1))
    rows = max(1, _CELLS // max(1, stack[:, 0].size))
    blocks = [
        figures(dataclasses.replace(resampling, weights=weights).sums(stack))
        for weights in np.split(
            resampling.weights, range(rows, len(resampling.weights), rows), axis=0
        )
    ]
    return {
        name: (point, np.concatenate([block[name] for block in blocks]))
        for name, point in points.items()
    }


def nominal_figures(tally: Tally) -> Callable[[Floats], Mapping[str, Floats]]:
    """All of `CODE_MEASURES`, for sums of the shape of this tally's."""

    def figures(sums: Floats) -> Mapping[str, Floats]:
        return {name: measure(tally.of(sums)) for name, measure in CODE_MEASURES.items()}

    return figures


def macro_mean(estimates: Sequence[Estimate]) -> Estimate:
    """Plain mean over the codes that have the figure.

    A replicate in which one of these codes has none is undefined, since its mean would be about
    other codes.
    """
    defined = [one for one in estimates if not np.isnan(one.point)]
    if not defined:
        return Estimate(point=np.nan, replicates=np.zeros(0))
    return Estimate(
        point=float(np.mean([one.point for one in defined])),
        replicates=np.mean([one.replicates for one in defined], axis=0),
    )


def nominal_reasons(tally: Tally, name: str) -> Reason:
    """Why a coefficient of one code is undefined for a tally without free axes."""
    paired, n_units = tally.paired, float(tally.pairable)
    if not n_units:
        return Reason.TOO_FEW_UNITS
    if name in {"kappa", "scott_pi"} and tally.n_coders != 2:
        return Reason.TWO_CODERS_ONLY
    if n_units == 1 and name not in {"positive", "negative"}:
        return Reason.TOO_FEW_UNITS
    return Reason.NO_CODINGS if paired[1] == 0 else Reason.NO_VARIATION


def set_reason(counts: Floats, n_units: float) -> Reason:
    """Why alpha over sets is undefined, from how often each set was given; set 0 is empty."""
    if n_units <= 1:
        return Reason.TOO_FEW_UNITS
    return Reason.NO_CODINGS if counts[0] == counts.sum() else Reason.NO_VARIATION


def unitizing_reason(tally: UnitizingTally, name: str, place: int = 0) -> Reason:
    """Why a unitizing coefficient is undefined for a tally without free axes."""
    if name in {"cu_alpha", "ku_alpha"}:
        common = tally.common.sum() if name == "cu_alpha" else tally.common[place]
        return Reason.ONE_CODE_ONLY if common else Reason.NO_COMMON_TEXT
    return Reason.NO_VARIATION if tally.given[1:].sum() else Reason.NO_CODINGS

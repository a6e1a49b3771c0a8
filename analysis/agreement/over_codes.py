"""Agreement over all codes, each figure under a name that says how the codes were put together."""

from __future__ import annotations

__all__ = ["SetFigures", "overall_figures", "set_figures"]

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from bouwsteen.analysis.agreement.alpha_u import alpha_u
from bouwsteen.analysis.agreement.continua import coder_units, tally_code_sets
from bouwsteen.analysis.agreement.gamma import gamma_pairwise_mean
from bouwsteen.analysis.agreement.intervals import Resampling
from bouwsteen.analysis.agreement.nominal import krippendorff_alpha_micro
from bouwsteen.analysis.agreement.per_code import Estimates
from bouwsteen.analysis.agreement.results import Overall
from bouwsteen.analysis.agreement.sets import (
    DISTANCES,
    SetTally,
    alpha_of_sets,
    code_sets,
    tally_sets,
)
from bouwsteen.analysis.agreement.suite import (
    Estimate,
    estimate,
    macro_mean,
    nominal_reasons,
    set_reason,
    unitizing_reason,
)
from bouwsteen.analysis.agreement.unitizing import (
    UnitizingTally,
    bar_u_alpha,
    cu_alpha,
    cu_coverage,
    ku_alpha,
    ku_coverage,
    u_alpha,
)
from bouwsteen.analysis.agreement.values import Floats, Reason, Value
from bouwsteen.analysis.speech import Ints
from bouwsteen.analysis.stretches import joined
from bouwsteen.analysis.units import Units


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SetFigures:
    """Figures that take the set of codes as one value.

    Parameters
    ----------
    labels : ndarray of int, shape (n_units, n_coders)
        The set of codes of each unit and coder.
    overall : mapping of name to Overall
        Alpha over sets and the unitizing coefficients.
    per_code : mapping of name to sequence of Value
        ``ku_alpha`` and ``ku_coverage``: stretches that carry the code alone, against all others.
    """

    labels: Ints
    overall: Mapping[str, Overall]
    per_code: Mapping[str, Sequence[Value]]


def set_figures(units: Units, resampling: Resampling) -> SetFigures:
    """Compute what takes the set of codes as one value."""
    labels, alphas = _alphas(units, resampling)
    runs = joined(units.stretches.spans, touching=True)
    tally, members = tally_code_sets(units.stretches, runs)
    unitizing, per_code = _unitizing(tally, members, resampling)
    return SetFigures(labels=labels, overall={**alphas, **unitizing}, per_code=per_code)


def _alphas(units: Units, resampling: Resampling) -> tuple[Ints, Mapping[str, Overall]]:
    labels, members = code_sets(units.marks)
    distances = np.stack([distance(members) for distance in DISTANCES.values()])
    tally = tally_sets(
        labels,
        distances,
        present=units.present,
        weight=units.weight,
        transcript=units.transcript,
        n_transcripts=len(units.stretches.line.transcripts),
    )

    def figures(sums: Floats) -> Mapping[str, Floats]:
        alphas = alpha_of_sets(SetTally(distances=distances, sums=sums))
        return {f"alpha_{name}": one for name, one in zip(DISTANCES, alphas, strict=True)}

    reason = set_reason(tally.sums[len(distances) :].sum(axis=1), units.n_units)
    found = estimate(tally.sums, figures, resampling)
    return labels, {
        name: Overall(
            value=_value(name, *found[name], resampling, reason),
            definition=name.removeprefix("alpha_"),
        )
        for name in ("alpha_jaccard", "alpha_masi", "alpha_powerset")
    }


def _unitizing(
    tally: UnitizingTally, members: np.ndarray, resampling: Resampling
) -> tuple[Mapping[str, Overall], Mapping[str, Sequence[Value]]]:
    n_values = tally.n_values
    alone = {
        int(np.flatnonzero(one)[0]): place
        for place, one in enumerate(members.tolist())
        if sum(one) == 1
    }
    places = np.array([alone.get(code, 0) for code in range(members.shape[1])])

    def figures(sums: Floats) -> Mapping[str, Floats]:
        one = UnitizingTally(n_values=n_values, sums=sums)
        return {
            "u_alpha": u_alpha(one),
            "bar_u_alpha": bar_u_alpha(one),
            "cu_alpha": cu_alpha(one),
            # Codes last, as everywhere.
            "ku_alpha": np.moveaxis(ku_alpha(one)[places], 0, -1),
        }

    found = estimate(tally.sums, figures, resampling)
    total = UnitizingTally(n_values=n_values, sums=tally.sums.sum(axis=1))
    overall = {
        name: Overall(
            value=_value(name, *found[name], resampling, unitizing_reason(total, name)),
            definition="code_set_runs",
        )
        for name in ("u_alpha", "bar_u_alpha", "cu_alpha")
    }
    overall["cu_coverage"] = Overall(
        value=_bare(float(cu_coverage(total)), Reason.NO_CODINGS), definition="code_set_runs"
    )
    return overall, _alone(total, places.tolist(), *found["ku_alpha"], resampling)


def _alone(
    total: UnitizingTally,
    places: Sequence[int],
    points: Floats,
    replicates: Floats,
    resampling: Resampling,
) -> Mapping[str, Sequence[Value]]:
    """(k)u and its coverage for the set that holds one code alone; place 0 where there is none."""
    shares = ku_coverage(total)
    return {
        "ku_alpha": tuple(
            _value(
                "ku_alpha",
                points[code],
                replicates[:, code],
                resampling,
                unitizing_reason(total, "ku_alpha", place) if place else Reason.NO_CODINGS,
            )
            for code, place in enumerate(places)
        ),
        "ku_coverage": tuple(
            _bare(float(shares[place]) if place else np.nan, Reason.NO_CODINGS) for place in places
        ),
    }


def overall_figures(
    units: Units,
    found: Estimates,
    sets: SetFigures,
    resampling: Resampling,
    *,
    gamma_samples: int | None,
    seed: int,
) -> Mapping[str, Overall]:
    """All figures over all codes; ``alpha`` is the one with Jaccard's distance."""
    overall = {"alpha": sets.overall["alpha_jaccard"]}
    for name, estimates in found.by_name.items():
        if name not in {"u_alpha", "alpha_u"}:
            label = "alpha_macro" if name == "alpha" else name
            overall[label] = _macro(units, found, estimates, name, resampling)
    micro = estimate(
        found.tally.sums,
        lambda sums: {"alpha_micro": krippendorff_alpha_micro(found.tally.of(sums))},
        resampling,
    )
    used = found.tally.paired[1].sum() > 0
    reason = Reason.NO_VARIATION if used else Reason.NO_CODINGS
    overall["alpha_micro"] = Overall(
        value=_value("alpha_micro", *micro["alpha_micro"], resampling, reason), definition="micro"
    )
    overall |= sets.overall
    if found.boundaries is not None:
        whole = estimate(
            found.boundaries, lambda sums: {"alpha_u": alpha_u(sums.sum(axis=-1))}, resampling
        )
        overall["alpha_u"] = Overall(
            value=_value("alpha_u", *whole["alpha_u"], resampling, reason),
            definition="code_sums",
        )
    if gamma_samples is not None:
        overall["gamma"] = _gamma(units, gamma_samples, seed)
    return overall


def _macro(
    units: Units,
    found: Estimates,
    estimates: Sequence[Estimate],
    name: str,
    resampling: Resampling,
) -> Overall:
    undefined = tuple(
        code for code, one in zip(units.codes, estimates, strict=True) if np.isnan(one.point)
    )
    reason = None
    if len(undefined) == len(units.codes):
        whole = found.tally.over(0)
        reasons = {
            nominal_reasons(whole.of(whole.sums[:, place]), name)
            for place in range(len(units.codes))
        }
        reason = reasons.pop() if len(reasons) == 1 else Reason.NOTHING_DEFINED
    label = "alpha_macro" if name == "alpha" else name
    value = macro_mean(estimates).value(label, resampling, reason)
    return Overall(value=value, definition="macro_mean", undefined=undefined)


def _gamma(units: Units, samples: int, seed: int) -> Overall:
    rows = coder_units(units.stretches)
    definition = "best_alignment" if len(units.coders) == 2 else "pairwise_mean"
    found = gamma_pairwise_mean(rows, samples=samples, seed=seed)
    value = _bare(found, Reason.NO_CODINGS)
    if value.value is not None:
        value = dataclasses.replace(value, reason=Reason.NOT_RESAMPLED)
    return Overall(value=value, definition=definition)


def _value(
    name: str,
    point: Floats,
    replicates: Floats,
    resampling: Resampling,
    reason: Reason,
) -> Value:
    return Estimate(point=float(point), replicates=replicates).value(name, resampling, reason)


def _bare(figure: float, reason: Reason) -> Value:
    """A figure that gets no interval by its nature."""
    return Value(reason=reason) if np.isnan(figure) else Value(value=figure)

"""Agreement on every code for itself."""

from __future__ import annotations

__all__ = ["Estimates", "code_agreements", "code_estimates"]

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from bouwsteen.analysis.agreement.alpha_u import alpha_u, unitizing_disagreements
from bouwsteen.analysis.agreement.continua import tally_code
from bouwsteen.analysis.agreement.intervals import Resampling, jackknife
from bouwsteen.analysis.agreement.nominal import krippendorff_alpha, prevalence
from bouwsteen.analysis.agreement.results import CodeAgreement, Influence, Table2x2
from bouwsteen.analysis.agreement.suite import (
    CODE_MEASURES,
    Estimate,
    estimate,
    nominal_figures,
    nominal_reasons,
    unitizing_reason,
)
from bouwsteen.analysis.agreement.tally import Tally, tally_marks
from bouwsteen.analysis.agreement.unitizing import UnitizingTally, u_alpha
from bouwsteen.analysis.agreement.values import Floats, Reason, Value
from bouwsteen.analysis.stretches import joined
from bouwsteen.analysis.units import Units


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """Figures per code before they become values.

    Parameters
    ----------
    tally : Tally
        Marks, with free axes (n_transcripts, n_codes).
    lengths : UnitizingTally
        The binary partition of each code, with the same free axes.
    boundaries : ndarray, shape (2, n_transcripts, n_codes), or None
        What alpha_U is made of, if asked for.
    by_name : mapping of name to sequence of Estimate
        One estimate a code.
    """

    tally: Tally
    lengths: UnitizingTally
    boundaries: Floats | None
    by_name: Mapping[str, Sequence[Estimate]]


def code_estimates(units: Units, resampling: Resampling, *, with_alpha_u: bool) -> Estimates:
    """Compute every coefficient of every code, with its replicates."""
    stretches = units.stretches
    tally = tally_marks(
        units.marks,
        present=units.present,
        weight=units.weight,
        transcript=units.transcript,
        n_transcripts=len(stretches.line.transcripts),
    )
    found = dict(estimate(tally.sums, nominal_figures(tally), resampling))
    runs = joined(stretches.spans, touching=True)
    sums = [tally_code(stretches, runs, code).sums for code in range(len(units.codes))]
    lengths = UnitizingTally(n_values=2, sums=np.stack(sums, axis=-1))
    found |= estimate(
        lengths.sums,
        lambda sums: {"u_alpha": u_alpha(UnitizingTally(n_values=2, sums=sums))},
        resampling,
    )
    boundaries = None
    if with_alpha_u:
        boundaries = unitizing_disagreements(
            joined(stretches.spans, touching=False),
            stretches.line.base,
            stretches.done,
            n_codes=len(units.codes),
        )
        found |= estimate(boundaries, lambda sums: {"alpha_u": alpha_u(sums)}, resampling)
    by_name = {
        name: tuple(
            Estimate(point=float(point), replicates=replicates[:, code])
            for code, point in enumerate(points)
        )
        for name, (points, replicates) in found.items()
    }
    return Estimates(tally=tally, lengths=lengths, boundaries=boundaries, by_name=by_name)


def code_agreements(
    units: Units,
    found: Estimates,
    resampling: Resampling,
    *,
    extra: Mapping[str, Sequence[Value]],
) -> tuple[CodeAgreement, ...]:
    """Put figures, counts and influence of every code together.

    Parameters
    ----------
    extra : mapping of name to sequence of Value
        Further figures, one a code.
    """
    shares = prevalence(found.tally.over(0))
    codings = units.stretches.codings
    influence = _influence(found.tally, units.stretches.line.transcripts)
    rows = []
    for place, code in enumerate(units.codes):
        tally = found.tally.of(found.tally.sums[..., place]).over(0)
        marked = tally.by_coder[:, 1].tolist()
        rows.append(
            CodeAgreement(
                code=code,
                n=units.n_units,
                prevalence=None if np.isnan(shares[place]) else float(shares[place]),
                codings=dict(zip(units.coders, codings[:, place].tolist(), strict=True)),
                marked={who: int(n) for who, n in zip(units.coders, marked, strict=True)},
                table=_table(tally),
                measures={
                    **_measures(found, resampling, place),
                    **{name: values[place] for name, values in extra.items()},
                },
                influence=influence[place],
            )
        )
    return tuple(rows)


def _measures(found: Estimates, resampling: Resampling, place: int) -> Mapping[str, Value]:
    tally = found.tally.of(found.tally.sums[..., place]).over(0)
    lengths = UnitizingTally(n_values=2, sums=found.lengths.sums[..., place].sum(axis=1))

    def reason(name: str) -> Reason:
        if name in CODE_MEASURES:
            return nominal_reasons(tally, name)
        return unitizing_reason(lengths, name)

    return {
        name: estimates[place].value(name, resampling, reason(name))
        for name, estimates in found.by_name.items()
    }


def _table(tally: Tally) -> Table2x2 | None:
    if tally.n_coders != 2:
        return None
    both = float(tally.coincidences[1, 1]) / 2
    first, second = tally.by_coder[:, 1].tolist()
    return Table2x2(
        both=int(both),
        only_a=int(first - both),
        only_b=int(second - both),
        neither=int(float(tally.rated) - first - second + both),
    )


def _influence(tally: Tally, transcripts: Sequence[str]) -> list[tuple[Influence, ...]]:
    """One row of transcripts for each code."""
    left_out = jackknife(len(transcripts)).sums(tally.sums)
    differing = tally.coincidences[0, 1]
    total = differing.sum(axis=0)
    share = np.divide(differing, total, out=np.full_like(differing, np.nan), where=total > 0)
    columns = (krippendorff_alpha(tally), krippendorff_alpha(tally.of(left_out)), share)
    return [
        tuple(
            Influence(transcript=key, alone=alone, without=without, share=part)
            for key, alone, without, part in zip(
                transcripts, *(_plain(column[:, code]) for column in columns), strict=True
            )
        )
        for code in range(differing.shape[1])
    ]


def _plain(column: Floats) -> list[float | None]:
    return [None if np.isnan(one) else float(one) for one in column]

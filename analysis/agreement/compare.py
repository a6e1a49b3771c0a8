"""Compare coders: every coefficient, interval and warning in one result."""

from __future__ import annotations

__all__ = ["agreement"]

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from bouwsteen.analysis.agreement.guards import guards_of
from bouwsteen.analysis.agreement.intervals import Resampling, resampling
from bouwsteen.analysis.agreement.over_codes import overall_figures, set_figures
from bouwsteen.analysis.agreement.per_code import code_agreements, code_estimates
from bouwsteen.analysis.agreement.results import Agreement, CodeAgreement, Overall
from bouwsteen.analysis.agreement.tally import Tally
from bouwsteen.analysis.agreement.verify import verify as check
from bouwsteen.analysis.stretches import joined
from bouwsteen.analysis.units import Units
from bouwsteen.coding.model import Done
from bouwsteen.errors import AnalysisError, nearest


def agreement(
    units: Units,
    *,
    primary: str = "alpha",
    replicates: int = 10_000,
    seed: int = 0,
    with_alpha_u: bool = False,
    gamma_samples: int | None = None,
    verify: bool = False,
    saw: Collection[Done] = (),
    after_consensus: bool = False,
) -> Agreement:
    """Compare two coders or more, per code and over all codes.

    Sums over transcripts are made once; every figure is one ratio of them, and so is every
    replicate of the intervals. A figure that cannot be given says why.

    Parameters
    ----------
    units : Units
        What every coder gave to every unit (`bouwsteen.analysis.units.units_of`).
    primary : str
        The coefficient that the study named before layers were opened; a name in ``overall``.
    replicates : int
        Of the bootstrap, with 20 transcripts or more.
    seed : int
        Of the bootstrap and of gamma.
    with_alpha_u : bool
        Add the older alpha_U of 1995 and 2004.
    gamma_samples : int, optional
        Add Mathet's gamma, with this many random continua.
    verify : bool
        Have alpha recomputed by the package ``krippendorff`` on the same units.
    saw : collection of Done
        Coder and transcript pairs where the coder saw another's codes before finishing.
    after_consensus : bool
        The layers were changed after the consensus meeting had begun.

    Raises
    ------
    AnalysisError
        When `primary` is no coefficient of this comparison, or another program disagrees.
    """
    stretches = units.stretches
    draws = resampling(len(stretches.line.transcripts), replicates=replicates, seed=seed)
    found = code_estimates(units, draws, with_alpha_u=with_alpha_u)
    sets = set_figures(units, draws)
    overall = overall_figures(units, found, sets, draws, gamma_samples=gamma_samples, seed=seed)
    _check_primary(primary, overall)
    codes = code_agreements(units, found, draws, extra=sets.per_code)
    guards = guards_of(
        stretches,
        codes,
        overall["alpha"].value,
        shares=_shares(found.tally, units.codes),
        saw=saw,
        after_consensus=after_consensus,
    )
    verified = None
    if verify:
        alphas = [one.measures["alpha"] for one in codes]
        verified = check(units, alphas, sets.labels, overall["alpha_powerset"].value)
    plain = _result(units, draws, primary=primary, seed=seed, overall=overall, codes=codes)
    return dataclasses.replace(plain, guards=guards, verified=verified)


def _result(
    units: Units,
    draws: Resampling,
    *,
    primary: str,
    seed: int,
    overall: Mapping[str, Overall],
    codes: tuple[CodeAgreement, ...],
) -> Agreement:
    """The figures with all that they were computed on."""
    stretches = units.stretches
    return Agreement(
        unit=units.unit,
        rule=units.rule,
        min_overlap=units.min_overlap,
        level=stretches.level,
        scope=stretches.scope,
        coders=units.coders,
        transcripts=stretches.line.transcripts,
        missing=stretches.missing,
        n_units=units.n_units,
        characters=stretches.line.length,
        merges=len(stretches.spans) - len(joined(stretches.spans, touching=False)),
        outside=stretches.outside,
        free=stretches.free,
        codebook_version=stretches.codebook_version,
        primary=primary,
        method=draws.method,
        seed=seed,
        replicates=len(draws.weights),
        overall=overall,
        codes=codes,
    )


def _shares(tally: Tally, codes: Sequence[str]) -> Mapping[str, Sequence[float]]:
    """Share of the units that each coder did, by code and coder."""
    given = tally.over(0).by_coder
    shares = given[:, 1] / given.sum(axis=1)
    return {code: shares[:, place].tolist() for place, code in enumerate(codes)}


def _check_primary(primary: str, overall: Mapping[str, Overall]) -> None:
    if primary not in overall:
        raise AnalysisError(
            f"There is no coefficient {primary!r}.",
            nearest(primary, overall) or f"There are: {', '.join(overall)}.",
            key="coefficient_unknown",
            primary=primary,
            known=", ".join(overall),
        )

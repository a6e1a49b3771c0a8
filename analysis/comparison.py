"""Compare the layers of a study in one call: spans to units, units to every coefficient."""

from __future__ import annotations

__all__ = ["Comparison", "compare_layers"]

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from bouwsteen.analysis.agreement.compare import agreement
from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.level import Level
from bouwsteen.analysis.line import Scope
from bouwsteen.analysis.units import MIN_OVERLAP, Rule, Unit, units_of
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done
from bouwsteen.transcripts.cast import Cast


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The choices that an agreement figure depends on; see `units_of` and `agreement`."""

    unit: Unit = "turn"
    rule: Rule = "overlap"
    min_overlap: int = MIN_OVERLAP
    level: Level = "block"
    scope: Scope = "respondents"
    primary: str = "alpha"
    replicates: int = 10_000
    seed: int = 0
    with_alpha_u: bool = False
    gamma_samples: int | None = None
    verify: bool = False


def compare_layers(
    cast: Cast,
    coded: Mapping[str, CodingColumns],
    done: Collection[Done],
    codebook: Codebook,
    *,
    choices: Comparison,
    coders: Sequence[str] | None = None,
    saw: Collection[Done] = (),
    after_consensus: bool = False,
) -> Agreement:
    """Compare coders' independent layers.

    Parameters
    ----------
    cast, coded, done, codebook
        As for `units_of`.
    choices : Comparison
        Unit, rule, level and what to compute.
    coders : sequence of str, optional
        Whom to compare; else all of `coded`.
    saw, after_consensus
        What the log tells about independence; see `agreement`.

    Raises
    ------
    AnalysisError
        When there is nothing to compare, in one line that says what is lacking.
    """
    units = units_of(
        cast,
        coded,
        done,
        codebook,
        coders=coders,
        unit=choices.unit,
        rule=choices.rule,
        min_overlap=choices.min_overlap,
        level=choices.level,
        scope=choices.scope,
    )
    return agreement(
        units,
        primary=choices.primary,
        replicates=choices.replicates,
        seed=choices.seed,
        with_alpha_u=choices.with_alpha_u,
        gamma_samples=choices.gamma_samples,
        verify=choices.verify,
        saw=saw,
        after_consensus=after_consensus,
    )

"""The result of comparing coders: every figure with what it was computed on."""

from __future__ import annotations

__all__ = ["Agreement", "CodeAgreement", "Guard", "Influence", "Overall", "Table2x2"]

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bouwsteen.analysis.agreement.values import Value
from bouwsteen.analysis.agreement.verify import Verified
from bouwsteen.coding.model import Done

if TYPE_CHECKING:
    import pandas as pd


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table2x2:
    """How two coders used one code, in numbers of units."""

    both: int
    only_a: int
    only_b: int
    neither: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """What one transcript does to alpha of a code.

    Parameters
    ----------
    transcript : str
        Key.
    alone : float or None
        Alpha of this transcript by itself; a diagnostic, never to be averaged.
    without : float or None
        Alpha of all other transcripts together.
    share : float or None
        The transcript's part of all disagreements on the code; None where there are none.
    """

    transcript: str
    alone: float | None
    without: float | None
    share: float | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A warning, with the figures that set it off.

    Parameters
    ----------
    key : str
        Which warning; labels have its sentence.
    code : str or None
        The code it is about; None when it is about the whole comparison.
    figures : mapping of str to number or str
        What the sentence is filled in with.
    """

    key: str
    code: str | None = None
    figures: Mapping[str, float | int | str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CodeAgreement:
    """Agreement on one code.

    Parameters
    ----------
    code : str
        Key.
    n : int
        Units compared.
    prevalence : float or None
        Mean share of units that a coder gave the code to.
    codings : mapping of coder to int
        Quotations with the code in compared transcripts.
    marked : mapping of coder to int
        Units with the code.
    table : Table2x2 or None
        Units by who gave the code; None with more than two coders.
    measures : mapping of name to Value
        The coefficients.
    influence : tuple of Influence
        One a transcript.
    """

    code: str
    n: int
    prevalence: float | None
    codings: Mapping[str, int]
    marked: Mapping[str, int]
    table: Table2x2 | None
    measures: Mapping[str, Value]
    influence: tuple[Influence, ...]

    def to_json(self) -> dict[str, Any]:
        """The figures with stable English keys."""
        return {
            "code": self.code,
            "n": self.n,
            "prevalence": self.prevalence,
            "codings": dict(self.codings),
            "marked": dict(self.marked),
            **({} if self.table is None else dataclasses.asdict(self.table)),
            **{name: value.to_json() for name, value in self.measures.items()},
            "influence": [dataclasses.asdict(one) for one in self.influence],
        }


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """A figure over all codes, and how it was made.

    Parameters
    ----------
    value : Value
        The figure.
    definition : str
        ``macro_mean`` (mean of the codes that have it), ``micro`` (disagreements of all codes
        summed), ``jaccard``, ``masi`` or ``powerset`` (sets of codes), ``code_set_runs`` (maximal
        runs of one set of codes), ``code_sums`` (disagreements summed over transcripts and codes),
        ``best_alignment`` or ``pairwise_mean`` (gamma).
    undefined : tuple of str
        Codes that a mean leaves out.
    """

    value: Value
    definition: str
    undefined: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The figure with stable English keys."""
        undefined = {"undefined": list(self.undefined)} if self.definition == "macro_mean" else {}
        return {**self.value.to_json(), "definition": self.definition, **undefined}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Agreement:
    """Agreement of two coders or more.

    Parameters
    ----------
    unit, rule, level, scope : str
        What was compared, when a span marks a unit, blocks or codes, whose text.
    min_overlap : int or None
        Characters that the rule ``overlap`` asked for.
    coders, transcripts : tuple of str
        Keys of the coders and of the transcripts that two of them finished.
    missing : tuple of Done
        Coder and transcript pairs that are not done, so that there are no values.
    n_units, characters : int
        Units and codeable characters compared.
    merges : int
        Overlapping spans of one code by one coder that were joined.
    outside, free : int
        Codings without a codeable character, and with free codes that no block holds; neither plays
        a part.
    codebook_version : int
        Version of the codebook that codings were read with.
    primary : str
        The coefficient that the study named beforehand.
    method : str or None
        Of the intervals, over transcripts.
    seed : int
        Of all that was drawn.
    replicates : int
        Of the bootstrap, or transcripts left out one by one; 0 without intervals.
    overall : mapping of name to Overall
        ``alpha`` is ``alpha_jaccard``; the means over codes have the names they have for codes, but
        for ``alpha_macro``.
    codes : tuple of CodeAgreement
        Blocks or codes, in the order of the codebook.
    guards : tuple of Guard
        Warnings.
    verified : Verified or None
        What another program confirmed, if asked for.
    assisted : int
        Codings in the transcripts compared that were given with a suggestion in sight.
    unassisted : bool
        Those were left out.
    """

    unit: str
    rule: str
    min_overlap: int | None
    level: str
    scope: str
    coders: tuple[str, ...]
    transcripts: tuple[str, ...]
    missing: tuple[Done, ...]
    n_units: int
    characters: int
    merges: int
    outside: int
    free: int
    codebook_version: int
    primary: str
    method: str | None
    seed: int
    replicates: int
    overall: Mapping[str, Overall]
    codes: tuple[CodeAgreement, ...]
    guards: tuple[Guard, ...] = ()
    verified: Verified | None = None
    assisted: int = 0
    unassisted: bool = False

    def to_json(self) -> dict[str, Any]:
        """The figures as plain dictionaries with stable English keys."""
        plain = {
            one.name: getattr(self, one.name)
            for one in dataclasses.fields(self)
            if one.name not in {"missing", "overall", "codes", "guards", "verified"}
        }
        return {
            **{name: list(one) if isinstance(one, tuple) else one for name, one in plain.items()},
            "missing": [dataclasses.asdict(pair) for pair in self.missing],
            "overall": {name: one.to_json() for name, one in self.overall.items()},
            "codes": [one.to_json() for one in self.codes],
            "guards": [
                {"key": one.key, "code": one.code, "figures": dict(one.figures)}
                for one in self.guards
            ],
            "verified": None if self.verified is None else dataclasses.asdict(self.verified),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a figure: code (missing for overall), measure, value, bounds, reason, method."""
        import pandas as pd

        rows: list[tuple[str | None, str, Value]] = [
            (None, name, one.value) for name, one in self.overall.items()
        ]
        rows += [
            (one.code, name, value) for one in self.codes for name, value in one.measures.items()
        ]
        fields = ("value", "low", "high", "reason", "method", "p_below_667", "p_below_800")
        return pd.DataFrame(
            [
                (code, name, *(getattr(value, field) for field in fields))
                for code, name, value in rows
            ],
            columns=["code", "measure", *fields],
        )

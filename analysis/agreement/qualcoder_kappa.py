"""The kappa that QualCoder shows, beside Cohen's kappa on the same text.

QualCoder (releases to 3.8 and the betas of 4.0) compares two coders code by code, on the characters
of all texts. It departs from Cohen (1960) in three places:

- Characters that neither coder coded are left out of the share of agreement and of both margins.
- Expected agreement is the product of "both by chance" and "neither by chance"; Cohen adds them.
- A character is "coded by both" when exactly two passages hold it, whosever they are, and a coder's
  passages that overlap are added up.

With coded characters n_a and n_b (overlaps counted twice), d characters in exactly two passages and
u = n_a + n_b - d::

    Po = d / u
    Pe = (n_a / u) (n_b / u) ((u - n_a) / u) ((u - n_b) / u)
    shown = (Po - Pe) / (1 - Pe)
"""

from __future__ import annotations

__all__ = ["Mark", "Recheck", "cohens_kappa", "qualcoder_kappa", "recheck"]

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from bouwsteen.analysis.agreement.nominal import cohen_kappa
from bouwsteen.analysis.agreement.results import Table2x2
from bouwsteen.analysis.agreement.tally import tally_tables
from bouwsteen.analysis.agreement.values import Reason, Value


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A passage that a coder gave a code to: characters `start` to `end` (exclusive) of a text."""

    text: str
    coder: str
    code: str
    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """One code of two coders, as QualCoder shows it and as it is.

    Parameters
    ----------
    code : str
        Key or name.
    coders : tuple of two str
        A and B.
    table : Table2x2
        Characters by who coded them; each counts once for a coder.
    doubled : int
        Characters that one coder holds in two passages or more.
    shown_percent, percent : float or None
        Share of characters agreed on, from 0 to 1; None without text.
    shown_kappa, kappa : Value
        What QualCoder shows, and Cohen's kappa.
    """

    code: str
    coders: tuple[str, str]
    table: Table2x2
    doubled: int
    shown_percent: float | None
    shown_kappa: Value
    percent: float | None
    kappa: Value

    def to_json(self) -> dict[str, Any]:
        """The figures with stable English keys."""
        return {
            "code": self.code,
            "coders": list(self.coders),
            **dataclasses.asdict(self.table),
            "doubled": self.doubled,
            "qualcoder_percent": self.shown_percent,
            "qualcoder_kappa": self.shown_kappa.to_json(),
            "percent": self.percent,
            "kappa": self.kappa.to_json(),
        }


def qualcoder_kappa(*, coded_a: int, coded_b: int, dual: int) -> Value:
    """The figure that QualCoder calls Cohen's kappa.

    Parameters
    ----------
    coded_a, coded_b : int
        Characters in each coder's passages; a character in two of them counts twice.
    dual : int
        Characters that exactly two passages hold.

    Returns
    -------
    Value
        Undefined where QualCoder would divide by zero.

    Examples
    --------
    Two coders mark 40 characters each and share 20:

    >>> round(qualcoder_kappa(coded_a=40, coded_b=40, dual=20).value, 4)
    0.2987
    """
    union = coded_a + coded_b - dual
    if union == 0:
        return Value(reason=Reason.NO_CODINGS)
    observed = dual / union
    both = coded_a / union * (coded_b / union)
    neither = (union - coded_a) / union * ((union - coded_b) / union)
    expected = both * neither
    if expected == 1:
        return Value(reason=Reason.NO_VARIATION)
    return Value(value=(observed - expected) / (1 - expected))


def cohens_kappa(table: Table2x2) -> Value:
    """Cohen's kappa of a cross-table (Cohen 1960).

    Examples
    --------
    >>> round(cohens_kappa(Table2x2(both=20, only_a=20, only_b=20, neither=40)).value, 4)
    0.1667
    """
    if table.both + table.only_a + table.only_b == 0:
        return Value(reason=Reason.NO_CODINGS)
    cells = np.array([[table.neither, table.only_b], [table.only_a, table.both]], dtype=np.float64)
    found = float(cohen_kappa(tally_tables(cells)))
    return Value(reason=Reason.NO_VARIATION) if np.isnan(found) else Value(value=found)


def recheck(
    lengths: Mapping[str, int],
    marks: Iterable[Mark],
    *,
    coders: tuple[str, str],
    codes: Sequence[str],
    as_stored: Iterable[Mark] | None = None,
) -> tuple[Recheck, ...]:
    """Set QualCoder's figures beside the right ones, code by code.

    Parameters
    ----------
    lengths : mapping of text to int
        Characters of every text, coded or not: QualCoder takes them all.
    marks : iterable of Mark
        Passages in code points; what lies past the end of a text counts for nothing.
    coders : tuple of two str
        Whom to compare.
    codes : sequence of str
        Which codes, in this order.
    as_stored : iterable of Mark, optional
        The passages where QualCoder has them, in its own units, when these differ.

    Returns
    -------
    tuple of Recheck
        One a code.

    Examples
    --------
    >>> marks = [
    ...     Mark(text="t", coder="a", code="x", start=0, end=500),
    ...     Mark(text="t", coder="b", code="x", start=250, end=750),
    ... ]
    >>> (found,) = recheck({"t": 1000}, marks, coders=("a", "b"), codes=["x"])
    >>> round(found.shown_kappa.value, 4), found.kappa.value
    (0.2987, 0.0)
    """
    true = _by_code(marks)
    shown = true if as_stored is None else _by_code(as_stored)
    return tuple(
        _one_code(code, lengths, true.get(code, ()), shown.get(code, ()), coders) for code in codes
    )


def _one_code(
    code: str,
    lengths: Mapping[str, int],
    marks: Sequence[Mark],
    shown: Sequence[Mark],
    coders: tuple[str, str],
) -> Recheck:
    total = sum(lengths.values())
    table, doubled = _table(lengths, marks, coders, total)
    held = _Shown.of(lengths, shown, coders)
    return Recheck(
        code=code,
        coders=coders,
        table=table,
        doubled=doubled,
        shown_percent=(total - held.single) / total if total else None,
        shown_kappa=qualcoder_kappa(coded_a=held.coded[0], coded_b=held.coded[1], dual=held.dual),
        percent=(table.both + table.neither) / total if total else None,
        kappa=cohens_kappa(table),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Shown:
    """QualCoder's counts: `single` is every coded character that is not dual."""

    coded: tuple[int, int]
    dual: int
    single: int

    @classmethod
    def of(
        cls, lengths: Mapping[str, int], marks: Sequence[Mark], coders: tuple[str, str]
    ) -> _Shown:
        coded_a = coded_b = dual = single = 0
        for n, a, b in _stretches(lengths, marks, coders):
            coded_a += n * a
            coded_b += n * b
            if a + b == 2:
                dual += n
            elif a + b:
                single += n
        return cls((coded_a, coded_b), dual, single)


def _table(
    lengths: Mapping[str, int], marks: Sequence[Mark], coders: tuple[str, str], total: int
) -> tuple[Table2x2, int]:
    """Cross-table of characters, and how many one coder holds twice."""
    both = only_a = only_b = doubled = 0
    for n, a, b in _stretches(lengths, marks, coders):
        if a and b:
            both += n
        elif a:
            only_a += n
        elif b:
            only_b += n
        if a > 1 or b > 1:
            doubled += n
    neither = total - both - only_a - only_b
    return Table2x2(both=both, only_a=only_a, only_b=only_b, neither=neither), doubled


def _stretches(
    lengths: Mapping[str, int], marks: Sequence[Mark], coders: tuple[str, str]
) -> Iterator[tuple[int, int, int]]:
    """Give stretches of equal coding: characters, passages of A and of B that hold them."""
    for length, found in _by_text(lengths, marks):
        steps: dict[int, list[int]] = {}
        for mark in found:
            if mark.coder in coders:
                who = coders.index(mark.coder)
                steps.setdefault(min(max(mark.start, 0), length), [0, 0])[who] += 1
                steps.setdefault(min(max(mark.end, 0), length), [0, 0])[who] -= 1
        a = b = before = 0
        for place in sorted(steps):
            yield place - before, a, b
            a, b, before = a + steps[place][0], b + steps[place][1], place


def _by_text(lengths: Mapping[str, int], marks: Sequence[Mark]) -> list[tuple[int, list[Mark]]]:
    """Length and marks of every text that has any."""
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.text, []).append(mark)
    return [(lengths.get(text, 0), held) for text, held in found.items()]


def _by_code(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.start < mark.end:
            found.setdefault(mark.code, []).append(mark)
    return found

"""Agreement of two coders on one code, from the four counts of a two by two table.

Notation: a unit is marked by both coders, by A only, by B only, or by neither; n is their sum.
"""

from __future__ import annotations

__all__ = ["Reason", "Table2x2", "Value", "cohen_kappa", "percent_agreement", "undefined"]

import dataclasses
from enum import StrEnum


class Reason(StrEnum):
    """Why a figure cannot be given."""

    TOO_FEW_UNITS = "too_few_units"
    """There is nothing to compare, or a single unit on which the coders agree."""

    NO_CODINGS = "no_codings"
    """Neither coder used the code."""

    NO_VARIATION = "no_variation"
    """Both coders gave every unit the same value, so chance cannot be told from agreement."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure, or the reason why there is none; never both, never neither."""

    value: float | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError("A Value has a figure or a reason.")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table2x2:
    """How two coders used one code, in numbers of units."""

    both: int
    only_a: int
    only_b: int
    neither: int

    @property
    def n(self) -> int:
        """Number of units."""
        return self.both + self.only_a + self.only_b + self.neither

    @property
    def prevalence(self) -> float | None:
        """Mean share of units that a coder gave the code to; None without units."""
        return (2 * self.both + self.only_a + self.only_b) / (2 * self.n) if self.n else None


def undefined(table: Table2x2) -> Reason | None:
    """Why chance-corrected agreement is undefined for a table; None when it is defined.

    It is undefined when all values are the same: expected disagreement is then zero.
    """
    if table.n == 0:
        return Reason.TOO_FEW_UNITS
    if table.n not in (table.both, table.neither):
        return None
    if table.n == 1:
        return Reason.TOO_FEW_UNITS
    return Reason.NO_CODINGS if table.neither else Reason.NO_VARIATION


def percent_agreement(table: Table2x2) -> Value:
    """Share of units on which both coders gave the same value, 0 to 1.

    Examples
    --------
    >>> percent_agreement(Table2x2(both=3, only_a=1, only_b=0, neither=6)).value
    0.9
    """
    if table.n == 0:
        return Value(reason=Reason.TOO_FEW_UNITS)
    return Value(value=(table.both + table.neither) / table.n)


def cohen_kappa(table: Table2x2) -> Value:
    """Cohen's kappa: ``(Po - Pe) / (1 - Pe)`` with each coder's own marginals.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement 20(1), 37-46.

    Examples
    --------
    >>> round(cohen_kappa(Table2x2(both=20, only_a=5, only_b=10, neither=15)).value, 3)
    0.4
    """
    reason = undefined(table)
    if reason is not None:
        return Value(reason=reason)
    n = table.n
    yes_a, yes_b = table.both + table.only_a, table.both + table.only_b
    # Multiplied by n squared throughout, so that it stays in exact integers until the division.
    observed = (table.both + table.neither) * n
    expected = yes_a * yes_b + (n - yes_a) * (n - yes_b)
    return Value(value=(observed - expected) / (n * n - expected))

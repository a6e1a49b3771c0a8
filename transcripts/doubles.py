"""Values that look like two spellings of one: to be shown to a person, never merged."""

from __future__ import annotations

__all__ = ["look_alikes"]

import difflib
import re
from collections.abc import Iterable
from itertools import combinations

_ALIKE = 0.85


def look_alikes(values: Iterable[str | None]) -> tuple[tuple[str, str], ...]:
    """Pairs of values that differ in case, spacing or a letter, such as a typing error.

    Values whose digits differ are never alike: ``Bedrijf 1`` and ``Bedrijf 2`` are two firms.

    Examples
    --------
    >>> look_alikes(["Medewerker", "medewerker", "Medwerker", "Bedrijf 1", "Bedrijf 2"])
    (('Medewerker', 'medewerker'), ('Medewerker', 'Medwerker'), ('medewerker', 'Medwerker'))
    """
    known = list(dict.fromkeys(value for value in values if value))
    return tuple((one, other) for one, other in combinations(known, 2) if _alike(one, other))


def _alike(one: str, other: str) -> bool:
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    first, second = ("".join(value.casefold().split()) for value in (one, other))
    return difflib.SequenceMatcher(None, first, second).ratio() >= _ALIKE

"""Looking for words in speech: whatever their capitals, accents and line ends."""

from __future__ import annotations

__all__ = ["finder"]

import re
import unicodedata
from collections.abc import Callable


def finder(words: str, *, whole: bool = False) -> Callable[[str], bool]:
    """Make a test of whether a text holds some words.

    Capitals and accents do not count (*café* is *CAFE*, *één* is *een*), nor does how the words are
    parted: a new line is as good as a space.

    Parameters
    ----------
    words : str
        As somebody types them, in this order; every text holds none at all.
    whole : bool
        The first word begins and the last one ends where a word does: *leer* is not in *leerling*.

    Examples
    --------
    >>> found = finder("geleerd een")
    >>> found("Wat heb je GELEERD?"), found("daar heb ik geleerd\\n\\u00e9\\u00e9n ding te doen")
    (False, True)
    >>> finder("leer", whole=True)("de leerling"), finder("leer", whole=True)("Ik leer, ja")
    (False, True)
    """
    parts = [re.escape(_folded(part)) for part in words.split()]
    pattern = r"\s+".join(parts)
    if whole and parts:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    search = re.compile(pattern).search
    return lambda text: search(_folded(text)) is not None


def _folded(text: str) -> str:
    """The text without capitals and accents; the Dutch letter \\u0133 is i and j."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()

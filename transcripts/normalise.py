"""Normalise a text once, before any offset into it exists.

Line ends become LF, letters NFC; no-break spaces become spaces; byte order marks, soft hyphens and
control characters go. Whatever a reader noted in the raw text (the range of a comment, a cell of a
table) moves along through `map_offsets`.
"""

from __future__ import annotations

__all__ = ["map_offsets", "normalise"]

import re
import unicodedata
from collections.abc import Iterable

_SPACES = "\u00a0\u2007\u202f"
_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
# CR LF is one break; half a surrogate pair cannot be written as UTF-8, so it may not stay.
_ODD = re.compile(
    "\r\n|[\x00-\x08\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u2007\u2028\u2029\u202f\ufeff\ud800-\udfff]"
)


def normalise(raw: str) -> str:
    """Give the text in the form in which it is frozen.

    Parameters
    ----------
    raw : str
        Text as a file holds it.

    Returns
    -------
    str
        Normalised text; normalising it again changes nothing.

    Examples
    --------
    >>> normalise("gei\\u0308nfor\\u00admeerd\\u00a0ja\\r\\n")
    'geïnformeerd ja\\n'
    """
    return unicodedata.normalize("NFC", _ODD.sub(_replacement, raw))


def _replacement(found: re.Match[str]) -> str:
    odd = found[0]
    if odd[0] in _BREAKS:
        return "\n"
    if odd in _SPACES:
        return " "
    return "\ufffd" if "\ud800" <= odd <= "\udfff" else ""


def map_offsets(raw: str, offsets: Iterable[int]) -> dict[int, int]:
    """Say where places in the raw text lie in the normalised text.

    A place inside a character that is composed of several (a letter and its accent) moves behind
    that character, so a stretch never ends in the middle of one.

    Parameters
    ----------
    raw : str
        Text before `normalise`.
    offsets : iterable of int
        Places in `raw`, in code points, ``0 <= offset <= len(raw)``.

    Returns
    -------
    dict of int to int
        Place in ``normalise(raw)`` for each offset; the order of places is kept.

    Examples
    --------
    >>> map_offsets("cafe\\u0301\\r\\nja", [4, 5, 7, 9])
    {4: 4, 5: 4, 7: 5, 9: 7}
    """
    wanted = sorted(set(offsets))
    if normalise(raw) == raw:
        return {offset: offset for offset in wanted}
    found: dict[int, int] = {}
    # A line break never merges with what follows, so whole lines can be counted apart.
    line, before = 0, 0
    for offset in wanted:
        place = _behind_character(raw, offset)
        start = raw.rfind("\n", 0, place) + 1
        if start > line:
            before += len(normalise(raw[line:start]))
            line = start
        found[offset] = before + len(normalise(raw[line:place]))
        if _begins_afresh(raw, place):
            line, before = place, found[offset]
    return found


def _begins_afresh(raw: str, place: int) -> bool:
    """Say whether nothing behind a place can be composed with what stands before it.

    Marks can, and the vowels and finals of Korean syllables.
    """
    follows = raw[place : place + 1]
    return (
        follows != "\n"
        and not "\u1160" <= follows <= "\u11ff"
        and (not follows or unicodedata.category(follows)[0] != "M")
    )


def _behind_character(raw: str, offset: int) -> int:
    """Move past marks that join the character before, and past characters that vanish."""
    if offset == 0:
        return 0
    if raw[offset - 1 : offset + 1] == "\r\n":
        offset += 1
    while offset < len(raw) and (unicodedata.combining(raw[offset]) or not normalise(raw[offset])):
        offset += 1
    return offset

"""Times as transcripts write them, to seconds from the start of the recording."""

from __future__ import annotations

__all__ = ["CLOCK", "SPOKEN", "STAMP", "parse_spoken", "parse_time"]

import re

CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,6})?"
"""Regular expression of a bare time; it captures nothing."""

STAMP = (
    rf"(?:\\?\[[ \t]*(?:{CLOCK}|\d{{1,2}}\.\d\d(?:\.\d\d)?)[ \t]*\\?\]"
    rf"|\{{(?:{CLOCK}|\d{{1,2}}\.\d\d(?:\.\d\d)?)\}}"
    rf"|\({CLOCK}\)"
    r"|\#\d{1,2}:\d\d:\d\d(?:[-.,]\d{1,3})?\#)"
)
"""Regular expression of a time in brackets or hashes; it captures nothing.

Only brackets make ``12.30`` a time: bare, it is as likely a price. A backslash before a bracket is
Markdown's.
"""

SPOKEN = (
    r"(?:\d{1,2} (?:hours?|uur|uren|Stunden?)(?:,? |\b))?"
    r"(?:\d{1,3} (?:minutes?|minuten|minuut|Minuten?)(?:,? |\b))?"
    r"(?:\d{1,2} (?:seconds?|seconden?|Sekunden?))?"
)
"""Regular expression of a time in words, ``2 minutes 5 seconds``; it matches nothing, too."""

_PART = re.compile(r"(\d{1,3}) ([hus]|m)", re.IGNORECASE)
_FACTORS = {"h": 3600, "u": 3600, "m": 60}
_COLONS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,-](\d{1,6}))?")
_DOTS = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d\d)")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")


def parse_time(text: str, *, seconds: bool = False) -> float | None:
    """Read one time.

    Hours may be absent, parts need no leading zero, the decimals may follow a full stop, a comma or
    (between hashes) a hyphen, and four decimals ``1000``, which some programs write for a rounded
    up second, carry over.

    Parameters
    ----------
    text : str
        The time, in brackets or bare, and nothing else.
    seconds : bool
        Take a bare number for seconds, as columns of tables hold them.

    Returns
    -------
    float or None
        Seconds; None when the text is no time.

    Examples
    --------
    >>> [parse_time(text) for text in ("0:0:3.270", "00:00:03,200", "75:03", "00:00:01,1000")]
    [3.27, 3.2, 4503.0, 2.0]
    >>> [parse_time(text) for text in ("[01.02.03]", "#00:01:02-3#", "12.30", "1:75")]
    [3723.0, 62.3, None, None]
    """
    text = text.strip()
    bare = text.replace("\\", "").strip("[](){}# \t")
    if seconds and _NUMBER.fullmatch(bare):
        return float(bare.replace(",", "."))
    found = _COLONS.fullmatch(bare)
    if found is None and text[:1] in ("[", "{", "\\"):
        found = _DOTS.fullmatch(bare)
    if found is None:
        return None
    hours, minutes, whole = (int(part or 0) for part in found.groups()[:3])
    if whole > 59 or (found[1] and minutes > 59):
        return None
    decimals = found[4] if found.re is _COLONS else None
    fraction = 1.0 if decimals == "1000" else float(f"0.{decimals or 0}")
    return round(hours * 3600 + minutes * 60 + whole + fraction, 6)


def parse_spoken(text: str) -> float | None:
    """Read one time in words, as panels of meetings show it (Dutch, English, German).

    Parameters
    ----------
    text : str
        The time and nothing else.

    Returns
    -------
    float or None
        Seconds; None when the text is no such time.

    Examples
    --------
    >>> [parse_spoken(text) for text in ("2 minutes 5 seconds", "1 uur 3 minuten", "5 maanden")]
    [125.0, 3780.0, None]
    """
    text = text.strip()
    if not text or re.fullmatch(SPOKEN, text) is None:
        return None
    total = 0
    for found in _PART.finditer(text):
        unit = found[2].lower()
        hours = unit == "u" or text[found.start(2) :].lower().startswith("stund")
        total += int(found[1]) * (3600 if hours else _FACTORS.get(unit, 1))
    return float(total)

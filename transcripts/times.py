"""Times as transcripts write them, to seconds from the start of the recording."""

from __future__ import annotations

__all__ = ["CLOCK", "STAMP", "parse_time"]

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

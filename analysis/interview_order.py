"""The order of interviews: as imported, by date, or as a researcher's list has it."""

from __future__ import annotations

__all__ = ["by_date", "by_list", "interview_date"]

import datetime
import re
from collections.abc import Sequence

from bouwsteen.errors import AnalysisError, nearest
from bouwsteen.transcripts.model import Transcript

_FIELDS = ("header.datum", "header.date")
"""Lines at the head of a transcript that hold the date of the interview."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january januar jänner",
            "februari feb february februar",
            "maart mrt march mar märz",
            "april apr",
            "mei may mai",
            "juni jun june",
            "juli jul july",
            "augustus aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "december dec dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}
_LIST_HINT = "Give the order as a file with one key a line: --order FILE."
_LISTED = 10


def interview_date(text: str) -> datetime.date | None:
    """Read a date; numbers are day, month, year unless the year stands first.

    Examples
    --------
    >>> interview_date("dinsdag 3 maart 2026"), interview_date("2026-03-04")
    (datetime.date(2026, 3, 3), datetime.date(2026, 3, 4))
    >>> interview_date("March 5th, 2026"), interview_date("voorjaar")
    (datetime.date(2026, 3, 5), None)
    """
    found = re.search(r"\b([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\b", text)
    if found:
        year, month, day = map(int, found.groups())
        return _date(year, month, day)
    found = re.search(r"\b([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\b", text)
    if found:
        day, month, year = map(int, found.groups())
        return _date(year, month, day)
    words = re.findall(r"[^\W\d_]+|[0-9]+", text.casefold())
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    years = [int(word) for word in words if word.isdecimal() and len(word) == 4]
    days = [int(word) for word in words if word.isdecimal() and len(word) <= 2]
    if len(months) == 1 and len(years) == 1 and days:
        return _date(years[0], months[0], days[0])
    return None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def by_date(transcripts: Sequence[Transcript]) -> tuple[str, ...]:
    """Keys by the date at the head of each transcript; on one day as imported.

    Raises
    ------
    AnalysisError
        When a transcript tells no date that can be read.
    """
    dated: list[tuple[datetime.date, str]] = []
    without = []
    for one in transcripts:
        told = (interview_date(one.meta[field]) for field in _FIELDS if field in one.meta)
        date = next((date for date in told if date is not None), None)
        if date is None:
            without.append(one.key)
        else:
            dated.append((date, one.key))
    if without:
        raise AnalysisError(
            f"There is no date at the head of {_listed(without)}.",
            _LIST_HINT,
            key="order_no_date",
            transcripts=_listed(without, " (+{})"),
        )
    return tuple(key for _, key in sorted(dated, key=lambda pair: pair[0]))


def by_list(transcripts: Sequence[Transcript], keys: Sequence[str]) -> tuple[str, ...]:
    """Keys in the order of a list, which must name every transcript once.

    Raises
    ------
    AnalysisError
        When the list names a transcript twice or one that is not there, or leaves one out.
    """
    known = [one.key for one in transcripts]
    seen: set[str] = set()
    for key in keys:
        if key not in known:
            raise AnalysisError(
                f"The order names {key!r}, which is no transcript.",
                nearest(key, known),
                key="order_unknown",
                transcript=key,
            )
        if key in seen:
            raise AnalysisError(
                f"The order names {key!r} twice.",
                "Name every transcript once.",
                key="order_doubled",
                transcript=key,
            )
        seen.add(key)
    left = [key for key in known if key not in seen]
    if left:
        raise AnalysisError(
            f"The order leaves out {_listed(left)}.",
            "Name every transcript once, one key a line.",
            key="order_leaves_out",
            transcripts=_listed(left, " (+{})"),
        )
    return tuple(keys)


def _listed(keys: Sequence[str], more: str = " and {} more") -> str:
    rest = more.format(len(keys) - _LISTED) if len(keys) > _LISTED else ""
    return ", ".join(keys[:_LISTED]) + rest

"""Turns under a heading line with name and time, as most transcription programs write them."""

from __future__ import annotations

__all__ = ["read_headings"]

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bouwsteen.transcripts.assemble import assemble
from bouwsteen.transcripts.header import Header
from bouwsteen.transcripts.labels import accept, is_label, is_usual, tidy
from bouwsteen.transcripts.page import Line, Mark, Page, Reading
from bouwsteen.transcripts.times import CLOCK, SPOKEN, STAMP, parse_spoken, parse_time

_LONGEST = 100
_WHO = r"(?P<name>\S.{0,60}?)"
_AFTER = re.compile(rf"[ \t]*{_WHO}:?(?:[ ]{{2,}}|\t)[ \t]*(?P<time>{CLOCK}|{STAMP})[ \t]*")
_JUST_AFTER = re.compile(rf"[ \t]*{_WHO}:?[ ](?P<time>{CLOCK})[ \t]*")
_BRACKETED = re.compile(rf"[ \t]*{_WHO}[ \t]*(?P<time>{STAMP})[ \t]*:?[ \t]*")
_BEFORE = re.compile(rf"[ \t]*(?P<time>{CLOCK}|{STAMP})[ \t]+(?:[-–][ \t]+)?{_WHO}[ \t]*:?[ \t]*")
_ALONE = re.compile(rf"[ \t]*(?P<time>{CLOCK})[ \t]*")
_HASHED = re.compile(r"\#{1,6}[ \t]+(?P<name>[^\n]{1,40}?)[ \t]*:?[ \t]*")
_SPOKEN = re.compile(rf"[ \t]*(?:(?P<name>\S.{{0,60}}?)[ ])??(?P<time>(?=\d){SPOKEN})[ \t]*")
_STAMPED = re.compile(rf"[ \t]*(?P<time>{STAMP})[ \t]*(?:[-–][ \t]+)?\S")


def read_headings(page: Page, header: Header) -> Reading | None:
    """Read a document in which each turn stands under a line with its speaker.

    ``Vera Blok   0:03`` (Teams, Otter), ``Speaker 1 (00:05):`` (Rev), ``00:00:03 Spreker 1``
    (Word), ``[00:00:03.20] - Spreker 1`` (Happy Scribe), ``SPEAKER_00`` above ``[00:00:03] - ...``
    (aTrain), ``### Interviewer`` (Markdown), ``Vera Blok`` above ``2 minutes 5 seconds`` (the panel
    of Teams), or a usual label on a line of its own.

    Parameters
    ----------
    page : Page
        The document.
    header : Header
        What its top says.

    Returns
    -------
    Reading or None
        The layout that explains most; None when there are no such headings.
    """
    readings = []
    for find in _LAYOUTS:
        marks = [mark for mark in find(page) if mark.at >= header.end]
        if len(marks) > 1 and _recur([mark.speaker for mark in marks]):
            readings.append(assemble(page, "headings", marks, header=header.lines))
    found = [reading for reading in readings if reading is not None]
    return max(found, key=lambda reading: (reading.score, len(reading.turns)), default=None)


def _recur(names: Sequence[str | None]) -> bool:
    """Few people say much: text that only looks like a heading gives a new name every time."""
    different = {name for name in names if name}
    return len(different) <= max(2, len(names) // 2)


def _mark(page: Page, line: Line, found: re.Match[str]) -> Mark:
    name = found.groupdict().get("name")
    time = found.groupdict().get("time")
    return Mark(
        at=line.start,
        speech=min(line.end + 1, len(page.text)),
        speaker=tidy(name) if name else None,
        start_time=parse_time(time) if time else None,
    )


def _short(page: Page) -> Iterator[Line]:
    return (line for line in page.lines if 0 < len(line.text) <= _LONGEST)


def _timed_after(page: Page) -> list[Mark]:
    """Two spaces at least, as programs write."""
    named = [(line, _AFTER.fullmatch(line.text)) for line in _short(page) if ":" in line.text]
    if not any(found for _, found in named):
        return []
    # Otter leaves out a name that it does not know.
    either = [(line, found or _ALONE.fullmatch(line.text)) for line, found in named]
    return [_mark(page, line, found) for line, found in either if found]


def _bracketed(page: Page) -> list[Mark]:
    return [
        _mark(page, line, found)
        for line in _short(page)
        if (found := _BRACKETED.fullmatch(line.text)) and is_label(found["name"])
    ]


def _just_after(page: Page) -> list[Mark]:
    """One space, as pasting leaves: names must recur, for ``Total runtime 1:45`` is no heading."""
    return _recurring(page, _JUST_AFTER)


def _timed_before(page: Page) -> list[Mark]:
    return _recurring(page, _BEFORE)


def _recurring(page: Page, pattern: re.Pattern[str]) -> list[Mark]:
    found = [
        (line, match)
        for line in _short(page)
        if (match := pattern.fullmatch(line.text)) and is_label(match["name"])
    ]
    labels = accept(Counter(tidy(match["name"]) for _, match in found))
    sure = [line.start for line, match in found if tidy(match["name"]) in labels]
    # Among headings with a time, one more of them is a heading too: somebody who speaks once.
    timed = "time" in pattern.groupindex and 3 * len(sure) >= 2 * len(found)
    return [
        _mark(page, line, match)
        for line, match in found
        if tidy(match["name"]) in labels or (timed and sure and line.start > sure[0])
    ]


def _above_stamp(page: Page) -> list[Mark]:
    filled = [line for line in page.lines if line.text.strip()]
    return [
        Mark(at=line.start, speech=following.start, speaker=tidy(line.text))
        for line, following in zip(filled, filled[1:], strict=False)
        if len(line.text) < _LONGEST
        and is_label(line.text)
        and not line.text.startswith("#")
        and _STAMPED.match(following.text)
    ]


def _hashed(page: Page) -> list[Mark]:
    return _recurring(page, _HASHED)


def _alone(page: Page) -> list[Mark]:
    """A usual label and nothing else on its line, as aTrain writes without times."""
    filled = [line for line in page.lines if line.text.strip()]
    found = [
        line
        for line, following in zip(filled, filled[1:], strict=False)
        if len(line.text) < _LONGEST
        and is_usual(line.text.strip().rstrip(":"))
        and not is_usual(following.text.strip().rstrip(":"))
    ]
    labels = accept(Counter(tidy(line.text).rstrip(":") for line in found))
    return [
        Mark(
            at=line.start,
            speech=min(line.end + 1, len(page.text)),
            speaker=tidy(line.text).rstrip(":"),
        )
        for line in found
        if tidy(line.text).rstrip(":") in labels
    ]


def _in_panel(page: Page) -> list[Mark]:
    """What is copied from a meeting's panel: name, time in words, the two again, then speech."""
    filled = [line for line in page.lines if line.text.strip()]
    marks: list[Mark] = []
    place = 0
    while place < len(filled):
        line = filled[place]
        found = _SPOKEN.fullmatch(line.text) if len(line.text) <= _LONGEST else None
        place += 1
        if found is None:
            continue
        above = filled[place - 2] if place > 1 and found["name"] is None else line
        name = tidy(found["name"] or above.text)
        if not name or len(name) > _LONGEST or (above is line and found["name"] is None):
            continue
        while place < len(filled) and _repeats(filled[place].text, name):
            place += 1
        speech = filled[place].start if place < len(filled) else len(page.text)
        marks.append(
            Mark(
                at=above.start, speech=speech, speaker=name, start_time=parse_spoken(found["time"])
            )
        )
    return marks


def _repeats(text: str, name: str) -> bool:
    """Say whether a line only says once more who speaks and when."""
    found = _SPOKEN.fullmatch(text) if len(text) <= _LONGEST else None
    return (
        tidy(text) == name
        or _ALONE.fullmatch(text) is not None
        or (found is not None and tidy(found["name"] or name) == name)
    )


_LAYOUTS = (
    _timed_after,
    _just_after,
    _bracketed,
    _timed_before,
    _above_stamp,
    _hashed,
    _in_panel,
    _alone,
)

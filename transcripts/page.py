"""A document as lines and table rows, and the way from marks in it to turns.

A *shape* (headings, labels, columns, ...) finds marks: where something that belongs to no turn
begins, and where the speech after it begins. `assemble` cuts the turns and counts how many words
of the document that explains.
"""

from __future__ import annotations

__all__ = ["Line", "Mark", "Page", "Reading", "assemble"]

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from bouwsteen.transcripts.model import Span, Turn
from bouwsteen.transcripts.times import CLOCK, STAMP, parse_time

Row = tuple[tuple[int, int], ...]

_LEAD = re.compile(rf"[ \t]*({STAMP})[ \t]*(?:[-–][ \t]+)?")
_TRAIL = re.compile(r"[ \t]*(#\d{1,2}:\d\d:\d\d(?:[-.,]\d{1,3})?#)\s*\Z")
_BREAK = re.compile(rf"[*_ \t]*(?:break|pauze|pause|onderbreking)[:*_ \t]*(?:{STAMP})?\W*", re.I)
# Lines at the end of a turn that nobody says: stamps, headings, rules, closing and program lines.
_UNSAID = re.compile(
    rf"[ \t]*(?:(?:{STAMP}|{CLOCK})[ \t]*"
    r"|\#{1,6}[ \t].*"
    r"|[-–—=*_~ \t]{3,}"
    r"|[-–—=*~\[( \t]*(?:einde?|end|ende)\b(?:[ \t]+(?:van|of|der?|the|het|des))*[ \t]+"
    r"(?:opname|interview|gesprek|recording|transcri\w+|aufnahme|deel \d)[-–—=*~\]). \t]*"
    r"|<?https?://\S+"
    r"|.{1,60} (?:heeft de transcriptie (?:gestart|gestopt)|(?:started|stopped) transcription"
    r"|hat die Transkription (?:gestartet|beendet))[ \t]*"
    r"|\(?(?:transcribed by|getranscribeerd (?:door|met))\b.{0,80})",
    re.IGNORECASE,
)
_RECORDED = re.compile(r"trans[ck]ri", re.IGNORECASE)
# A short line with a time at its edge is some program's heading, not speech.
_HEADING_LIKE = re.compile(
    rf"[ \t]*(?:(?:{STAMP}|{CLOCK})[ \t]+(?:-[ \t]*)?\S.{{0,40}}"
    rf"|\S.{{0,40}}?(?:[ \t]{{2,}}{CLOCK}|[ \t]*{STAMP}:?))(?<![.?!…])[ \t]*"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, without its line break; `start` is its place in the text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Place behind the last character."""
        return self.start + len(self.text)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Page:
    """A normalised text, and where the cells of its tables lie in it.

    Parameters
    ----------
    text : str
        The whole reading text.
    tables : tuple of tuple of Row
        For each table its rows; a row is a (start, end) pair a cell.
    """

    text: str
    tables: tuple[tuple[Row, ...], ...] = ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, empty ones too."""
        lines, start = [], 0
        for text in self.text.split("\n"):
            lines.append(Line(start, text))
            start += len(text) + 1
        return tuple(lines)

    @cached_property
    def words(self) -> int:
        """Number of words of the whole text."""
        return len(self.text.split())

    def lines_between(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield (place, text) of the non-empty lines, or parts of lines, in a stretch."""
        for text in self.text[start:end].split("\n"):
            if text.strip():
                yield start, text
            start += len(text) + 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a turn, or something outside every turn, begins.

    Parameters
    ----------
    at : int
        Where the turn before ends: the first character of label, stamp or heading.
    speech : int
        Where the speech begins.
    speaker : str or None
        Label as the file gives it.
    end : int or None
        Where the speech ends at the latest; None for the next mark.
    start_time, end_time : float or None
        Seconds.
    turn : bool
        False for a stretch that is nobody's turn.
    """

    at: int
    speech: int
    speaker: str | None = None
    end: int | None = None
    start_time: float | None = None
    end_time: float | None = None
    turn: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one shape makes of a page.

    Parameters
    ----------
    shape : str
        Name of the shape.
    turns : tuple of Turn
        In order.
    score : float
        Share of the page's words that the shape explains, 0 to 1.
    dropped : tuple of str
        Lines that are part of no turn, labels and stamps aside.
    warnings : tuple of str
        What a person should look at.
    unexplained : str
        The first line that the shape cannot explain; empty when there is none.
    """

    shape: str
    turns: tuple[Turn, ...]
    score: float
    dropped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unexplained: str = ""


def assemble(
    page: Page,
    shape: str,
    marks: Sequence[Mark],
    *,
    header: Collection[int] = (),
    warnings: Sequence[str] = (),
) -> Reading | None:
    """Cut the turns that marks stand for, and score them.

    Parameters
    ----------
    page : Page
        The document.
    shape : str
        Name of the shape that found the marks.
    marks : sequence of Mark
        In order of `at`.
    header : collection of int
        Starts of lines that are understood although they belong to no turn.
    warnings : sequence of str
        Warnings of the shape itself.

    Returns
    -------
    Reading or None
        None when no mark has any speech.
    """
    marks = _with_outsides(page, marks)
    if not any(mark.turn for mark in marks):
        return None
    cutter = _Cutter(page, {mark.speaker for mark in marks if mark.speaker})
    cutter.header(marks[0].at, header)
    for mark, following in pairwise((*marks, Mark(at=len(page.text), speech=len(page.text)))):
        cutter.cut(mark, following.at)
    if not cutter.turns:
        return None
    return Reading(
        shape=shape,
        turns=tuple(cutter.turns),
        score=1 - cutter.unexplained / page.words,
        dropped=tuple(cutter.dropped),
        warnings=(*warnings, *_time_warnings(cutter.turns)),
        unexplained=cutter.first_unexplained,
    )


def _with_outsides(page: Page, marks: Sequence[Mark]) -> list[Mark]:
    """Add marks, below the first turn, for pauses and for tables that hold no turn."""
    found = list(marks)
    if not found:
        return found
    places = [mark.at for mark in found]
    for table in page.tables:
        start, end = table[0][0][0], table[-1][-1][1]
        wide = any(len(row) > 1 for row in table)
        if wide and start > places[0] and not any(start <= place <= end for place in places):
            found.append(Mark(at=start, speech=start, turn=False))
    for line in page.lines:
        if len(line.text) < 40 and line.start > places[0] and _BREAK.fullmatch(line.text):
            found.append(Mark(at=line.start, speech=line.end, turn=False))
    return sorted(found, key=lambda mark: mark.at)


class _Cutter:
    """Collects turns, and the words that no turn, label or header accounts for."""

    def __init__(self, page: Page, speakers: Iterable[str]) -> None:
        self.page = page
        self.speakers = tuple(speakers)
        self.turns: list[Turn] = []
        self.dropped: list[str] = []
        self.unexplained = 0
        self.first_unexplained = ""

    def header(self, end: int, understood: Collection[int]) -> None:
        """Account for what stands before the first mark."""
        for start, text in self.page.lines_between(0, end):
            self.dropped.append(text.strip())
            if start not in understood and not _title_like(text):
                self._unexplained(text)

    def cut(self, mark: Mark, following: int) -> None:
        """Cut one turn, and account for what stands between it and the next mark."""
        if not mark.turn:
            self._outside(mark.speech, following)
            if line := self.page.text[mark.at : mark.speech].strip():
                self.dropped.append(line)
            return
        text = self.page.text
        limit = following if mark.end is None else min(mark.end, following)
        start, start_time = mark.speech, mark.start_time
        if lead := _LEAD.match(text, start, limit):
            start = lead.end()
            start_time = parse_time(lead[1]) if start_time is None else start_time
        end, end_time = self._without_tail(start, limit), mark.end_time
        if trail := _TRAIL.search(text, start, end):
            end, end_time = trail.start(), parse_time(trail[1])
        speech = text[start:end]
        start += len(speech) - len(speech.lstrip())
        end = start + len(speech.strip())
        if mark.end is not None:
            self._outside(mark.end, following)
        if start >= end:
            self.dropped.append(text[mark.at : limit].strip())
            return
        self._look_for_headings(start, end)
        self.turns.append(
            Turn(
                index=len(self.turns) + 1,
                speaker=mark.speaker,
                span=Span(start, end),
                start_time=start_time,
                end_time=end_time,
            )
        )

    def _without_tail(self, start: int, end: int) -> int:
        """Move the end of a turn before the closing lines that nobody says."""
        text = self.page.text
        tail: list[str] = []
        while start < end:
            end = start + len(text[start:end].rstrip())
            line_start = max(text.rfind("\n", start, end) + 1, start)
            line = text[line_start:end]
            if line_start == start and _is_inside(text, start):
                break
            if not (_UNSAID.fullmatch(line) or self._is_recording_line(line)):
                break
            tail.append(line.strip())
            end = line_start
        self.dropped.extend(reversed(tail))
        return end

    def _is_recording_line(self, line: str) -> bool:
        """Say whether a program tells that somebody started or stopped the transcription."""
        return (
            len(line) < 100
            and _RECORDED.search(line) is not None
            and line.strip()[-1:] not in ".?!"
            and line.strip().startswith(self.speakers)
        )

    def _look_for_headings(self, start: int, end: int) -> None:
        """Count as unexplained what follows a heading that the shape did not see."""
        for place, line in self.page.lines_between(start, end):
            if place > start and len(line) < 70 and _HEADING_LIKE.fullmatch(line):
                self._unexplained(self.page.text[place:end])
                return

    def _outside(self, start: int, end: int) -> None:
        for _, text in self.page.lines_between(start, end):
            self.dropped.append(text.strip())
            self._unexplained(text)

    def _unexplained(self, text: str) -> None:
        self.unexplained += len(text.split())
        self.first_unexplained = self.first_unexplained or text.strip().partition("\n")[0]


def _is_inside(text: str, place: int) -> bool:
    """Say whether a place is in the middle of a line: a label stands before it."""
    return place > 0 and text[place - 1] != "\n"


def _title_like(text: str) -> bool:
    return len(text.split()) <= 12 and text.rstrip()[-1:] not in tuple(".?!…")


def _time_warnings(turns: Sequence[Turn]) -> list[str]:
    timed = [turn for turn in turns if turn.start_time is not None]
    back = [
        later.index
        for earlier, later in pairwise(timed)
        if (later.start_time or 0) < (earlier.start_time or 0)
    ]
    if not back:
        return []
    shown = ", ".join(map(str, back[:5])) + (", ..." if len(back) > 5 else "")
    return [f"the time goes back at turn {shown}"]

"""From marks to turns: cut the speech out, and count the words that this explains."""

from __future__ import annotations

__all__ = ["assemble"]

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from bouwsteen.transcripts.model import Span, Turn
from bouwsteen.transcripts.page import Mark, Page, Reading, title_like
from bouwsteen.transcripts.times import CLOCK, STAMP, parse_time

_LEAD = re.compile(rf"[ \t]*({STAMP})[ \t]*(?:[-–][ \t]+)?")
_TRAIL = re.compile(r"(#\d{1,2}:\d\d:\d\d(?:[-.,]\d{1,3})?#)\s*\Z")
_BREAK = re.compile(rf"[*_ \t]*(?:break|pauze|pause|onderbreking)[:*_ \t]*(?:{STAMP})?\W*", re.I)
# Lines at the end of a turn that nobody says: stamps, headings, rules, closing and program lines.
_UNSAID = re.compile(
    rf"[ \t]*+(?:(?:{STAMP}|{CLOCK})[ \t]*"
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
            if start not in understood and not title_like(text):
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
            if start_time is None and self.turns:
                # Who types a time where a turn ends leaves the next one to begin there.
                start_time = self.turns[-1].end_time
        speech = text[start:end]
        start += len(speech) - len(speech.lstrip())
        end = start + len(speech.strip())
        if mark.end is not None:
            self._outside(mark.end, following)
        if start >= end:
            if (line := text[mark.at : limit].strip()) != "//":
                self.dropped.append(line)
            return
        self._look_for_headings(start, end)
        self.turns.append(
            Turn(
                index=len(self.turns) + 1,
                speaker=mark.speaker,
                span=Span(start, end),
                start_time=start_time,
                end_time=end_time,
                flags=mark.flags,
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

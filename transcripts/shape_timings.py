"""Turns as captions in a document: a line with two times, a name, the words (Teams until 2023)."""

from __future__ import annotations

__all__ = ["read_timings"]

import re

from bouwsteen.transcripts.assemble import assemble
from bouwsteen.transcripts.header import Header
from bouwsteen.transcripts.labels import tidy
from bouwsteen.transcripts.page import Line, Mark, Page, Reading
from bouwsteen.transcripts.times import CLOCK, parse_time

_TIMING = re.compile(rf"[ \t]*({CLOCK})[ \t]*-->[ \t]*({CLOCK})[ \t]*")
_NAME_LONGEST = 60


def read_timings(page: Page, header: Header) -> Reading | None:
    """Read a document of ``0:0:3.2 --> 0:0:11.4`` / name / words.

    Parameters
    ----------
    page : Page
        The document.
    header : Header
        What its top says.

    Returns
    -------
    Reading or None
        None when there are no such lines, or the lines under them are no names.
    """
    if "-->" not in page.text:
        return None
    filled = [line for line in page.lines if line.text.strip()]
    marks = []
    for line, name, words in zip(filled, filled[1:], filled[2:], strict=False):
        found = _TIMING.fullmatch(line.text)
        if found and _is_name(name) and not _TIMING.fullmatch(words.text):
            marks.append(
                Mark(
                    at=line.start,
                    speech=words.start,
                    speaker=tidy(name.text),
                    start_time=parse_time(found[1]),
                    end_time=parse_time(found[2]),
                )
            )
    names = {mark.speaker for mark in marks}
    if len(names) > max(2, len(marks) // 2):
        return None
    return assemble(page, "timings", marks, header=header.lines)


def _is_name(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= _NAME_LONGEST and text[-1] not in "?!…," and not _TIMING.fullmatch(text)

"""Notes that a program put around a transcript: Google Meet writes a summary above it."""

from __future__ import annotations

__all__ = ["Cut", "cut_notes"]

import dataclasses
import re

from bouwsteen.transcripts.labels import NAME, is_label, tidy
from bouwsteen.transcripts.page import Line, Page
from bouwsteen.transcripts.times import parse_time

_STAMP = re.compile(r"[ \t]{0,9}(\d\d:\d\d:\d\d)[ \t]{0,9}")
_LABELLED = re.compile(rf"[ \t]{{0,9}}({NAME}?)[ \t]?:[ \t]")
_ENDED = re.compile(r"\S[^\n]{4,80}[ \t]\d\d:\d\d:\d\d[ \t]{0,9}")
_FIRST_MOST = 60.0
_PROSE = 12
_LABELLED_LEAST = 0.9


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What is left of a page without the notes.

    Parameters
    ----------
    page : Page
        The transcript alone.
    start : int
        Where it began on the whole page.
    names : frozenset of str
        Who speaks in it; a name under a time is a label although it is used once.
    dropped : tuple of str
        Lines that were cut off.
    """

    page: Page
    start: int
    names: frozenset[str]
    dropped: tuple[str, ...]


def cut_notes(page: Page) -> Cut | None:
    """Cut off a program's notes above and below a transcript.

    They are known by structure, because their headings come in any language: prose, then a line
    that is only a time in the first minute, under which stands ``Name: speech``.

    Parameters
    ----------
    page : Page
        Text of a document.

    Returns
    -------
    Cut or None
        None when there are no such notes.

    Examples
    --------
    >>> page = Page(
    ...     text="Notes\\nThey talked at length, all of them, about how one learns here.\\n"
    ...     "00:00:11\\nVera: Hallo.\\nTranscription ended after 00:00:39\\n"
    ... )
    >>> cut = cut_notes(page)
    >>> cut.page.text, sorted(cut.names), len(cut.dropped)
    ('00:00:11\\nVera: Hallo.\\n', ['Vera'], 3)
    """
    filled = [line for line in page.lines if line.text.strip()]
    stamps = [
        place
        for place, line in enumerate(filled[:-1])
        if _STAMP.fullmatch(line.text) and _label(filled[place + 1])
    ]
    if not stamps or (parse_time(filled[stamps[0]].text) or 0.0) > _FIRST_MOST:
        return None
    above = filled[: stamps[0]]
    if not any(len(line.text.split()) >= _PROSE and not _label(line) for line in above):
        return None
    below = _below(filled, stamps[-1])
    said = filled[stamps[0] : len(filled) - len(below)]
    names = {_label(filled[place + 1]) for place in stamps}
    labelled = [_label(line) for line in said if not _STAMP.fullmatch(line.text)]
    if sum(map(bool, labelled)) >= _LABELLED_LEAST * len(labelled):
        # Every line names its speaker, so these are all names; else they may be speech.
        names.update(filter(None, labelled))
    start = filled[stamps[0]].start
    end = below[0].start if below else len(page.text)
    tables = tuple(
        tuple(tuple((a - start, b - start) for a, b in row) for row in table)
        for table in page.tables
        if start <= table[0][0][0] and table[-1][-1][1] <= end
    )
    return Cut(
        page=Page(text=page.text[start:end], tables=tables),
        start=start,
        names=frozenset(names),
        dropped=tuple(line.text.strip() for line in (*above, *below)),
    )


def _label(line: Line) -> str:
    """The label at the start of a line; empty when there is none."""
    found = _LABELLED.match(line.text)
    return tidy(found[1]) if found and is_label(found[1]) else ""


def _below(filled: list[Line], last: int) -> list[Line]:
    """Lines from the one that tells when the transcription ended: it names a time, and no label."""
    for place in range(len(filled) - 1, last + 1, -1):
        line = filled[place]
        if _ENDED.fullmatch(line.text) and not _label(line):
            return filled[place:]
    return []

"""The shapes a document can have, and the choice between them."""

from __future__ import annotations

__all__ = ["ENOUGH", "SHAPES", "Shape", "read_page"]

import re
from collections.abc import Callable, Mapping, Sequence

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.header import Header, read_header
from bouwsteen.transcripts.labels import is_usual
from bouwsteen.transcripts.page import Page, Reading
from bouwsteen.transcripts.program import is_program
from bouwsteen.transcripts.shape_columns import read_columns
from bouwsteen.transcripts.shape_headings import read_headings
from bouwsteen.transcripts.shape_labels import read_labels
from bouwsteen.transcripts.shape_prose import check_prose, read_prose
from bouwsteen.transcripts.shape_timings import read_timings
from bouwsteen.transcripts.times import CLOCK, STAMP

Shape = Callable[[Page, Header], Reading | None]

ENOUGH = 0.8
"""Share of the words that a shape must explain to be believed."""

_STAMPED_LINE = re.compile(rf"[ \t]*(?:{STAMP}|{CLOCK})|.{{0,300}}[ \t](?:{STAMP}|{CLOCK})[ \t]*\Z")
_STAMPED_MOST = 2

SHAPES: Mapping[str, Shape] = {
    "headings": read_headings,
    "timings": read_timings,
    "labels": read_labels,
    "columns": read_columns,
    "prose": read_prose,
}


def read_page(page: Page, header: Header | None = None, *, shape: str | None = None) -> Reading:
    """Find the turns of a document.

    Parameters
    ----------
    page : Page
        The document.
    header : Header, optional
        What its top says; read from the page unless given.
    shape : str, optional
        Name of the only shape to try, one of `SHAPES`; its reading is taken however little it
        explains. Without it all are tried and the best must explain at least `ENOUGH`.

    Returns
    -------
    Reading
        Prose only when the document has neither labels nor time stamps, and most of its lines are
        sentences.

    Raises
    ------
    TranscriptError
        When no shape explains enough, or what it finds is no speech.

    Examples
    --------
    >>> reading = read_page(Page(text="I: Hoe gaat het?\\nR: Goed.\\nI: Mooi.\\nR: Ja."))
    >>> reading.shape, [turn.speaker for turn in reading.turns]
    ('labels', ['I', 'R', 'I', 'R'])
    """
    header = read_header(page) if header is None else header
    if shape is not None:
        forced = SHAPES[shape](page, header)
        if forced is None:
            others = ", ".join(name for name in SHAPES if name != shape)
            raise TranscriptError(
                f"there are no {shape} in it from which to read turns.",
                f"The other shapes of a document are {others}.",
                key="shape_none",
                shape=shape,
                others=others,
            )
        return forced
    found = [read(page, header) for name, read in SHAPES.items() if name != "prose"]
    readings = [reading for reading in found if reading is not None]
    best = max(readings, key=lambda one: (round(one.score, 2), len(one.turns)), default=None)
    if best is not None and best.score >= ENOUGH:
        _check_speech(page, best)
        return best
    stamped = sum(_STAMPED_LINE.match(line.text) is not None for line in page.lines)
    if best is None and stamped <= _STAMPED_MOST:
        prose = read_prose(page, header)
        if prose is not None:
            _check_speech(page, prose)
            check_prose(page, header)
            return prose
    raise _refusal(page, best, stamped, [one for one in readings if one is not best])


def _check_speech(page: Page, reading: Reading) -> None:
    """Refuse a program, unless most of its turns have labels that typists everywhere use."""
    usual = sum(is_usual(turn.speaker or "") for turn in reading.turns)
    if 2 * usual > len(reading.turns):
        return
    spoken = (turn.span.of(page.text).split("\n") for turn in reading.turns)
    if is_program([line for lines in spoken for line in lines if line.strip()]):
        raise TranscriptError(
            "it looks like the source of a program, not like speech.",
            f"If it is speech, read it with --reader {reading.shape}"
            + (", or --reader prose." if reading.shape != "prose" else "."),
            key="program_source_prose" if reading.shape == "prose" else "program_source",
            shape=reading.shape,
        )


def _refusal(
    page: Page, best: Reading | None, stamped: int, others: Sequence[Reading]
) -> TranscriptError:
    if best is None:
        if not stamped:
            return TranscriptError("there is no speech in it.", key="speech_none")
        return TranscriptError(
            f"{stamped} lines have a time, but no speaker's name or label was found with them.",
            "Put 'Name: ' before each turn; or read it with --reader prose, without speakers.",
            key="shape_only_times",
            lines=stamped,
        )
    number = page.text.count("\n", 0, page.text.find(best.unexplained)) + 1
    meant = "".join(f"; {one.shape} would explain {100 * one.score:.0f} %" for one in others)
    return TranscriptError(
        f"read as {best.shape} it has {len(best.turns)} turns, which explain "
        f"{100 * best.score:.0f} % of the words where {100 * ENOUGH:.0f} % is needed; "
        f"line {number} is not understood: {best.unexplained[:60]!r}.",
        f"If that line is no speech, read it with --reader {best.shape}; "
        f"if nobody is named, with --reader prose{meant}.",
        key="shape_weak_others" if others else "shape_weak",
        shape=best.shape,
        turns=len(best.turns),
        percent=100 * best.score,
        enough=100 * ENOUGH,
        line=number,
        words=best.unexplained[:60],
        others=", ".join(f"{one.shape} {100 * one.score:.0f} %" for one in others),
    )

"""A document in which nobody is named: every paragraph a turn, if it is prose at all."""

from __future__ import annotations

__all__ = ["check_prose", "read_prose"]

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.assemble import assemble
from bouwsteen.transcripts.header import Header
from bouwsteen.transcripts.page import Mark, Page, Reading, title_like
from bouwsteen.transcripts.shape_labels import label_like

_ENOUGH = 0.5
_CLOSING = " \t\"'”’»)]*_"


def read_prose(page: Page, header: Header) -> Reading | None:
    """Read a document without speakers: one turn a paragraph, speaker unknown.

    Parameters
    ----------
    page : Page
        The document.
    header : Header
        What its top says; headings and particulars are no turns.

    Returns
    -------
    Reading or None
        None when there are no paragraphs.
    """
    marks = [
        Mark(at=line.start, speech=line.start, turn=not line.text.startswith("#"))
        for line in page.lines
        if line.text.strip() and line.start not in header.lines
    ]
    return assemble(
        page,
        "prose",
        marks,
        header=header.lines,
        warnings=["no speakers: each paragraph is a turn, and the speaker of all is unknown"],
    )


def check_prose(page: Page, header: Header) -> None:
    """Refuse what is taken for prose only because nothing else was found in it.

    Lines must be sentences: they end as one, or have more than 12 words. A program's source or a
    list does not; and a line that begins with a name and a colon may be a turn.

    Parameters
    ----------
    page, header
        As for `read_prose`.

    Raises
    ------
    TranscriptError
        When a line below the first begins with what may be a label and a colon, or fewer than
        half of the lines are sentences.
    """
    lines = [
        line.text.rstrip(_CLOSING)
        for line in page.lines
        if line.text.strip() and line.start not in header.lines and not line.text.startswith("#")
    ]
    top = next(number for number, line in enumerate(page.lines, start=1) if line.text.strip())
    for number, label in label_like(page, header):
        # A title may have a colon in it.
        if number > top or not title_like(page.lines[number - 1].text):
            raise TranscriptError(
                f"line {number} begins with {label!r} and a colon, as a turn does, but no label "
                "is used twice.",
                "If these are speakers, put a line 'Speakers:' on top and their names, with commas "
                "between, on the next; if nobody is named, read it with --reader prose.",
                key="prose_label",
                line=number,
                label=label,
            )
    sentences = sum(not title_like(line) for line in lines)
    if sentences < _ENOUGH * len(lines):
        raise TranscriptError(
            f"nobody is named in it, and only {sentences} of its {len(lines)} lines are sentences.",
            "Put 'Name: ' before each turn; or take every line as a turn with --reader prose.",
            key="prose_list",
            sentences=sentences,
            lines=len(lines),
        )

"""The minutes of a consensus meeting as a Word document."""

from __future__ import annotations

__all__ = ["render"]

from docx.document import Document
from docx.shared import Cm, Pt

from bouwsteen.codebook.docx_out import docx_bytes
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.minutes import Minutes
from bouwsteen.exports.minutes_entry import MinutesEntry
from bouwsteen.exports.to_docx import add_table, clean, new_document

_INDENT = Cm(0.8)


def render(minutes: Minutes) -> bytes:
    """Write minutes: opening, agreement before, decisions block by block, counts after."""
    labels = Labels(minutes.lang)
    document = new_document(minutes.lang)
    document.core_properties.title = minutes.title
    document.add_heading(minutes.title, level=0)
    for paragraph in minutes.opening:
        document.add_paragraph(clean(paragraph))
    number = 0
    if minutes.before:
        document.add_heading(labels("minutes.before"), level=1)
    for table in minutes.before:
        number += 1
        add_table(document, table, number=number)
    if minutes.groups:
        document.add_heading(labels("minutes.decisions"), level=1)
        document.add_paragraph(labels("minutes.first_block"))
    for group in minutes.groups:
        document.add_heading(clean(group.heading), level=2)
        for entry in group.entries:
            _add_entry(document, entry, labels)
    if minutes.after is not None:
        document.add_heading(labels("minutes.after"), level=1)
        add_table(document, minutes.after, number=number + 1)
    return docx_bytes(document)


def _add_entry(document: Document, entry: MinutesEntry, labels: Labels) -> None:
    _add_line(document, entry.place, bold=True, indent=False)
    _add_line(document, f"“{entry.text}”")
    for view in entry.views:
        _add_line(document, view, small=True)
    _add_line(document, entry.decision, lead=labels("minutes.decision"))
    if entry.reason:
        _add_line(document, entry.reason, lead=labels("minutes.reason"))
    _add_line(document, entry.recorded, small=True, last=True)


def _add_line(
    document: Document,
    text: str,
    *,
    lead: str = "",
    bold: bool = False,
    small: bool = False,
    indent: bool = True,
    last: bool = False,
) -> None:
    """One line of an entry; an entry's lines stay on one page."""
    paragraph = document.add_paragraph()
    if lead:
        paragraph.add_run(f"{lead}: ").bold = True
    run = paragraph.add_run(clean(text))
    run.bold = bold
    if small:
        run.font.size = Pt(9)
    shape = paragraph.paragraph_format
    shape.left_indent = _INDENT if indent else None
    shape.space_after = Pt(10 if last else 2)
    shape.keep_with_next = not last

"""A report as a Word document: numbered figures with words for who cannot see them, and tables."""

from __future__ import annotations

__all__ = ["render"]

import io

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Inches, Pt
from docx.text.paragraph import Paragraph

from bouwsteen.codebook.docx_out import docx_bytes
from bouwsteen.exports.figures import render as render_figure
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.quote_book import QuoteBook
from bouwsteen.exports.report_parts import Bullets, Part, Picture, Report
from bouwsteen.exports.table import Table
from bouwsteen.exports.to_docx import (
    add_quotes,
    add_table,
    clean,
    is_wide,
    new_document,
    turn_page,
)

_WIDEST, _TALLEST = Inches(6.5), Inches(8.6)
"""Room for a figure on A4, its caption left out."""


def render(report: Report) -> bytes:
    """Write a report on A4, upright but for wide tables; the same report gives the same bytes."""
    document = new_document(report.lang)
    document.core_properties.title = clean(report.title)
    document.add_heading(clean(report.title), level=0)
    document.add_paragraph(clean(report.subtitle))
    numbers = {"figure": 0, "table": 0}
    for section in report.sections:
        # A heading stands on the page of what follows it, which may lie on its side.
        turn_page(document, landscape=_lies(section.parts[0]))
        document.add_heading(clean(section.heading), level=1)
        for part in section.parts:
            _add_part(document, part, numbers, report.lang)
    return docx_bytes(document)


def _lies(part: Part) -> bool:
    return isinstance(part, Table) and is_wide(part)


def _add_part(document: Document, part: Part, numbers: dict[str, int], lang: str) -> None:
    turn_page(document, landscape=_lies(part))
    if isinstance(part, str):
        document.add_paragraph(clean(part))
    elif isinstance(part, Bullets):
        for item in part.items:
            paragraph = document.add_paragraph(clean(item), style="List Bullet")
            paragraph.paragraph_format.space_after = Pt(3)
    elif isinstance(part, QuoteBook):
        add_quotes(document, part, level=2)
    elif isinstance(part, Table):
        numbers["table"] += 1
        add_table(document, part, number=numbers["table"])
    else:
        numbers["figure"] += 1
        _add_picture(document, part, numbers["figure"], lang)


def _add_picture(document: Document, picture: Picture, number: int, lang: str) -> None:
    """The figure, and under it the caption, as journals set it."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    data = io.BytesIO(render_figure(picture.figure, "png", titled=False))
    shape = paragraph.add_run().add_picture(data)
    shrink = min(1.0, _WIDEST / shape.width, _TALLEST / shape.height)
    shape.width, shape.height = Emu(shape.width * shrink), Emu(shape.height * shrink)
    words = shape._inline.docPr
    words.set("name", f"{Labels(lang)('word.figure')} {number}")
    words.set("descr", clean(picture.figure.alt))
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = False
    caption.paragraph_format.space_after = Pt(12)
    word = Labels(lang)("word.figure")
    caption.add_run(f"{word} ").bold = True
    _add_number(caption, word, number)
    caption.add_run(".").bold = True
    caption.add_run(f" {clean(picture.caption)}")


def _add_number(caption: Paragraph, word: str, number: int) -> None:
    """A sequence field: Word counts on when the figure is pasted into an article."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" SEQ {word} \\* ARABIC ")
    run = caption.add_run(str(number))
    run.bold = True
    field.append(run._r)
    caption._p.append(field)

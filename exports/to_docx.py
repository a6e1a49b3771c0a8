"""Tables and quotes as a Word document, in the look of an article.

Horizontal rules only, the caption above with a number that Word keeps itself, the header row
repeated on every page, numbers right aligned, notes in small type below.
"""

from __future__ import annotations

__all__ = [
    "add_notes",
    "add_quotes",
    "add_table",
    "clean",
    "is_wide",
    "new_document",
    "render",
    "render_quotes",
    "turn_page",
]

import re
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

from bouwsteen.codebook.docx_out import docx_bytes
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.quote_book import QuoteBook
from bouwsteen.exports.table import Cell, Column, Table

_FONT = "Arial"
_LOCALE = {"nl": "nl-NL", "en": "en-GB"}
_MANY_COLUMNS = 7
# Weight of columns of words from which they need the long side of the paper.
_WORDY = 7.5
# Room for a bold character of nine points, for both margins of a cell, and for words at all.
_CHARACTER, _PADDING, _NARROWEST = Cm(0.2), Cm(0.5), Cm(3)
_HEADING = 9
# Between the margins of upright A4.
_UPRIGHT = Cm(17)
# Lines up to which a table is kept on one page.
_SHORT = 12
_THICK, _THIN = "12", "4"
# Control characters that XML does not allow; nothing a reader would miss.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def render(tables: Sequence[Table]) -> bytes:
    """Write tables below one another.

    A table with many columns, and more columns of figures than rows, is turned on its side; a
    document with a table of more than seven columns, or of much text, is printed in landscape.
    """
    turned = [table.fitting() for table in tables]
    lang = turned[0].lang if turned else "nl"
    wide = any(
        len(table.columns) > _MANY_COLUMNS
        or sum(one.weight for one in table.columns if one.kind == "text") > _WORDY
        for table in turned
    )
    document = new_document(lang, landscape=wide)
    for number, table in enumerate(turned, start=1):
        add_table(document, table, number=number)
    return docx_bytes(document)


def is_wide(table: Table) -> bool:
    """Whether a table needs the long side of A4 for its figures and words to fit."""
    needs, weights = _needs(table)
    words = sum(1 for weight in weights if weight)
    return sum(weights) > _WORDY or sum(needs) + words * _NARROWEST > _UPRIGHT


def add_table(document: Document, table: Table, *, number: int) -> None:
    """Add a numbered table with its caption, notes and running text to a document."""
    _add_caption(document, table, number)
    _add_table(document, table)
    add_notes(document, table.notes)
    last = document.paragraphs[-1] if table.notes else document.add_paragraph()
    if table.text:
        last.paragraph_format.space_after = Pt(8)
        last = document.add_paragraph(clean(" ".join(table.text)))
    last.paragraph_format.space_after = Pt(14)


def add_notes(document: Document, notes: Sequence[str]) -> None:
    """Add notes in small type."""
    for place, note in enumerate(notes):
        paragraph = document.add_paragraph(clean(note))
        paragraph.paragraph_format.space_before = Pt(0 if place else 3)
        paragraph.paragraph_format.space_after = Pt(2)
        for run in paragraph.runs:
            run.font.size = Pt(8)


def render_quotes(book: QuoteBook) -> bytes:
    """Write quotes block by block: a heading, the words in quotation marks, the source."""
    document = new_document(book.lang)
    document.core_properties.title = book.title
    document.add_heading(book.title, level=0)
    add_quotes(document, book, level=1)
    return docx_bytes(document)


def add_quotes(document: Document, book: QuoteBook, *, level: int) -> None:
    """Add quotes under a heading a block, of the level given, and the notes on them."""
    for group in book.groups:
        document.add_heading(clean(group.heading), level=level)
        for quote in group.quotes:
            words = document.add_paragraph(f"“{clean(quote.text)}”")
            words.paragraph_format.left_indent = Cm(0.8)
            words.paragraph_format.space_after = Pt(0)
            words.paragraph_format.keep_with_next = True
            source = document.add_paragraph()
            source.paragraph_format.left_indent = Cm(0.8)
            source.paragraph_format.space_after = Pt(8)
            run = source.add_run(clean(quote.source))
            run.font.size = Pt(9)
            if quote.codes:
                run = source.add_run(clean(f" {quote.codes}"))
                run.italic = True
                run.font.size = Pt(9)
    add_notes(document, book.notes)


def new_document(lang: str, *, landscape: bool = False) -> Document:
    """Start an A4 document in the look of the exports, its language set for the spelling check."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        _turn(section)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, size in (
        ("Normal", 10),
        ("Caption", 10),
        ("Title", 18),
        ("Heading 1", 13),
        ("Heading 2", 11),
    ):
        font = document.styles[name].font
        font.name, font.size = _FONT, Pt(size)
        # A font of the theme would come before the font named here.
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            font.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    caption = document.styles["Caption"]
    caption.font.bold = False
    caption.paragraph_format.space_after = Pt(4)
    caption.paragraph_format.keep_with_next = True
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LOCALE[lang])
    return document


def turn_page(document: Document, *, landscape: bool) -> None:
    """Go on with a new page on its side, or upright again; nothing where it lies so already."""
    lies = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if lies != landscape:
        _turn(document.add_section(WD_SECTION.NEW_PAGE))
        _join_break(document)


def _join_break(document: Document) -> None:
    """Let the last paragraph end the section: one of its own could fall on an empty page."""
    *_, last, end = document.paragraphs
    (rules,) = end._p.iter(qn("w:sectPr"))
    # Behind a table there is no such paragraph.
    if end._p.getprevious() is last._p:
        last._p.get_or_add_pPr().append(rules)
        document.element.body.remove(end._p)


def _turn(section: Section) -> None:
    lies = section.orientation == WD_ORIENT.LANDSCAPE
    section.orientation = WD_ORIENT.PORTRAIT if lies else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _add_caption(document: Document, table: Table, number: int) -> None:
    word = Labels(table.lang)("word.table")
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{word} ").bold = True
    # A sequence field: Word counts on when the table is pasted into an article.
    for part in ("begin", f" SEQ {word} \\* ARABIC ", "separate"):
        _add_field_part(paragraph, part)
    paragraph.add_run(str(number)).bold = True
    _add_field_part(paragraph, "end")
    paragraph.add_run(".").bold = True
    paragraph.add_run(f" {clean(table.caption)}")


def _add_field_part(paragraph: Paragraph, part: str) -> None:
    """One mark of a field (begin, separate, end), or its instruction."""
    run = paragraph.add_run()
    run.bold = True
    if part in ("begin", "separate", "end"):
        mark = _element("w:fldChar")
        mark.set(qn("w:fldCharType"), part)
    else:
        mark = _element("w:instrText")
        mark.set(qn("xml:space"), "preserve")
        mark.text = part
    run._r.append(mark)


def _add_table(document: Document, table: Table) -> None:
    section = document.sections[-1]
    page = int((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))
    lines = (*table.rows, *table.foot)
    word = document.add_table(rows=1 + len(lines), cols=len(table.columns))
    word.autofit = False
    widths = _widths(table, page)
    for column, width in zip(word.columns, widths, strict=True):
        column.width = width
    grid = [row.cells for row in word.rows]
    for cell, column, width in zip(grid[0], table.columns, widths, strict=True):
        cell.width = width
        _fill(cell, column.label, column, bold=True, keep=bool(lines))
    labels = Labels(table.lang)
    for number, line in enumerate(lines, start=1):
        for cell, value, column, width in zip(
            grid[number], line, table.columns, widths, strict=True
        ):
            cell.width = width
            _fill(
                cell,
                _shown(value, column, labels),
                column,
                bold=number == len(table.rows) + 1 or column.total,
                keep=number < len(lines) <= _SHORT,
            )
    _add_rules(word, len(table.rows) if table.foot else None)
    head = word.rows[0]._tr.get_or_add_trPr()
    head.append(_element("w:tblHeader"))
    for row in word.rows:
        row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))


def _widths(table: Table, page: int) -> list[int]:
    """Column widths that fill the page: numbers get what they need, words share the rest.

    Where that leaves too little for words, numbers give way, as far as half of the page.
    """
    needs, weights = _needs(table)
    texts = sum(weights)
    wanted = sum(needs)
    figures = min(wanted, max(int(page - texts * _NARROWEST), page // 2)) if texts else page
    return [
        int(figures * need / wanted) if need else int((page - figures) * weight / texts)
        for need, weight in zip(needs, weights, strict=True)
    ]


def _needs(table: Table) -> tuple[list[int], list[float]]:
    """Width that each column of numbers needs, and weight of each column of words; else 0."""
    labels = Labels(table.lang)
    lines = (*table.rows, *table.foot)
    needs = []
    for place, column in enumerate(table.columns):
        words = re.split(r"(?<=-)|\s", column.label)
        words += [_shown(line[place], column, labels) for line in lines]
        longest = max(min(_HEADING, len(column.label)), *map(len, words))
        needs.append(0 if column.kind == "text" else int(longest * _CHARACTER + _PADDING))
    weights = [one.weight if one.kind == "text" else 0 for one in table.columns]
    return needs, weights


def _shown(value: Cell, column: Column, labels: Labels) -> str:
    return "" if value is None and column.kind == "text" else labels.cell(value, column.kind)


def _fill(cell: _Cell, text: str, column: Column, *, bold: bool, keep: bool) -> None:
    paragraph: Paragraph = cell.paragraphs[0]
    run = paragraph.add_run(clean(text))
    run.bold = bold
    run.font.size = Pt(9)
    if column.kind != "text":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_before = Pt(1.5)
    paragraph.paragraph_format.space_after = Pt(1.5)
    paragraph.paragraph_format.keep_with_next = keep


def _add_rules(word: WordTable, above_foot: int | None) -> None:
    """Rules above and below the table, under the heading and above the foot."""
    borders = _element("w:tblBorders")
    for side in ("top", "bottom"):
        borders.append(_border(side, _THICK))
    properties = word._tbl.tblPr
    # The schema wants the borders before the layout.
    layout = properties.find(qn("w:tblLayout"))
    place = len(properties) if layout is None else list(properties).index(layout)
    properties.insert(place, borders)
    for number in {0, above_foot} - {None}:
        for cell in word.rows[number or 0].cells:
            rule = _element("w:tcBorders")
            rule.append(_border("bottom", _THIN))
            cell._tc.get_or_add_tcPr().append(rule)


def _border(side: str, size: str) -> etree._Element:
    border = _element(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", "1A1A1A")):
        border.set(qn(f"w:{name}"), value)
    return border


def _element(name: str) -> etree._Element:
    return OxmlElement(name)


def clean(text: str) -> str:
    """Leave out control characters that XML does not allow."""
    return _UNPRINTABLE.sub("", text)

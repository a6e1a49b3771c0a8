"""The codebook as a Word document, and a way to save Word documents byte for byte the same.

The only module of this folder that needs python-docx.
"""

from __future__ import annotations

__all__ = ["codebook_document", "docx_bytes", "save_docx"]

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row

from bouwsteen.codebook.model import Code, Codebook, Text
from bouwsteen.errors import ExportError

_EPOCH = datetime(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD_COLOUR = "d9d9d9"
_TEXT_WIDTH = Cm(26.7)
_SHARES = (1.3, 3.8, 6.3, 5.1, 5.1, 5.1)
"""Widths of the six columns, as shares of the text width."""

_ALWAYS = 3
"""Columns that are there in any case; the others only when a code has such a text."""

_WORDS = {
    "nl": {
        "columns": ("Nr.", "Code", "Definitie", "Wel coderen", "Niet coderen", "Voorbeeld"),
        "codebook": "Codeboek",
        "free": "Vrije codes",
        "version": "Versie {version}; {blocks} hoofdcodes, {codes} codes in totaal.",
        "locale": "nl-NL",
    },
    "en": {
        "columns": ("No.", "Code", "Definition", "Include", "Exclude", "Example"),
        "codebook": "Codebook",
        "free": "Free codes",
        "version": "Version {version}; {blocks} main codes, {codes} codes in all.",
        "locale": "en-GB",
    },
}


def save_docx(document: Document, path: str | Path) -> None:
    """Save a Word document so that the same content always gives the same bytes.

    Author, dates and revision are set to fixed values; the title is left as it is.

    Parameters
    ----------
    document : docx.document.Document
    path : str or Path
        An existing file is replaced.

    Raises
    ------
    ExportError
        When the file cannot be written, for example because Word has it open.
    """
    content = docx_bytes(document)
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise ExportError(
            f"{path}: cannot be written: {error.strerror or type(error).__name__}.",
            "Close the file in Word and check the folder.",
            key="codebook_docx_unwritable",
            path=path,
            reason=error.strerror or type(error).__name__,
        ) from None


def docx_bytes(document: Document) -> bytes:
    """Give a Word document as bytes, with fixed properties and time stamps.

    Parameters
    ----------
    document : docx.document.Document

    Returns
    -------
    bytes
        The same for the same content, on one version of zlib.
    """
    properties = document.core_properties
    properties.author = properties.last_modified_by = "bouwsteen"
    properties.comments = ""
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(fixed, "w") as out:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            out.writestr(info, parts.read(name))
    return fixed.getvalue()


def codebook_document(codebook: Codebook, *, lang: str = "nl") -> Document:
    """Lay a codebook out for coders and for the appendix of an article.

    A heading for every block, under it a table with a row for the block itself and one for each
    of its sub-codes: number, code, definition, include, exclude, example. Free codes come last
    under a heading of their own. A text that is missing in `lang` is shown in the language that
    has it, followed by that language's code between square brackets; a dash says there is none.

    Parameters
    ----------
    codebook : Codebook
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    docx.document.Document
        A4, landscape.
    """
    words = _WORDS[lang]
    document = docx.Document()
    _page(document, str(words["locale"]))
    title = codebook.labels.get(lang) or _text(codebook.labels, lang) or codebook.key
    document.core_properties.title = f"{words['codebook']}: {title}"
    document.add_heading(f"{words['codebook']}: {title}", level=0)
    document.add_paragraph(
        str(words["version"]).format(
            version=codebook.version, blocks=len(codebook.blocks), codes=len(codebook)
        )
    )
    cells = {code.key: _cells(codebook, code, lang) for code in codebook.codes}
    columns = [
        place
        for place in range(len(_SHARES))
        if place < _ALWAYS or any(row[place] for row in cells.values())
    ]
    names = [words["columns"][place] for place in columns]
    for block in codebook.blocks:
        document.add_heading(f"{codebook.numbers[block.key]}. {_text(block.labels, lang)}", level=1)
        table = _table(document, names, columns, colour=block.colour or _HEAD_COLOUR)
        _add_rows(table, [block, *_below(codebook, block)], cells, columns)
    if codebook.free_codes:
        document.add_heading(str(words["free"]), level=1)
        table = _table(document, names, columns, colour=_HEAD_COLOUR)
        for code in codebook.free_codes:
            _add_rows(table, [code, *_below(codebook, code)], cells, columns)
    return document


def _below(codebook: Codebook, code: Code) -> Iterator[Code]:
    for child in codebook.children(code.key):
        yield child
        yield from _below(codebook, child)


def _text(texts: Text, lang: str) -> str:
    """The text in a language, else in another one, marked as such."""
    if texts.get(lang):
        return texts[lang]
    other = next((other for other, text in texts.items() if text), None)
    return "" if other is None else f"{texts[other]} [{other}]"


def _examples(examples: Mapping[str, Sequence[str]], lang: str) -> list[str]:
    if examples.get(lang):
        return [f"“{example}”" for example in examples[lang]]
    other = next((other for other, items in examples.items() if items), None)
    return [] if other is None else [f"“{example}” [{other}]" for example in examples[other]]


def _page(document: Document, locale: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.6)
    for name, size in (("Normal", 9), ("Title", 20), ("Heading 1", 13)):
        font = document.styles[name].font
        font.name, font.size = "Calibri", Pt(size)
        font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    spacing = document.styles["Normal"].paragraph_format
    spacing.space_before, spacing.space_after = Pt(1.5), Pt(2)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)


def _cells(codebook: Codebook, code: Code, lang: str) -> list[list[str]]:
    """Paragraphs of the six cells of a code's row; an empty list for an empty cell."""
    texts = (
        codebook.numbers.get(code.key, ""),
        *(_text(field, lang) for field in (code.labels, code.definition, code.include)),
        _text(code.exclude, lang),
    )
    return [*([text] if text else [] for text in texts), _examples(code.examples, lang)]


def _table(
    document: Document, names: Sequence[str], columns: Sequence[int], *, colour: str
) -> Table:
    """Add a table with a header row and columns that together fill the text width."""
    table: Table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    shares = [_SHARES[place] for place in columns]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(_TEXT_WIDTH * share / sum(shares))
    _fill_head(table, names, colour)
    return table


def _add_rows(
    table: Table,
    codes: Sequence[Code],
    cells: Mapping[str, Sequence[Sequence[str]]],
    columns: Sequence[int],
) -> None:
    for code in codes:
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]
        _keep_whole(row)
        for cell, place in zip(row.cells, columns, strict=True):
            root_name = code.parent is None and place < 2
            _fill(cell, cells[code.key][place], bold=root_name, italic=place == 5)


def _fill_head(table: Table, names: Sequence[str], colour: str) -> None:
    """Fill the first row, which Word repeats on every page the table runs on to."""
    row = table.rows[0]
    _keep_whole(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    fill = colour.removeprefix("#")
    for cell, name in zip(row.cells, names, strict=True):
        _fill(cell, [name], bold=True, white=_is_dark(fill))
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:color"), "auto")
        shade.set(qn("w:fill"), fill.upper())
        cell._tc.get_or_add_tcPr().append(shade)


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _is_dark(colour: str) -> bool:
    """Whether white text reads better: relative luminance (WCAG 2.1) under 0.18."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18


def _fill(
    cell: _Cell,
    paragraphs: Sequence[str],
    *,
    bold: bool = False,
    italic: bool = False,
    white: bool = False,
) -> None:
    for place, text in enumerate(paragraphs or ["–"]):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic and bool(paragraphs)
        if white:
            run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)

"""Tables as an Excel workbook: one sheet a table, numbers as numbers, words always as words."""

from __future__ import annotations

__all__ = ["render"]

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from bouwsteen.errors import ExportError
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Cell, Kind, Table, named

# A fixed date, so that the same tables always give the same bytes.
_CREATED = datetime(2000, 1, 1)
_NUMBER_FORMAT: dict[Kind, str] = {"text": "@", "int": "0", "decimal": "0.00", "percent": "0%"}
_LONGEST_CELL = 32_767
_WIDEST = 60
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def render(tables: Sequence[Table]) -> bytes:
    """Write a workbook.

    The heading is row 1 and stays in sight; rows and foot follow, then after an empty row the
    caption, notes and running text.

    Raises
    ------
    ExportError
        When a cell is longer than Excel allows.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": _CREATED, "author": "bouwsteen"})
    for number, (name, table) in enumerate(named(tables).items(), start=1):
        _fill(book, book.add_worksheet(name), table, number)
    book.close()
    return out.getvalue()


def _fill(book: Any, sheet: Any, table: Table, number: int) -> None:
    wide = {place: _width(table, place) for place in range(len(table.columns))}
    for place, column in enumerate(table.columns):
        align = "left" if column.kind == "text" else "right"
        head = book.add_format({"bold": True, "bottom": 1, "align": align, "text_wrap": True})
        body, foot, last = (
            book.add_format(
                {
                    "num_format": _NUMBER_FORMAT[column.kind],
                    "align": align,
                    "valign": "top",
                    "text_wrap": column.kind == "text",
                    **extra,
                }
            )
            for extra in ({}, {"bold": True, "top": 1}, {"font_color": "#595959"})
        )
        sheet.set_column(place, place, wide[place])
        _write(sheet, 0, place, column.label, head)
        for line, row in enumerate(table.rows, start=1):
            _write(sheet, line, place, row[place], body)
        for line, row in enumerate(table.foot, start=len(table.rows) + 1):
            first = line == len(table.rows) + 1
            _write(sheet, line, place, row[place], foot if first else last)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    below = len(table.rows) + len(table.foot) + 2
    caption = f"{Labels(table.lang)('word.table')} {number}. {table.caption}"
    _write(sheet, below, 0, caption, book.add_format({"bold": True}))
    for line, sentence in enumerate((*table.notes, *table.text), start=below + 1):
        _write(sheet, line, 0, sentence, book.add_format({"num_format": "@"}))


def _write(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, str):
        if len(cell) > _LONGEST_CELL:
            raise ExportError(
                f"A text of {len(cell)} characters does not fit in a cell of Excel.",
                "Export to csv, md or docx instead.",
                key="xlsx_long_text",
                n=len(cell),
            )
        sheet.write_string(row, column, cell, style)
    else:
        sheet.write_number(row, column, cell, style)


def _width(table: Table, place: int) -> int:
    lines = (table.columns[place].label, *(row[place] for row in (*table.rows, *table.foot)))
    return min(max(len(str(line)) for line in lines if line is not None) + 2, _WIDEST)

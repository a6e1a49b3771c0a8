"""OpenDocument spreadsheets (LibreOffice), by an own walk.

Repeated cells are normal in this format and are written as a number; a file of a few bytes could
ask for more cells than there is memory, so they are counted before they are made.
"""

from __future__ import annotations

__all__ = ["ods_rows", "read_ods"]

import re
from collections.abc import Iterator

from lxml import etree

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.draft import Draft
from bouwsteen.transcripts.package import PACKAGE_ERRORS, open_package, read_part
from bouwsteen.transcripts.read.opendocument import OFFICE, TABLE, TEXT, count, write
from bouwsteen.transcripts.read.sheets import (
    CELLS_MOST,
    DAMAGED_SHEETS,
    Rows,
    clock,
    draft_of_sheets,
    too_many_cells,
)
from bouwsteen.transcripts.read.writing import Writing
from bouwsteen.transcripts.read.xml import parse_xml

_WIDEST = 2_000
_EMPTY_MOST = 100
_ISO_TIME = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:[.,](\d{1,9}))?S")


def read_ods(data: bytes) -> Draft:
    """Read the sheet of an OpenDocument spreadsheet that holds a transcript.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Draft
        As `bouwsteen.transcripts.read.rows.draft_of_rows` gives it.

    Raises
    ------
    TranscriptError
        When the file is damaged, or no sheet or more than one holds a transcript.
    """
    return draft_of_sheets(ods_rows(data))


def ods_rows(data: bytes) -> dict[str, Rows]:
    """Read every sheet of an OpenDocument spreadsheet.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    dict of str to list of list of str
        As `bouwsteen.transcripts.read.xlsx.excel_rows`.

    Raises
    ------
    TranscriptError
        When the file is damaged, protected or absurdly large.
    """
    try:
        with open_package(data) as package:
            root = parse_xml(read_part(package, "content.xml"))
    except (*PACKAGE_ERRORS, etree.LxmlError):
        raise TranscriptError(*DAMAGED_SHEETS, key="sheets_damaged") from None
    sheets: dict[str, Rows] = {}
    for table in root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"):
        rows: Rows = []
        cells = 0
        for row in table.iter(TABLE + "table-row"):
            found = list(_row(row))
            # Empty rows at the end may be a million; those in between keep rows numbered.
            times = _repeated(row, "rows") if found else min(_repeated(row, "rows"), _EMPTY_MOST)
            cells += times * max(len(found), 1)
            if cells > CELLS_MOST:
                raise too_many_cells()
            rows += [found] * times
        sheets[str(table.get(TABLE + "name", f"{len(sheets) + 1}"))] = rows
    return sheets


def _row(row: etree._Element) -> Iterator[str]:
    """Yield the cells of a row up to the last one that is filled."""
    empty = width = 0
    for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
        text = _cell(cell)
        times = _repeated(cell, "columns")
        if not text:
            empty += times
            continue
        width += empty + times
        if width > _WIDEST:
            raise too_many_cells()
        yield from [""] * empty
        yield from [text] * times
        empty = 0


def _cell(cell: etree._Element) -> str:
    time = _ISO_TIME.fullmatch(str(cell.get(OFFICE + "time-value", "")))
    if time:
        hours, minutes, seconds = (int(part) for part in time.groups()[:3])
        return clock(hours * 3600 + minutes * 60 + seconds + float(f"0.{time[4] or 0}"))
    writing = Writing()
    for paragraph in cell.iterchildren(TEXT + "p"):
        write(paragraph, writing)
    return writing.page()[0].text.strip()


def _repeated(element: etree._Element, what: str) -> int:
    return count(element.get(f"{TABLE}number-{what}-repeated"))

"""Excel workbooks, through python-calamine.

calamine makes room for every cell up to the last one used, so a file of a few bytes could ask for
more memory than there is. Workbooks are therefore unpacked and measured before it sees them.
"""

from __future__ import annotations

__all__ = ["excel_rows", "read_xlsx"]

import datetime
import io
import re
import zipfile

from lxml import etree

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.draft import Draft
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.package import PACKAGE_ERRORS, open_package, read_part
from bouwsteen.transcripts.read.sheets import (
    CELLS_MOST,
    DAMAGED_SHEETS,
    Rows,
    clock,
    draft_of_sheets,
    too_many_cells,
)
from bouwsteen.transcripts.read.xml import parse_xml

_PARTS_LARGEST = 64_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,8})")


def read_xlsx(data: bytes) -> Draft:
    """Read the sheet of an Excel workbook that holds a transcript.

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
    return draft_of_sheets(excel_rows(data))


def excel_rows(data: bytes) -> dict[str, Rows]:
    """Read every sheet of an Excel workbook.

    Parameters
    ----------
    data : bytes
        Whole file, .xlsx.

    Returns
    -------
    dict of str to list of list of str
        Rows by the sheet's name, from the first row on. Cells are text as the sheet shows it: a
        whole number without decimals, a time as ``h:mm:ss``.

    Raises
    ------
    TranscriptError
        When the file is damaged, protected or absurdly large.
    """
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(_measured(data)))
        return {
            name: [
                [_shown(value) for value in row]
                for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in workbook.sheet_names
        }
    except (*PACKAGE_ERRORS, etree.LxmlError, python_calamine.CalamineError, IndexError):
        raise TranscriptError(*DAMAGED_SHEETS, key="sheets_damaged") from None
    except BaseException as error:
        # A panic in calamine's Rust is no Exception, and its class has no module to import from.
        if type(error).__name__ != "PanicException":
            raise
        raise TranscriptError(*DAMAGED_SHEETS, key="sheets_damaged") from None


def _measured(data: bytes) -> bytes:
    """Pack the parts of a workbook anew, each of a known size, without what holds no cells."""
    out = io.BytesIO()
    with open_package(data) as package, zipfile.ZipFile(out, "w") as copy:
        total = 0
        for name in package.NameToInfo:
            if not name.endswith((".xml", ".rels")) or "/media/" in name:
                continue
            content = read_part(package, name)
            total += len(content)
            if "/worksheets/" in name and name.endswith(".xml"):
                _check_extent(content)
            if total > _PARTS_LARGEST:
                raise too_many_cells()
            copy.writestr(name, content)
    return out.getvalue()


def _check_extent(sheet: bytes) -> None:
    """Refuse a sheet of which the last row and column lie too far away.

    A cell or row that does not say where it is follows the one before it.
    """
    row = column = lowest = widest = 0
    for element in parse_xml(sheet).iter("{*}row", "{*}c"):
        place = str(element.get("r", ""))
        if str(element.tag).endswith("}row"):
            row = int(place) if place.isdecimal() and len(place) < 9 else row + 1
            column = 0
        else:
            found = _REFERENCE.fullmatch(place.upper())
            row = int(found[2]) if found else row
            column = _column_number(found[1]) if found else column + 1
        lowest, widest = max(lowest, row), max(widest, column)
    if lowest * widest > CELLS_MOST:
        raise too_many_cells()


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _shown(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.timedelta):
        return clock(value.total_seconds())
    if isinstance(value, datetime.datetime) and value.date() <= datetime.date(1900, 1, 31):
        # More than 24 hours, which Excel counts as days from the end of 1899.
        return clock((value - datetime.datetime(1899, 12, 31)).total_seconds())
    if isinstance(value, datetime.time):
        since = datetime.timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        )
        return clock(since.total_seconds())
    return normalise(str(value)).strip()

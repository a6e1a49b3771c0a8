"""What the sheets of Excel and of OpenDocument have in common, once they are rows of text."""

from __future__ import annotations

__all__ = [
    "CELLS_MOST",
    "DAMAGED_SHEETS",
    "Rows",
    "clock",
    "draft_of_sheets",
    "too_many_cells",
]

import re
from collections.abc import Mapping

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.columns import find_columns
from bouwsteen.transcripts.draft import Draft
from bouwsteen.transcripts.read.rows import draft_of_rows

Rows = list[list[str]]
"""Cells of a sheet as text, from the first row on; rows may differ in length."""

CELLS_MOST = 2_000_000
"""Cells of a sheet, empty ones included, beyond which it is no transcript."""

DAMAGED_SHEETS = (
    "this should be a spreadsheet, but the file is damaged or protected.",
    "Open it in Excel or LibreOffice and save it again, or as CSV.",
)

_TIME = re.compile(r"\d+:\d\d:(\d\d)")


def too_many_cells() -> TranscriptError:
    """Give the error for a sheet that is larger than any transcript."""
    return TranscriptError(
        f"a sheet has more than {CELLS_MOST // 1_000_000} million cells.",
        "Copy the rows with speech to a new file.",
        key="sheets_large",
        millions=CELLS_MOST // 1_000_000,
    )


def clock(seconds: float) -> str:
    """Write a duration as a sheet shows it, ``h:mm:ss``.

    Examples
    --------
    >>> clock(4503.25), clock(3)
    ('1:15:03.250', '0:00:03')
    """
    whole = round(seconds * 1000)
    rest = f".{whole % 1000:03}" if whole % 1000 else ""
    return f"{whole // 3_600_000}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}{rest}"


def draft_of_sheets(sheets: Mapping[str, Rows]) -> Draft:
    """Make turns of the one sheet that holds a transcript.

    Parameters
    ----------
    sheets : mapping of str to list of list of str
        Rows by the sheet's name.

    Returns
    -------
    Draft
        As `bouwsteen.transcripts.read.rows.draft_of_rows` gives it.

    Raises
    ------
    TranscriptError
        When no sheet or more than one holds a transcript.

    Examples
    --------
    >>> draft = draft_of_sheets({"uitleg": [["x"]], "1": [["wie", "tekst"], ["I", "Ja?"]]})
    >>> draft.text, draft.warnings
    ('I: Ja?\\n', ('sheets not read: uitleg',))
    """
    filled = {name: rows for name, rows in sheets.items() if any(any(row) for row in rows)}
    if not filled:
        raise TranscriptError("every sheet of the workbook is empty.", key="sheets_empty")
    fitting = [
        name for name, rows in filled.items() if find_columns([row for row in rows if any(row)])
    ]
    if len(fitting) > 1:
        raise TranscriptError(
            f"{len(fitting)} sheets hold a transcript: {', '.join(fitting)}.",
            "Save each sheet as a file of its own.",
            key="sheets_many",
            n=len(fitting),
            sheets=", ".join(fitting),
        )
    name = fitting[0] if fitting else next(iter(filled))
    others = [other for other in filled if other != name]
    warnings = [f"sheets not read: {', '.join(others)}"] if others else []
    seconds = [found[1] for row in filled[name] for cell in row if (found := _TIME.fullmatch(cell))]
    if len(seconds) > 2 and set(seconds) == {"00"}:
        warnings.append("no time has seconds: the sheet may take minutes for hours")
    return draft_of_rows(filled[name], meta={"sheet": name}, warnings=warnings)

"""Tables as CSV: raw numbers, UTF-8, comma, one header row.

A spreadsheet program runs a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage
return as a formula. Words of respondents may begin so, therefore such a cell gets an apostrophe
in front. The file of codings (`codings_csv`) is not for a spreadsheet but for reading back, and is
written letter for letter.
"""

from __future__ import annotations

__all__ = ["render"]

import csv
import io
from collections.abc import Sequence

from bouwsteen.exports.table import Cell, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(tables: Sequence[Table]) -> bytes:
    """Write tables below one another, an empty line between; the foot follows the rows.

    Captions and notes are left out, so that a single table is plain data.

    Examples
    --------
    >>> from bouwsteen.exports.table import Column
    >>> columns = (Column(key="q", label="Quote"), Column(key="n", label="N", kind="int"))
    >>> render([Table(key="t", caption="", columns=columns, rows=(("=1+1", -2),))])
    b"Quote,N\\n'=1+1,-2\\n"
    """
    blocks = []
    for table in tables:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([_guarded(column.label) for column in table.columns])
        for row in (*table.rows, *table.foot):
            writer.writerow([_guarded(cell) for cell in row])
        blocks.append(out.getvalue())
    return "\n".join(blocks).encode("utf-8")


def _guarded(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    guard = "'" if cell.startswith(_FORMULA) else ""
    # Older versions of the csv module leave a lone carriage return unquoted, which ends the row.
    return guard + cell.replace("\r\n", "\n").replace("\r", "\n")

"""Delimited text as people and spreadsheets write it: which sign parts the cells, and the rows."""

from __future__ import annotations

__all__ = ["rows"]

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from bouwsteen.errors import BouwsteenError

_DELIMITERS = ";\t,"
_LOOKED_AT = 200
_C_LONG_MOST = 2**31 - 1


def rows(text: str) -> list[tuple[int, list[str]]]:
    """Split delimited text into rows of cells.

    The delimiter is the semicolon, tab or comma with which most of the first 200 filled rows have
    equally many cells; of two that do equally well, the one that gives more cells wins. Quoting is
    that of RFC 4180. In a text with tabs that does not keep to it quotation marks are letters, for
    programs that write tabs do not quote.

    Parameters
    ----------
    text : str
        The whole file, its line ends untouched; a byte order mark is skipped.

    Returns
    -------
    list of (int, list of str)
        Every row and the line on which it starts, from 1. An empty line is a row without cells, so
        a row's place in the list is its number in a spreadsheet.

    Raises
    ------
    BouwsteenError
        When the quotation marks are out of balance; the message begins with the line.

    Examples
    --------
    >>> rows('tijd;tekst\\n0:03;"Ja,\\nzeker"\\n\\n0:05;Nee\\n')
    [(1, ['tijd', 'tekst']), (2, ['0:03', 'Ja,\\nzeker']), (4, []), (5, ['0:05', 'Nee'])]
    """
    text = text.removeprefix("\ufeff")
    # No cell is longer than its file; the limit is the process's own, so it is never lowered.
    if csv.field_size_limit() < len(text):
        csv.field_size_limit(min(len(text), _C_LONG_MOST))
    delimiter = max(_DELIMITERS, key=lambda sign: _consistency(text, sign))
    try:
        return list(_parsed(text, delimiter))
    except BouwsteenError:
        if delimiter != "\t":
            raise
        return list(_parsed(text, delimiter, quoted=False))


def _consistency(text: str, delimiter: str) -> tuple[float, int]:
    """Share of the filled rows that have the usual number of cells, and that number."""
    widths: Counter[int] = Counter()
    parsed = (cells for _, cells in _parsed(text, delimiter))
    filled = (cells for cells in parsed if len(cells) > 1 or "".join(cells).strip())
    try:
        for cells in islice(filled, _LOOKED_AT):
            widths[len(cells)] += 1
    except BouwsteenError:
        # Told when this delimiter is chosen: by the rows above the broken one.
        pass
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return (count / widths.total(), width) if width > 1 else (0.0, 1)


def _parsed(text: str, delimiter: str, *, quoted: bool = True) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="")
    reader = csv.reader(
        lines,
        delimiter=delimiter,
        strict=True,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise BouwsteenError(
            f"line {start} is no valid CSV: {error}.",
            "Put a cell that holds quotation marks between double ones, and double those in it.",
            key="csv_quotes",
            line=start,
        ) from None

"""Turns as rows: a table of label and speech, or lines of time, name and speech between tabs."""

from __future__ import annotations

__all__ = ["read_columns"]

from collections import Counter
from collections.abc import Sequence

from bouwsteen.transcripts.assemble import assemble
from bouwsteen.transcripts.columns import Columns, find_columns
from bouwsteen.transcripts.header import Header
from bouwsteen.transcripts.labels import is_label, tidy
from bouwsteen.transcripts.page import Mark, Page, Reading, Row
from bouwsteen.transcripts.times import parse_time


def read_columns(page: Page, header: Header) -> Reading | None:
    """Read a document in which each row of a table, or line with tabs, is a turn.

    A row without a speaker goes on with the turn above it.

    Parameters
    ----------
    page : Page
        The document; its tables count, and without tables its tabs.
    header : Header
        What its top says.

    Returns
    -------
    Reading or None
        None when no column holds speakers.
    """
    rows = [row for table in page.tables for row in table] or _tab_rows(page)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return None
    width = widths.most_common(1)[0][0]
    rows = [row for row in rows if len(row) == width]
    cells = [[page.text[start:end].strip() for start, end in row] for row in rows]
    columns = find_columns(cells)
    if columns is None or columns.speaker is None:
        return None
    marks = _marks(rows[columns.first :], cells[columns.first :], columns)
    # The row of names and what stands above it are read, not spoken.
    top = {line.start for line in page.lines if columns.first and line.start <= rows[0][0][0]}
    return assemble(page, "columns", marks, header=header.lines | top)


def _tab_rows(page: Page) -> list[Row]:
    rows = []
    for line in page.lines:
        if "\t" in line.text:
            start, cells = line.start, []
            for cell in line.text.split("\t"):
                cells.append((start, start + len(cell)))
                start += len(cell) + 1
            rows.append(tuple(cells))
    return rows


def _marks(rows: Sequence[Row], cells: Sequence[Sequence[str]], columns: Columns) -> list[Mark]:
    marks: list[Mark] = []
    for row, texts in zip(rows, cells, strict=True):
        speaker = tidy(texts[columns.speaker or 0]).rstrip(":").rstrip()
        start, end = row[columns.text]
        last = columns.text == len(row) - 1
        time = None if columns.start is None else parse_time(texts[columns.start], seconds=True)
        at = row[0][0]
        if not speaker and marks:
            before = marks.pop()
            at, start, time = before.at, before.speech, before.start_time
            speaker = before.speaker or ""
        elif not is_label(speaker):
            continue
        marks.append(
            Mark(
                at=at,
                speech=start,
                speaker=speaker,
                # After the last column comes the next row, or a line that goes on with the speech.
                end=None if last else end,
                start_time=time,
                end_time=None
                if columns.end is None
                else parse_time(texts[columns.end], seconds=True),
            )
        )
    return marks

"""Rows of a table to turns: what csv files and spreadsheets have in common."""

from __future__ import annotations

__all__ = ["draft_of_rows"]

from collections.abc import Mapping, Sequence

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.columns import Columns, command_for, find_columns
from bouwsteen.transcripts.draft import Draft, Utterance, compose
from bouwsteen.transcripts.times import parse_time


def draft_of_rows(
    rows: Sequence[Sequence[str]], *, meta: Mapping[str, str], warnings: Sequence[str] = ()
) -> Draft:
    """Make turns of the rows of a table.

    Parameters
    ----------
    rows : sequence of sequence of str
        Cells; the first row may name the columns. Empty rows are skipped.
    meta : mapping of str to str
        What the format tells.
    warnings : sequence of str
        What a person should look at.

    Returns
    -------
    Draft
        One line a turn. Rows with one turn number are one turn; where no column numbers the
        turns, neighbouring rows of one speaker are.

    Raises
    ------
    TranscriptError
        When no column holds speech, the table is one of respondents or of codings, or a row has
        more cells than the first row has names.

    Examples
    --------
    >>> draft_of_rows([["spreker", "tekst"], ["I", "Goedemiddag."]], meta={}).text
    'I: Goedemiddag.\\n'
    """
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if command := command_for(filled):
        raise TranscriptError(
            f"this table is no transcript: its columns are {', '.join(filled[0])}.",
            f"Import it with: {command}",
            key="rows_other_table",
            columns=", ".join(filled[0]),
            command=command,
        )
    _check_widths(rows)
    rows = filled
    columns = find_columns(rows)
    if columns is None:
        top = " | ".join(rows[0])[:80] if rows else ""
        raise TranscriptError(
            f"no columns of speaker and speech were found; the first row is {top!r}.",
            "Name the columns in the first row: time, speaker, text (or tijd, spreker, tekst); "
            "for answers of many people, a column a question: bouwsteen transcript survey.",
            key="rows_no_columns",
            top=top,
        )
    composed, turns = compose(_utterance(row, columns) for row in rows[columns.first :])
    unread = f"columns not read: {', '.join(columns.others)}"
    return Draft(
        text=composed,
        turns=turns,
        shape="rows",
        warnings=(*warnings, unread) if columns.others else tuple(warnings),
        meta=meta,
    )


def _check_widths(rows: Sequence[Sequence[str]]) -> None:
    """Refuse a row with a surplus cell: its speech would be cut off at a delimiter inside it."""
    width = next((len(row) for row in rows if row), 0)
    for number, row in enumerate(rows, start=1):
        if any(cell.strip() for cell in row[width:]):
            raise TranscriptError(
                f"row {number} has {len(row)} cells and the first row {width}.",
                "Put speech that holds the delimiter in quotation marks.",
                key="rows_width",
                row=number,
                cells=len(row),
                width=width,
            )


def _utterance(row: Sequence[str], columns: Columns) -> Utterance:
    def cell(place: int | None) -> str:
        return row[place].strip() if place is not None and place < len(row) else ""

    def time(place: int | None) -> float | None:
        found = parse_time(cell(place), seconds=True)
        return found / 1000 if found is not None and columns.milliseconds else found

    return Utterance(
        text=cell(columns.text),
        speaker=cell(columns.speaker).rstrip(": ") or None,
        start_time=time(columns.start),
        end_time=time(columns.end),
        turn=cell(columns.turn),
    )

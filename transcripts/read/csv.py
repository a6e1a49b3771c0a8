"""Tables as text: one row a stretch of speech, with who says it and when."""

from __future__ import annotations

__all__ = ["read_csv"]

from collections.abc import Sequence

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.columns import Columns, find_columns, split_rows
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.draft import Draft, Utterance, compose
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.times import parse_time


def read_csv(data: bytes) -> Draft:
    """Read a CSV or TSV file.

    Parameters
    ----------
    data : bytes
        Whole file; semicolons, tabs or commas between the cells.

    Returns
    -------
    Draft
        One line a turn. Rows with one turn number are one turn; where no column numbers the
        turns, neighbouring rows of one speaker are.

    Raises
    ------
    TranscriptError
        When no column holds speech, or a row has more cells than the first row has names.

    Examples
    --------
    >>> read_csv("tijd;spreker;tekst\\n0:03;I;Goedemiddag.\\n".encode()).text
    'I: Goedemiddag.\\n'
    """
    text, encoding = decode(data)
    rows = split_rows(normalise(text))
    _check_widths(rows)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    columns = find_columns(rows)
    if columns is None:
        top = " | ".join(rows[0])[:80] if rows else ""
        raise TranscriptError(
            f"no columns of speaker and speech were found; the first row is {top!r}.",
            "Name the columns in the first row: time, speaker, text (or tijd, spreker, tekst).",
        )
    composed, turns = compose(_utterance(row, columns) for row in rows[columns.first :])
    unread = f"columns not read: {', '.join(columns.others)}"
    return Draft(
        text=composed,
        turns=turns,
        shape="rows",
        warnings=(unread,) if columns.others else (),
        meta={"encoding": encoding},
    )


def _check_widths(rows: Sequence[Sequence[str]]) -> None:
    """Refuse a row with a surplus cell: its speech would be cut off at a delimiter inside it."""
    width = next((len(row) for row in rows if row), 0)
    for number, row in enumerate(rows, start=1):
        if any(cell.strip() for cell in row[width:]):
            raise TranscriptError(
                f"row {number} has {len(row)} cells and the first row {width}.",
                "Put speech that holds the delimiter in quotation marks.",
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

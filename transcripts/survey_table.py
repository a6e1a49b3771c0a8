"""The table of a survey: its rows from any file, its columns by name, its rows all of one width."""

from __future__ import annotations

__all__ = ["Numbered", "checked_rows", "column_names", "find_column", "survey_rows"]

from collections import Counter
from collections.abc import Iterator, Sequence

from bouwsteen.delimited import rows as delimited_rows
from bouwsteen.errors import TranscriptError, nearest
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.normalise import normalise

Numbered = Sequence[tuple[int, Sequence[str]]]
"""Rows with the number that a person sees: of the line, or of the sheet's row."""


def survey_rows(data: bytes, kind: str, id_column: str) -> list[tuple[int, list[str]]]:
    """Read the rows of a survey from the bytes of its file.

    Parameters
    ----------
    data : bytes
        Whole file.
    kind : str
        Its reader: ``csv``, ``text``, ``xlsx`` or ``ods``.
    id_column : str
        Name of a column; of several sheets, the one that has it counts.

    Returns
    -------
    list of (int, list of str)
        Rows with the number that a person sees: of the line, or of the sheet's row.

    Raises
    ------
    TranscriptError
        When it is of another kind, damaged, or more than one sheet has the column.
    """
    if kind in ("csv", "text"):
        return delimited_rows(normalise(decode(data)[0]))
    if kind == "xlsx":
        from bouwsteen.transcripts.read.xlsx import excel_rows

        sheets = excel_rows(data)
    elif kind == "ods":
        from bouwsteen.transcripts.read.ods import ods_rows

        sheets = ods_rows(data)
    else:
        raise TranscriptError(
            f"a survey is read from csv, xlsx or ods, and this is {kind}.",
            key="survey_kind",
            kind=kind,
        )
    fitting = {
        name: rows
        for name, rows in sheets.items()
        if rows and any(_same(cell, id_column) for cell in rows[0])
    }
    if len(fitting) > 1:
        raise TranscriptError(
            f"{len(fitting)} sheets have a column {id_column!r}: {', '.join(fitting)}.",
            "Save the one with the answers as a file of its own.",
            key="survey_sheets",
            n=len(fitting),
            column=id_column,
            sheets=", ".join(fitting),
        )
    rows = next(iter(fitting.values() or sheets.values()), [])
    return [(number, row) for number, row in enumerate(rows, start=1)]


def column_names(row: Sequence[str]) -> list[str]:
    """Read the names of the columns, tidied; TranscriptError when two are equal."""
    names = [" ".join(normalise(cell).split()) for cell in row]
    doubled = sorted(name for name, count in Counter(names).items() if name and count > 1)
    if doubled:
        raise TranscriptError(
            f"more than one column is called {doubled[0]!r}.",
            key="survey_column_twice",
            column=doubled[0],
        )
    return names


def _same(cell: str, name: str) -> bool:
    return " ".join(cell.split()).casefold() == " ".join(name.split()).casefold()


def find_column(names: Sequence[str], wanted: str) -> int:
    """Find a column by its name, else by the beginning of it, if only one begins so.

    Parameters
    ----------
    names : sequence of str
        From `column_names`.
    wanted : str
        In any case, with any spaces.

    Returns
    -------
    int
        Its place, from 0.

    Raises
    ------
    TranscriptError
        When there is none, or more than one begins so.

    Examples
    --------
    >>> find_column(["id", "Wat leer je?"], "wat")
    1
    """
    exact = [place for place, name in enumerate(names) if name and _same(name, wanted)]
    start = " ".join(wanted.split()).casefold()
    begun = [place for place, name in enumerate(names) if name.casefold().startswith(start)]
    found = exact or (begun if start else [])
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(repr(names[place]) for place in found)
        raise TranscriptError(
            f"more than one column begins with {wanted!r}: {listed}.",
            key="survey_column_unclear",
            wanted=wanted,
            columns=listed,
        )
    raise TranscriptError(
        f"there is no column {wanted!r}.",
        nearest(wanted, [name for name in names if name])
        or f"The first row has {', '.join(name for name in names if name)}.",
        key="survey_column_unknown",
        wanted=wanted,
        columns=", ".join(name for name in names if name),
    )


def checked_rows(table: Numbered, names: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield rows of one width; a row of another has lost its columns, so it is refused.

    Parameters
    ----------
    table : sequence of (int, sequence of str)
        Filled rows below the names, with their numbers.
    names : sequence of str
        From `column_names`.

    Yields
    ------
    tuple of (int, list of str)
        Number and normalised cells, as many as there are names.

    Raises
    ------
    TranscriptError
        When a row has more cells than names, or fewer, or something under no name.
    """
    for number, row in table:
        cells = [normalise(cell) for cell in row]
        if any(cell.strip() for cell in cells[len(names) :]) or len(cells) < _named(names):
            raise TranscriptError(
                f"row {number} has {len(cells)} cells and the first row {len(names)}.",
                "Put an answer that holds the delimiter or a line break in quotation marks.",
                key="survey_width",
                row=number,
                cells=len(cells),
                width=len(names),
            )
        cells = [*cells, *[""] * (len(names) - len(cells))][: len(names)]
        for place, (cell, name) in enumerate(zip(cells, names, strict=True), start=1):
            if cell.strip() and not name:
                raise TranscriptError(
                    f"row {number} has something in column {place}, which has no name.",
                    "Name the columns in the first row.",
                    key="survey_nameless",
                    row=number,
                    place=place,
                )
        yield number, cells


def _named(names: Sequence[str]) -> int:
    """Number of columns up to the last one with a name; sheets leave empty ones behind."""
    return max((place for place, name in enumerate(names, start=1) if name), default=0)

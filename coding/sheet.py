"""A csv file filled in by people: any usual delimiter and encoding, rows with their numbers."""

from __future__ import annotations

__all__ = ["decoded", "in_row", "refuse", "table_rows"]

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

from bouwsteen.delimited import rows
from bouwsteen.errors import BouwsteenError, CodingError, Guess, TranscriptError
from bouwsteen.transcripts.decode import decode

_SHOWN = 3


def decoded(path: Path) -> str:
    """Text of a file, in whatever encoding a spreadsheet gave it.

    Raises
    ------
    CodingError
        When the file cannot be read.
    """
    try:
        return decode(path.read_bytes())[0]
    except OSError as error:
        raise CodingError(
            f"{path} cannot be read: {error.strerror}.",
            "Check the path.",
            key="coding_file_unreadable",
            path=path,
            reason=error.strerror,
        ) from None
    except TranscriptError as error:
        raise CodingError(
            f"{path.name} cannot be read: {error.message}",
            error.hint,
            key="coding_file_not_understood",
            file=path.name,
            error=error,
        ) from None


def table_rows(
    text: str, *, columns: Sequence[str]
) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    """The header's names, and the rows that hold anything with their numbers.

    Parameters
    ----------
    text : str
        The whole file; comma, semicolon or tab.
    columns : sequence of str
        Names that a first line may hold, for the hint.

    Raises
    ------
    CodingError
        When the file is empty, or its quotation marks are out of balance.
    """
    try:
        records = [cells for _, cells in rows(text)]
    except BouwsteenError as error:
        raise CodingError(
            f"The file cannot be read: {error.message}",
            error.hint,
            key="coding_table_unreadable",
            error=error,
        ) from None
    numbered = enumerate(records, start=1)
    filled = ((number, record) for number, record in numbered if any(map(str.strip, record)))
    header = [name.strip().lower() for name in next(filled, (0, []))[1]]
    if not header:
        raise CodingError(
            "The file is empty.",
            f"Its first line is {','.join(columns)}.",
            key="coding_table_empty",
            columns=",".join(columns),
        )
    return header, ((number, dict(zip(header, record, strict=False))) for number, record in filled)


def in_row(number: int, error: BouwsteenError, *, guess: bool = False) -> CodingError:
    """Give an error again, now with its row and, where asked for, a guess at what was meant."""
    meant = error.hint if guess and isinstance(error.hint, Guess) else None
    return CodingError(
        f"row {number}: {error.message}" + (f" {meant}" if meant else ""),
        key="coding_row_guess" if meant else "coding_row",
        row=number,
        error=error,
        names=", ".join(meant.names) if meant else "",
    )


def refuse(path: Path, problems: Sequence[BouwsteenError]) -> None:
    """Raise CodingError that shows the first rows that cannot be used, if there are any."""
    if not problems:
        return
    shown = functools.reduce(_then, problems[:_SHOWN])
    many = "more" if len(problems) > _SHOWN else "many"
    more = len(problems) - _SHOWN
    rows = "1 row" if len(problems) == 1 else f"{len(problems)} rows"
    raise CodingError(
        f"{path.name}: {rows} cannot be used: {shown.message.rstrip('.')}"
        + (f"; and {more} more." if more > 0 else "."),
        "Nothing was imported. Mend these rows and import the file again.",
        key=f"coding_rows_{'one' if len(problems) == 1 else many}",
        file=path.name,
        n=len(problems),
        shown=shown,
        more=more,
    )


def _then(first: BouwsteenError, second: BouwsteenError) -> BouwsteenError:
    """Two errors as one."""
    said = "; ".join(one.message.rstrip(".") for one in (first, second))
    return BouwsteenError(said, key="coding_rows_and", first=first, second=second)

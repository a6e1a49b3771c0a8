"""The table of names as a file, kept apart from the study: read it, and write one to fill in."""

from __future__ import annotations

__all__ = ["COLUMNS", "proposals_csv", "read_pseudonyms"]

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from bouwsteen.errors import PseudonymError, TranscriptError
from bouwsteen.transcripts.columns import split_rows
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.faults import in_file, unreadable
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.proposals import Proposal
from bouwsteen.transcripts.pseudonyms import Pseudonym, Pseudonyms

COLUMNS = ("name", "pseudonym", "kind", "count", "context")
"""Columns of the file; the first two are needed, the last two are for whoever fills it in."""

_NAMES = {"naam": "name", "pseudoniem": "pseudonym", "soort": "kind"}


def read_pseudonyms(path: str | Path) -> Pseudonyms:
    """Read a table of names from CSV.

    The first row names the columns: ``name`` and ``pseudonym``, perhaps ``kind``; further columns
    are not read. Dutch names (``naam``, ``pseudoniem``, ``soort``) do as well.

    Parameters
    ----------
    path : str or Path
        CSV with semicolons, tabs or commas.

    Raises
    ------
    PseudonymError
        When the file cannot be read, a column is missing, a name has no pseudonym, or a name
        stands there twice.
    """
    path = Path(path)
    rows = [(number, row) for number, row in enumerate(_rows(path), start=1) if any(row)]
    if len(rows) < 2:
        raise PseudonymError(
            f"{path.name}: the table holds no names.", key="names_none", file=path.name
        )
    columns = _columns(path.name, rows[0][1])
    entries = []
    for number, row in rows[1:]:
        cells = [*row, *[""] * len(rows[0][1])]
        values = {name: cells[place] for name, place in columns.items()}
        if not values["name"]:
            raise PseudonymError(
                f"{path.name}: row {number} has no name.",
                key="names_row_empty",
                file=path.name,
                row=number,
            )
        if not values["pseudonym"]:
            raise PseudonymError(
                f"{path.name}: row {number}: {values['name']!r} has no pseudonym.",
                "Fill it in, or delete the row when it is no name.",
                key="names_row_no_pseudonym",
                file=path.name,
                row=number,
                name=values["name"],
            )
        entries.append(Pseudonym(**values))
    try:
        return Pseudonyms(tuple(entries))
    except PseudonymError as error:
        raise in_file(path.name, error, PseudonymError) from None


def _rows(path: Path) -> list[list[str]]:
    try:
        rows = split_rows(normalise(decode(path.read_bytes())[0]))
    except OSError as error:
        raise unreadable(path, error, PseudonymError) from None
    except TranscriptError as error:
        raise in_file(path.name, error, PseudonymError) from None
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def _columns(file: str, head: Sequence[str]) -> dict[str, int]:
    names = [_NAMES.get(cell.casefold(), cell.casefold()) for cell in head]
    missing = [name for name in ("name", "pseudonym") if name not in names]
    if missing:
        raise PseudonymError(
            f"{file}: the column {missing[0]} is missing; the first row has {', '.join(head)}.",
            "Name the columns in the first row: name,pseudonym,kind.",
            key="names_column_none",
            file=file,
            column=missing[0],
            found=", ".join(head),
        )
    return {name: names.index(name) for name in ("name", "pseudonym", "kind") if name in names}


def proposals_csv(proposals: Iterable[Proposal]) -> str:
    """Write proposals as the table that `read_pseudonyms` reads, once it is filled in.

    Examples
    --------
    >>> from bouwsteen.transcripts.proposals import Proposal
    >>> one = Proposal(name="Vera", pseudonym="", kind="name", count=3, contexts=("zei Vera ja",))
    >>> print(proposals_csv([one]), end="")
    name,pseudonym,kind,count,context
    Vera,,name,3,zei Vera ja
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in proposals:
        writer.writerow((one.name, one.pseudonym, one.kind, one.count, " | ".join(one.contexts)))
    return out.getvalue()

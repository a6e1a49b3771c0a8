"""What the readers of other programs' databases share: rows read with care, stable GUIDs.

A database of somebody else is opened so that nothing can be written and nothing in it runs: views,
triggers and virtual tables under the names that are wanted are refused.
"""

from __future__ import annotations

__all__ = ["Foreign", "Row", "database", "iso", "note_xml", "number", "rows", "stable_guid", "word"]

import dataclasses
import sqlite3
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.archive import TOTAL_MOST
from bouwsteen.exports.refi.model import RefiProject, guid_key
from bouwsteen.exports.refi.report import Loss, Remark

Row = dict[str, Any]

_MAGIC = b"SQLite format 3\x00"
_CLOSE = "Close it there, so that it finishes writing, and import it again."


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A project of a program that does not speak REFI-QDA, put in its words.

    Parameters
    ----------
    project : RefiProject
        Offsets as `project.origin` counts them.
    losses : tuple of Loss
        What has no place in it.
    notes : tuple of Remark
        Choices made and warnings.
    """

    project: RefiProject
    losses: tuple[Loss, ...] = ()
    notes: tuple[Remark, ...] = ()


@contextmanager
def database(path: Path, program: str, tables: Collection[str]) -> Iterator[sqlite3.Connection]:
    """Open an SQLite file for reading alone.

    Parameters
    ----------
    path : Path
        The file.
    program : str
        Whose it should be, for messages.
    tables : collection of str
        Tables that must be in it.

    Raises
    ------
    ProjectError
        When it is not there, another kind of file, damaged, being written, or not `program`'s.
    """
    _check_file(path, program)
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            connection.execute("PRAGMA trusted_schema = OFF")
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise ProjectError(
                    f"{path} is damaged: {verdict}.",
                    "Go back to a backup of it.",
                    key="refi_database_damaged",
                    path=path,
                )
            _check_tables(connection, path, program, tables)
            yield connection
    except sqlite3.Error as error:
        raise ProjectError(
            f"{path} cannot be read as a project of {program}: {error}.",
            "Is it the right file?",
            key="refi_database_unreadable",
            path=path,
            program=program,
        ) from None


def _check_file(path: Path, program: str) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(16)
        if path.stat().st_size > 4 * TOTAL_MOST:
            raise ProjectError(
                f"{path} is too large to be read.",
                "Split the project.",
                key="refi_database_large",
                path=path,
            )
    except OSError as error:
        raise ProjectError(
            f"{path} cannot be read: {error.strerror}.",
            "Check the name.",
            key="refi_unreadable",
            path=path,
        ) from None
    if magic != _MAGIC:
        raise ProjectError(
            f"{path} is no database of {program}.",
            "Is it the right file?",
            key="refi_no_database",
            path=path,
            program=program,
        )
    for tail in ("-wal", "-journal"):
        beside = path.with_name(path.name + tail)
        if beside.is_file() and beside.stat().st_size:
            raise ProjectError(
                f"{path} is open in {program}.",
                _CLOSE,
                key="refi_open_elsewhere",
                path=path,
                program=program,
            )


def _check_tables(
    connection: sqlite3.Connection, path: Path, program: str, tables: Collection[str]
) -> None:
    found = connection.execute("SELECT lower(name), type, sql FROM sqlite_master").fetchall()
    plain = {
        name
        for name, kind, sql in found
        if kind == "table" and not str(sql or "").lstrip().upper().startswith("CREATE VIRTUAL")
    }
    missing = sorted(set(tables) - plain)
    if missing:
        raise ProjectError(
            f"{path} is no project of {program}: it has no table {', '.join(missing)}.",
            "Is it the right file?",
            key="refi_no_table",
            path=path,
            program=program,
            tables=", ".join(missing),
        )


def rows(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> list[Row]:
    """Read columns of a table in the order in which it was filled.

    A table or column that this version of the program does not have gives no rows, or None.
    """
    plain = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND lower(name) = ?"
        " AND upper(ltrim(sql)) NOT LIKE 'CREATE VIRTUAL%'",
        (table,),
    ).fetchone()
    if plain is None:
        return []
    known = {str(one[1]).lower() for one in connection.execute(f'PRAGMA table_info("{table}")')}
    picked = [f'"{name}"' if name in known else "NULL" for name in columns]
    # Names are those of this module's callers, never of the file.
    query = f'SELECT {", ".join(picked)} FROM "{table}" ORDER BY rowid'
    return [dict(zip(columns, row, strict=True)) for row in connection.execute(query)]


def number(value: object) -> int | None:
    """A whole number, or None for anything else that a column may hold."""
    return value if isinstance(value, int) else None


def word(value: object) -> str:
    """A text without the spaces around it; empty for what is no text."""
    return "" if value is None else str(value).strip()


def iso(value: object) -> str | None:
    """A moment as REFI-QDA writes it, its time zone unknown.

    Examples
    --------
    >>> iso("2024-01-15 10:00:00")
    '2024-01-15T10:00:00'
    """
    return word(value)[:19].replace(" ", "T") or None


def stable_guid(*parts: object) -> str:
    """A GUID that is the same whenever the same thing is read.

    Examples
    --------
    >>> stable_guid("QualCoder", "code", 1) == stable_guid("QualCoder", "code", 1)
    True
    """
    return guid_key(str(uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(map(str, parts)))))


def note_xml(guid: str, name: str, text: str, *, user: str | None, created: str | None) -> str:
    """A Note as XML, so that it can be carried along."""
    attributes = {
        "guid": guid,
        "name": name,
        **({} if user is None else {"creatingUser": user}),
        **({} if created is None else {"creationDateTime": created}),
    }
    clean = {key: _printable(value) for key, value in attributes.items()}
    note = ElementTree.Element("Note", clean)
    ElementTree.SubElement(note, "PlainTextContent").text = _printable(text)
    return ElementTree.tostring(note, encoding="unicode")


def _printable(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")

"""Writing rows, with a note of what each was before, so that a change can be taken back.

A note says what was done to rows of a table: ``inserted`` (first and last id), ``updated`` (values
before) or ``deleted`` (whole rows).
"""

from __future__ import annotations

__all__ = ["Notes", "Writer", "touched"]

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from bouwsteen.errors import StudyError
from bouwsteen.study import schema

_BATCH = 500

Notes = Sequence[Mapping[str, Any]]
"""What a change did to rows, in the order in which it did it."""


class Writer:
    """Inserts, updates and deletes rows by id, and notes how to take each of it back."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.details: dict[str, Any] = {}
        self.notes: list[dict[str, Any]] = []
        # True for a change that belongs in the log and leaves nothing to undo.
        self.logged = False
        self.event: int | None = None

    def insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows and give their ids, which follow one another."""
        if not rows:
            return []
        first = self._next_id(table)
        ids = list(range(first, first + len(rows)))
        self.connection.execute(
            insert(table),
            [{**row, "id": number} for number, row in zip(ids, rows, strict=True)],
        )
        self.notes.append({"table": table.name, "inserted": [ids[0], ids[-1]]})
        return ids

    def restore(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows under the numbers that they carry."""
        if rows:
            self.connection.execute(insert(table), list(rows))
            self.notes += [
                {"table": table.name, "inserted": [row["id"], row["id"]]} for row in rows
            ]

    def update(self, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
        """Change columns of one row."""
        found = self._rows(table, [row_id])
        if not found:
            raise StudyError(
                f"Row {row_id} of {table.name} is not there any more.",
                key="study_row_gone",
                row=row_id,
                table=table.name,
            )
        before = found[0]
        changed = {name: before[name] for name, value in values.items() if before[name] != value}
        if not changed:
            return
        self.connection.execute(update(table).where(table.c.id == row_id).values(**values))
        self.notes.append({"table": table.name, "id": row_id, "updated": changed})

    def delete(self, table: Table, ids: Sequence[int]) -> None:
        """Delete rows."""
        for batch in _batches(ids):
            rows = self._rows(table, batch)
            self.connection.execute(delete(table).where(table.c.id.in_(batch)))
            self.notes.append({"table": table.name, "deleted": rows})

    def revert(self, notes: Notes) -> None:
        """Take noted changes back, the last one first, and note how to bring them back again.

        Raises
        ------
        StudyError
            When a row is not there any more.
        """
        self.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for note in reversed(notes):
            table = schema.metadata.tables[note["table"]]
            if "inserted" in note:
                first, last = note["inserted"]
                for other, column in _going_along(table):
                    self._take_out(other, column.between(first, last))
                self._take_out(table, table.c.id.between(first, last))
            elif "updated" in note:
                self.update(table, note["id"], note["updated"])
            else:
                self.restore(table, note["deleted"])

    def _take_out(self, table: Table, inside: ColumnElement[bool]) -> None:
        """Delete the rows that a condition holds of, and note them whole."""
        rows = self.connection.execute(select(table).where(inside).order_by(table.c.id))
        deleted = [dict(row) for row in rows.mappings()]
        if deleted:
            self.notes.append({"table": table.name, "deleted": deleted})
            self.connection.execute(delete(table).where(inside))

    def _next_id(self, table: Table) -> int:
        # Ids are given out here, under the write lock, so that a bulk insert knows them at once.
        last = self.connection.execute(select(func.max(table.c.id))).scalar() or 0
        if table.dialect_options["sqlite"]["autoincrement"]:
            used = self.connection.exec_driver_sql(
                "SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)
            ).scalar()
            last = max(last, used or 0)
        return int(last) + 1

    def _rows(self, table: Table, ids: Sequence[int]) -> list[dict[str, Any]]:
        found = self.connection.execute(
            select(table).where(table.c.id.in_(ids)).order_by(table.c.id)
        )
        return [dict(row) for row in found.mappings()]


def touched(notes: Notes) -> set[tuple[str, int]]:
    """Table and id of every row that a change inserted, changed or deleted."""
    rows: set[tuple[str, int]] = set()
    for note in notes:
        if "inserted" in note:
            first, last = note["inserted"]
            ids: Sequence[int] = range(first, last + 1)
        else:
            ids = [note["id"]] if "updated" in note else [row["id"] for row in note["deleted"]]
        rows |= {(note["table"], number) for number in ids}
    return rows


def _going_along(table: Table) -> list[tuple[Table, Column[Any]]]:
    """Tables of which the rows go when what they point to goes; with the column that points.

    SQLite would delete those rows unseen, and redo could not bring them back.
    """
    return [
        (other, key.parent)
        for other in schema.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and key.ondelete == "CASCADE"
    ]


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    # SQLite takes a limited number of parameters in one statement.
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])

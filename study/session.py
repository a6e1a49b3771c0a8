"""One connection's worth of reading and writing: transactions, and the record of every change.

A writer notes what each row was before it touched it. That note goes into the event log in the
same transaction, and undo puts the rows back from it.
"""

from __future__ import annotations

__all__ = ["Event", "Session", "Writer", "now"]

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, update

from bouwsteen.errors import StudyError
from bouwsteen.study import schema
from bouwsteen.study.engine import translated

_UNDO = "undo"
_BATCH = 500


def now() -> str:
    """The time in UTC, ISO 8601 with seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the append-only log.

    Parameters
    ----------
    id : int
        Counts up.
    at : datetime
        Aware, UTC.
    actor : str or None
        Key of the coder who did it; None when nobody was named.
    action : str
        The command, for example ``code add``.
    details : mapping
        What it was about, in keys and numbers.
    undone : bool
        True when a later event took it back.
    """

    id: int
    at: datetime
    actor: str | None
    action: str
    details: Mapping[str, Any]
    undone: bool = False


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
        before = self._rows(table, [row_id])[0]
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

    def revert(self, notes: Sequence[Mapping[str, Any]]) -> None:
        """Take noted changes back, the last one first."""
        self.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for note in reversed(notes):
            table = schema.metadata.tables[note["table"]]
            if "inserted" in note:
                first, last = note["inserted"]
                self.connection.execute(delete(table).where(table.c.id.between(first, last)))
            elif "updated" in note:
                row = update(table).where(table.c.id == note["id"])
                self.connection.execute(row.values(**note["updated"]))
            else:
                self.connection.execute(insert(table), note["deleted"])

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


class Session:
    """Short transactions on one study file."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._open: Connection | None = None
        self._writer: Writer | None = None

    @property
    def writer(self) -> Writer:
        """The writer of the change under way; only inside ``study.change(...)``."""
        if self._writer is None:
            raise RuntimeError("write inside `with study.change(...)`")
        return self._writer

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Hold one state of the study for several reads; nests inside itself and a change."""
        if self._open is not None:
            yield self._open
            return
        with translated(self.path), self._engine.connect() as connection, connection.begin():
            self._open = connection
            try:
                yield connection
            finally:
                self._open = None

    @contextmanager
    def change(self, action: str, *, actor: str | None = None, **details: Any) -> Iterator[Writer]:
        """Write in one transaction: all of it, with its event, or nothing.

        Parameters
        ----------
        action : str
            Name of the command, for the log.
        actor : str, optional
            Key of the coder who acts.
        **details
            Keys and numbers that the log shows.

        Raises
        ------
        StudyBusy, StudyUnwritable
            When the file is locked by another program or cannot be written.
        """
        if self._open is not None:
            raise RuntimeError("a change cannot start inside another one or inside a reading")
        with translated(self.path), self._engine.connect() as connection:
            connection.info["writing"] = True
            with connection.begin():
                writer = Writer(connection)
                writer.details.update(details)
                self._open, self._writer = connection, writer
                try:
                    yield writer
                    if writer.notes or writer.logged:
                        self._log(writer, action=action, actor=actor)
                finally:
                    self._open = self._writer = None

    def note(self, action: str, *, actor: str | None = None, **details: Any) -> None:
        """Put something that happened in the log, without any change to undo."""
        with self.change(action, actor=actor, **details) as writer:
            self._log(writer, action=action, actor=actor)

    def undo(self, *, actor: str | None = None, event: int | None = None) -> Event:
        """Take back the last change that still stands, and log that.

        Parameters
        ----------
        actor : str, optional
            Only a change of this coder.
        event : int, optional
            Only the change with this number in the log.

        Raises
        ------
        StudyError
            When nothing is left to undo, or the last change is another coder's than `actor` or
            another one than `event`.
        """
        with self.change(_UNDO, actor=actor) as writer:
            last = self._last_standing(writer.connection)
            if last is None:
                raise StudyError("There is nothing to undo.")
            found, notes = last
            if actor is not None and found.actor not in (None, actor):
                raise StudyError(
                    f"The last change ({found.action}) is {found.actor}'s, not {actor}'s.",
                    f"{found.actor} can take it back; without --coder anybody can.",
                )
            if event is not None and found.id != event:
                raise StudyError(
                    f"{found.action} came after it, so that has to be taken back first.",
                    "Take it back with: bouwsteen undo",
                )
            writer.revert(notes)
            writer.details.update(event=found.id, action=found.action)
            self._log(writer, action=_UNDO, actor=actor)
        return found

    def log(self) -> list[Event]:
        """Every event, oldest first."""
        with self.reading() as connection:
            return self._events(connection)

    def _log(self, writer: Writer, *, action: str, actor: str | None) -> None:
        row = {
            "at": now(),
            "actor": actor,
            "action": action,
            "details": writer.details,
            "changes": writer.notes,
        }
        made = writer.connection.execute(insert(schema.event), row)
        writer.event = made.lastrowid

    def _events(self, connection: Connection) -> list[Event]:
        table = schema.event
        columns = (table.c.id, table.c.at, table.c.actor, table.c.action, table.c.details)
        rows = connection.execute(select(*columns).order_by(table.c.id)).all()
        undone = {row.details["event"] for row in rows if row.action == _UNDO}
        return [
            Event(
                id=row.id,
                at=datetime.fromisoformat(row.at),
                actor=row.actor,
                action=row.action,
                details=row.details,
                undone=row.id in undone,
            )
            for row in rows
        ]

    def _last_standing(
        self, connection: Connection
    ) -> tuple[Event, Sequence[Mapping[str, Any]]] | None:
        standing = [
            event
            for event in self._events(connection)
            if event.action not in {_UNDO, "init"} and not event.undone
        ]
        table = schema.event
        for event in reversed(standing):
            notes = connection.execute(
                select(table.c.changes).where(table.c.id == event.id)
            ).scalar_one()
            if notes:
                return event, notes
        return None


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    # SQLite takes a limited number of parameters in one statement.
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])

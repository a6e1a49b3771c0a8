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

_Notes = Sequence[Mapping[str, Any]]
"""What a change did to rows, in the order in which it did it."""


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
                raise _built_on(found)
            self._take_back(writer, found, notes, actor=actor)
        return found

    def take_back(self, event: int, *, actor: str) -> Event:
        """Take back one change of a coder's own, although others came after it; and log that.

        Two coders at one study each undo their own work, whoever changed something last.

        Raises
        ------
        StudyError
            When there is no such change of this coder, or a later one built on it.
        """
        with self.change(_UNDO, actor=actor) as writer:
            standing = [one for one in self._events(writer.connection) if not one.undone]
            found = next((one for one in standing if (one.id, one.actor) == (event, actor)), None)
            if found is None:
                raise StudyError(f"There is no change {event} of {actor} to undo.")
            notes = self._notes(writer.connection, event)
            rows = _touched(notes)
            later = [one for one in standing if one.id > event and one.action != _UNDO]
            for one in later:
                if rows & _touched(self._notes(writer.connection, one.id)):
                    raise _built_on(one)
            self._take_back(writer, found, notes, actor=actor)
            if later and writer.connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise _built_on(later[-1])
        return found

    def log(self, *, since: int = 0) -> list[Event]:
        """Every event after the one with a number, oldest first."""
        with self.reading() as connection:
            return self._events(connection, since=since)

    def last_event(self) -> int:
        """Number of the newest event; 0 when there is none."""
        with self.reading() as connection:
            return int(connection.execute(select(func.max(schema.event.c.id))).scalar() or 0)

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

    def _take_back(self, writer: Writer, event: Event, notes: _Notes, *, actor: str | None) -> None:
        writer.revert(notes)
        writer.details.update(event=event.id, action=event.action)
        self._log(writer, action=_UNDO, actor=actor)

    def _notes(self, connection: Connection, event: int) -> _Notes:
        table = schema.event
        query = select(table.c.changes).where(table.c.id == event)
        notes: _Notes = connection.execute(query).scalar_one()
        return notes

    def _events(self, connection: Connection, *, since: int = 0) -> list[Event]:
        table = schema.event
        columns = (table.c.id, table.c.at, table.c.actor, table.c.action, table.c.details)
        rows = connection.execute(
            select(*columns).where(table.c.id > since).order_by(table.c.id)
        ).all()
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

    def _last_standing(self, connection: Connection) -> tuple[Event, _Notes] | None:
        standing = [
            event
            for event in self._events(connection)
            if event.action not in {_UNDO, "init"} and not event.undone
        ]
        for event in reversed(standing):
            if notes := self._notes(connection, event.id):
                return event, notes
        return None


def _touched(notes: _Notes) -> set[tuple[str, int]]:
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


def _built_on(event: Event) -> StudyError:
    return StudyError(
        f"{event.action} came after it, so that has to be taken back first.",
        "Take it back with: bouwsteen undo",
    )


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    # SQLite takes a limited number of parameters in one statement.
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])

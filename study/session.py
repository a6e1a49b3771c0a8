"""One connection's worth of reading and writing: transactions, and the log of every change.

What a writer noted of the rows goes into the log in the same transaction. Undo puts the rows back
from that, and what undo notes itself is what redo puts back.
"""

from __future__ import annotations

__all__ = ["Event", "Session", "now", "overtaken", "undoings"]

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from bouwsteen.errors import StudyError
from bouwsteen.study import schema
from bouwsteen.study.engine import translated
from bouwsteen.study.placing import refuse_other_text
from bouwsteen.study.writer import Notes, Writer, touched

_UNDO = "undo"
_REDO = "redo"
_BACK_AND_FORTH = frozenset({_UNDO, _REDO})


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


def undoings(events: Iterable[Event]) -> dict[int, int]:
    """Number of the undo that holds, for every change that is undone.

    Parameters
    ----------
    events : iterable of Event
        Oldest first.

    Examples
    --------
    >>> moment = datetime(2026, 3, 1, tzinfo=UTC)
    >>> log = [("code add", {}), ("undo", {"event": 1}), ("redo", {"event": 1})]
    >>> events = [
    ...     Event(id=number, at=moment, actor=None, action=action, details=details)
    ...     for number, (action, details) in enumerate(log, start=1)
    ... ]
    >>> undoings(events[:2]), undoings(events)
    ({1: 2}, {})
    """
    found: dict[int, int] = {}
    for one in events:
        if one.action == _UNDO:
            found[one.details["event"]] = one.id
        elif one.action == _REDO:
            found.pop(one.details["event"], None)
    return found


def overtaken(event: Event) -> StudyError:
    """The error of a redo that something else came before."""
    return StudyError(
        f"{event.action} came after the undo, so there is nothing to redo any more.",
        "What was undone stands in the log: bouwsteen log",
        key="redo_overtaken",
        action=event.action,
    )


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
                raise StudyError("There is nothing to undo.", key="undo_none")
            found, notes = last
            if actor is not None and found.actor not in (None, actor):
                raise StudyError(
                    f"The last change ({found.action}) is {found.actor}'s, not {actor}'s.",
                    f"{found.actor} can take it back; without --coder anybody can.",
                    key="undo_other_coder",
                    action=found.action,
                    owner=found.actor,
                    actor=actor,
                )
            if event is not None and found.id != event:
                raise _built_on(found)
            self._revert(writer, found, notes)
        return found

    def take_back(self, event: int, *, actor: str) -> Event:
        """Take back one change of a coder's own, although others came after it; and log that.

        Two coders at one study each undo their own work, whoever changed something last.

        Raises
        ------
        StudyError
            When there is no such change of this coder, a later one built on it, or quotations
            would come back on a text that was corrected since.
        """
        with self.change(_UNDO, actor=actor) as writer:
            standing = [one for one in self._events(writer.connection) if not one.undone]
            found = next((one for one in standing if (one.id, one.actor) == (event, actor)), None)
            if found is None:
                said = f"There is no change {event} of {actor} to undo."
                raise StudyError(said, key="undo_absent", event=event, actor=actor)
            notes = self._notes(writer.connection, event)
            rows = touched(notes)
            later = [
                one for one in standing if one.id > event and one.action not in _BACK_AND_FORTH
            ]
            for one in later:
                if rows & touched(self._notes(writer.connection, one.id)):
                    raise _built_on(one)
            refusal = _built_on(later[-1]) if later else None
            self._revert(writer, found, notes, refusal=refusal)
        return found

    def redo(self, *, actor: str | None = None, event: int | None = None) -> Event:
        """Do again what was undone last, and log that.

        Parameters
        ----------
        actor : str, optional
            Only a change of this coder.
        event : int, optional
            The change with this number in the log, although others wrote something else since.

        Raises
        ------
        StudyError
            When nothing is undone, something was written since that this would overwrite, a text
            was corrected since, or the change is another coder's than `actor`.
        """
        with self.change(_REDO, actor=actor) as writer:
            events = self._events(writer.connection)
            undo, found = self._last_undone(writer.connection, events, event)
            if actor is not None and found.actor not in (None, actor):
                raise StudyError(
                    f"What was undone last ({found.action}) is {found.actor}'s, not {actor}'s.",
                    f"{found.actor} can redo it; without --coder anybody can.",
                    key="redo_other_coder",
                    action=found.action,
                    owner=found.actor,
                    actor=actor,
                )
            notes = self._notes(writer.connection, undo.id)
            if not notes:
                raise StudyError(
                    f"{found.action} was undone by an older release, which kept nothing to redo.",
                    key="redo_older",
                    action=found.action,
                )
            later = [one for one in events if one.id > undo.id and not one.undone]
            self._refuse_overwriting(writer.connection, touched(notes), later)
            refusal = overtaken(later[-1]) if later else None
            self._revert(writer, found, notes, refusal=refusal, line=undo.id)
        return dataclasses.replace(found, undone=False)

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

    def _revert(
        self,
        writer: Writer,
        event: Event,
        notes: Notes,
        *,
        refusal: StudyError | None = None,
        line: int | None = None,
    ) -> None:
        """Revert what a line of the log noted of a change: that of the change, or of its undo.

        The refusal is for when what came later does not go with the rows that come back.
        """
        refuse_other_text(writer.connection, notes, line=line or event.id, action=event.action)
        try:
            writer.revert(notes)
        except IntegrityError:
            # What would come back was made anew since, under another number.
            raise (refusal or _built_on(event)) from None
        if refusal and writer.connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise refusal
        writer.details.update(event=event.id, action=event.action)

    def _last_undone(
        self, connection: Connection, events: Sequence[Event], number: int | None
    ) -> tuple[Event, Event]:
        """The undo that still holds, the last one or that of a change, and what it undid."""
        by_id = {one.id: one for one in events}
        held = {undo: by_id[change] for change, undo in undoings(events).items()}
        for one in reversed(events):
            if one.id in held and number in (None, held[one.id].id):
                return one, held[one.id]
            written = one.action not in _BACK_AND_FORTH and not one.undone
            if number is None and written and self._notes(connection, one.id):
                raise overtaken(one) if held else _nothing()
        raise _nothing()

    def _refuse_overwriting(
        self, connection: Connection, rows: Set[tuple[str, int]], later: Sequence[Event]
    ) -> None:
        for one in later:
            if one.action not in _BACK_AND_FORTH and rows & touched(
                self._notes(connection, one.id)
            ):
                raise overtaken(one)

    def _notes(self, connection: Connection, event: int) -> Notes:
        table = schema.event
        query = select(table.c.changes).where(table.c.id == event)
        notes: Notes = connection.execute(query).scalar_one()
        return notes

    def _events(self, connection: Connection, *, since: int = 0) -> list[Event]:
        table = schema.event
        columns = (table.c.id, table.c.at, table.c.actor, table.c.action, table.c.details)
        rows = connection.execute(
            select(*columns).where(table.c.id > since).order_by(table.c.id)
        ).all()
        found = [
            Event(
                id=row.id,
                at=datetime.fromisoformat(row.at),
                actor=row.actor,
                action=row.action,
                details=row.details,
            )
            for row in rows
        ]
        undone = undoings(found)
        return [dataclasses.replace(one, undone=True) if one.id in undone else one for one in found]

    def _last_standing(self, connection: Connection) -> tuple[Event, Notes] | None:
        standing = [
            event
            for event in self._events(connection)
            if event.action not in {*_BACK_AND_FORTH, "init"} and not event.undone
        ]
        for event in reversed(standing):
            if notes := self._notes(connection, event.id):
                return event, notes
        return None


def _nothing() -> StudyError:
    return StudyError(
        "There is nothing to redo.", "Redo gives back what undo took.", key="redo_none"
    )


def _built_on(event: Event) -> StudyError:
    return StudyError(
        f"{event.action} came after it, so that has to be taken back first.",
        "Take it back with: bouwsteen undo",
        key="undo_built_on",
        action=event.action,
    )

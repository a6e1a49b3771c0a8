"""Offsets belong to one text: whether rows may come back as they were, and which did not.

A change that is undone or redone puts quotations back on the offsets that they had. When the text
was corrected in between, other words stand there.
"""

from __future__ import annotations

__all__ = ["refuse_other_text", "shifted"]

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Text, cast, select

from bouwsteen.errors import StudyError
from bouwsteen.study import schema
from bouwsteen.study.writer import Notes, touched

_TURNS_BACK = frozenset({"undo", "redo"})
_CORRECT = "transcript correct"

Change = tuple[int, int, str]
"""Line of the log, transcript, and the digest of its text before that line."""


def refuse_other_text(connection: Connection, notes: Notes, *, line: int, action: str) -> None:
    """Refuse to put quotations back on another text than the one they were marked in.

    Parameters
    ----------
    notes : Notes
        What is about to be reverted.
    line : int
        Number of the event that keeps them.
    action : str
        Which change it is, for the message.

    Raises
    ------
    StudyError
        When a text has been corrected since.
    """
    transcripts = set(_places(connection, notes).values())
    if not transcripts:
        return
    then = _texts_after(_text_changes(connection), line)
    table = schema.transcript
    for row in connection.execute(
        select(table.c.key, table.c.id, table.c.sha256).where(table.c.id.in_(transcripts))
    ):
        if then.get(row.id, row.sha256) != row.sha256:
            raise StudyError(
                f"The text of {row.key} was corrected after {action}, so other words stand there "
                "now; nothing was changed.",
                "Mark the words in the corrected text, or undo the correction first.",
                key="undo_other_text",
                transcript=row.key,
                action=action,
            )


def shifted(connection: Connection) -> list[int]:
    """Numbers of quotations that an undo put back on the offsets of an older text.

    Releases that did not refuse this may have left some; see `refuse_other_text`. Those that were
    placed anew since are not among them.
    """
    event = schema.event
    log = connection.execute(
        select(event.c.id, event.c.action, event.c.details, event.c.changes).order_by(event.c.id)
    ).all()
    if not any(row.action in _TURNS_BACK for row in log):
        return []
    quotation, transcript = schema.quotation, schema.transcript
    places = {
        number: of
        for number, of in connection.execute(select(quotation.c.id, quotation.c.transcript_id))
    }
    texts = {
        number: digest
        for number, digest in connection.execute(select(transcript.c.id, transcript.c.sha256))
    }
    return sorted(
        number
        for number, text in _put_back(connection, log, texts).items()
        if number in places and texts[places[number]] != text
    )


def _put_back(
    connection: Connection, log: Sequence[Any], texts: Mapping[int, str]
) -> dict[int, str]:
    """Quotations that an undo put on another text than theirs, with the digest of theirs."""
    changes = list(_text_changes(connection))
    held = {row.id: row for row in log}
    undone_by: dict[int, int] = {}
    found: dict[int, str] = {}
    for row in log:
        source = None
        if row.action in _TURNS_BACK:
            change = row.details["event"]
            source = held[change if row.action == "undo" else undone_by[change]]
            undone_by[change] = row.id
            if held[change].action == _CORRECT:
                continue
        elif row.action == _CORRECT:
            continue
        for number in _numbers(row.changes):
            found.pop(number, None)
        if source is None:
            continue
        before, after = (_texts_after(changes, one) for one in (source.id, row.id))
        for number, of in _places(connection, source.changes).items():
            text = before.get(of, texts.get(of, ""))
            if text != after.get(of, texts.get(of, "")):
                found[number] = text
    return found


def _places(connection: Connection, notes: Notes) -> dict[int, int]:
    """Quotations that come back on offsets of their own when notes are reverted; transcript too."""
    table = schema.quotation
    ours = [note for note in notes if note["table"] == table.name]
    found = {row["id"]: row["transcript_id"] for note in ours for row in note.get("deleted", ())}
    moved = {
        note["id"] for note in ours if not {"start", "end"}.isdisjoint(note.get("updated", ()))
    }
    for number in moved - found.keys():
        query = select(table.c.transcript_id).where(table.c.id == number)
        of = connection.execute(query).scalar()
        if of is not None:
            found[number] = of
    return found


def _numbers(notes: Notes) -> Iterator[int]:
    """Quotations that a change placed or took out."""
    ours = [
        note
        for note in notes
        if note["table"] == schema.quotation.name
        and not ("updated" in note and {"start", "end"}.isdisjoint(note["updated"]))
    ]
    return (number for _, number in touched(ours))


def _text_changes(connection: Connection) -> Iterator[Change]:
    """Every change of a text, oldest first."""
    table = schema.event
    # The database leaves out most of the log, so that few lines are read as JSON.
    rows = connection.execute(
        select(table.c.id, table.c.changes)
        .where(cast(table.c.changes, Text).contains('"sha256"'))
        .order_by(table.c.id)
    )
    for number, notes in rows:
        for note in notes:
            if note["table"] == schema.transcript.name and "sha256" in note.get("updated", ()):
                yield number, note["id"], note["updated"]["sha256"]


def _texts_after(changes: Iterable[Change], line: int) -> Mapping[int, str]:
    """Digests of texts right after a line of the log, of those that changed since."""
    found: dict[int, str] = {}
    for number, transcript, digest in changes:
        if number > line:
            found.setdefault(transcript, digest)
    return found

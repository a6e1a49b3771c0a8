"""Versions of a transcript: every text that ever held stays readable."""

from __future__ import annotations

__all__ = ["TextVersion", "VersionStore"]

import dataclasses
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from bouwsteen.errors import TranscriptError
from bouwsteen.study import schema
from bouwsteen.study.session import Session, now
from bouwsteen.study.transcript_store import TranscriptStore, turn_row
from bouwsteen.transcripts.model import Span, Transcript, Turn


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """One version of a transcript.

    Parameters
    ----------
    version : int
        From 1, the text as it was imported.
    transcript : Transcript
        Text and turns of that version.
    reason : str
        Why it was corrected; empty for the first.
    actor : str or None
        Who corrected it.
    at : datetime or None
        When; None for the first, of which the log says when it was imported.
    """

    version: int
    transcript: Transcript
    reason: str = ""
    actor: str | None = None
    at: datetime | None = None


class VersionStore:
    """Old and present texts of corrected transcripts."""

    def __init__(self, session: Session, transcripts: TranscriptStore) -> None:
        self._session = session
        self._transcripts = transcripts

    def of(self, key: str) -> list[TextVersion]:
        """Every version of a transcript, oldest first; the last one holds now.

        Raises
        ------
        TranscriptError
            When the study has no such transcript.
        """
        table = schema.transcript_version
        present = self._transcripts.get(key)
        query = (
            select(table)
            .join(schema.transcript, table.c.transcript_id == schema.transcript.c.id)
            .where(schema.transcript.c.key == key)
            .order_by(table.c.version)
        )
        with self._session.reading() as connection:
            rows = connection.execute(query).all()
        return [_version(key, row) for row in rows] or [TextVersion(version=1, transcript=present)]

    def get(self, key: str, version: int) -> TextVersion:
        """Give one version.

        Raises
        ------
        TranscriptError
            When the study has no such transcript, or it has no such version.
        """
        found = self.of(key)
        for one in found:
            if one.version == version:
                return one
        raise TranscriptError(
            f"{key} has no version {version}.",
            f"It has {len(found)}: bouwsteen transcript versions",
            key="study_no_version",
            transcript=key,
            version=version,
            n=len(found),
        )

    def digests(self) -> list[tuple[str, int, str]]:
        """Key, version and SHA-256 of every text that is kept."""
        table = schema.transcript_version
        query = select(schema.transcript.c.key, table.c.version, table.c.sha256).join(
            schema.transcript, table.c.transcript_id == schema.transcript.c.id
        )
        with self._session.reading() as connection:
            return sorted((row.key, row.version, row.sha256) for row in connection.execute(query))

    def replace(self, new: Transcript, *, reason: str, actor: str | None) -> int:
        """Keep the text that holds now and put another in its place; codings stay behind.

        Parameters
        ----------
        new : Transcript
            Under the key of the one that it replaces.
        reason : str
            Why.
        actor : str, optional
            Who.

        Returns
        -------
        int
            Number of the new version.
        """
        writer = self._session.writer
        known = self.of(new.key)
        table = schema.transcript
        number = writer.connection.execute(
            select(table.c.id).where(table.c.key == new.key)
        ).scalar_one()
        fresh = TextVersion(
            version=known[-1].version + 1,
            transcript=new,
            reason=reason,
            actor=actor,
            at=datetime.fromisoformat(now()),
        )
        # The new version is kept too: undo finds it there when it puts the old text back.
        kept = [fresh] if len(known) > 1 else [*known, fresh]
        writer.insert(schema.transcript_version, [_row(one, number) for one in kept])
        values = {name: getattr(new, name) for name in ("title", "text", "sha256", "language")}
        writer.update(table, number, {**values, "meta": dict(new.meta)})
        turn = schema.turn
        old = writer.connection.execute(select(turn.c.id).where(turn.c.transcript_id == number))
        writer.delete(turn, list(old.scalars()))
        writer.insert(turn, [turn_row(one, number) for one in new.turns])
        return fresh.version


def _row(one: TextVersion, transcript_id: int) -> dict[str, Any]:
    text = one.transcript
    turns = [turn_row(turn, transcript_id) for turn in text.turns]
    return {
        "transcript_id": transcript_id,
        "version": one.version,
        "title": text.title,
        "text": text.text,
        "sha256": text.sha256,
        "turns": [{name: turn[name] for name in turn if name != "transcript_id"} for turn in turns],
        "language": text.language,
        "meta": dict(text.meta),
        "reason": one.reason,
        "actor": one.actor,
        "at": one.at.isoformat(timespec="seconds") if one.at else None,
    }


def _version(key: str, row: Row[Any]) -> TextVersion:
    return TextVersion(
        version=row.version,
        transcript=Transcript(
            key=key,
            title=row.title,
            text=row.text,
            turns=tuple(_turn(one) for one in row.turns),
            language=row.language,
            meta=row.meta,
        ),
        reason=row.reason,
        actor=row.actor,
        at=datetime.fromisoformat(row.at) if row.at else None,
    )


def _turn(one: dict[str, Any]) -> Turn:
    return Turn(
        index=one["number"],
        speaker=one["speaker"],
        span=Span(one["start"], one["end"]),
        start_time=one["start_time"],
        end_time=one["end_time"],
        flags=frozenset(one["flags"]),
    )

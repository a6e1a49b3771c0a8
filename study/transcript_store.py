"""Transcripts in the study file."""

from __future__ import annotations

__all__ = ["TranscriptStore", "turn_row"]

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, String, select, type_coerce

from bouwsteen.errors import TranscriptError
from bouwsteen.study import schema
from bouwsteen.study.keys import absent
from bouwsteen.study.session import Session
from bouwsteen.transcripts.model import Span, Transcript, Turn
from bouwsteen.transcripts.speakers import rename

_HELD = "transcripts"
"""Under which a reading holds them: a report asks for them many times."""


class TranscriptStore:
    """Frozen transcripts by key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keys(self) -> tuple[str, ...]:
        """Keys in order of import."""
        table = schema.transcript
        with self._session.reading() as connection:
            return tuple(connection.execute(select(table.c.key).order_by(table.c.id)).scalars())

    def get(self, key: str) -> Transcript:
        """Give one transcript.

        Raises
        ------
        TranscriptError
            When the study has none under that key.
        """
        found = self._read([key])
        if not found:
            raise self._absent(key)
        return found[0]

    def text(self, key: str) -> str:
        """The text of one transcript; quicker than `get`, which reads its turns too.

        Raises
        ------
        TranscriptError
            When the study has none under that key.
        """
        table = schema.transcript
        with self._session.reading() as connection:
            found = connection.execute(select(table.c.text).where(table.c.key == key)).scalar()
        if found is None:
            raise self._absent(key)
        return str(found)

    def check(self, key: str) -> None:
        """Raise TranscriptError when the study has no transcript `key`."""
        if key not in self.keys():
            raise self._absent(key)

    def all(self) -> list[Transcript]:
        """Every transcript, in order of import; inside one reading they are read once."""
        with self._session.reading() as connection:
            if connection.info.get("writing"):
                return self._read(None)
            if _HELD not in connection.info:
                connection.info[_HELD] = self._read(None)
            return list(connection.info[_HELD])

    def add(self, transcripts: Sequence[Transcript]) -> None:
        """Store transcripts.

        Raises
        ------
        TranscriptError
            When a key is taken.
        """
        writer = self._session.writer
        self._refuse_known(transcripts)
        ids = writer.insert(schema.transcript, [_transcript_row(one) for one in transcripts])
        turns = [
            turn_row(turn, transcript_id)
            for transcript_id, one in zip(ids, transcripts, strict=True)
            for turn in one.turns
        ]
        writer.insert(schema.turn, turns)

    def remove(self, key: str) -> None:
        """Take a transcript out, with its turns.

        Raises
        ------
        TranscriptError
            When it is not there, or codings or a coder's "done" stand on it.
        """
        writer = self._session.writer
        self.get(key)
        table = schema.transcript
        number = writer.connection.execute(
            select(table.c.id).where(table.c.key == key)
        ).scalar_one()
        for other, what in (
            (schema.quotation, "quotations"),
            (schema.unplaced, "unplaced quotations"),
            (schema.done, "done marks"),
        ):
            held = writer.connection.execute(
                select(other.c.id).where(other.c.transcript_id == number)
            ).all()
            if held:
                raise TranscriptError(
                    f"{key} has {len(held)} {what}; it was not removed.",
                    "Remove, drop or reopen those first (code remove, code place, code reopen).",
                    key=f"study_held_{other.name}",
                    transcript=key,
                    n=len(held),
                )
        offered = select(schema.suggestion.c.id).where(schema.suggestion.c.transcript_id == number)
        taken = schema.suggestion_decision
        decided = select(taken.c.id).where(taken.c.suggestion_id.in_(offered))
        writer.delete(taken, list(writer.connection.execute(decided).scalars()))
        for part in (schema.suggestion, schema.turn, schema.transcript_version):
            held = writer.connection.execute(
                select(part.c.id).where(part.c.transcript_id == number)
            ).all()
            writer.delete(part, [row.id for row in held])
        writer.delete(table, [number])

    def rename_speakers(self, key: str, names: Mapping[str, str]) -> None:
        """Give speakers of a transcript other labels; the links to respondents go along.

        Raises
        ------
        TranscriptError
            When a label does not speak in the transcript, or labels that become one are linked to
            different respondents.
        """
        writer = self._session.writer
        new = rename(self.get(key), names)
        table = schema.turn
        number = writer.connection.execute(
            select(schema.transcript.c.id).where(schema.transcript.c.key == key)
        ).scalar_one()
        ids = writer.connection.execute(
            select(table.c.id).where(table.c.transcript_id == number).order_by(table.c.number)
        ).scalars()
        for row_id, turn in zip(ids, new.turns, strict=True):
            writer.update(table, row_id, {"speaker": turn.speaker})
        self._rename_links(key, names)

    def _rename_links(self, key: str, names: Mapping[str, str]) -> None:
        """Put links under the new labels, as fresh rows: two labels may change places."""
        writer, table = self._session.writer, schema.speaker_link
        columns = (table.c.id, table.c.speaker, table.c.respondent_id)
        rows = writer.connection.execute(select(*columns).where(table.c.transcript == key)).all()
        linked: dict[str, int] = {}
        for row in rows:
            label = names.get(row.speaker, row.speaker)
            if linked.setdefault(label, row.respondent_id) != row.respondent_id:
                raise TranscriptError(
                    f"{key}: labels that would become {label!r} are linked to two respondents.",
                    "Link them to one respondent first: bouwsteen respondent set.",
                    key="study_labels_to_two",
                    transcript=key,
                    label=label,
                )
        writer.delete(table, [row.id for row in rows])
        writer.insert(
            table,
            [
                {"transcript": key, "speaker": label, "respondent_id": person}
                for label, person in linked.items()
            ],
        )

    def _absent(self, key: str) -> TranscriptError:
        return absent(TranscriptError, "transcript", key, self.keys())

    def _refuse_known(self, transcripts: Sequence[Transcript]) -> None:
        table = schema.transcript
        with self._session.reading() as connection:
            keys = set(connection.execute(select(table.c.key)).scalars())
        for one in transcripts:
            if one.key in keys:
                raise TranscriptError(
                    f"There is a transcript {one.key!r} in the study already.",
                    "Give it another with --key, or mend its text: bouwsteen transcript correct",
                    key="study_transcript_known",
                    transcript=one.key,
                )
            keys.add(one.key)

    def _read(self, keys: Sequence[str] | None) -> list[Transcript]:
        table = schema.transcript
        query = select(table).order_by(table.c.id)
        if keys is not None:
            query = query.where(table.c.key.in_(keys))
        with self._session.reading() as connection:
            rows = connection.execute(query).all()
            turns = self._turns(connection, None if keys is None else [row.id for row in rows])
        return [
            Transcript(
                key=row.key,
                title=row.title,
                text=row.text,
                turns=tuple(turns[row.id]),
                language=row.language,
                meta=row.meta,
            )
            for row in rows
        ]

    @staticmethod
    def _turns(connection: Connection, ids: Sequence[int] | None) -> dict[int, list[Turn]]:
        table = schema.turn
        columns = [column for column in table.c if column is not table.c.flags]
        # As they are written: parsing them turn by turn takes longer than all the rest.
        flags = type_coerce(table.c.flags, String).label("flags")
        query = select(*columns, flags).order_by(table.c.transcript_id, table.c.number)
        if ids is not None:
            query = query.where(table.c.transcript_id.in_(ids))
        found: dict[int, list[Turn]] = defaultdict(list)
        for row in connection.execute(query):
            found[row.transcript_id].append(_turn(row))
        return found


def _transcript_row(one: Transcript) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "text": one.text,
        "sha256": one.sha256,
        "language": one.language,
        "meta": dict(one.meta),
    }


def turn_row(turn: Turn, transcript_id: int) -> dict[str, Any]:
    """Give a turn as a row of the study file."""
    return {
        "transcript_id": transcript_id,
        "number": turn.index,
        "speaker": turn.speaker,
        "start": turn.span.start,
        "end": turn.span.end,
        "start_time": turn.start_time,
        "end_time": turn.end_time,
        "flags": sorted(turn.flags),
    }


def _turn(row: Any) -> Turn:
    return Turn(
        index=row.number,
        speaker=row.speaker,
        span=Span(row.start, row.end),
        start_time=row.start_time,
        end_time=row.end_time,
        flags=_flags(row.flags),
    )


@cache
def _flags(written: str) -> frozenset[str]:
    """Flags of a turn from their column; there are few combinations and very many turns."""
    return frozenset(json.loads(written))

"""Respondents and speaker links in the study file."""

from __future__ import annotations

__all__ = ["RespondentStore"]

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select

from bouwsteen.errors import RespondentError
from bouwsteen.study import schema
from bouwsteen.study.keys import absent
from bouwsteen.study.session import Session
from bouwsteen.transcripts.model import Respondent, SpeakerLink


class RespondentStore:
    """Respondents by key, and which speaker label of which transcript stands for whom."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[Respondent]:
        """Every respondent, in the order in which the researcher's table gave them."""
        table = schema.respondent
        with self._session.reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.id)).all()
        return [_respondent(row) for row in rows]

    def links(self) -> list[SpeakerLink]:
        """Every speaker link, in order of entry."""
        link, person = schema.speaker_link, schema.respondent
        query = (
            select(link.c.transcript, link.c.speaker, person.c.key)
            .join(person, link.c.respondent_id == person.c.id)
            .order_by(link.c.id)
        )
        with self._session.reading() as connection:
            return [
                SpeakerLink(transcript=row.transcript, speaker=row.speaker, respondent=row.key)
                for row in connection.execute(query)
            ]

    def put(self, respondents: Iterable[Respondent], links: Iterable[SpeakerLink] = ()) -> None:
        """Store respondents and links; a known key or label takes the new values, whole."""
        writer = self._session.writer
        table = schema.respondent
        ids = self._ids()
        fresh = []
        for one in respondents:
            if one.key in ids:
                writer.update(table, ids[one.key], _respondent_row(one))
            else:
                fresh.append(_respondent_row(one))
        writer.insert(table, fresh)
        self._put_links(links)

    def merge(self, respondents: Iterable[Respondent], links: Iterable[SpeakerLink]) -> None:
        """Store what a table says; what it says nothing of stays as it is."""
        held = {one.key: one for one in self.all()}
        fresh = [
            held[one.key].with_values(one.values) if one.key in held else one for one in respondents
        ]
        self.put(fresh, links)

    def remove(self, key: str) -> None:
        """Take a respondent out, with the links to them.

        Raises
        ------
        RespondentError
            When there is none under that key.
        """
        writer = self._session.writer
        ids = self._ids()
        if key not in ids:
            raise absent(RespondentError, "respondent", key, ids)
        table = schema.speaker_link
        held = writer.connection.execute(
            select(table.c.id).where(table.c.respondent_id == ids[key])
        ).scalars()
        writer.delete(table, list(held))
        writer.delete(schema.respondent, [ids[key]])

    def unlink(self, transcript: str, speaker: str) -> None:
        """Let a label of a transcript stand for nobody again.

        Raises
        ------
        RespondentError
            When it stands for nobody already.
        """
        writer = self._session.writer
        table = schema.speaker_link
        held = writer.connection.execute(
            select(table.c.id).where(table.c.transcript == transcript, table.c.speaker == speaker)
        ).scalars()
        ids = list(held)
        if not ids:
            raise RespondentError(
                f"Speaker {speaker!r} of {transcript} stands for nobody.",
                key="study_speaker_nobody",
                speaker=speaker,
                transcript=transcript,
            )
        writer.delete(table, ids)

    def _put_links(self, links: Iterable[SpeakerLink]) -> None:
        writer = self._session.writer
        table = schema.speaker_link
        ids = self._ids()
        known = {
            (row.transcript, row.speaker): row.id
            for row in writer.connection.execute(
                select(table.c.id, table.c.transcript, table.c.speaker)
            )
        }
        fresh = []
        for one in links:
            if one.respondent not in ids:
                raise absent(RespondentError, "respondent", one.respondent)
            row = {
                "transcript": one.transcript,
                "speaker": one.speaker,
                "respondent_id": ids[one.respondent],
            }
            held = known.get((one.transcript, one.speaker))
            if held is None:
                fresh.append(row)
            else:
                writer.update(table, held, row)
        writer.insert(table, fresh)

    def _ids(self) -> dict[str, int]:
        table = schema.respondent
        with self._session.reading() as connection:
            return {row.key: row.id for row in connection.execute(select(table.c.key, table.c.id))}


def _respondent_row(one: Respondent) -> dict[str, Any]:
    return {
        "key": one.key,
        "role": one.role,
        "organisation": one.organisation,
        "attributes": dict(one.attributes),
    }


def _respondent(row: Row[Any]) -> Respondent:
    return Respondent(
        key=row.key, role=row.role, organisation=row.organisation, attributes=row.attributes
    )

"""Coders and their "done" marks in the study file."""

from __future__ import annotations

__all__ = ["CoderStore"]

from collections.abc import Iterable

from sqlalchemy import select

from bouwsteen.coding.model import Coder, Done
from bouwsteen.errors import CodingError, TranscriptError, nearest
from bouwsteen.study import schema
from bouwsteen.study.keys import id_of
from bouwsteen.study.session import Session, now
from bouwsteen.study.settings import SettingStore


class CoderStore:
    """Coders by key, and the transcripts each has declared done."""

    def __init__(self, session: Session, settings: SettingStore) -> None:
        self._session = session
        self._settings = settings

    def all(self) -> list[Coder]:
        """Every coder, in order of entry."""
        table = schema.coder
        with self._session.reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.id)).all()
        return [Coder(key=row.key, name=row.name) for row in rows]

    def check(self, key: str) -> None:
        """Raise CodingError when the study has no coder `key`."""
        known = [coder.key for coder in self.all()]
        if key not in known:
            hint = nearest(key, known) or f"Add them with: bouwsteen coder add {key}"
            raise CodingError(
                f"There is no coder {key!r} in the study.",
                hint,
                key="study_coder_unknown",
                coder=key,
            )

    def add(self, coders: Iterable[Coder]) -> None:
        """Store coders; a key that is taken is an error."""
        fresh = list(coders)
        known = {coder.key for coder in self.all()}
        for coder in fresh:
            if coder.key in known:
                raise CodingError(
                    f"There is a coder {coder.key!r} in the study already.",
                    key="study_coder_known",
                    coder=coder.key,
                )
            known.add(coder.key)
        rows = [{"key": coder.key, "name": coder.name} for coder in fresh]
        self._session.writer.insert(schema.coder, rows)

    def done(self) -> set[Done]:
        """Which coder has declared which transcript done."""
        query = (
            select(schema.coder.c.key.label("coder"), schema.transcript.c.key.label("transcript"))
            .select_from(schema.done)
            .join(schema.coder, schema.done.c.coder_id == schema.coder.c.id)
            .join(schema.transcript, schema.done.c.transcript_id == schema.transcript.c.id)
        )
        with self._session.reading() as connection:
            rows = connection.execute(query).all()
        return {Done(coder=row.coder, transcript=row.transcript) for row in rows}

    def mark_done(self, marks: Iterable[Done]) -> None:
        """Lock these coders' layers of these transcripts; done twice is done once."""
        standing = self.done()
        rows = [
            {**self._key_ids(mark), "at": now()}
            for mark in sorted(set(marks))
            if mark not in standing
        ]
        self._session.writer.insert(schema.done, rows)

    def reopen(self, marks: Iterable[Done]) -> None:
        """Unlock these layers again; not while a consensus meeting stands on them."""
        writer = self._session.writer
        standing = self.done()
        table = schema.done
        meeting = self._settings.get("consensus")
        for mark in sorted(set(marks)):
            if meeting is not None and [mark.coder, mark.transcript] in meeting["done"]:
                raise CodingError(
                    f"The consensus meeting on {mark.coder}'s layer has begun; it stays locked.",
                    "Agreement is about what was coded before the meeting.",
                    key="study_layer_in_meeting",
                    coder=mark.coder,
                )
            if mark not in standing:
                raise CodingError(
                    f"{mark.coder} has not declared {mark.transcript} done.",
                    key="study_not_done",
                    coder=mark.coder,
                    transcript=mark.transcript,
                )
            ids = self._key_ids(mark)
            found = writer.connection.execute(
                select(table.c.id).where(
                    table.c.coder_id == ids["coder_id"],
                    table.c.transcript_id == ids["transcript_id"],
                )
            ).scalar_one()
            writer.delete(table, [found])

    def _key_ids(self, mark: Done) -> dict[str, int]:
        with self._session.reading() as connection:
            return {
                "coder_id": id_of(connection, schema.coder, mark.coder, CodingError),
                "transcript_id": id_of(
                    connection, schema.transcript, mark.transcript, TranscriptError
                ),
            }

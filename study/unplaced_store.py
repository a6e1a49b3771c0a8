"""Quotations that a correction left without a place: listed, and counted nowhere."""

from __future__ import annotations

__all__ = ["Unplaced", "UnplacedStore"]

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bouwsteen.coding.model import Assistance, Coding, Layer, Origin, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.study import schema
from bouwsteen.study.identity import refuse_other, refuse_outside
from bouwsteen.study.keys import ids_by_key
from bouwsteen.study.session import Session, now
from bouwsteen.transcripts.model import Span

_CODING = ("code_id", "origin", "codebook_version", "assistance")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A quotation that is not in the text as it reads now.

    Parameters
    ----------
    quotation : Quotation
        As it was; its span is of the old text.
    version : int
        Version of the transcript that it marked.
    quote : str
        Its words in that version.
    """

    quotation: Quotation
    version: int
    quote: str


def _codings(connection: Connection) -> dict[int, list[Coding]]:
    """Codings of all quotations without a place, by their number."""
    table = schema.unplaced_coding
    query = select(table, schema.code.c.key).join(schema.code, table.c.code_id == schema.code.c.id)
    found: dict[int, list[Coding]] = {}
    for row in connection.execute(query.order_by(table.c.id)):
        found.setdefault(row.unplaced_id, []).append(
            Coding(
                code=row.key,
                origin=Origin(row.origin),
                codebook_version=row.codebook_version,
                assistance=Assistance(row.assistance),
            )
        )
    return found


class UnplacedStore:
    """Quotations without a place, by their number as a quotation."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def select(self, *, coder: str | None = None, transcript: str | None = None) -> list[Unplaced]:
        """Give them by transcript and old place; every filter left out means all."""
        table = schema.unplaced
        query = (
            select(
                table,
                schema.transcript.c.key.label("transcript"),
                schema.coder.c.key.label("coder"),
            )
            .join(schema.transcript, table.c.transcript_id == schema.transcript.c.id)
            .join(schema.coder, table.c.coder_id == schema.coder.c.id)
            .order_by(table.c.transcript_id, table.c.start, table.c.end, table.c.id)
        )
        if coder is not None:
            query = query.where(schema.coder.c.key == coder)
        if transcript is not None:
            query = query.where(schema.transcript.c.key == transcript)
        with self._session.reading() as connection:
            rows = connection.execute(query).all()
            given = _codings(connection)
        return [
            Unplaced(
                quotation=Quotation(
                    id=row.id,
                    transcript=row.transcript,
                    span=Span(row.start, row.end),
                    coder=row.coder,
                    codings=tuple(given.get(row.id, ())),
                    layer=Layer(row.layer),
                    memo=row.memo,
                    created=datetime.fromisoformat(row.created),
                ),
                version=row.version,
                quote=row.quote,
            )
            for row in rows
        ]

    def get(self, number: int) -> Unplaced:
        """Give one by its number; CodingError when no such quotation awaits a place."""
        for one in self.select():
            if one.quotation.id == number:
                return one
        raise CodingError(
            f"No quotation {number} awaits a place.",
            "See which do: bouwsteen code list",
            key="study_not_awaiting",
            number=number,
        )

    def add(self, unplaced: Iterable[Unplaced]) -> None:
        """Store quotations without a place that come from another study, under new numbers."""
        writer = self._session.writer
        transcripts = ids_by_key(writer.connection, schema.transcript)
        coders = ids_by_key(writer.connection, schema.coder)
        codes = ids_by_key(writer.connection, schema.code)
        for one in unplaced:
            held = one.quotation
            row = {
                "transcript_id": transcripts[held.transcript],
                "coder_id": coders[held.coder],
                "layer": str(held.layer),
                "start": held.span.start,
                "end": held.span.end,
                "memo": held.memo,
                "created": held.created.isoformat(timespec="seconds") if held.created else now(),
            }
            # Numbers are those of quotations, so it is one for a moment.
            (number,) = writer.insert(schema.quotation, [row])
            writer.insert(
                schema.coding,
                [
                    {
                        "quotation_id": number,
                        "code_id": codes[coding.code],
                        "origin": str(coding.origin),
                        "codebook_version": coding.codebook_version,
                        "assistance": str(coding.assistance),
                    }
                    for coding in held.codings
                ],
            )
            self.put_away(number, version=one.version, quote=one.quote)

    def put_away(self, number: int, *, version: int, quote: str) -> None:
        """Take a quotation out of the text, with its codings; it keeps its number."""
        self._move(
            number,
            (schema.quotation, schema.coding, "quotation_id"),
            (schema.unplaced, schema.unplaced_coding, "unplaced_id"),
            {"version": version, "quote": quote},
        )

    def place(self, number: int, span: Span, *, coder: str | None = None) -> None:
        """Give a quotation a place again.

        That finishes the correction and codes nothing anew, so that a transcript may be declared
        done.

        Parameters
        ----------
        number : int
            Of the quotation.
        span : Span
            In the text as it reads now.
        coder : str, optional
            Who places it; only the quotation's own coder may.

        Raises
        ------
        CodingError
            When no such quotation awaits a place, it is another coder's, the span leaves the
            text, or the coder has a quotation on that very stretch.
        """
        one = self._own(number, coder).quotation
        held, text = schema.quotation, schema.transcript
        connection = self._session.writer.connection
        row = connection.execute(select(text).where(text.c.key == one.transcript)).one()
        refuse_outside(span, transcript=one.transcript, length=len(row.text))
        taken = connection.execute(
            select(held.c.id)
            .join(schema.coder, held.c.coder_id == schema.coder.c.id)
            .where(
                held.c.transcript_id == row.id,
                schema.coder.c.key == one.coder,
                held.c.layer == str(one.layer),
                held.c.start == span.start,
                held.c.end == span.end,
            )
        ).scalar()
        if taken is not None:
            raise CodingError(
                f"Quotation {taken} of {one.coder} marks that very stretch.",
                f"Add the codes there, and drop this one: bouwsteen code place {number} --drop",
                key="study_very_stretch",
                taken=taken,
                coder=one.coder,
                number=number,
            )
        self._move(
            number,
            (schema.unplaced, schema.unplaced_coding, "unplaced_id"),
            (schema.quotation, schema.coding, "quotation_id"),
            {"start": span.start, "end": span.end},
        )

    def drop(self, number: int, *, coder: str | None = None) -> None:
        """Give a quotation up, with its codings.

        Raises
        ------
        CodingError
            When no such quotation awaits a place, or it is another coder's.
        """
        self._own(number, coder)
        codings = self._rows(schema.unplaced_coding, "unplaced_id", number)
        self._session.writer.delete(schema.unplaced_coding, [row["id"] for row in codings])
        self._session.writer.delete(schema.unplaced, [number])

    def _own(self, number: int, coder: str | None) -> Unplaced:
        one = self.get(number)
        refuse_other(one.quotation, coder)
        return one

    def _move(
        self,
        number: int,
        source: tuple[Any, Any, str],
        target: tuple[Any, Any, str],
        values: dict[str, Any],
    ) -> None:
        """Move a quotation and its codings between two pairs of tables, under the same number."""
        writer = self._session.writer
        table, codings, holder = source
        (row,) = self._rows(table, "id", number)
        carried = self._rows(codings, holder, number)
        writer.delete(codings, [one["id"] for one in carried])
        writer.delete(table, [number])
        names = target[0].c.keys()
        writer.restore(target[0], [{name: {**row, **values}[name] for name in names}])
        writer.insert(
            target[1],
            [
                {
                    target[2]: number,
                    **{name: one[name] for name in _CODING},
                }
                for one in carried
            ],
        )

    def _rows(self, table: Any, column: str, value: int) -> Sequence[dict[str, Any]]:
        query = select(table).where(table.c[column] == value).order_by(table.c.id)
        rows = self._session.writer.connection.execute(query).mappings()
        return [dict(row) for row in rows]

"""Quotations and their codings in the study file."""

from __future__ import annotations

__all__ = ["QuotationStore"]

import dataclasses
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Assistance, Coding, Done, Layer, Origin, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.study import schema
from bouwsteen.study.assistance import Assistances, begin_control
from bouwsteen.study.coder_store import CoderStore
from bouwsteen.study.identity import Identity, Lookup, refuse_other
from bouwsteen.study.keys import ids_by_key
from bouwsteen.study.quotation_rows import coding_row, grouped, quotation_row, row_identity
from bouwsteen.study.session import Session
from bouwsteen.study.settings import SettingStore
from bouwsteen.transcripts.model import Span

_FEW = 100


class QuotationStore:
    """Quotations with their codings."""

    def __init__(self, session: Session, coders: CoderStore, settings: SettingStore) -> None:
        self._session = session
        self._coders = coders
        self._settings = settings

    def select(
        self,
        *,
        coder: str | None = None,
        transcript: str | None = None,
        layer: Layer | None = None,
    ) -> list[Quotation]:
        """Give quotations by transcript and place; every filter left out means all."""
        query = self._query(coder=coder, transcript=transcript, layer=layer)
        with self._session.reading() as connection:
            return grouped(connection.execute(query).all())

    def get(self, number: int) -> Quotation:
        """Give one quotation by its number; CodingError when there is none."""
        query = self._query().where(schema.quotation.c.id == number)
        with self._session.reading() as connection:
            found = grouped(connection.execute(query).all())
        if not found:
            raise CodingError(
                f"There is no quotation {number}.",
                "See: bouwsteen code list",
                key="study_no_quotation",
                number=number,
            )
        return found[0]

    def coders_with_codings(self) -> dict[Layer, tuple[str, ...]]:
        """Keys of the coders who have quotations, for each layer that has any."""
        quotation, coder = schema.quotation, schema.coder
        query = (
            select(quotation.c.layer, coder.c.key)
            .join(coder, quotation.c.coder_id == coder.c.id)
            .distinct()
            .order_by(coder.c.id)
        )
        found: dict[Layer, tuple[str, ...]] = {}
        with self._session.reading() as connection:
            for layer, key in connection.execute(query):
                found[Layer(layer)] = (*found.get(Layer(layer), ()), key)
        return found

    def columns(
        self, *, coder: str | None = None, layer: Layer = Layer.INDEPENDENT
    ) -> CodingColumns:
        """Give the codings of one layer as columns, for tables over very many of them."""
        where, values = "q.layer = ?", [str(layer)]
        if coder is not None:
            where += " AND q.coder_id = (SELECT id FROM coder WHERE key = ?)"
            values.append(coder)
        with self._session.reading() as connection:
            rows = connection.exec_driver_sql(
                'SELECT q.id, q.transcript_id, q.start, q."end", c.code_id '
                f"FROM quotation q JOIN coding c ON c.quotation_id = q.id WHERE {where}",
                tuple(values),
            ).cursor.fetchall()
            transcripts = ids_by_key(connection, schema.transcript)
            codes = ids_by_key(connection, schema.code)
        found = CodingColumns.from_rows(rows, transcripts=transcripts, codes=codes)
        return dataclasses.replace(
            found,
            transcript=_places(found.transcript, transcripts),
            code=_places(found.code, codes),
        )

    def add(self, quotations: Iterable[Quotation], *, settled: bool = False) -> list[int]:
        """Store quotations; one that is there already gets the codes and memo it lacks.

        Parameters
        ----------
        quotations : iterable of Quotation
            What to store.
        settled : bool
            Whether they say themselves how each code came about, as those of a copy do.

        Returns
        -------
        list of int
            Number of each quotation, in the order given.

        Raises
        ------
        CodingError
            When the coder has declared the transcript done, or the span leaves the text.
        TranscriptError, CodebookError
            When the transcript or a code is not in the study.
        """
        fresh = list(quotations)
        self._refuse_locked(fresh)
        lookup = Lookup(self._session)
        known = self._known(fresh, lookup)
        rows, numbers = [], {}
        for quotation in fresh:
            identity = lookup.identity(quotation)
            if identity not in known and identity not in numbers:
                rows.append(quotation_row(quotation, identity))
                numbers[identity] = -1
        ids = self._session.writer.insert(schema.quotation, rows)
        for row, number in zip(rows, ids, strict=True):
            numbers[row_identity(row)] = number
        if not settled:
            fresh = self._with_assistance(fresh, known, lookup)
        self._add_codings(fresh, known, numbers, lookup)
        for coder in {one.coder for one in fresh if one.layer is Layer.INDEPENDENT}:
            begin_control(self._session, coder)
        return [
            known[identity].id if identity in known else numbers[identity]
            for identity in map(lookup.identity, fresh)
        ]

    def remove(self, numbers: Sequence[int], *, coder: str | None = None) -> None:
        """Take quotations out, with their codings.

        Raises
        ------
        CodingError
            When one is not there, is another coder's, or its transcript is declared done.
        """
        writer = self._session.writer
        found = [self.get(number) for number in numbers]
        for quotation in found:
            refuse_other(quotation, coder)
        self._refuse_locked(found)
        table = schema.coding
        codings = writer.connection.execute(
            select(table.c.id).where(table.c.quotation_id.in_(numbers))
        ).scalars()
        writer.delete(table, list(codings))
        writer.delete(schema.quotation, list(numbers))

    def remove_codes(self, number: int, codes: Sequence[str], *, coder: str | None = None) -> None:
        """Take codes off a quotation; the quotation goes when none is left."""
        quotation = self.get(number)
        missing = sorted(set(codes) - set(quotation.codes))
        if missing:
            raise CodingError(
                f"Quotation {number} does not carry {', '.join(missing)}.",
                f"It carries {', '.join(quotation.codes)}.",
                key="study_not_carried",
                number=number,
                missing=", ".join(missing),
                codes=", ".join(quotation.codes),
            )
        if set(codes) >= set(quotation.codes):
            self.remove([number], coder=coder)
            return
        refuse_other(quotation, coder)
        self._refuse_locked([quotation])
        table, code = schema.coding, schema.code
        writer = self._session.writer
        found = writer.connection.execute(
            select(table.c.id)
            .join(code, table.c.code_id == code.c.id)
            .where(table.c.quotation_id == number, code.c.key.in_(codes))
        ).scalars()
        writer.delete(table, list(found))

    def set_memo(self, number: int, memo: str, *, coder: str | None = None) -> None:
        """Replace the memo of a quotation."""
        quotation = self.get(number)
        refuse_other(quotation, coder)
        self._refuse_locked([quotation])
        self._session.writer.update(schema.quotation, number, {"memo": memo})

    def set_span(self, number: int, span: Span, *, coder: str | None = None) -> None:
        """Let a quotation mark another stretch; CodingError when that is marked already."""
        quotation = self.get(number)
        refuse_other(quotation, coder)
        self._refuse_locked([quotation])
        moved = dataclasses.replace(quotation, span=span)
        lookup = Lookup(self._session)
        taken = self._known([moved], lookup).get(lookup.identity(moved))
        if taken is not None and taken.id != number:
            raise CodingError(
                f"Quotation {taken.id} marks that stretch already.",
                "Give that one the codes.",
                key="study_marked_already",
                number=taken.id,
            )
        values = {"start": span.start, "end": span.end}
        self._session.writer.update(schema.quotation, number, values)

    def _query(
        self,
        *,
        coder: str | None = None,
        transcript: str | None = None,
        layer: Layer | None = None,
    ) -> Select[Any]:
        quotation, coding = schema.quotation, schema.coding
        query = (
            select(
                *(quotation.c[name] for name in ("id", "start", "end", "layer", "memo", "created")),
                schema.transcript.c.key.label("transcript"),
                schema.coder.c.key.label("coder"),
                schema.code.c.key.label("code"),
                coding.c.origin,
                coding.c.codebook_version,
                coding.c.assistance,
            )
            .join(schema.transcript, quotation.c.transcript_id == schema.transcript.c.id)
            .join(schema.coder, quotation.c.coder_id == schema.coder.c.id)
            .join(coding, coding.c.quotation_id == quotation.c.id)
            .join(schema.code, coding.c.code_id == schema.code.c.id)
            .order_by(
                quotation.c.transcript_id,
                quotation.c.start,
                quotation.c.end,
                quotation.c.id,
                coding.c.id,
            )
        )
        if coder is not None:
            query = query.where(schema.coder.c.key == coder)
        if transcript is not None:
            query = query.where(schema.transcript.c.key == transcript)
        return query if layer is None else query.where(quotation.c.layer == str(layer))

    def _refuse_locked(self, quotations: Iterable[Quotation]) -> None:
        done = self._coders.done()
        for quotation in quotations:
            mark = Done(coder=quotation.coder, transcript=quotation.transcript)
            if quotation.layer is Layer.INDEPENDENT and mark in done:
                raise CodingError(
                    f"{quotation.coder} has declared {quotation.transcript} done; it is locked.",
                    f"Reopen it with: bouwsteen code reopen {quotation.transcript}",
                    key="study_locked",
                    coder=quotation.coder,
                    transcript=quotation.transcript,
                )

    def _known(self, quotations: Sequence[Quotation], lookup: Lookup) -> dict[Identity, Quotation]:
        """Those in the study that may mark the same stretches as these."""
        found: list[Quotation] = []
        with self._session.reading() as connection:
            for key in sorted({one.transcript for one in quotations}):
                query = self._query(transcript=key)
                starts = {one.span.start for one in quotations if one.transcript == key}
                # One coding at a time must not wait for thousands of others to be read.
                if len(starts) <= _FEW:
                    query = query.where(schema.quotation.c.start.in_(starts))
                found += grouped(connection.execute(query).all())
        return {lookup.identity(quotation): quotation for quotation in found}

    def _with_assistance(
        self, quotations: Iterable[Quotation], known: dict[Identity, Quotation], lookup: Lookup
    ) -> list[Quotation]:
        """Say how codes given by hand come about; codes that are there already stay as they are."""
        assistances = Assistances(self._session, self._settings)
        return [
            dataclasses.replace(
                one,
                codings=tuple(
                    coding
                    if (held := known.get(lookup.identity(one))) and coding.code in held.codes
                    else _with_assistance(coding, one, assistances)
                    for coding in one.codings
                ),
            )
            for one in quotations
        ]

    def _add_codings(
        self,
        quotations: Iterable[Quotation],
        known: dict[Identity, Quotation],
        numbers: dict[Identity, int],
        lookup: Lookup,
    ) -> None:
        writer = self._session.writer
        carried = {identity: set(held.codes) for identity, held in known.items()}
        memos = {identity: held.memo for identity, held in known.items()}
        rows = []
        for quotation in quotations:
            identity = lookup.identity(quotation)
            codes = carried.setdefault(identity, set())
            number = known[identity].id if identity in known else numbers[identity]
            for coding in quotation.codings:
                if coding.code not in codes:
                    codes.add(coding.code)
                    rows.append(coding_row(coding, number, lookup.codes[coding.code]))
            memo = _joined_memo(memos.setdefault(identity, quotation.memo), quotation.memo)
            if memo != memos[identity]:
                writer.update(schema.quotation, number, {"memo": memo})
                memos[identity] = memo
        writer.insert(schema.coding, rows)


def _with_assistance(coding: Coding, quotation: Quotation, assistances: Assistances) -> Coding:
    """Say how a code given by hand came about, unless that is known already."""
    given = quotation.layer is Layer.INDEPENDENT and coding.origin is Origin.MANUAL
    if not given or coding.assistance is not Assistance.UNASSISTED:
        return coding
    return dataclasses.replace(coding, assistance=assistances.of(quotation))


def _places(ids: Sequence[int], by_key: Mapping[str, int]) -> Sequence[int]:
    """Row numbers as places in the list of keys; numbers have gaps once rows were removed."""
    place = [0] * (max(by_key.values(), default=0) + 1)
    for number, row_id in enumerate(by_key.values()):
        place[row_id] = number
    return array("q", map(place.__getitem__, ids))


def _joined_memo(held: str, new: str) -> str:
    # Whole lines, of which a memo may have more than one.
    if not new or f"\n{new}\n" in f"\n{held}\n":
        return held
    return f"{held}\n{new}" if held else new

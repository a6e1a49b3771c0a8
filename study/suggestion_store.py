"""Suggestions and decisions in the study file: what was offered, shown and decided, per coder.

A suggestion is derived from codebook and codings and can be made again, so making and retiring
suggestions stands in the log but is not undone. A decision is a person's act and is.
"""

from __future__ import annotations

__all__ = ["SuggestionStore"]

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, delete, insert, select, update

from bouwsteen.coding.suggest.control import Apart
from bouwsteen.coding.suggest.model import Suggestion, Verdict, holds_half
from bouwsteen.errors import CodingError
from bouwsteen.study import schema
from bouwsteen.study.assistance import (
    apart_for,
    begin_control,
    keep_apart,
    mark_shown,
    what_is_apart,
)
from bouwsteen.study.brought_suggestions import Brought, bring
from bouwsteen.study.codebook_store import CodebookStore
from bouwsteen.study.coder_store import CoderStore
from bouwsteen.study.keys import absent, ids_by_key
from bouwsteen.study.session import Session, now
from bouwsteen.study.settings import SettingStore
from bouwsteen.study.suggestion_rows import Standing, standing_of, suggestion_row
from bouwsteen.transcripts.model import Span


class SuggestionStore:
    """Suggestions of each coder, apart from everything that counts."""

    def __init__(
        self,
        session: Session,
        settings: SettingStore,
        coders: CoderStore,
        codebook: CodebookStore,
    ) -> None:
        self._session = session
        self._settings = settings
        self._coders = coders
        self._codebook = codebook

    def apart(self) -> Apart:
        """What the study keeps without suggestions."""
        return what_is_apart(self._settings)

    def apart_for(self, coder: str) -> Apart:
        """The same, for one coder: the blind control begins after the first fifty."""
        return apart_for(self._session, self._settings, coder)

    def set_apart(self, apart: Apart) -> None:
        """Keep other things apart; suggestions that stand there are withdrawn.

        Raises
        ------
        CodingError
            When a transcript that is to be set apart is not in the study, or a coder has seen
            suggestions for it.
        """
        with self._session.reading() as connection:
            known = ids_by_key(connection, schema.transcript)
        for key in apart.reliability:
            if key not in known:
                raise absent(CodingError, "transcript", key)
        seen = sorted(
            {
                one.suggestion.transcript
                for one in self.select(retired=True)
                if one.shown is not None and one.suggestion.transcript in apart.reliability
            }
            - set(self.apart().reliability)
        )
        if seen:
            raise CodingError(
                f"Suggestions were shown in {', '.join(seen)}, so it cannot show reliability.",
                "Choose transcripts in which nobody has seen a suggestion.",
                key="suggest_seen",
                transcripts=", ".join(seen),
            )
        before = self.apart()
        if (apart.seed, apart.share) != (before.seed, before.share):
            apart = dataclasses.replace(apart, drawn={})
        keep_apart(self._settings, apart)
        table = schema.suggestion
        ids = [known[key] for key in apart.reliability]
        self._drop(table.c.transcript_id.in_(ids))

    def replace(
        self, coder: str, suggestions: Iterable[Sequence[Suggestion]], transcripts: Iterable[str]
    ) -> int:
        """Put new suggestions in the place of a coder's open ones; what was seen stays on record.

        Parameters
        ----------
        coder : str
            Whose.
        suggestions : iterable of sequence of Suggestion
            Read batch by batch.
        transcripts : iterable of str
            The transcripts that were judged.

        Returns
        -------
        int
            How many stand now in those transcripts. What the coder has turned down, what is
            set apart and what is decided already is passed over.
        """
        connection = self._session.writer.connection
        places = ids_by_key(connection, schema.transcript)
        number = ids_by_key(connection, schema.coder)[coder]
        table = schema.suggestion
        judged = [places[key] for key in transcripts]
        held = self._held(coder)
        begin_control(self._session, coder)
        apart = self.apart_for(coder)
        for start in range(0, len(judged), 500):
            self._drop(
                table.c.coder_id == number, table.c.transcript_id.in_(judged[start : start + 500])
            )
        meanings = self._meanings()
        kept = 0
        for batch in suggestions:
            rows = [
                suggestion_row(
                    one,
                    places[one.transcript],
                    number,
                    meanings.get(one.block, ""),
                )
                for one in batch
                if not apart.holds(one.transcript, one.turn)
                and not any(
                    holds_half(span, one.passage)
                    for span in held.get((one.transcript, one.block), ())
                )
            ]
            kept += len(rows)
            if rows:
                connection.execute(insert(table), rows)
        self._session.writer.logged = True
        return kept

    def select(
        self,
        *,
        coder: str | None = None,
        transcript: str | None = None,
        retired: bool = False,
        decided: bool = False,
    ) -> list[Standing]:
        """Give suggestions by transcript, place and rank.

        Parameters
        ----------
        coder, transcript : str, optional
            Only this one's.
        retired : bool
            Also those that a later run, a correction or the reliability set took the place of.
        decided : bool
            Only those that were decided on, or skipped.
        """
        where: list[ColumnElement[bool]] = []
        if decided:
            where.append(schema.suggestion_decision.c.verdict.is_not(None))
        if coder is not None:
            where.append(schema.coder.c.key == coder)
        if transcript is not None:
            where.append(schema.transcript.c.key == transcript)
        if not retired:
            where.append(schema.suggestion.c.retired.is_(None))
        return self._read(*where)

    def _read(self, *where: ColumnElement[bool]) -> list[Standing]:
        table, taken = schema.suggestion, schema.suggestion_decision
        query = (
            select(
                table,
                schema.transcript.c.key.label("transcript"),
                schema.coder.c.key.label("coder"),
                taken.c.verdict,
                taken.c.at,
                taken.c.code.label("chosen"),
            )
            .join(schema.transcript, table.c.transcript_id == schema.transcript.c.id)
            .join(schema.coder, table.c.coder_id == schema.coder.c.id)
            .outerjoin(taken, taken.c.suggestion_id == table.c.id)
            .where(*where)
            .order_by(table.c.transcript_id, table.c.passage_start, table.c.rank, table.c.id)
        )
        with self._session.reading() as connection:
            rows = connection.execute(query).all()
            book = self._codebook.get()
        block_of = {one.key: book.block_of(one.key).key for one in book.codes}
        return [standing_of(row, block_of) for row in rows]

    def open_ones(self, coder: str, *, transcript: str | None = None) -> list[Standing]:
        """Suggestions that wait for a coder's decision; none where suggestions are off."""
        apart = self.apart_for(coder)
        # The log cannot take suggestions back, but it can take back the code that they name.
        book = self._codebook.get()
        return [
            one
            for one in self.select(coder=coder, transcript=transcript)
            if (one.decision is None or one.decision.verdict is Verdict.SKIPPED)
            and one.suggestion.transcript not in apart.reliability
            and one.suggestion.code in book
            and (
                one.shown is not None
                or not apart.blind(one.suggestion.transcript, one.suggestion.turn)
            )
        ]

    def get(self, number: int, *, coder: str) -> Standing:
        """Give one of a coder's suggestions.

        Raises
        ------
        CodingError
            When the coder has none of that number, or it no longer stands.
        """
        found = [one for one in self._read(schema.suggestion.c.id == number) if one.coder == coder]
        if not found:
            # Whether another coder has that number is not told.
            raise CodingError(
                f"There is no suggestion {number}.",
                "See: bouwsteen suggest list",
                key="suggest_unknown",
                number=number,
            )
        (one,) = found
        if one.retired:
            raise CodingError(
                f"Suggestion {number} no longer stands: a later run or a correction took its "
                "place.",
                "See what waits now: bouwsteen suggest list",
                key="suggest_retired",
                number=number,
            )
        return one

    def mark_shown(self, numbers: Sequence[int]) -> None:
        """Record that suggestions were put before the coder; that cannot be undone."""
        mark_shown(self._session, numbers)

    def decide(self, number: int, verdict: Verdict, *, coder: str, code: str | None = None) -> None:
        """Record what a coder decided; a decision after a skip takes its place.

        Raises
        ------
        CodingError
            When there is no such suggestion, it is another coder's, it is decided already, its
            transcript is in the reliability set, or it is in the blind control and was not shown
            before that began.
        """
        held = self.get(number, coder=coder)
        self._refuse_apart(held)
        writer, table = self._session.writer, schema.suggestion_decision
        row = {"verdict": str(verdict), "code": code, "at": now()}
        if held.decision is None:
            writer.insert(table, [{**row, "suggestion_id": number}])
        elif held.decision.verdict is Verdict.SKIPPED:
            found = writer.connection.execute(
                select(table.c.id).where(table.c.suggestion_id == number)
            ).scalar_one()
            writer.update(table, found, row)
        else:
            raise CodingError(
                f"Suggestion {number} was {held.decision.verdict} already.",
                "Take that back with: bouwsteen undo",
                key=f"suggest_was_{held.decision.verdict}",
                number=number,
            )
        if verdict is Verdict.REJECTED:
            begin_control(self._session, coder)

    def _refuse_apart(self, held: Standing) -> None:
        one = held.suggestion
        apart = self.apart_for(held.coder)
        if one.transcript in apart.reliability:
            raise CodingError(
                f"{one.transcript} is in the reliability set, which is coded without suggestions.",
                "Code it by hand: bouwsteen code add",
                key="suggest_reliability",
                transcript=one.transcript,
            )
        if held.shown is None and apart.blind(one.transcript, one.turn):
            raise CodingError(
                f"Suggestion {one.id} is in the blind control, which is coded without suggestions.",
                "Code it by hand: bouwsteen code add",
                key="suggest_blind",
                number=one.id,
            )

    def bring(self, coder: str, theirs: Iterable[Standing], *, codes: Mapping[str, str]) -> Brought:
        """Take over from a copy what a coder has seen and decided there; see `bring`."""
        here = self.select(coder=coder, retired=True)
        return bring(self._session, coder, here, theirs, codes=codes)

    def rejected(self, coder: str) -> list[tuple[str, Span, str]]:
        """Transcript, passage and block of what a coder turned down.

        A rejection holds until the meaning of the block changes.
        """
        meanings = self._meanings()
        return [
            (one.suggestion.transcript, one.suggestion.passage, one.suggestion.block)
            for one in self.select(coder=coder, retired=True, decided=True)
            if one.block_verdict in (Verdict.REJECTED, Verdict.CHANGED)
            and one.placed
            and one.meaning == meanings.get(one.suggestion.block)
        ]

    def exposure(self, coder: str) -> list[tuple[str, Span | None]]:
        """Transcript and passage of every suggestion that a coder has seen.

        No passage where a correction took it away: the coder has seen a suggestion in that
        transcript all the same.
        """
        return [
            (one.suggestion.transcript, one.suggestion.passage if one.placed else None)
            for one in self.select(coder=coder, retired=True)
            if one.shown is not None
        ]

    def _held(self, coder: str) -> dict[tuple[str, str], list[Span]]:
        """Passages for which a block is not to be suggested again."""
        found: dict[tuple[str, str], list[Span]] = {}
        for transcript, span, block in self.rejected(coder):
            found.setdefault((transcript, block), []).append(span)
        for one in self.select(coder=coder, decided=True):
            if one.block_verdict is Verdict.ACCEPTED:
                key = (one.suggestion.transcript, one.suggestion.block)
                found.setdefault(key, []).append(one.suggestion.passage)
        return found

    def _drop(self, *where: ColumnElement[bool]) -> None:
        """Delete open suggestions nobody saw; retire those that were seen. Decided ones stay."""
        connection = self._session.writer.connection
        table, taken = schema.suggestion, schema.suggestion_decision
        decided = select(taken.c.suggestion_id)
        open_ones = (*where, table.c.retired.is_(None), table.c.id.not_in(decided))
        connection.execute(delete(table).where(*open_ones, table.c.shown.is_(None)))
        connection.execute(update(table).where(*open_ones).values(retired=now()))

    def _meanings(self) -> Mapping[str, str]:
        """Digest of what each code means, by key: its labels and texts, cues left out."""
        return {
            one.key: hashlib.sha256(
                repr((one.labels, one.definition, one.include, one.exclude)).encode()
            ).hexdigest()[:12]
            for one in self._codebook.get().codes
        }

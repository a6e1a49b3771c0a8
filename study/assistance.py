"""Whether a code was given with a suggestion in sight, without one, or in the blind control."""

from __future__ import annotations

__all__ = [
    "SETTING",
    "Assistances",
    "apart_for",
    "begin_control",
    "keep_apart",
    "mark_shown",
    "what_is_apart",
]

import dataclasses
from collections.abc import Sequence

from sqlalchemy import func, select, update

from bouwsteen.coding.model import Assistance, Layer, Quotation
from bouwsteen.coding.suggest.control import BEFORE_CONTROL, Apart
from bouwsteen.coding.suggest.model import Verdict
from bouwsteen.study import schema
from bouwsteen.study.session import Session, now
from bouwsteen.study.settings import SettingStore
from bouwsteen.transcripts.model import Span

SETTING = "suggest"
"""Under this name a study keeps what is set apart from suggestions."""


def apart_for(session: Session, settings: SettingStore, coder: str) -> Apart:
    """What is kept without suggestions for a coder: the blind control begins after some work."""
    apart = what_is_apart(settings)
    coders = schema.coder
    since = select(coders.c.control_since).where(coders.c.key == coder)
    with session.reading() as connection:
        begun = connection.execute(since).scalar() is not None
    return dataclasses.replace(apart, begun=begun or _done(session, coder) >= BEFORE_CONTROL)


def what_is_apart(settings: SettingStore) -> Apart:
    """What the study keeps without suggestions, whoever codes."""
    found = settings.get(SETTING)
    return Apart() if found is None else Apart.from_json(found)


def keep_apart(settings: SettingStore, apart: Apart) -> None:
    """Store what the study keeps without suggestions, inside a change."""
    settings.put(SETTING, apart.to_json())


def begin_control(session: Session, coder: str) -> None:
    """Write down that the blind control begins, once a coder has done enough; not undone.

    An undo that brings a coder below the threshold again must not open turns that were blind.
    """
    table, connection = schema.coder, session.writer.connection
    waiting = select(table.c.id).where(table.c.key == coder, table.c.control_since.is_(None))
    number = connection.execute(waiting).scalar()
    if number is not None and _done(session, coder) >= BEFORE_CONTROL:
        connection.execute(update(table).where(table.c.id == number).values(control_since=now()))


def mark_shown(session: Session, numbers: Sequence[int]) -> None:
    """Record that suggestions were put before the coder; that cannot be undone."""
    table, writer = schema.suggestion, session.writer
    for start in range(0, len(numbers), 500):
        found = writer.connection.execute(
            update(table)
            .where(table.c.id.in_(numbers[start : start + 500]), table.c.shown.is_(None))
            .values(shown=now())
        )
        writer.logged |= found.rowcount > 0


def _done(session: Session, coder: str) -> int:
    """Number of quotations and rejections of a coder."""
    given = (
        select(func.count())
        .select_from(schema.quotation)
        .join(schema.coder, schema.quotation.c.coder_id == schema.coder.c.id)
        .where(schema.coder.c.key == coder, schema.quotation.c.layer == str(Layer.INDEPENDENT))
    )
    taken = schema.suggestion_decision
    refused = (
        select(func.count())
        .select_from(taken)
        .join(schema.suggestion, taken.c.suggestion_id == schema.suggestion.c.id)
        .join(schema.coder, schema.suggestion.c.coder_id == schema.coder.c.id)
        .where(schema.coder.c.key == coder, taken.c.verdict == str(Verdict.REJECTED))
    )
    with session.reading() as connection:
        return int(
            connection.execute(given).scalar_one() + connection.execute(refused).scalar_one()
        )


class Assistances:
    """Tells how codes that coders give now come about; reads each coder and transcript once.

    Parameters
    ----------
    session : Session
        Of the study.
    settings : SettingStore
        For what is kept apart.
    """

    def __init__(self, session: Session, settings: SettingStore) -> None:
        self._session = session
        self._settings = settings
        self._seen: dict[str, dict[str, list[Span]] | None] = {}
        self._turns: dict[str, list[tuple[int, Span]]] = {}
        self._aparts: dict[str, Apart] = {}

    def of(self, quotation: Quotation) -> Assistance:
        """Tell how a code on a quotation comes about.

        Returns
        -------
        Assistance
            ``shown`` when the coder has seen a suggestion for a passage that the quotation
            touches; ``blind`` when it begins in a turn of the control, for a coder who works with
            suggestions; else ``unassisted``.
        """
        if quotation.coder not in self._seen:
            self._seen[quotation.coder] = self._read_seen(quotation.coder)
        seen = self._seen[quotation.coder]
        if seen is None:
            return Assistance.UNASSISTED
        if any(span.overlap(quotation.span) for span in seen.get(quotation.transcript, ())):
            return Assistance.SHOWN
        if quotation.transcript not in self._turns:
            self._turns[quotation.transcript] = self._read_turns(quotation.transcript)
        if quotation.coder not in self._aparts:
            self._aparts[quotation.coder] = apart_for(
                self._session, self._settings, quotation.coder
            )
        apart = self._aparts[quotation.coder]
        numbers = [
            number
            for number, span in self._turns[quotation.transcript]
            if span.overlap(quotation.span)
        ]
        blind = bool(numbers) and apart.blind(quotation.transcript, numbers[0])
        return Assistance.BLIND if blind else Assistance.UNASSISTED

    def _read_seen(self, coder: str) -> dict[str, list[Span]] | None:
        """Passages with suggestions that a coder has seen; None for one who has no suggestions."""
        table = schema.suggestion
        query = (
            select(
                table.c.passage_start, table.c.passage_end, table.c.shown, schema.transcript.c.key
            )
            .join(schema.coder, table.c.coder_id == schema.coder.c.id)
            .join(schema.transcript, table.c.transcript_id == schema.transcript.c.id)
            .where(schema.coder.c.key == coder)
        )
        with self._session.reading() as connection:
            if connection.execute(query.limit(1)).first() is None:
                return None
            found: dict[str, list[Span]] = {}
            for row in connection.execute(query.where(table.c.shown.is_not(None), table.c.placed)):
                found.setdefault(row.key, []).append(Span(row.passage_start, row.passage_end))
        return found

    def _read_turns(self, transcript: str) -> list[tuple[int, Span]]:
        turn = schema.turn
        query = (
            select(turn.c.number, turn.c.start, turn.c.end)
            .join(schema.transcript, turn.c.transcript_id == schema.transcript.c.id)
            .where(schema.transcript.c.key == transcript)
            .order_by(turn.c.start)
        )
        with self._session.reading() as connection:
            return [(row.number, Span(row.start, row.end)) for row in connection.execute(query)]

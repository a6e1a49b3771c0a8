"""The consensus meeting in the study file: its rules, its decisions, and the layer it makes."""

from __future__ import annotations

__all__ = ["ConsensusStore"]

from sqlalchemy import select

from bouwsteen.coding.consensus import Agenda, Settings, draw_up
from bouwsteen.coding.decisions import Decision
from bouwsteen.coding.model import Layer, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.study import schema
from bouwsteen.study.coder_store import CoderStore
from bouwsteen.study.quotation_store import QuotationStore
from bouwsteen.study.session import Session
from bouwsteen.study.settings import SettingStore

_KEY = "consensus"


class ConsensusStore:
    """One meeting at a time: begun, decided on issue by issue, finished."""

    def __init__(
        self,
        session: Session,
        settings: SettingStore,
        coders: CoderStore,
        quotations: QuotationStore,
    ) -> None:
        self._session = session
        self._settings = settings
        self._coders = coders
        self._quotations = quotations

    def settings(self) -> Settings | None:
        """The rules of the meeting; None while none was begun."""
        found = self._settings.get(_KEY)
        return None if found is None else Settings.from_json(found)

    @property
    def finished(self) -> bool:
        """Whether there is a consensus layer."""
        return bool(self._quotations.select(layer=Layer.CONSENSUS))

    def begin(self, settings: Settings) -> Agenda:
        """Begin a meeting; from now on the coders' layers stay locked.

        Raises
        ------
        CodingError
            When a meeting was begun already, a coder is unknown, or no transcript was finished
            by two of the coders.
        """
        if self._settings.get(_KEY) is not None:
            raise CodingError(
                "A consensus meeting was begun already.", "Go on with it: bouwsteen consensus list"
            )
        for coder in (*settings.coders, settings.recorder):
            self._coders.check(coder)
        done = [mark.transcript for mark in self._coders.done() if mark.coder in settings.coders]
        if len(done) == len(set(done)):
            raise CodingError(
                f"No transcript was declared done by two of {', '.join(settings.coders)}.",
                "Each coder says so with: bouwsteen code done TRANSCRIPT",
            )
        self._settings.put(_KEY, settings.to_json())
        return self.agenda()

    def agenda(self) -> Agenda:
        """What goes over by rule and what is to be decided.

        Raises
        ------
        CodingError
            When no meeting was begun.
        """
        settings = self.settings()
        if settings is None:
            raise CodingError(
                "No consensus meeting was begun.",
                "Begin one: bouwsteen consensus start --coders A,B",
            )
        layers = {
            coder: self._quotations.select(coder=coder, layer=Layer.INDEPENDENT)
            for coder in settings.coders
        }
        return draw_up(layers, settings, done=self._coders.done())

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, in the order in which the issues were first decided on."""
        table = schema.decision
        with self._session.reading() as connection:
            rows = connection.execute(select(table.c.content).order_by(table.c.id)).scalars().all()
        return tuple(Decision.from_json(row) for row in rows)

    def decide(self, decision: Decision) -> None:
        """Keep a decision; one on the same issue takes the place of the one before.

        Raises
        ------
        CodingError
            When the meeting is finished.
        """
        self._refuse_finished()
        writer = self._session.writer
        table = schema.decision
        row = {"issue": decision.issue, "content": decision.to_json()}
        held = writer.connection.execute(
            select(table.c.id).where(table.c.issue == decision.issue)
        ).scalar()
        if held is None:
            writer.insert(table, [row])
        else:
            writer.update(table, held, row)

    def finish(self, layer: tuple[Quotation, ...]) -> None:
        """Store the consensus layer, which tables read from now on.

        Raises
        ------
        CodingError
            When it is stored already.
        """
        self._refuse_finished()
        self._quotations.add(layer)

    def _refuse_finished(self) -> None:
        if self.finished:
            raise CodingError(
                "The consensus meeting is finished.", "Take that back with: bouwsteen undo"
            )

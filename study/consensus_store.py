"""The consensus meeting in the study file: its rules, its decisions, and the layer it makes."""

from __future__ import annotations

__all__ = ["ConsensusStore"]

import dataclasses
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bouwsteen.coding.consensus import Agenda, Issue, Settings, draw_up
from bouwsteen.coding.decisions import Decision
from bouwsteen.coding.model import Done, Layer, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.study import schema
from bouwsteen.study.coder_store import CoderStore
from bouwsteen.study.keys import ids_by_key
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
        return None if found is None else Settings.from_json(found["rules"])

    @property
    def finished(self) -> bool:
        """Whether the meeting was ended, so that tables read its layer."""
        found = self._settings.get(_KEY)
        return found is not None and bool(found["finished"])

    @property
    def done(self) -> frozenset[Done]:
        """Whose layers of which transcripts the meeting is about: those done when it began."""
        return frozenset(
            Done(coder=coder, transcript=transcript) for coder, transcript in self._begun()["done"]
        )

    @property
    def plan(self) -> Mapping[str, str]:
        """Primary coefficient and unit that were in force when the meeting began."""
        return dict(self._begun()["plan"])

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
                "A consensus meeting was begun already.",
                "Go on with it: bouwsteen consensus list",
                key="study_meeting_begun",
            )
        for coder in (*settings.coders, settings.recorder):
            self._coders.check(coder)
        done = sorted(mark for mark in self._coders.done() if mark.coder in settings.coders)
        finished = [mark.transcript for mark in done]
        if len(finished) == len(set(finished)):
            raise CodingError(
                f"No transcript was declared done by two of {', '.join(settings.coders)}.",
                "Each coder says so with: bouwsteen code done TRANSCRIPT",
                key="study_done_by_two",
                coders=", ".join(settings.coders),
            )
        self._settings.put(
            _KEY,
            {
                "rules": settings.to_json(),
                "done": [[mark.coder, mark.transcript] for mark in done],
                "plan": self._settings.get("plan") or {},
                "finished": False,
            },
        )
        return self.agenda()

    def agenda(self) -> Agenda:
        """What goes over by rule and what is to be decided.

        Raises
        ------
        CodingError
            When no meeting was begun.
        """
        settings = Settings.from_json(self._begun()["rules"])
        layers = {
            coder: self._quotations.select(coder=coder, layer=Layer.INDEPENDENT)
            for coder in settings.coders
        }
        return draw_up(layers, settings, done=self.done)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision whose issue still stands, in the order in which they were first made.

        An issue is known by its quotations when its codes were changed by an edit of the
        codebook. A decision whose issue has fallen apart, or that gives a code that is gone, is
        left out, so that the issue is open again.
        """
        return tuple(decision for _, decision in self._standing())

    def decide(self, decision: Decision) -> None:
        """Keep a decision; one on the same issue takes the place of the one before.

        Raises
        ------
        CodingError
            When the meeting is finished, or nobody of that key is a coder of the study.
        """
        self._refuse_finished()
        self._coders.check(decision.who)
        (issue,) = (one for one in self.agenda().issues if one.id == decision.issue)
        writer = self._session.writer
        row = {
            "issue": decision.issue,
            "content": {**decision.to_json(), "members": _members(issue)},
        }
        held = [number for number, one in self._standing() if one.issue == decision.issue]
        if held:
            writer.update(schema.decision, held[0], row)
        else:
            writer.insert(schema.decision, [row])

    def finish(self, layer: tuple[Quotation, ...]) -> None:
        """Store the consensus layer, which tables read from now on.

        Raises
        ------
        CodingError
            When it is stored already.
        """
        self._refuse_finished()
        self._quotations.add(layer)
        self._settings.put(_KEY, {**self._begun(), "finished": True})

    def _begun(self) -> dict[str, Any]:
        found: dict[str, Any] | None = self._settings.get(_KEY)
        if found is None:
            raise CodingError(
                "No consensus meeting was begun.",
                "Begin one: bouwsteen consensus start --coders A,B",
                key="study_no_meeting",
            )
        return found

    def _standing(self) -> list[tuple[int, Decision]]:
        """Decisions with the numbers of their rows, under the ids that their issues have now."""
        issues = self.agenda().issues
        by_id = {one.id: one for one in issues}
        by_members = {tuple(_members(one)): one for one in issues}
        table = schema.decision
        with self._session.reading() as connection:
            codes = ids_by_key(connection, schema.code)
            rows = connection.execute(select(table.c.id, table.c.content).order_by(table.c.id))
            found = []
            for row in rows:
                made = Decision.from_json(row.content)
                members = tuple(row.content.get("members", ()))
                issue = by_id.get(made.issue) or by_members.get(members)
                known = all(code in codes for mark in made.marks for code in mark.codes)
                if issue is not None and known:
                    found.append((row.id, dataclasses.replace(made, issue=issue.id)))
        return found

    def _refuse_finished(self) -> None:
        if self.finished:
            raise CodingError(
                "The consensus meeting is finished.",
                "Take that back with: bouwsteen undo",
                key="study_meeting_finished",
            )


def _members(issue: Issue) -> list[int]:
    return sorted(one.id for one in issue.members)

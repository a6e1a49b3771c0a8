"""What the log tells about independence: who saw whose codes, and who coded on afterwards."""

from __future__ import annotations

__all__ = ["LOOK", "PLAN", "SHOWN", "Independence", "independence", "planned_beforehand"]

import dataclasses
from collections.abc import Collection, Sequence

from bouwsteen.coding.model import Done
from bouwsteen.study.session import Event

LOOK = "look"
"""A coder read another coder's codings of transcripts that the first had not finished."""

SHOWN = frozenset({"agreement disagreements", "consensus start"})
"""From here on the coders know each other's codings."""

PLAN = "agreement plan"
"""The study named its primary coefficient and unit."""

_CODING = frozenset({"code add", "code import", "code remove", "code memo", "suggest accept"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """How far the layers are independent, as far as the log can tell.

    Parameters
    ----------
    saw : frozenset of Done
        Coder and transcript pairs where the coder read another's codes before finishing.
    after_consensus : bool
        A coder changed the own layer after the differences had been shown.
    """

    saw: frozenset[Done]
    after_consensus: bool


def independence(log: Sequence[Event], coders: Collection[str]) -> Independence:
    """Read the log for what the coders to be compared have seen and done.

    Parameters
    ----------
    log : sequence of Event
        Oldest first.
    coders : collection of str
        Whose layers are compared.
    """
    saw: set[Done] = set()
    shown = after = False
    for event in log:
        if event.action in SHOWN:
            shown = True
        elif event.action == LOOK and event.actor in coders and event.details["coder"] in coders:
            saw |= {
                Done(coder=str(event.actor), transcript=key) for key in event.details["transcripts"]
            }
        elif shown and event.action in _CODING and event.actor in coders and not event.undone:
            after = True
    return Independence(saw=frozenset(saw), after_consensus=after)


def planned_beforehand(log: Sequence[Event]) -> bool:
    """Whether the primary coefficient was named before the differences were first shown."""
    for event in log:
        if event.action == PLAN and not event.undone:
            return True
        if event.action in SHOWN:
            return False
    return False

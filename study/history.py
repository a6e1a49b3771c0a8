"""What the log tells about independence: who saw whose codes, and who coded on afterwards."""

from __future__ import annotations

__all__ = ["LOOK", "PLAN", "SHOWN", "Independence", "independence", "planned_beforehand"]

import dataclasses
from collections.abc import Collection, Sequence

from bouwsteen.coding.model import Done
from bouwsteen.study.session import Event

LOOK = "look"
"""A coder read another coder's codings of transcripts that the first had not finished."""

SHOWN = frozenset(
    {
        "agreement confusion",
        "agreement disagreements",
        "agreement figures",
        "consensus start",
        "export agreement",
    }
)
"""From here on figures, or the coders' codings, are known."""

PLAN = "agreement plan"
"""The study named its primary coefficient and unit."""

_OPENED = SHOWN - {"agreement figures"}
_CODING = frozenset(
    {
        "code add",
        "code import",
        "code memo",
        "code move",
        "code place",
        "code remove",
        "study merge",
        "suggest accept",
    }
)


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
    opened = after = False
    for event in log:
        if event.undone:
            continue
        if event.action in _OPENED:
            opened = True
        elif event.action == LOOK and event.actor in coders and event.details["coder"] in coders:
            saw |= {
                Done(coder=str(event.actor), transcript=key) for key in event.details["transcripts"]
            }
        elif opened and event.action in _CODING and _touched(event) & set(coders):
            after = True
    return Independence(saw=frozenset(saw), after_consensus=after)


def planned_beforehand(log: Sequence[Event]) -> bool:
    """Whether the plan in force was made before any figure or difference was shown."""
    standing = [event for event in log if not event.undone]
    plans = [event.id for event in standing if event.action == PLAN]
    shown = [event.id for event in standing if event.action in SHOWN]
    return bool(plans) and (not shown or plans[-1] < shown[0])


def _touched(event: Event) -> set[str]:
    """Coders whose layers an event of coding may have changed."""
    named = {event.actor, event.details.get("coder"), *event.details.get("coders", ())}
    return {str(one) for one in named if one is not None}

"""Steps back and forth that a page asks for: from what it has seen, and each of them once."""

from __future__ import annotations

__all__ = ["done_already"]

from collections.abc import Callable
from typing import TYPE_CHECKING

from bouwsteen.web.context import Call
from bouwsteen.web.errors import Refusal

if TYPE_CHECKING:
    from bouwsteen.study.session import Event


def done_already(call: Call, step: str, about: Callable[[Event], bool]) -> Event | None:
    """Find whether a step was done before, by a server that was stopped before it could tell.

    Parameters
    ----------
    call : Call
        Its body has ``after``, the newest line of the log that the page has drawn; without it
        every request is a step of its own.
    step : {"undo", "redo"}
        What is asked for.
    about : callable
        Whether an event is one of those that the step goes through.

    Returns
    -------
    Event or None
        What was taken back or done again; None when the step is yet to be taken.

    Raises
    ------
    Refusal
        409 when something else was done since, which the page has not drawn.
    """
    after = call.body("after", int, None)
    if after is None:
        return None
    log = call.study.log()
    by_id = {event.id: event for event in log}
    for event in reversed(log):
        if event.id <= after:
            break
        act = by_id[event.details["event"]] if event.action in ("undo", "redo") else event
        if not about(act):
            continue
        if event.action == step:
            return act
        labels = call.labels
        said = labels("web.coding.elsewhere")
        raise Refusal(said, labels("web.coding.elsewhere_hint"), status=409)
    return None

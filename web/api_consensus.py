"""The consensus meeting: begun, decided on issue by issue, taken back, finished."""

from __future__ import annotations

__all__ = ["ROUTES"]

from functools import partial
from typing import Any

from starlette.routing import Route

from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.errors import Refusal
from bouwsteen.web.meeting_acts import begin, decide, finish, is_act, take_back
from bouwsteen.web.meeting_view import context_view, meeting_of, meeting_view
from bouwsteen.web.opened import require_beginning, require_meeting
from bouwsteen.web.steps import done_already


@endpoint
def _meeting(call: Call) -> dict[str, Any]:
    study = call.study
    if study.consensus.settings() is None:
        held = require_beginning(study, call.coder, lang=call.lang)
        names = {one.key: one.name or one.key for one in study.coders.all()}
        return {
            "state": "none",
            "coders": [{"key": key, "name": names[key]} for key in held.coders],
        }
    require_meeting(study, call.coder, lang=call.lang)
    with study.reading():
        view = meeting_view(study, meeting_of(study), lang=call.lang)
        return {**view, "op": study.last_event()}


@endpoint(status=201)
def _start(call: Call) -> dict[str, Any]:
    begin(call.study, call.coder, call.json, lang=call.lang)
    return {"state": "begun"}


@endpoint
def _issue(call: Call) -> dict[str, Any]:
    require_meeting(call.study, call.coder, lang=call.lang)
    meeting = meeting_of(call.study)
    issue = meeting.issue(call.path("number"))
    if issue is None:
        labels = call.labels
        gone = labels("web.consensus.gone")
        raise Refusal(gone, labels("web.consensus.gone_hint"), status=404)
    return context_view(meeting, issue)


@endpoint
def _decide(call: Call) -> dict[str, Any]:
    made = decide(call.study, call.coder, call.path("number"), call.json, lang=call.lang)
    return {"decision": made, "far": _far(call)}


@endpoint
def _undo(call: Call) -> dict[str, Any]:
    require_meeting(call.study, call.coder, lang=call.lang)
    done = done_already(call, "undo", partial(is_act, call.coder))
    done = done or take_back(call.study, call.coder, lang=call.lang)
    return {"issue": done.details.get("issue")}


@endpoint
def _finish(call: Call) -> dict[str, Any]:
    return {"quotations": finish(call.study, call.coder, lang=call.lang)}


def _far(call: Call) -> dict[str, int]:
    from bouwsteen.coding.meeting import progress

    with call.study.reading():
        meeting, op = meeting_of(call.study), call.study.last_event()
    far = progress(meeting.agenda, meeting.decisions, meeting.book)
    return {"open": far.open, "resolved": far.resolved, "agreed": far.agreed, "op": op}


ROUTES = [
    Route("/api/consensus", _meeting, methods=["GET"]),
    Route("/api/consensus/start", _start, methods=["POST"]),
    Route("/api/consensus/undo", _undo, methods=["POST"]),
    Route("/api/consensus/finish", _finish, methods=["POST"]),
    Route("/api/consensus/issues/{number}", _issue, methods=["GET"]),
    Route("/api/consensus/issues/{number}", _decide, methods=["POST"]),
]

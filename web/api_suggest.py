"""Suggested codes: how many wait, a look at them, and a decision on one.

Code first, then look: a look is asked for, and the study holds that these suggestions were shown
before the page has them. In the reliability set and the blind control there are none.
"""

from __future__ import annotations

__all__ = ["ROUTES", "look_at", "waiting"]

from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from bouwsteen.deciding import accept, reasons, reject
from bouwsteen.exports.labels import Labels
from bouwsteen.renewing import renew
from bouwsteen.web.context import Call, endpoint

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.suggest.model import Suggestion
    from bouwsteen.study.study import Study


def waiting(study: Study, coder: str, transcript: str) -> dict[str, Any]:
    """How many suggestions wait for a coder in a transcript, and why there can be none.

    Not where they stand: that alone would point at passages before the coder has read them.
    """
    key = study.transcripts.get(transcript).key
    off = "reliability" if key in study.suggestions.apart().reliability else None
    return {"off": off, "waiting": len(study.suggestions.open_ones(coder, transcript=key))}


def look_at(
    study: Study, coder: str, transcript: str, *, turn: int | None, lang: str
) -> dict[str, Any]:
    """Give the suggestions for a transcript or one of its turns, and keep that they were shown.

    Parameters
    ----------
    turn : int or None
        Index of the turn; None for all of them.
    lang : {"nl", "en"}
        Of labels and reasons.
    """
    one = study.transcripts.get(transcript)
    found = [
        held.suggestion
        for held in study.suggestions.open_ones(coder, transcript=one.key)
        if turn is None or held.suggestion.turn == turn
    ]
    with study.change("suggest list", actor=coder):
        study.suggestions.mark_shown([held.id for held in found])
    labels, book = Labels(lang), study.codebook.get()
    return {
        "off": waiting(study, coder, one.key)["off"],
        "suggestions": [_record(held, one.text, book, labels) for held in found],
    }


def _record(one: Suggestion, text: str, book: Codebook, labels: Labels) -> dict[str, Any]:
    from bouwsteen.coding.suggest.model import band

    label = book[one.block].label(labels.lang, short=True)
    if one.tentative:
        label += f" › {book[one.code].label(labels.lang, short=True)}"
    figure = labels.cell(one.confidence, "decimal")
    return {
        "id": one.id,
        "turn": one.turn,
        "start": one.span.start,
        "end": one.span.end,
        "quote": one.span.of(text),
        "code": one.code,
        "label": label,
        "tentative": one.tentative,
        "confidence": f"{labels(f'suggest.{band(one.confidence)}')}, {figure}",
        "reasons": reasons(one, labels),
    }


@endpoint
def _waiting(call: Call) -> dict[str, Any]:
    return waiting(call.study, call.coder, call.query("transcript"))


@endpoint
def _look(call: Call) -> dict[str, Any]:
    return look_at(
        call.study,
        call.coder,
        call.body("transcript", str),
        turn=call.body("turn", int, None),
        lang=call.lang,
    )


@endpoint(status=201)
def _accept(call: Call) -> dict[str, Any]:
    made = accept(call.study, call.coder, call.number("id"), block=call.body("block", bool, False))
    return {"quotation": made.quotation, "codes": list(made.codes), "op": made.event}


@endpoint
def _reject(call: Call) -> dict[str, Any]:
    return {"op": reject(call.study, call.coder, [call.number("id")])}


@endpoint
def _run(call: Call) -> dict[str, Any]:
    from bouwsteen.coding.suggest.model import Limits

    done = renew(call.study, call.coder, limits=Limits())
    return {"standing": done.standing, "passages": done.passages, "behind": done.behind}


ROUTES = [
    Route("/api/suggestions", _waiting, methods=["GET"]),
    Route("/api/suggestions/look", _look, methods=["POST"]),
    Route("/api/suggestions/run", _run, methods=["POST"]),
    Route("/api/suggestions/{id:int}/accept", _accept, methods=["POST"]),
    Route("/api/suggestions/{id:int}/reject", _reject, methods=["POST"]),
]

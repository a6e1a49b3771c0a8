"""Coding on the page: quotations of the page's own coder, one act a request.

No request names a coder: whose layer is read and written is the server's. A write says what the
page saw: the words at the place, the digest of the text, the version of the row. What is not so
any more is refused with what is so now.
"""

from __future__ import annotations

__all__ = ["ROUTES", "row", "version"]

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from bouwsteen import marking
from bouwsteen.coding.model import Done, Layer, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span, digest
from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.errors import Refusal
from bouwsteen.web.steps import done_already

if TYPE_CHECKING:
    from bouwsteen.study.session import Event
    from bouwsteen.study.study import Study

_DIGITS = 18
"""Of a line in the log; longer numbers do not fit in SQLite."""


def version(one: Quotation) -> str:
    """Digest of what a page can change; equal as long as nobody changed it.

    Examples
    --------
    >>> from bouwsteen.coding.model import Coding
    >>> one = Quotation(
    ...     transcript="a", span=Span(0, 4), coder="anna", codings=(Coding(code="x"),)
    ... )
    >>> len(version(one))
    16
    """
    held = (one.span.start, one.span.end, sorted(one.codes), one.memo)
    return hashlib.sha256(repr(held).encode()).hexdigest()[:16]


def row(one: Quotation, event: int | None = None) -> dict[str, Any]:
    """A quotation as the page knows it.

    Parameters
    ----------
    event : int, optional
        Number of the change that made it so.
    """
    return {
        "id": one.id,
        "transcript": one.transcript,
        "start": one.span.start,
        "end": one.span.end,
        "codes": list(one.codes),
        "memo": one.memo,
        "created": one.created.isoformat() if one.created else None,
        "version": version(one),
        "op": event,
    }


def _own(call: Call, number: int) -> Quotation:
    """A quotation of the page's coder; whether another coder has that number is not told."""
    try:
        one = call.study.quotations.get(number)
    except CodingError:
        one = None
    if one is None or one.coder != call.coder or one.layer is not Layer.INDEPENDENT:
        raise _absent(call, number)
    return one


def _absent(call: Call, number: int) -> Refusal:
    return Refusal(call.labels("web.coding.absent", id=number), status=404)


@contextmanager
def _writing(call: Call, one: Quotation) -> Iterator[Callable[[Quotation], None]]:
    """What refuses a write to a row, or a text, that is no longer what the page shows.

    It is called inside the change: of two that arrive together only one finds what it saw.
    """

    def check(held: Quotation) -> None:
        _same_text(call, held.transcript)
        if call.header("if-match") != version(held):
            raise Refusal(
                call.labels("web.coding.changed"),
                call.labels("web.coding.changed_hint"),
                status=412,
                row=row(held),
            )

    try:
        yield check
    except CodingError as error:
        if error.key == "study_no_quotation":
            raise _absent(call, one.id) from None
        raise


def _place(call: Call, transcript: str) -> Span:
    """The span that was sent, when the words there are the words that the page saw."""
    text = call.study.transcripts.text(transcript)
    start, end = call.body("start", int), call.body("end", int)
    same = call.body("sha256", str) == digest(text)
    if not (same and 0 <= start < end and text[start:end] == call.body("quote", str)):
        raise _other_text(call)
    return Span(start, end)


def _same_text(call: Call, transcript: str) -> None:
    """Refuse a write from a page that shows another text than the one that holds now."""
    seen = call.body("sha256", str, None)
    if seen is not None and seen != digest(call.study.transcripts.text(transcript)):
        raise _other_text(call)


def _other_text(call: Call) -> Refusal:
    return Refusal(
        call.labels("web.coding.other_text"),
        call.labels("web.coding.other_text_hint"),
        status=409,
    )


def _is_done(call: Call, key: str) -> bool:
    return Done(coder=call.coder, transcript=key) in call.study.coders.done()


@endpoint
def _list(call: Call) -> dict[str, Any]:
    with call.study.reading():
        key = call.query("transcript")
        call.study.transcripts.check(key)
        found = call.study.quotations.select(
            coder=call.coder, transcript=key, layer=Layer.INDEPENDENT
        )
        return {
            "op": call.study.last_event(),
            "done": _is_done(call, key),
            "sha256": digest(call.study.transcripts.text(key)),
            "quotations": [row(one) for one in found],
        }


@endpoint(status=201)
def _add(call: Call) -> dict[str, Any]:
    transcript = call.body("transcript", str)
    span, memo = _place(call, transcript), call.body("memo", str, "")
    new_in = call.lang if call.body("new", bool, False) else None
    done = marking.mark(
        call.study,
        call.coder,
        transcript,
        span,
        call.texts("codes"),
        memo=memo,
        new_in=new_in,
        seen=call.body("sha256", str),
    )
    made = row(call.study.quotations.get(done.quotation), done.event)
    return {**made, "code": done.codes[0]} if new_in else made


@endpoint(status=201)
def _in_vivo(call: Call) -> dict[str, Any]:
    transcript = call.body("transcript", str)
    span = _place(call, transcript)
    seen = call.body("sha256", str)
    done = marking.in_vivo(call.study, call.coder, transcript, span, lang=call.lang, seen=seen)
    return {**row(call.study.quotations.get(done.quotation), done.event), "code": done.codes[0]}


@endpoint
def _change(call: Call) -> dict[str, Any]:
    one = _own(call, call.number("id"))
    codes, memo = call.texts("codes", None), call.body("memo", str, None)
    who = (call.study, call.coder, one.id)
    with _writing(call, one) as check:
        if codes is not None:
            done = marking.recode(*who, codes, check=check)
        elif memo is not None:
            done = marking.annotate(*who, memo, check=check)
        else:
            done = marking.move(*who, _place(call, one.transcript), check=check)
        return row(call.study.quotations.get(one.id), done.event)


@endpoint
def _remove(call: Call) -> dict[str, Any]:
    one = _own(call, call.number("id"))
    with _writing(call, one) as check:
        done = marking.drop(call.study, call.coder, one.id, check=check)
    return {"id": one.id, "op": done.event}


@endpoint
def _history(call: Call) -> dict[str, Any]:
    one = _own(call, call.number("id"))
    return {
        "events": [
            {
                "at": event.at.isoformat(),
                "what": event.action.replace(" ", "_"),
                "codes": event.details.get("codes", []),
                "undone": event.undone,
            }
            for event in call.study.log()
            if event.actor == call.coder and _about(event, one.id)
        ]
    }


def _about(event: Event, number: int) -> bool:
    return event.details.get("quotation") == number or number in _listed(event)


def _listed(event: Event) -> list[int]:
    # An import gives how many there were, not which.
    found = event.details.get("quotations")
    return found if isinstance(found, list) else []


@endpoint
def _undo(call: Call) -> dict[str, Any]:
    done = _step(call, "undo", marking.take_back)
    return {"undone": done.action.replace(" ", "_"), "op": call.study.last_event()}


@endpoint
def _redo(call: Call) -> dict[str, Any]:
    done = _step(call, "redo", marking.bring_back)
    return {"redone": done.action.replace(" ", "_"), "op": call.study.last_event()}


def _step(call: Call, name: str, act: Callable[[Study, str, str], Event]) -> Event:
    key = call.body("transcript", str)
    call.study.transcripts.check(key)
    who = (call.study, call.coder, key)
    return done_already(call, name, partial(marking.concerns, *who)) or act(*who)


@endpoint
def _changes(call: Call) -> dict[str, Any]:
    since = call.query("since")
    if not (since.isascii() and since.isdigit() and len(since) <= _DIGITS):
        raise Refusal(call.labels("web.error.kind", name="since"), status=400)
    events = call.study.log(since=int(since))
    found = [event.id for event in events if event.actor == call.coder or _corrects(event)]
    return {"op": events[-1].id if events else int(since), "ops": found}


def _corrects(event: Event) -> bool:
    # Whoever corrected a text, or took that back: every page that shows it must hear of it.
    return "transcript correct" in (event.action, event.details.get("action"))


@endpoint
def _done(call: Call) -> dict[str, Any]:
    key = call.body("transcript", str)
    call.study.transcripts.check(key)
    done, seen = call.body("done", bool), call.body("sha256", str, None)
    event = marking.declare(call.study, call.coder, [key], done=done, seen=seen)
    return {"transcript": key, "done": _is_done(call, key), "op": event}


ROUTES = [
    Route("/api/quotations", _list, methods=["GET"]),
    Route("/api/quotations", _add, methods=["POST"]),
    Route("/api/quotations/{id:int}", _change, methods=["PATCH"]),
    Route("/api/quotations/{id:int}", _remove, methods=["DELETE"]),
    Route("/api/quotations/{id:int}/history", _history, methods=["GET"]),
    Route("/api/invivo", _in_vivo, methods=["POST"]),
    Route("/api/undo", _undo, methods=["POST"]),
    Route("/api/redo", _redo, methods=["POST"]),
    Route("/api/changes", _changes, methods=["GET"]),
    Route("/api/done", _done, methods=["POST"]),
]

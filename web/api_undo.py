"""Undo buttons of the pages around coding."""

from __future__ import annotations

__all__ = ["ROUTES"]

from typing import Any

from starlette.routing import Route

from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.errors import Refusal
from bouwsteen.web.taking_back import PAGES, last_here, take_back_here


def _page(call: Call) -> str:
    page = call.path("page")
    if page not in PAGES:
        raise Refusal(call.labels("web.error.absent"), status=404)
    return page


@endpoint
def _last(call: Call) -> dict[str, Any]:
    return last_here(call.study, call.coder, _page(call), lang=call.lang)


@endpoint
def _undo(call: Call) -> dict[str, Any]:
    page, ticket = _page(call), call.body("ticket", str)
    return take_back_here(call.study, call.coder, page, ticket, lang=call.lang)


ROUTES = [
    Route("/api/undo/{page}", _last, methods=["GET"]),
    Route("/api/undo/{page}", _undo, methods=["POST"]),
]

"""Tables and the quotes behind them: of the page's own coder, or of the finished consensus."""

from __future__ import annotations

__all__ = ["ROUTES"]

from typing import Any

from starlette.routing import Route

from bouwsteen.console import cast_of
from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.opened import consensus_open
from bouwsteen.web.part import asked, read_part
from bouwsteen.web.table_views import choices_view, quotes_view, table_view

_MOST = 300
"""Quotes that one page shows; a file has them all."""


@endpoint
def _choices(call: Call) -> dict[str, Any]:
    with call.study.reading():
        cast, book = cast_of(call.study), call.study.codebook.get()
        consensus = consensus_open(call.study, call.coder, lang=call.lang)
    choices = choices_view(cast, book, consensus=consensus, lang=call.lang)
    return {**choices, "missing": call.labels("word.missing")}


@endpoint
def _table(call: Call) -> dict[str, Any]:
    wanted = asked(call.request.query_params)
    part = read_part(call.study, call.coder, wanted, lang=call.lang)
    return table_view(part, lang=call.lang)


@endpoint
def _quotes(call: Call) -> dict[str, Any]:
    wanted = asked(call.request.query_params)
    part = read_part(call.study, call.coder, wanted, lang=call.lang)
    return quotes_view(part, lang=call.lang, most=_MOST)


ROUTES = [
    Route("/api/choices", _choices, methods=["GET"]),
    Route("/api/tables", _table, methods=["GET"]),
    Route("/api/quotes", _quotes, methods=["GET"]),
]

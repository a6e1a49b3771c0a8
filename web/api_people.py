"""Respondents and whom each speaker stands for."""

from __future__ import annotations

__all__ = ["ROUTES"]

from typing import Any

from starlette.routing import Route

from bouwsteen.web import people
from bouwsteen.web.addresses import KEY
from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.importing import file_name


@endpoint
def _list(call: Call) -> dict[str, Any]:
    return people.listing(call.study)


@endpoint(status=201)
def _add(call: Call) -> dict[str, Any]:
    key = call.body("key", str)
    people.add_person(call.study, call.coder, key=key, lang=call.lang)
    return {"key": key}


@endpoint
def _set(call: Call) -> dict[str, Any]:
    return people.set_cell(
        call.study,
        call.coder,
        key=call.key(),
        name=call.body("name", str),
        value=call.body("value", str),
        before=call.body("before", str),
        lang=call.lang,
    )


@endpoint
def _remove(call: Call) -> dict[str, Any]:
    people.remove_person(call.study, call.coder, key=call.key())
    return {"key": call.key()}


@endpoint
def _link(call: Call) -> dict[str, Any]:
    respondent = call.body("respondent", str)
    people.set_link(
        call.study,
        call.coder,
        transcript=call.body("transcript", str),
        speaker=call.body("speaker", str),
        respondent=respondent,
        before=call.body("before", str),
        lang=call.lang,
    )
    return {"respondent": respondent}


@endpoint
def _table(call: Call) -> dict[str, Any]:
    name = file_name(call.header("x-file-name"), lang=call.lang)
    return people.import_table(call.study, call.coder, data=call.data, name=name)


ROUTES = [
    Route("/api/respondents", _list, methods=["GET"]),
    Route("/api/respondents", _add, methods=["POST"]),
    Route("/api/respondents/table", _table, methods=["POST"]),
    Route(f"/api/respondents/{KEY}", _set, methods=["PATCH"]),
    Route(f"/api/respondents/{KEY}", _remove, methods=["DELETE"]),
    Route("/api/links", _link, methods=["POST"]),
]

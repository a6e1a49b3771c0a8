"""Importing transcripts that were dropped on the page: look first, then store all or none."""

from __future__ import annotations

__all__ = ["ROUTES"]

from typing import Any

from starlette.routing import Route

from bouwsteen.errors import TranscriptError
from bouwsteen.exports.labels import Labels
from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.importing import Pending, file_name, looked_at, store


@endpoint
def _choices(call: Call) -> dict[str, Any]:
    from bouwsteen.transcripts.load import READERS
    from bouwsteen.transcripts.shapes import SHAPES

    return {"readers": [*READERS, *SHAPES], "keys": list(call.study.transcripts.keys())}


@endpoint
def _look(call: Call) -> dict[str, Any]:
    return looked_at(
        call.study,
        call.held(Pending),
        data=call.data,
        name=file_name(call.header("x-file-name"), lang=call.lang),
        reader=call.query("reader", "") or None,
    )


@endpoint(status=201)
def _store(call: Call) -> dict[str, Any]:
    files = call.body("files", list)
    if not all(
        isinstance(one, dict)
        and isinstance(one.get("ticket"), str)
        and isinstance(one.get("key"), str)
        for one in files
    ):
        labels = Labels(call.lang)
        raise TranscriptError(labels("web.import.gone"), labels("web.import.gone_hint"))
    keys = {one["ticket"]: one["key"].strip() for one in files}
    return store(call.study, call.coder, call.held(Pending), keys=keys, lang=call.lang)


ROUTES = [
    Route("/api/import", _choices, methods=["GET"]),
    Route("/api/import", _store, methods=["POST"]),
    Route("/api/import/look", _look, methods=["POST"]),
]

"""The codebook: read with the coder's own counts, changed a version at a time, and its history.

How often the other coders used a code is never told.
"""

from __future__ import annotations

__all__ = ["ROUTES"]

from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from bouwsteen.codebook.checks import LIST_FIELDS, TEXT_FIELDS
from bouwsteen.coding.model import Layer
from bouwsteen.web.codebook_edits import EDITS
from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.errors import Refusal

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Code, Codebook
    from bouwsteen.study.study import Study


def _record(book: Codebook, depth: int, code: Code, used: int, lang: str) -> dict[str, Any]:
    """A code as the coder reads it; what is missing in a language comes in the other."""
    other = "en" if lang == "nl" else "nl"
    lists = {name: getattr(code, name) for name in LIST_FIELDS}
    texts = {name: getattr(code, name) for name in ("definition", "include", "exclude")}
    return {
        "key": code.key,
        "number": book.numbers.get(code.key, ""),
        "depth": depth,
        "parent": code.parent,
        "free": code.free,
        "colour": code.colour,
        "used": used,
        "label": code.label(lang),
        "short": code.label(lang, short=True),
        **{name: held.get(lang) or held.get(other, "") for name, held in texts.items()},
        **{name: list(held.get(lang) or held.get(other, ())) for name, held in lists.items()},
    }


def _book(study: Study, coder: str, lang: str, *, texts: bool) -> dict[str, Any]:
    with study.reading():
        book = study.codebook.get()
        used = study.codebook.used_by(coder)
    codes = []
    for depth, code in book.walk():
        record = _record(book, depth, code, used.get(code.key, 0), lang)
        if texts:
            names = (*TEXT_FIELDS, *LIST_FIELDS)
            record["texts"] = {name: dict(getattr(code, name)) for name in names}
        codes.append(record)
    title = book.labels.get(lang) or next(iter(book.labels.values()), book.key)
    return {"key": book.key, "title": title, "version": book.version, "codes": codes}


def _to_review(study: Study, coder: str, key: str) -> list[dict[str, Any]]:
    """The coder's own quotations of a code that was split, to be looked at one by one."""
    with study.reading():
        own = study.quotations.select(coder=coder, layer=Layer.INDEPENDENT)
        held = [one for one in own if key in one.codes]
        texts = {key: study.transcripts.get(key).text for key in {one.transcript for one in held}}
    return [
        {
            "id": one.id,
            "transcript": one.transcript,
            "quote": one.span.of(texts[one.transcript]),
        }
        for one in held
    ]


@endpoint
def _read(call: Call) -> dict[str, Any]:
    return _book(call.study, call.coder, call.lang, texts=False)


@endpoint
def _texts(call: Call) -> dict[str, Any]:
    return _book(call.study, call.coder, call.lang, texts=True)


@endpoint
def _history(call: Call) -> dict[str, Any]:
    from bouwsteen.codebook.diff import diff_codebooks, summary

    versions = call.study.codebook.history()
    rows = [
        {
            "version": one.codebook.version,
            "at": one.at.isoformat(),
            "actor": one.actor,
            "reason": one.reason,
            "changes": summary(diff_codebooks(before.codebook, one.codebook)) if before else [],
        }
        for before, one in zip([None, *versions], versions, strict=False)
    ]
    return {"versions": rows[::-1]}


@endpoint
def _change(call: Call) -> dict[str, Any]:
    verb, content = call.path("verb"), call.json
    if verb not in EDITS:
        raise Refusal(call.labels("web.error.absent"), status=404)
    made = EDITS[verb](call.study, call.coder, content, lang=call.lang)
    if verb == "split":
        made["review"] = _to_review(call.study, call.coder, content["code"])
    return made


ROUTES = [
    Route("/api/codebook", _read, methods=["GET"]),
    Route("/api/codebook/texts", _texts, methods=["GET"]),
    Route("/api/codebook/history", _history, methods=["GET"]),
    Route("/api/codebook/{verb}", _change, methods=["POST"]),
]

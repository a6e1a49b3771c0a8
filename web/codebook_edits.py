"""Changes of the codebook as the page sends them: one function a change, a new version each.

A change names the version that it was made from; when that is no longer the newest, nothing is
stored and the page is told.
"""

from __future__ import annotations

__all__ = ["EDITS"]

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bouwsteen.codebook.checks import LIST_FIELDS, TEXT_FIELDS
from bouwsteen.codebook.description import keys_for
from bouwsteen.codebook.model import LANGUAGES, Code
from bouwsteen.errors import CodebookError
from bouwsteen.exports.labels import Labels
from bouwsteen.web.errors import Refusal

if TYPE_CHECKING:
    from bouwsteen.codebook.edit import Edit
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.study.study import Study

Body = Mapping[str, Any]
"""What the page sends, in JSON."""

Make = Callable[["Codebook", Body, str], "Edit"]
"""From the codebook, what was sent and a language to an edit."""


def _change(
    verb: str, make: Make, study: Study, coder: str, body: Body, *, lang: str
) -> dict[str, Any]:
    """Store one edit, let the codings follow, and tell the version and what to review."""
    code = body.get("code")
    details = {} if code is None else {"code": _text(body, "code")}
    with study.change(f"codebook {verb}", actor=coder, **details) as writer:
        book = study.codebook.get()
        _check_version(book, body, lang)
        edit = make(book, body, lang)
        if verb == "remove":
            _refuse_used(study, details["code"], lang)
        stored = study.codebook.put(
            edit.codebook, reason=edit.reason, actor=coder, moved=edit.moved
        )
        touched = _touched(book, stored, edit)
        if verb == "add":
            writer.details["code"] = touched[0]
        writer.details.update(_goal(body, verb), reason=edit.reason, version=stored.version)
    # Said of every such change, whether anybody used the code or not: that is not for this page.
    everyone = verb == "move" or any(edit.moved.values())
    return {"version": stored.version, "codes": touched, **({"everyone": True} if everyone else {})}


def _goal(body: Body, verb: str) -> dict[str, str | None]:
    """What a code went into or under, for the log, as the commands write it."""
    if verb == "merge":
        return {"into": _text(body, "into")}
    return {"parent": _text(body, "parent") or None} if verb == "move" else {}


def _touched(old: Codebook, new: Codebook, edit: Edit) -> list[str]:
    """Keys that the page may want to show next: new ones, else where a code went."""
    fresh = [code.key for _, code in new.walk() if code.key not in old]
    return fresh or [key for key in edit.moved.values() if key is not None]


def _check_version(book: Codebook, body: Body, lang: str) -> None:
    if body.get("version") != book.version:
        said = Labels(lang)("web.book.stale", n=book.version)
        raise Refusal(said, status=412, version=book.version)


def _refuse_used(study: Study, key: str, lang: str) -> None:
    # The store would say on how many codings, of everybody together.
    if study.codebook.usage().get(key):
        labels = Labels(lang)
        raise CodebookError(
            labels("web.book.removed_used", code=key), labels("web.book.removed_used_hint")
        )


def _add(book: Codebook, body: Body, lang: str) -> Edit:
    from bouwsteen.codebook.edit import add_code

    fields = _fields(body)
    labels = {name: text for name, text in fields.pop("labels", {}).items() if text}
    parent = _text(body, "parent") or None
    code = Code(
        key=_text(body, "key") or keys_for([next(iter(labels.values()), "")], book)[0],
        labels=labels,
        parent=parent,
        free=parent is None and body.get("block") is not True,
        **{name: value for name, value in fields.items() if value},
    )
    return add_code(book, code, reason=_text(body, "reason"), position=_position(body))


def _edit(book: Codebook, body: Body, lang: str) -> Edit:
    from bouwsteen.codebook.edit import change_code

    return change_code(
        book,
        _text(body, "code"),
        reason=_text(body, "reason"),
        new_key=_text(body, "key") or None,
        **_fields(body),
    )


def _move(book: Codebook, body: Body, lang: str) -> Edit:
    from bouwsteen.codebook.edit import move_code

    return move_code(
        book,
        _text(body, "code"),
        parent=_text(body, "parent") or None,
        reason=_text(body, "reason"),
        position=_position(body),
    )


def _merge(book: Codebook, body: Body, lang: str) -> Edit:
    from bouwsteen.codebook.edit import merge_codes

    return merge_codes(
        book,
        _text(body, "code"),
        into=_text(body, "into"),
        reason=_text(body, "reason"),
        with_children=body.get("with_children") is True,
    )


def _split(book: Codebook, body: Body, lang: str) -> Edit:
    from bouwsteen.codebook.edit import split_code

    key = _text(body, "code")
    below = body.get("below") is True
    names = _lines(body.get("labels"), "labels")
    parts = [
        Code(key=fresh, labels={lang: label}, parent=key if below else None)
        for fresh, label in zip(keys_for(names, book), names, strict=True)
    ]
    return split_code(book, key, into=parts, reason=_text(body, "reason"))


def _remove(book: Codebook, body: Body, lang: str) -> Edit:
    from bouwsteen.codebook.edit import remove_code

    return remove_code(book, _text(body, "code"), reason=_text(body, "reason"))


EDITS: Mapping[str, Callable[..., dict[str, Any]]] = {
    verb: functools.partial(_change, verb, make)
    for verb, make in (
        ("add", _add),
        ("edit", _edit),
        ("move", _move),
        ("merge", _merge),
        ("split", _split),
        ("remove", _remove),
    )
}
"""Every change by its name in the log: called with study, coder and body, and ``lang``."""


def _fields(body: Body) -> dict[str, Any]:
    """Texts of a code that were sent, and its colour."""
    fields: dict[str, Any] = {}
    for name in (*TEXT_FIELDS, *LIST_FIELDS):
        if name not in body:
            continue
        given = body[name]
        if not isinstance(given, Mapping) or not set(given) <= set(LANGUAGES):
            raise CodebookError(
                f"{name} of a code has one text for each of nl and en.",
                key="web_no_pair",
                name=name,
            )
        fields[name] = {
            lang: tuple(_lines(given[lang], name)) if name in LIST_FIELDS else _text(given, lang)
            for lang in given
        }
    if "colour" in body:
        fields["colour"] = _text(body, "colour")
    return fields


def _text(body: Body, name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CodebookError(f"{name} is no text.", key="web_no_text", name=name)
    return value.strip()


def _lines(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise CodebookError(f"{name} is no list of texts.", key="web_no_texts", name=name)
    return [one.strip() for one in value if one.strip()]


def _position(body: Body) -> int | None:
    value = body.get("position")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise CodebookError("position is no number.", key="web_no_position")
    return value

"""QualCoder's tree of codes: categories inside categories, codes in them, sub-codes in codes."""

from __future__ import annotations

__all__ = ["code_tree"]

import sqlite3
from collections.abc import Callable, Mapping

from bouwsteen.exports.refi.foreign import Row, rows, word
from bouwsteen.exports.refi.model import RefiCode

_CATEGORY, _CODE = "category", "code"
_DEEPEST = 100
_Place = tuple[str, int]


def code_tree(
    connection: sqlite3.Connection, guid: Callable[[str, object], str]
) -> tuple[tuple[RefiCode, ...], dict[int, str]]:
    """Read categories and codes.

    Parameters
    ----------
    connection : Connection
        Of the project.
    guid : callable
        Gives the GUID of a kind of thing and its number.

    Returns
    -------
    tuple of RefiCode
        Roots. Categories are not codable. What lies in nothing, or in itself, is a root.
    dict of int to str
        GUID of every code, by number.
    """
    found: dict[_Place, Row] = {}
    above: dict[_Place, _Place | None] = {}
    for one in rows(connection, "code_cat", ("catid", "name", "memo", "supercatid")):
        place = (_CATEGORY, one["catid"])
        found[place] = {**one, "color": None}
        above[place] = _above(None, one["supercatid"])
    columns = ("cid", "name", "memo", "color", "catid", "supercid")
    for one in rows(connection, "code_name", columns):
        place = (_CODE, one["cid"])
        found[place] = one
        above[place] = _above(one["supercid"], one["catid"])
    below: dict[_Place | None, list[_Place]] = {}
    for place in found:
        parent = above[place]
        known = parent in found and not _astray(place, above)
        below.setdefault(parent if known else None, []).append(place)

    def made(place: _Place) -> RefiCode:
        kind, own = place
        return RefiCode(
            guid=guid(kind, own),
            name=word(found[place]["name"]),
            codable=kind == _CODE,
            colour=word(found[place]["color"]) or None,
            description=word(found[place]["memo"]),
            children=tuple(made(one) for one in below.get(place, ())),
        )

    codes = tuple(made(place) for place in below.get(None, ()))
    return codes, {own: guid(_CODE, own) for kind, own in found if kind == _CODE}


def _above(code: int | None, category: int | None) -> _Place | None:
    if code is not None:
        return (_CODE, code)
    return None if category is None else (_CATEGORY, category)


def _astray(place: _Place, above: Mapping[_Place, _Place | None]) -> bool:
    """Say whether a thing lies in itself, or deeper than any tree of codes."""
    seen: set[_Place] = set()
    at: _Place | None = place
    while at is not None and at not in seen and len(seen) < _DEEPEST:
        seen.add(at)
        at = above.get(at)
    return at == place or len(seen) == _DEEPEST

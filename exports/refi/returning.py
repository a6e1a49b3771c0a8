"""Gives back what was carried along, with references that lead somewhere and values that fit.

A reference to something that is no longer there, or a value that the format does not have, is
left out and counted; a GUID that stands twice is made anew.
"""

from __future__ import annotations

__all__ = ["Names", "Returning", "made"]

import dataclasses
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from bouwsteen.exports.refi.model import (
    Aud,
    RefiCoding,
    RefiGraph,
    RefiLink,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiValue,
)
from bouwsteen.exports.refi.order import fits
from bouwsteen.exports.refi.report import Loss

_ROOT = uuid.UUID("7a3c1f52-0b7e-5c1d-8f55-4de1c9b0a6d2")
_NUMBERS = ("firstX", "firstY", "secondX", "secondY", "page", "begin", "end")
_LOOKS = {
    **dict.fromkeys(_NUMBERS, "int"),
    "shape": "shape",
    "color": "colour",
    "direction": "direction",
    "lineStyle": "line",
    "fromSyncPoint": "guid",
    "toSyncPoint": "guid",
}
_POSITIONED = {
    "picture": ("firstX", "firstY", "secondX", "secondY"),
    "pdf": ("page", "firstX", "firstY", "secondX", "secondY"),
    "audio": ("begin", "end"),
    "video": ("begin", "end"),
}


_GONE = {
    "code": "code_gone",
    "note": "note_gone",
    "selection": "selection_gone",
    "source": "source_gone",
}
"""Why a reference is left out, by the kind of what it led to."""


class Names:
    """GUIDs of one project, each used once, and which thing of which kind has which.

    Examples
    --------
    >>> names = Names()
    >>> first = names.take("code", "0F3A0000-0000-0000-0000-00000000000B")
    >>> second = names.take("case", "0F3A0000-0000-0000-0000-00000000000B")
    >>> first == second, names.find("case", "0F3A0000-0000-0000-0000-00000000000B") == second
    (False, True)
    """

    def __init__(self) -> None:
        self._actual: dict[tuple[str, str], str] = {}
        self._first: dict[str, str] = {}
        self._used: set[str] = set()

    def take(self, kind: str, guid: str) -> str:
        """Use a GUID for a thing; another one, made of it, when it is in use or is none."""
        own, number = guid, 0
        while own in self._used or not fits("guid", own):
            own = made(f"{kind} {number}", guid)
            number += 1
        self._used.add(own)
        self._actual.setdefault((kind, guid), own)
        self._first.setdefault(guid, own)
        return own

    def find(self, kind: str, guid: str | None) -> str | None:
        """The GUID under which a thing goes now; None when it is not there."""
        if guid is None:
            return None
        return self._actual.get((kind, guid)) if kind else self._first.get(guid)


def made(kind: str, *parts: object) -> str:
    """A GUID that is always the same for the same parts.

    Examples
    --------
    >>> made("code", "a") == made("code", "a") != made("coder", "a")
    True
    """
    return str(uuid.uuid5(_ROOT, "\n".join(map(str, (kind, *parts))))).upper()


class Returning:
    """Fits parts of another project into this one.

    Parameters
    ----------
    names : Names
        With the GUIDs of all that the study holds.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self._lost: Counter[tuple[str, str]] = Counter()
        self._written: set[str] = set()

    def losses(self) -> Iterator[Loss]:
        """What was left out."""
        for (kind, why), n in self._lost.items():
            yield Loss(kind=kind, n=n, why=why)

    def lose(self, kind: str, why: str) -> None:
        """Count something that is left out."""
        self._lost[kind, why] += 1

    def announce(self, one: RefiSource | RefiSelection | RefiGraph, kind: str) -> None:
        """Take the GUIDs of a part and of all in it, before anything refers to them."""
        for own, found in _inside(one, kind):
            self.names.take(own, found)

    def targets(self, kind: str, guids: Iterable[str], what: str) -> tuple[str, ...]:
        """References that lead to a thing of a kind."""
        found = []
        for guid in guids:
            actual = self.names.find(kind, guid)
            if actual is None:
                self.lose(what, _GONE[kind])
            else:
                found.append(actual)
        return tuple(found)

    def source(self, one: RefiSource, kind: str = "source") -> RefiSource:
        """A source, note, representation or transcript."""
        inner = one.representation
        return dataclasses.replace(
            one,
            guid=self._own(kind, one.guid),
            rich_path=None,
            path=None,
            aud=self.aud(one.aud),
            content=one.content if one.content is not None or kind != "note" else "",
            representation=self.source(inner, "text") if inner else None,
            transcripts=tuple(self.source(found, "text") for found in one.transcripts),
            sync_points=tuple(
                dataclasses.replace(
                    point,
                    guid=self._own("point", point.guid),
                    time=self._value(point.time, "int", "sync point") or "",
                    position=self._value(point.position, "int", "sync point"),
                )
                for point in one.sync_points
            ),
            selections=tuple(filter(None, map(self.selection, one.selections))),
            codings=self.codings(one.codings),
            note_refs=self.targets("note", one.note_refs, "note reference"),
            values=self.values(one.values),
        )

    def selection(self, one: RefiSelection) -> RefiSelection | None:
        """A selection; None when it has no place."""
        if one.kind == "text" and (one.start is None or one.end is None):
            self.lose("selection", "no_place")
            return None
        place = {}
        for name, value in one.place.items():
            kept = self._value(value, _LOOKS.get(name, "none"), "selection")
            if kept is not None and _LOOKS[name] == "guid":
                kept = self.names.find("point", kept)
            if kept is not None:
                place[name] = kept
        if any(name not in place for name in _POSITIONED.get(one.kind, ())):
            self.lose("selection", "no_place")
            return None
        inner = one.representation
        return dataclasses.replace(
            one,
            guid=self._own("selection", one.guid),
            place=place,
            aud=self.aud(one.aud),
            representation=self.source(inner, "text") if inner else None,
            codings=self.codings(one.codings),
            note_refs=self.targets("note", one.note_refs, "note reference"),
        )

    def codings(self, held: Iterable[RefiCoding]) -> tuple[RefiCoding, ...]:
        """Codings whose code is still there."""
        found = []
        for one in held:
            code = self.names.find("code", one.code)
            if code is None:
                self.lose("coding", "code_gone")
                continue
            found.append(
                dataclasses.replace(
                    one,
                    guid=self._own("coding", one.guid),
                    code=code,
                    user=self._user(one.user),
                    date=self._value(one.date, "time", "date"),
                    note_refs=self.targets("note", one.note_refs, "note reference"),
                )
            )
        return tuple(found)

    def link(self, one: RefiLink) -> RefiLink | None:
        """A link; None when one of its ends is gone."""
        ends = self.names.find("", one.origin), self.names.find("", one.target)
        if None in ends:
            self.lose("link", "end_gone")
            return None
        return dataclasses.replace(
            one,
            guid=self._own("link", one.guid),
            origin=ends[0],
            target=ends[1],
            direction=self._value(one.direction, "direction", "link"),
            colour=self._value(one.colour, "colour", "colour"),
            note_refs=self.targets("note", one.note_refs, "note reference"),
        )

    def set_(self, one: RefiSet) -> RefiSet:
        """A set with the members that are still there."""
        return dataclasses.replace(
            one,
            guid=self._own("set", one.guid),
            codes=self.targets("code", one.codes, "member of a set"),
            sources=self.targets("source", one.sources, "member of a set"),
            notes=self.targets("note", one.notes, "member of a set"),
        )

    def graph(self, one: RefiGraph) -> RefiGraph:
        """A graph; a thing in it that is gone keeps its name."""
        vertices = tuple(
            dataclasses.replace(
                found,
                guid=self._own("vertex", found.guid),
                represented=self._represented(found.represented),
                place={"firstX": "0", "firstY": "0", **self._looks(found.place)},
            )
            for found in one.vertices
        )
        edges = []
        for edge in one.edges:
            ends = self.names.find("vertex", edge.source), self.names.find("vertex", edge.target)
            if ends[0] is None or ends[1] is None:
                self.lose("line of a graph", "end_gone")
                continue
            edges.append(
                dataclasses.replace(
                    edge,
                    guid=self._own("edge", edge.guid),
                    represented=self._represented(edge.represented),
                    source=ends[0],
                    target=ends[1],
                    look=self._looks(edge.look),
                )
            )
        return dataclasses.replace(
            one, guid=self._own("graph", one.guid), vertices=vertices, edges=tuple(edges)
        )

    def values(self, held: Iterable[RefiValue]) -> tuple[RefiValue, ...]:
        """Values of variables that are there."""
        found = []
        for one in held:
            variable = self.names.find("variable", one.variable)
            if variable is None:
                self.lose("value", "variable_gone")
            else:
                found.append(dataclasses.replace(one, variable=variable))
        return tuple(found)

    def aud(self, aud: Aud) -> Aud:
        """Who and when, as far as they are known and well written."""
        return Aud(
            creating_user=self._user(aud.creating_user),
            created=self._value(aud.created, "time", "date"),
            modifying_user=self._user(aud.modifying_user),
            modified=self._value(aud.modified, "time", "date"),
        )

    def _user(self, guid: str | None) -> str | None:
        found = self.names.find("user", guid)
        if guid is not None and found is None:
            self.lose("user", "user_gone")
        return found

    def _represented(self, guid: str | None) -> str | None:
        found = self.names.find("", guid)
        if guid is not None and found is None:
            self.lose("part of a graph", "represented_gone")
        return found

    def _looks(self, given: Any) -> dict[str, str]:
        kept = {
            name: self._value(value, _LOOKS.get(name, "none"), "look of a graph")
            for name, value in given.items()
        }
        return {name: value for name, value in kept.items() if value is not None}

    def _own(self, kind: str, guid: str) -> str:
        own = self.names.find(kind, guid) or self.names.take(kind, guid)
        if own in self._written:
            own = self.names.take(kind, guid)
        self._written.add(own)
        return own

    def _value(self, value: str | None, kind: str, what: str) -> str | None:
        if value is None or (kind != "none" and fits(kind, value.strip())):
            return value if value is None else value.strip()
        self.lose(what, "ill_written")
        return None


def _inside(one: RefiSource | RefiSelection | RefiGraph, kind: str) -> Iterator[tuple[str, str]]:
    yield kind, one.guid
    if isinstance(one, RefiGraph):
        yield from (("vertex", found.guid) for found in one.vertices)
        return
    if one.representation is not None:
        yield from _inside(one.representation, "text")
    if isinstance(one, RefiSource):
        yield from (("point", found.guid) for found in one.sync_points)
        for part in one.transcripts:
            yield from _inside(part, "text")
        for selection in one.selections:
            yield from _inside(selection, "selection")

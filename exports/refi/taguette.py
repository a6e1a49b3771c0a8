"""Reads a project of Taguette from its SQLite file (an exported project or the program's own).

Taguette keeps no coder with a highlight, so there is none to read: agreement cannot be measured on
such a project. Its offsets, UTF-8 bytes, become characters here.
"""

from __future__ import annotations

__all__ = ["read_taguette"]

import re
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.archive import TOTAL_MOST
from bouwsteen.exports.refi.foreign import (
    Foreign,
    Row,
    database,
    iso,
    number,
    rows,
    stable_guid,
    word,
)
from bouwsteen.exports.refi.model import (
    Aud,
    RefiCode,
    RefiCoding,
    RefiProject,
    RefiSelection,
    RefiSource,
)
from bouwsteen.exports.refi.report import Loss, Remark
from bouwsteen.exports.refi.taguette_text import DocumentText, document_text

_PROGRAM = "Taguette"
_TABLES = ("projects", "documents", "highlights", "highlight_tags", "tags")
_SPACE = re.compile(r"\s+")


def read_taguette(path: Path, *, project: str | None = None) -> Foreign:
    """Read a Taguette project.

    Parameters
    ----------
    path : Path
        The SQLite file. Nothing in it is changed.
    project : str, optional
        Name or number, when the file holds more than one.

    Raises
    ------
    ProjectError
        When it is no such file, is damaged or too large, or the project is not clear.
    """
    with database(path, _PROGRAM, _TABLES) as connection:
        (size,) = connection.execute("SELECT total(length(contents)) FROM documents").fetchone()
        if size > TOTAL_MOST:
            raise ProjectError(
                f"{path}: its texts are too large to be read.",
                "Split the project.",
                key="refi_texts_large",
                path=path,
            )
        chosen = _chosen(connection, path, project)
        return _foreign(connection, chosen)


def _chosen(connection: sqlite3.Connection, path: Path, wanted: str | None) -> Row:
    known = rows(connection, "projects", ("id", "name", "description", "created"))
    found = [one for one in known if wanted in (None, str(one["id"]), one["name"])]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one['id']} ({one['name']})" for one in known)
    if wanted is None and not known:
        raise ProjectError(
            f"{path} holds no project.", "Is it the right file?", key="taguette_none", path=path
        )
    problem = "holds more than one project" if wanted is None else f"has no one project {wanted!r}"
    raise ProjectError(
        f"{path} {problem}: {names}.",
        "Name the one you mean, or export it alone from Taguette.",
        key="taguette_many" if wanted is None else "taguette_not_one",
        path=path,
        wanted=wanted,
        names=names,
    )


def _foreign(connection: sqlite3.Connection, chosen: Row) -> Foreign:
    own = chosen["id"]

    def guid(kind: str, number: object) -> str:
        return stable_guid(_PROGRAM, word(chosen["created"]), word(chosen["name"]), kind, number)

    tags = {
        one["id"]: RefiCode(
            guid=guid("tag", one["id"]),
            name=word(one["path"]),
            description=word(one["description"]),
        )
        for one in rows(connection, "tags", ("id", "project_id", "path", "description"))
        if one["project_id"] == own
    }
    columns = ("id", "project_id", "name", "description", "created", "contents")
    documents = [one for one in rows(connection, "documents", columns) if one["project_id"] == own]
    marks = _Highlights(connection, {one["id"] for one in documents}, tags, guid)
    sources = tuple(_source(one, marks, guid) for one in documents)
    project = RefiProject(
        name=word(chosen["name"]),
        origin=_PROGRAM,
        created=iso(chosen["created"]),
        description=word(chosen["description"]),
        codes=tuple(tags.values()),
        sources=sources,
    )
    losses: tuple[Loss, ...] = ()
    if marks.lost:
        losses = (Loss(kind="selection", n=marks.lost, why="no_words"),)
    return Foreign(project=project, losses=losses, notes=marks.said())


def _source(one: Row, marks: _Highlights, guid: Callable[[str, object], str]) -> RefiSource:
    document = document_text(word(one["contents"]))
    return RefiSource(
        guid=guid("document", one["id"]),
        name=word(one["name"]),
        content=document.text,
        text=document.text,
        aud=Aud(created=iso(one["created"])),
        description=word(one["description"]),
        selections=marks.selections(one["id"], document),
    )


class _Highlights:
    """Highlights with their tags, by document; counts what reads as Taguette shows it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        documents: set[int],
        tags: Mapping[int, RefiCode],
        guid: Callable[[str, object], str],
    ) -> None:
        self.guid, self.tags = guid, tags
        self.found: dict[int, list[Row]] = {}
        self.given: dict[int, list[int]] = {}
        self.lost = self.checked = self.same = self.bare = 0
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        for one in rows(connection, "highlights", columns):
            if one["document_id"] in documents:
                self.found.setdefault(one["document_id"], []).append(one)
        for one in rows(connection, "highlight_tags", ("highlight_id", "tag_id")):
            if one["tag_id"] in tags:
                self.given.setdefault(one["highlight_id"], []).append(one["tag_id"])

    def selections(self, own: int, document: DocumentText) -> tuple[RefiSelection, ...]:
        """Highlights of one document, by place in its text."""
        found = []
        for one in self.found.get(own, ()):
            start, end = number(one["start_offset"]), number(one["end_offset"])
            place = None if start is None or end is None else document.place(start, end)
            if place is None:
                self.lost += 1
                continue
            self._check(one, document.text[slice(*place)])
            found.append(self._selection(one["id"], place))
        return tuple(sorted(found, key=lambda one: (one.start, one.end)))

    def _selection(self, own: int, place: tuple[int, int]) -> RefiSelection:
        given = self.given.get(own, ())
        self.bare += not given
        return RefiSelection(
            guid=self.guid("highlight", own),
            start=place[0],
            end=place[1],
            codings=tuple(
                RefiCoding(guid=self.guid("coding", f"{own} {tag}"), code=self.tags[tag].guid)
                for tag in dict.fromkeys(given)
            ),
        )

    def _check(self, one: Row, quote: str) -> None:
        stored = word(one["snippet"])
        if stored:
            self.checked += 1
            self.same += _bare(document_text(stored).text) == _bare(quote)

    def said(self) -> tuple[Remark, ...]:
        """What a person should know of the highlights."""
        notes = [Remark(key="no_coders")]
        if self.checked:
            values = {"same": self.same, "checked": self.checked}
            notes.append(Remark(key="highlights_same", values=values))
        if self.bare:
            notes.append(Remark(key="highlights_bare", values={"n": self.bare}))
        return tuple(notes)


def _bare(text: str) -> str:
    return _SPACE.sub("", text)

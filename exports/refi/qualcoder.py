"""Reads the project folder of QualCoder: ``NAME.qda`` with the SQLite file ``data.qda`` in it.

Offsets are Qt's and stay as they are: UTF-16 units, a line break counts one. Every row has an
``owner``, so who coded is known. Whatever belongs to images, sound and film is counted and left.
"""

from __future__ import annotations

__all__ = ["READING", "read_qualcoder"]

import dataclasses
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.archive import TOTAL_MOST
from bouwsteen.exports.refi.foreign import (
    Foreign,
    Row,
    database,
    iso,
    note_xml,
    number,
    rows,
    stable_guid,
    word,
)
from bouwsteen.exports.refi.model import (
    Aud,
    RefiCase,
    RefiCoding,
    RefiProject,
    RefiSelection,
    RefiSource,
    RefiUser,
    RefiValue,
    RefiVariable,
)
from bouwsteen.exports.refi.offsets import Reading, Ruler
from bouwsteen.exports.refi.qualcoder_codes import code_tree
from bouwsteen.exports.refi.report import Loss

_PROGRAM = "QualCoder"
_TABLES = ("project", "source", "code_name", "code_cat", "code_text")
_FILE = "data.qda"
READING = Reading(utf16=True, folded=True)
"""How QualCoder counts."""

_STRETCH = ("pos0", "pos1", "memo", "owner", "date")


def read_qualcoder(path: Path) -> Foreign:
    """Read a QualCoder project.

    Parameters
    ----------
    path : Path
        The folder, or the file ``data.qda`` in it. Nothing in it is changed.

    Raises
    ------
    ProjectError
        When it is no such project, damaged, open in QualCoder, or too large.
    """
    file = path / _FILE if path.is_dir() else path
    with database(file, _PROGRAM, _TABLES) as connection:
        (size,) = connection.execute("SELECT total(length(fulltext)) FROM source").fetchone()
        if size > TOTAL_MOST:
            raise ProjectError(
                f"{path}: its texts are too large to be read.",
                "Split the project.",
                key="refi_texts_large",
                path=path,
            )
        return _Reader(connection, path).foreign()


class _Reader:
    """One pass over an open database; `lost` fills on the way."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        (first, *_) = [
            *rows(connection, "project", ("databaseversion", "date", "memo", "about")),
            {},
        ]
        self.about: Row = first
        named = path if path.is_dir() else path.absolute().parent
        self.name = named.name.removesuffix(".qda")
        self.lost: dict[tuple[str, str], int] = {}
        self.users: dict[str, RefiUser] = {}

    def guid(self, kind: str, own: object) -> str:
        """A GUID that copies of one project agree on."""
        return stable_guid(_PROGRAM, word(self.about.get("date")), kind, own)

    def user(self, name: object) -> str | None:
        """GUID of somebody who made something; QualCoder knows people by name."""
        known = word(name)
        if not known:
            return None
        one = self.users.setdefault(known, RefiUser(guid=self.guid("user", known), name=known))
        return one.guid

    def lose(self, kind: str, why: str, n: int = 1) -> None:
        self.lost[kind, why] = self.lost.get((kind, why), 0) + n

    def foreign(self) -> Foreign:
        codes, by_id = code_tree(self.connection, self.guid)
        sources = {
            one["id"]: one
            for one in rows(
                self.connection,
                "source",
                ("id", "name", "fulltext", "mediapath", "memo", "owner", "date"),
            )
        }
        texts = {key: one for key, one in sources.items() if word(one["fulltext"])}
        selections = self._selections(texts, sources, by_id)
        cases = self._cases(texts, selections)
        variables, values = self._variables()
        self._media(sources, texts)
        about = word(self.about.get("about"))
        project = RefiProject(
            name=self.name,
            origin=about if about.startswith(_PROGRAM) else _PROGRAM,
            created=iso(self.about.get("date")),
            description=word(self.about.get("memo")),
            codes=codes,
            variables=variables,
            cases=tuple(
                dataclasses.replace(one, values=values.get(("case", key), ()))
                for key, one in cases.items()
            ),
            sources=tuple(
                self._source(one, selections[key], values.get(("file", key), ()))
                for key, one in texts.items()
            ),
            notes=self._journals(),
            users=tuple(self.users.values()),
        )
        losses = tuple(Loss(kind=kind, n=n, why=why) for (kind, why), n in self.lost.items())
        return Foreign(project=project, losses=losses)

    def _source(
        self, one: Row, selections: Sequence[RefiSelection], values: tuple[RefiValue, ...]
    ) -> RefiSource:
        return RefiSource(
            guid=self.guid("source", one["id"]),
            name=word(one["name"]),
            content=_text(one),
            text=_text(one),
            aud=Aud(creating_user=None, created=iso(one["date"])),
            description=word(one["memo"]),
            selections=tuple(selections),
            values=values,
        )

    def _selections(
        self, texts: Mapping[int, Row], sources: Mapping[int, Row], by_id: Mapping[int, str]
    ) -> dict[int, list[RefiSelection]]:
        found: dict[int, list[RefiSelection]] = {key: [] for key in texts}
        important = 0
        columns = ("ctid", "cid", "fid", "seltext", "important", *_STRETCH)
        for one in rows(self.connection, "code_text", columns):
            important += bool(one["important"])
            code = by_id.get(one["cid"])
            if code is None:
                self.lose("coding", "code_gone")
            elif one["fid"] not in texts:
                gone = "text_empty" if one["fid"] in sources else "source_gone"
                self.lose("coding", gone)
            elif selection := self._stretch("coding", one, one["ctid"], code=code):
                found[one["fid"]].append(selection)
        if important:
            self.lose("mark", "none_important", important)
        for one in rows(self.connection, "annotation", ("anid", "fid", *_STRETCH)):
            if one["fid"] not in texts:
                self.lose("annotation", "source_gone")
            elif selection := self._stretch("annotation", one, one["anid"]):
                found[one["fid"]].append(selection)
        return found

    def _stretch(
        self, kind: str, one: Row, own: object, *, code: str | None = None
    ) -> RefiSelection | None:
        start, end = number(one["pos0"]), number(one["pos1"])
        if start is None or end is None or not 0 <= start < end:
            self.lose(kind, "no_words")
            return None
        user, date = self.user(one["owner"]), iso(one["date"])
        codings: tuple[RefiCoding, ...] = ()
        if code is not None:
            codings = (RefiCoding(guid=self.guid("coding", own), code=code, user=user, date=date),)
        return RefiSelection(
            guid=self.guid(f"{kind} selection", own),
            name=word(one.get("seltext"))[:100] or None,
            start=start,
            end=end,
            aud=Aud(creating_user=user, created=date),
            description=word(one["memo"]),
            codings=codings,
        )

    def _cases(
        self, texts: Mapping[int, Row], selections: Mapping[int, list[RefiSelection]]
    ) -> dict[int, RefiCase]:
        """Cases; one that covers part of a text gets a selection of that part."""
        whole: dict[int, list[str]] = {}
        parts: dict[int, list[str]] = {}
        lengths = {key: Ruler(_text(one), READING).length for key, one in texts.items()}
        for one in rows(self.connection, "case_text", ("id", "caseid", "fid", *_STRETCH)):
            source = one["fid"]
            if source not in texts:
                self.lose("case range", "source_no_text")
            # Some versions end a whole file one short of its length.
            elif one["pos0"] == 0 and (number(one["pos1"]) or 0) >= lengths[source] - 1:
                whole.setdefault(one["caseid"], []).append(self.guid("source", source))
            elif selection := self._stretch("case range", one, one["id"]):
                selections[source].append(selection)
                parts.setdefault(one["caseid"], []).append(selection.guid)
        return {
            one["caseid"]: RefiCase(
                guid=self.guid("case", one["caseid"]),
                name=word(one["name"]),
                description=word(one["memo"]),
                source_refs=tuple(dict.fromkeys(whole.get(one["caseid"], ()))),
                selection_refs=tuple(parts.get(one["caseid"], ())),
            )
            for one in rows(self.connection, "cases", ("caseid", "name", "memo"))
        }

    def _variables(
        self,
    ) -> tuple[tuple[RefiVariable, ...], dict[tuple[str, int], tuple[RefiValue, ...]]]:
        kinds = {
            word(one["name"]): RefiVariable(
                guid=self.guid("variable", word(one["name"])),
                name=word(one["name"]),
                kind="Float" if one["valuetype"] == "numeric" else "Text",
                description=word(one["memo"]),
            )
            for one in rows(self.connection, "attribute_type", ("name", "memo", "valuetype"))
        }
        values: dict[tuple[str, int], tuple[RefiValue, ...]] = {}
        for one in rows(self.connection, "attribute", ("name", "attr_type", "value", "id")):
            value, variable = word(one["value"]), kinds.get(word(one["name"]))
            if not value:
                continue
            if variable is None or one["attr_type"] not in ("case", "file"):
                self.lose("attribute", "kind_unknown")
                continue
            place = (one["attr_type"], one["id"])
            given = RefiValue(variable=variable.guid, kind=_kind(variable, value), value=value)
            values[place] = (*values.get(place, ()), given)
        return tuple(kinds.values()), values

    def _journals(self) -> tuple[RefiSource, ...]:
        found = []
        for one in rows(self.connection, "journal", ("jid", "name", "jentry", "date", "owner")):
            guid, user, date = (
                self.guid("journal", one["jid"]),
                self.user(one["owner"]),
                one["date"],
            )
            name, text = word(one["name"]), word(one["jentry"])
            xml = note_xml(guid, name, text, user=user, created=iso(date))
            aud = Aud(creating_user=user, created=iso(date))
            found.append(
                RefiSource(guid=guid, name=name, content=text, text=text, aud=aud, xml=xml)
            )
        return tuple(found)

    def _media(self, sources: Mapping[int, Row], texts: Mapping[int, Row]) -> None:
        """Count what belongs to images, sound, film and regions of pages."""
        for key, one in sources.items():
            if key not in texts:
                place = word(one["mediapath"]).lstrip("/")
                kind = next((name for name in _MEDIA if place.startswith(name)), "source")
                self.lose(_MEDIA.get(kind, kind), "no_text")
        for table, kind in (("code_image", "coding of a picture"), ("code_av", "coding of time")):
            n = len(rows(self.connection, table, ("cid",)))
            if n:
                self.lose(kind, "only_text", n)


_MEDIA = {"images": "picture", "audio": "sound recording", "video": "film"}


def _text(source: Row) -> str:
    """Text of a source; in a database no line needs to end in two signs."""
    return str(source["fulltext"]).replace("\r\n", "\n")


def _kind(variable: RefiVariable, value: str) -> str:
    """Kind of one value; one that is no number stays a text."""
    try:
        float(value)
    except ValueError:
        return "Text"
    return variable.kind

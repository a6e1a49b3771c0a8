"""From the model of a project to its XML, every element in its place.

Elements are made without a namespace below a root that declares it for all, source by source, so
that a large project never stands in memory as a tree.
"""

from __future__ import annotations

__all__ = ["NAMESPACE", "write_project"]

import io
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from bouwsteen.codebook.qdc import xml_text
from bouwsteen.exports.refi.checks import Check
from bouwsteen.exports.refi.model import (
    Aud,
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiGraph,
    RefiLink,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiSyncPoint,
    RefiUser,
    RefiValue,
    RefiVariable,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:QDA-XML:project:1.0"
"""Of the root and all below it."""
_SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SOURCES = {
    "text": "TextSource",
    "picture": "PictureSource",
    "pdf": "PDFSource",
    "audio": "AudioSource",
    "video": "VideoSource",
    "transcript": "Transcript",
}
_SELECTIONS = {
    "text": "PlainTextSelection",
    "picture": "PictureSelection",
    "pdf": "PDFSelection",
    "audio": "AudioSelection",
    "video": "VideoSelection",
    "transcript": "TranscriptSelection",
}


def write_project(project: RefiProject, *, lower: bool = False) -> bytes:
    """Write a project as XML that fits the format, or not at all.

    Parameters
    ----------
    project : RefiProject
        Its texts are judged by their length, as ``text`` holds them.
    lower : bool
        Write GUIDs in lower case.

    Returns
    -------
    bytes
        UTF-8; the same for the same project.

    Raises
    ------
    ExportError
        When an element, a value or a reference does not fit.
    """
    from lxml import etree

    check = Check(project)
    out = io.BytesIO()
    root = _Maker(lower=lower)
    with etree.xmlfile(out, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("Project", _root(project, root), nsmap={None: NAMESPACE}):
            file.write("\n")
            for name, parts in _wrapped(project, root):
                _write_parts(file, name, parts, check)
            for element in (*_text("Description", project.description), *root.refs(project)):
                check.look(element, "Project")
                file.write(element, pretty_print=True)
    check.finish()
    return out.getvalue() + b"\n"


def _root(project: RefiProject, maker: _Maker) -> dict[str, str]:
    own = {
        "name": xml_text(project.name),
        "origin": project.origin,
        "creatingUserGUID": maker.guid(project.creating_user),
        "creationDateTime": project.created,
        "modifyingUserGUID": maker.guid(project.modifying_user),
        "modifiedDateTime": project.modified,
        "basePath": project.base_path,
    }
    place = f"{NAMESPACE} {_SCHEMA}"
    return {
        f"{{{_INSTANCE}}}schemaLocation": place,
        **{name: xml_text(value) for name, value in own.items() if value is not None},
    }


def _wrapped(project: RefiProject, maker: _Maker) -> Iterator[tuple[str, Iterator[_Element]]]:
    """Wrappers in their order, each with its elements; those without any are left out."""
    parts: tuple[tuple[str, Callable[[Any], _Element], Iterable[Any]], ...] = (
        ("Users", maker.user, project.users),
        ("CodeBook", maker.code, project.codes),
        ("Variables", maker.variable, project.variables),
        ("Cases", maker.case, project.cases),
        ("Sources", maker.source, project.sources),
        ("Notes", maker.note, project.notes),
        ("Links", maker.link, project.links),
        ("Sets", maker.set_, project.sets),
        ("Graphs", maker.graph, project.graphs),
    )
    for name, make, held in parts:
        if held:
            yield name, map(make, held)


def _write_parts(file: Any, name: str, parts: Iterator[_Element], check: Check) -> None:
    with file.element(name):
        if name == "CodeBook":
            file.write("\n")
            _write_parts(file, "Codes", parts, check)
        else:
            file.write("\n")
            for element in parts:
                check.look(element, name)
                file.write(element, pretty_print=True)
    file.write("\n")


def _element(
    name: str, attributes: dict[str, str | None], children: Iterable[_Element] = ()
) -> _Element:
    from lxml import etree

    made = etree.Element(
        name, {key: xml_text(value) for key, value in attributes.items() if value is not None}
    )
    made.extend(children)
    return made


def _text(name: str, text: str | None) -> list[_Element]:
    """An element that holds words; none when there are none."""
    if not text:
        return []
    made = _element(name, {})
    made.text = xml_text(text)
    return [made]


class _Maker:
    """Makes elements, with GUIDs in one case.

    Parameters
    ----------
    lower : bool
        Write GUIDs in lower case.
    """

    def __init__(self, *, lower: bool) -> None:
        self._lower = lower

    def guid(self, guid: str | None) -> str | None:
        """A GUID as it is written."""
        return guid.lower() if guid is not None and self._lower else guid

    def user(self, one: RefiUser) -> _Element:
        """User."""
        return _element("User", {"guid": self.guid(one.guid), "name": one.name, "id": one.id})

    def code(self, one: RefiCode) -> _Element:
        """Code with the codes below it."""
        attributes = {
            "guid": self.guid(one.guid),
            "name": one.name,
            "isCodable": "true" if one.codable else "false",
            "color": one.colour,
        }
        below = map(self.code, one.children)
        return _element(
            "Code", attributes, (*_text("Description", one.description), *self.refs(one), *below)
        )

    def variable(self, one: RefiVariable) -> _Element:
        """Variable."""
        attributes = {"guid": self.guid(one.guid), "name": one.name, "typeOfVariable": one.kind}
        return _element("Variable", attributes, _text("Description", one.description))

    def case(self, one: RefiCase) -> _Element:
        """Case."""
        return _element(
            "Case",
            {"guid": self.guid(one.guid), "name": one.name},
            (
                *_text("Description", one.description),
                *self._targets("CodeRef", one.code_refs),
                *map(self._value, one.values),
                *self._targets("SourceRef", one.source_refs),
                *self._targets("SelectionRef", one.selection_refs),
            ),
        )

    def note(self, one: RefiSource) -> _Element:
        """Note."""
        return self.source(one, name="Note")

    def source(self, one: RefiSource, *, name: str | None = None) -> _Element:
        """A source of any kind, a representation, or a transcript."""
        selections = [self.selection(found) for found in one.selections]
        before: list[_Element] = []
        if one.representation is not None and one.kind == "picture":
            before.append(self.source(one.representation, name="TextDescription"))
        if one.representation is not None and one.kind == "pdf":
            selections.append(self.source(one.representation, name="Representation"))
        content = _text("PlainTextContent", one.content)
        if one.content == "":
            content = [_element("PlainTextContent", {})]
        return _element(
            name or _SOURCES[one.kind],
            {
                "guid": self.guid(one.guid),
                "name": one.name,
                "richTextPath": one.rich_path,
                "plainTextPath": one.plain_path,
                "path": one.path,
                "currentPath": one.current_path,
                **self._aud(one.aud),
            },
            (
                *_text("Description", one.description),
                *content,
                *before,
                *(self.source(found) for found in one.transcripts),
                *map(self._sync_point, one.sync_points),
                *selections,
                *map(self._coding, one.codings),
                *self.refs(one),
                *map(self._value, one.values),
            ),
        )

    def selection(self, one: RefiSelection) -> _Element:
        """A selection of any kind."""
        place: dict[str, str | None] = dict(one.place)
        if one.start is not None:
            place["startPosition"] = str(one.start)
        if one.end is not None:
            place["endPosition"] = str(one.end)
        inside = one.representation
        return _element(
            _SELECTIONS[one.kind],
            {"guid": self.guid(one.guid), "name": one.name, **place, **self._aud(one.aud)},
            (
                *_text("Description", one.description),
                *([self.source(inside, name="Representation")] if inside else []),
                *map(self._coding, one.codings),
                *self.refs(one),
            ),
        )

    def link(self, one: RefiLink) -> _Element:
        """Link."""
        return _element(
            "Link",
            {
                "guid": self.guid(one.guid),
                "name": one.name,
                "direction": one.direction,
                "color": one.colour,
                "originGUID": self.guid(one.origin),
                "targetGUID": self.guid(one.target),
            },
            self.refs(one),
        )

    def set_(self, one: RefiSet) -> _Element:
        """Set."""
        return _element(
            "Set",
            {"guid": self.guid(one.guid), "name": one.name},
            (
                *_text("Description", one.description),
                *self._targets("MemberCode", one.codes),
                *self._targets("MemberSource", one.sources),
                *self._targets("MemberNote", one.notes),
            ),
        )

    def graph(self, one: RefiGraph) -> _Element:
        """Graph."""
        vertices = (
            _element(
                "Vertex",
                {
                    "guid": self.guid(found.guid),
                    "representedGUID": self.guid(found.represented),
                    "name": found.name,
                    **found.place,
                },
            )
            for found in one.vertices
        )
        edges = (
            _element(
                "Edge",
                {
                    "guid": self.guid(found.guid),
                    "representedGUID": self.guid(found.represented),
                    "name": found.name,
                    "sourceVertex": self.guid(found.source),
                    "targetVertex": self.guid(found.target),
                    **found.look,
                },
            )
            for found in one.edges
        )
        attributes = {"guid": self.guid(one.guid), "name": one.name}
        return _element("Graph", attributes, (*vertices, *edges))

    def refs(self, one: Any) -> list[_Element]:
        """References to the notes that belong to a thing."""
        return self._targets("NoteRef", one.note_refs)

    def _targets(self, name: str, guids: Iterable[str]) -> list[_Element]:
        return [_element(name, {"targetGUID": self.guid(guid)}) for guid in guids]

    def _sync_point(self, one: RefiSyncPoint) -> _Element:
        guid, time = self.guid(one.guid), one.time or None
        return _element("SyncPoint", {"guid": guid, "timeStamp": time, "position": one.position})

    def _coding(self, one: RefiCoding) -> _Element:
        attributes = {
            "guid": self.guid(one.guid),
            "creatingUser": self.guid(one.user),
            "creationDateTime": one.date,
        }
        return _element(
            "Coding", attributes, (*self._targets("CodeRef", [one.code]), *self.refs(one))
        )

    def _value(self, one: RefiValue) -> _Element:
        held = []
        if one.kind is not None:
            held = [_element(f"{one.kind}Value", {})]
            held[0].text = xml_text(one.value or "")
        return _element("VariableValue", {}, (*self._targets("VariableRef", [one.variable]), *held))

    def _aud(self, aud: Aud) -> dict[str, str | None]:
        return {
            "creatingUser": self.guid(aud.creating_user),
            "creationDateTime": aud.created,
            "modifyingUser": self.guid(aud.modifying_user),
            "modifiedDateTime": aud.modified,
        }

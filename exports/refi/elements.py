"""One element of a REFI-QDA project to its dataclass; attributes and children by local name."""

from __future__ import annotations

__all__ = [
    "attributes",
    "case",
    "code",
    "coding",
    "description",
    "graph",
    "guid",
    "is_selection",
    "link",
    "local",
    "refs",
    "selection",
    "set_",
    "source",
    "user",
    "variable",
]

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bouwsteen.exports.refi.model import (
    Aud,
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiEdge,
    RefiGraph,
    RefiLink,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiSyncPoint,
    RefiUser,
    RefiValue,
    RefiVariable,
    RefiVertex,
    guid_key,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOURCES = {
    "TextSource": "text",
    "Note": "text",
    "Representation": "text",
    "TextDescription": "text",
    "PictureSource": "picture",
    "PDFSource": "pdf",
    "AudioSource": "audio",
    "VideoSource": "video",
    "Transcript": "transcript",
}
_SELECTIONS = {
    "PlainTextSelection": "text",
    "PictureSelection": "picture",
    "PDFSelection": "pdf",
    "AudioSelection": "audio",
    "VideoSelection": "video",
    "TranscriptSelection": "transcript",
}
_AUD = ("creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime")
_NO_PLACE = frozenset({"guid", "name", "startPosition", "endPosition", *_AUD})


def local(element: _Element) -> str:
    """Name of an element without its namespace."""
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


@functools.lru_cache(maxsize=256)
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def guid(value: str | None) -> str | None:
    """A GUID in the form in which they are compared; None when empty."""
    return guid_key(value) if value else None


def attributes(element: _Element) -> dict[str, str]:
    """Attributes by name, as text."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def description(element: _Element) -> str:
    """Text of the Description below an element; empty when there is none."""
    return next((_text(child) for child in _children(element, "Description")), "")


def refs(element: _Element, name: str, attribute: str = "targetGUID") -> tuple[str, ...]:
    """Targets of the references of one name below an element."""
    found = (child.get(attribute) or child.get("targetGUID") for child in _children(element, name))
    return tuple(guid_key(str(one)) for one in found if one)


def user(element: _Element) -> RefiUser:
    """Read User."""
    return RefiUser(guid=_guid(element), name=_get(element, "name"), id=_get(element, "id"))


def code(element: _Element) -> RefiCode:
    """Read Code with the codes below it; an attribute `description` (doorstop) counts as one."""
    return RefiCode(
        guid=_guid(element),
        name=_get(element, "name") or "",
        codable=(_get(element, "isCodable") or "true").strip().lower() not in ("false", "0"),
        colour=_get(element, "color"),
        description=description(element) or _get(element, "description") or "",
        note_refs=refs(element, "NoteRef"),
        children=tuple(code(child) for child in _children(element, "Code")),
    )


def variable(element: _Element) -> RefiVariable:
    """Read Variable."""
    return RefiVariable(
        guid=_guid(element),
        name=_get(element, "name") or "",
        kind=_get(element, "typeOfVariable") or "Text",
        description=description(element),
    )


def case(element: _Element) -> RefiCase:
    """Read Case."""
    return RefiCase(
        guid=_guid(element),
        name=_get(element, "name"),
        description=description(element),
        code_refs=refs(element, "CodeRef"),
        values=_values(element),
        source_refs=refs(element, "SourceRef"),
        selection_refs=refs(element, "SelectionRef"),
    )


def coding(element: _Element) -> RefiCoding:
    """Read Coding; its code is empty when it refers to none."""
    targets: dict[str, list[str]] = {"CodeRef": [], "NoteRef": []}
    for child in element:
        target = _get(child, "targetGUID")
        if target and (name := local(child)) in targets:
            targets[name].append(guid_key(target))
    return RefiCoding(
        guid=_guid(element),
        code=next(iter(targets["CodeRef"]), ""),
        user=guid(_get(element, "creatingUser")),
        date=_get(element, "creationDateTime"),
        note_refs=tuple(targets["NoteRef"]),
    )


def is_selection(name: str) -> bool:
    """Whether an element of this name is a selection, of any kind of source."""
    return name in _SELECTIONS


def selection(element: _Element) -> RefiSelection:
    """Read a selection of any kind of source."""
    given = attributes(element)
    children = [(local(child), child) for child in element]
    text = next((child for name, child in children if name == "Description"), None)
    shown = next((child for name, child in children if name == "Representation"), None)
    return RefiSelection(
        kind=_SELECTIONS[local(element)],
        guid=guid_key(given.get("guid", "")),
        name=given.get("name"),
        start=_number(given.get("startPosition")),
        end=_number(given.get("endPosition")),
        place={key: value for key, value in given.items() if key not in _NO_PLACE},
        aud=_aud(element),
        description="" if text is None else _text(text),
        representation=None if shown is None else source(shown),
        codings=tuple(coding(child) for name, child in children if name == "Coding"),
        note_refs=refs(element, "NoteRef") if children else (),
    )


def source(element: _Element, selections: tuple[RefiSelection, ...] | None = None) -> RefiSource:
    """Read a source, note, representation or transcript; its text comes later.

    Parameters
    ----------
    element : Element
    selections : tuple of RefiSelection, optional
        Its selections, when they were read before and let go of.
    """
    if selections is None:
        selections = tuple(selection(child) for child in element if is_selection(local(child)))
    name = local(element)
    kind = _SOURCES[name]
    return RefiSource(
        kind=kind,
        guid=_guid(element),
        name=_get(element, "name"),
        rich_path=_get(element, "richTextPath"),
        plain_path=_get(element, "plainTextPath"),
        path=_get(element, "path"),
        current_path=_get(element, "currentPath"),
        content=next((_text(child) for child in _children(element, "PlainTextContent")), None),
        aud=_aud(element),
        description=description(element),
        representation=_first(element, "Representation") or _first(element, "TextDescription"),
        transcripts=tuple(source(child) for child in _children(element, "Transcript")),
        sync_points=tuple(_sync_point(child) for child in _children(element, "SyncPoint")),
        selections=selections,
        codings=tuple(coding(child) for child in _children(element, "Coding")),
        note_refs=refs(element, "NoteRef"),
        values=_values(element),
        xml=_xml(element) if kind != "text" or name == "Note" else "",
    )


def link(element: _Element) -> RefiLink:
    """Read Link."""
    return RefiLink(
        guid=_guid(element),
        name=_get(element, "name"),
        direction=_get(element, "direction"),
        colour=_get(element, "color"),
        origin=guid(_get(element, "originGUID")),
        target=guid(_get(element, "targetGUID")),
        note_refs=refs(element, "NoteRef"),
        xml=_xml(element),
    )


def set_(element: _Element) -> RefiSet:
    """Read Set, of a project or of a codebook, where members have a `guid`."""
    return RefiSet(
        guid=_guid(element),
        name=_get(element, "name") or "",
        description=description(element) or _get(element, "description") or "",
        codes=refs(element, "MemberCode", "guid"),
        sources=refs(element, "MemberSource"),
        notes=refs(element, "MemberNote"),
        xml=_xml(element),
    )


def graph(element: _Element) -> RefiGraph:
    """Read Graph."""
    return RefiGraph(
        guid=_guid(element),
        name=_get(element, "name"),
        vertices=tuple(_vertex(child) for child in _children(element, "Vertex")),
        edges=tuple(_edge(child) for child in _children(element, "Edge")),
        xml=_xml(element),
    )


def _vertex(element: _Element) -> RefiVertex:
    return RefiVertex(
        guid=_guid(element),
        represented=guid(_get(element, "representedGUID")),
        name=_get(element, "name"),
        place=_others(element, "guid", "name", "representedGUID"),
    )


def _edge(element: _Element) -> RefiEdge:
    return RefiEdge(
        guid=_guid(element),
        represented=guid(_get(element, "representedGUID")),
        name=_get(element, "name"),
        source=guid(_get(element, "sourceVertex")) or "",
        target=guid(_get(element, "targetVertex")) or "",
        look=_others(element, "guid", "name", "representedGUID", "sourceVertex", "targetVertex"),
    )


def _sync_point(element: _Element) -> RefiSyncPoint:
    return RefiSyncPoint(
        guid=_guid(element),
        time=_get(element, "timeStamp") or "",
        position=_get(element, "position"),
    )


def _values(element: _Element) -> tuple[RefiValue, ...]:
    found = []
    for child in _children(element, "VariableValue"):
        target = next(iter(refs(child, "VariableRef")), "")
        given = next((one for one in child if local(one).endswith("Value")), None)
        kind = None if given is None else local(given).removesuffix("Value")
        found.append(
            RefiValue(
                variable=target, kind=kind, value=None if given is None else _text(given).strip()
            )
        )
    return tuple(found)


def _aud(element: _Element) -> Aud:
    return Aud(
        creating_user=guid(_get(element, "creatingUser")),
        created=_get(element, "creationDateTime"),
        modifying_user=guid(_get(element, "modifyingUser")),
        modified=_get(element, "modifiedDateTime"),
    )


def _first(element: _Element, name: str) -> RefiSource | None:
    return next((source(child) for child in _children(element, name)), None)


def _children(element: _Element, name: str) -> Iterator[_Element]:
    return (child for child in element if local(child) == name)


def _others(element: _Element, *known: str) -> dict[str, str]:
    return {key: value for key, value in attributes(element).items() if key not in known}


def _get(element: _Element, name: str) -> str | None:
    value = element.get(name)
    return None if value is None else str(value)


def _guid(element: _Element) -> str:
    return guid_key(_get(element, "guid") or "")


def _number(value: str | None) -> int | None:
    try:
        return None if value is None else int(value)
    except ValueError:
        return None


def _text(element: _Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _xml(element: _Element) -> str:
    """The element by itself, without namespaces, so that equal elements have equal text."""
    from lxml import etree

    def copied(one: _Element) -> _Element:
        plain = {key: value for key, value in attributes(one).items() if not key.startswith("{")}
        new = etree.Element(local(one), attrib=dict(sorted(plain.items())))
        new.text = one.text if one.text and one.text.strip() else None
        for child in one:
            if local(child):
                new.append(copied(child))
        return new

    return etree.tostring(copied(element), encoding="unicode")

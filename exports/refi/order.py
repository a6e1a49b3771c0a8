"""Which elements REFI-QDA 1.5 has, in which order, with which attributes; and whether one fits.

The order matters: some programs refuse a whole project for one element out of place.
"""

from __future__ import annotations

__all__ = ["Shape", "faults", "fits", "shape_of"]

import dataclasses
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_AUD = "creatingUser:guid creationDateTime:time modifyingUser:guid modifiedDateTime:time"
_SELECTION = ("Description? Coding* NoteRef*", f"guid!:guid name {_AUD}")
_BOX = "firstX!:int firstY!:int secondX!:int secondY!:int"
_TEXT = (
    "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
    f"guid!:guid name richTextPath plainTextPath {_AUD}",
)
_MEDIA = f"guid!:guid name path currentPath {_AUD}"
_REF = ("", "targetGUID!:guid")

# Children in their order, then attributes. A mark says how often: ``!`` once, ``?`` at most once,
# ``*`` any number, ``+`` at least one; after an attribute ``!`` says that it must be there.
_TABLE: Mapping[str, tuple[str, str]] = {
    "Project": (
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description?"
        " NoteRef*",
        "name! origin creatingUserGUID:guid creationDateTime:time modifyingUserGUID:guid"
        " modifiedDateTime:time basePath",
    ),
    "Users": ("User+", ""),
    "User": ("", "guid!:guid name id"),
    "CodeBook": ("Codes!", ""),
    "Codes": ("Code+", ""),
    "Code": ("Description? NoteRef* Code*", "guid!:guid name! isCodable!:bool color:colour"),
    "Variables": ("Variable+", ""),
    "Variable": ("Description?", "guid!:guid name! typeOfVariable!:variable"),
    "Cases": ("Case+", ""),
    "Case": (
        "Description? CodeRef* VariableValue* SourceRef* SelectionRef*",
        "guid!:guid name",
    ),
    "VariableValue": (
        "VariableRef! TextValue? BooleanValue? IntegerValue? FloatValue? DateValue? DateTimeValue?",
        "",
    ),
    "Sources": ("TextSource* PictureSource* PDFSource* AudioSource* VideoSource*", ""),
    "TextSource": _TEXT,
    "Notes": ("Note+", ""),
    "Note": _TEXT,
    "Representation": _TEXT,
    "TextDescription": _TEXT,
    "PlainTextSelection": (
        _SELECTION[0],
        f"guid!:guid name startPosition!:int endPosition!:int {_AUD}",
    ),
    "Coding": ("CodeRef! NoteRef*", "guid!:guid creatingUser:guid creationDateTime:time"),
    "PictureSource": (
        "Description? TextDescription? PictureSelection* Coding* NoteRef* VariableValue*",
        _MEDIA,
    ),
    "PictureSelection": (_SELECTION[0], f"guid!:guid name {_BOX} {_AUD}"),
    "PDFSource": (
        "Description? PDFSelection* Representation? Coding* NoteRef* VariableValue*",
        _MEDIA,
    ),
    "PDFSelection": (
        "Description? Representation? Coding* NoteRef*",
        f"guid!:guid name page!:int {_BOX} {_AUD}",
    ),
    "AudioSource": (
        "Description? Transcript* AudioSelection* Coding* NoteRef* VariableValue*",
        _MEDIA,
    ),
    "VideoSource": (
        "Description? Transcript* VideoSelection* Coding* NoteRef* VariableValue*",
        _MEDIA,
    ),
    "AudioSelection": (_SELECTION[0], f"guid!:guid name begin!:int end!:int {_AUD}"),
    "VideoSelection": (_SELECTION[0], f"guid!:guid name begin!:int end!:int {_AUD}"),
    "Transcript": (
        "Description? PlainTextContent? SyncPoint* TranscriptSelection* NoteRef*",
        _TEXT[1],
    ),
    "SyncPoint": ("", "guid!:guid timeStamp:int position:int"),
    "TranscriptSelection": (
        _SELECTION[0],
        f"guid!:guid name fromSyncPoint:guid toSyncPoint:guid {_AUD}",
    ),
    "Links": ("Link+", ""),
    "Link": (
        "NoteRef*",
        "guid!:guid name direction:direction color:colour originGUID:guid targetGUID:guid",
    ),
    "Sets": ("Set+", ""),
    "Set": ("Description? MemberCode* MemberSource* MemberNote*", "guid!:guid name!"),
    "Graphs": ("Graph+", ""),
    "Graph": ("Vertex* Edge*", "guid!:guid name"),
    "Vertex": (
        "",
        "guid!:guid representedGUID:guid name firstX!:int firstY!:int secondX:int secondY:int"
        " shape:shape color:colour",
    ),
    "Edge": (
        "",
        "guid!:guid representedGUID:guid name sourceVertex!:guid targetVertex!:guid color:colour"
        " direction:direction lineStyle:line",
    ),
    **dict.fromkeys(
        (
            "NoteRef",
            "CodeRef",
            "SourceRef",
            "SelectionRef",
            "VariableRef",
            "MemberCode",
            "MemberSource",
            "MemberNote",
        ),
        _REF,
    ),
}
_WORDS = {
    "Description": "",
    "PlainTextContent": "",
    "TextValue": "",
    "BooleanValue": "bool",
    "IntegerValue": "int",
    "FloatValue": "decimal",
    "DateValue": "date",
    "DateTimeValue": "time",
}
_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_DAY = r"-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_GUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_KINDS = {
    "guid": rf"{_GUID}|\{{{_GUID}\}}",
    "time": rf"{_DAY}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?{_ZONE}",
    "date": _DAY + _ZONE,
    "int": r"[+-]?[0-9]+",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "bool": "true|false|1|0",
    "colour": "#(?:[A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})",
    "variable": "Text|Boolean|Integer|Float|Date|DateTime",
    "direction": "Associative|OneWay|Bidirectional",
    "shape": (
        "Person|Oval|Rectangle|RoundedRectangle|Star|LeftTriangle|RightTriangle|UpTriangle"
        "|DownTriangle|Note"
    ),
    "line": "dotted|dashed|solid",
}
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an element may hold.

    Parameters
    ----------
    children : mapping of name to (place, least, most)
        Place in the order; `most` is None for any number.
    attributes : mapping of name to (kind, needed)
    words : str or None
        Kind of the text inside, ``""`` for any; None when there is none.
    """

    children: Mapping[str, tuple[int, int, int | None]]
    attributes: Mapping[str, tuple[str, bool]]
    words: str | None = None


_OFTEN: Mapping[str, tuple[int, int | None]] = {
    "!": (1, 1),
    "?": (0, 1),
    "*": (0, None),
    "+": (1, None),
}


@cache
def shape_of(name: str) -> Shape | None:
    """What the element of a name may hold; None when there is no such element.

    Examples
    --------
    >>> list(shape_of("Coding").children)
    ['CodeRef', 'NoteRef']
    """
    if name in _WORDS:
        return Shape(children={}, attributes={}, words=_WORDS[name])
    if name not in _TABLE:
        return None
    children, attributes = _TABLE[name]
    parts = (one.partition(":") for one in attributes.split())
    return Shape(
        children={
            one[:-1]: (place, *_OFTEN[one[-1]]) for place, one in enumerate(children.split())
        },
        attributes={own.rstrip("!"): (kind, own.endswith("!")) for own, _, kind in parts},
    )


def fits(kind: str, value: str) -> bool:
    """Whether a value is written as the format wants it.

    Examples
    --------
    >>> fits("colour", "#12f"), fits("colour", "rgba(1,2,3,0)"), fits("decimal", "1e3")
    (True, False, False)
    """
    return not kind or _PATTERNS[kind].fullmatch(value) is not None


def faults(element: _Element) -> Iterator[str]:
    """Say where an element, or anything in it, is not as the format wants it."""
    name = _local(element.tag)
    shape = shape_of(name)
    if shape is None:
        yield f"{name} is no element of the format"
        return
    where = f"{name} {element.get('guid') or ''}".strip()
    yield from _attribute_faults(element, shape, where)
    if shape.words is not None:
        if not fits(shape.words, element.text or ""):
            yield f"{name} holds {element.text!r}"
    elif element.text and element.text.strip():
        yield f"{where} holds loose text"
    yield from _child_faults(element, shape, where)
    for child in element:
        yield from faults(child)


def _attribute_faults(element: _Element, shape: Shape, where: str) -> Iterator[str]:
    for key, value in element.attrib.items():
        name = str(key)
        if name.startswith("{"):
            continue
        kind = shape.attributes.get(name)
        if kind is None:
            yield f"{where} has an attribute {name}"
        elif not fits(kind[0], str(value)):
            yield f"{where}: {name} is {str(value)!r}"
    for name, (_, needed) in shape.attributes.items():
        if needed and element.get(name) is None:
            yield f"{where} lacks {name}"


def _child_faults(element: _Element, shape: Shape, where: str) -> Iterator[str]:
    last = 0
    counts: dict[str, int] = {}
    mixed = _local(element.tag) == "Sources"
    for child in element:
        name = _local(child.tag)
        if name not in shape.children:
            yield f"{where} holds {name}"
            continue
        place = shape.children[name][0]
        if place < last and not mixed:
            yield f"{name} stands too late in {where}"
        last = max(last, place)
        counts[name] = counts.get(name, 0) + 1
    for name, (_, least, most) in shape.children.items():
        found = counts.get(name, 0)
        if found < least:
            yield f"{where} lacks {name}"
        if most is not None and found > most:
            yield f"{where} holds {found} of {name}"
    if _local(element.tag) == "VariableValue" and len(element) > 2:
        yield f"{where} holds more than one value"


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else str(tag)

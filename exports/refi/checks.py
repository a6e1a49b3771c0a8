"""What a schema cannot see: whether GUIDs are unique and references point at the right thing."""

from __future__ import annotations

__all__ = ["Check"]

from typing import TYPE_CHECKING

from bouwsteen.errors import ExportError
from bouwsteen.exports.refi.model import RefiProject, guid_key
from bouwsteen.exports.refi.order import faults, shape_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHOWN = 5
_KINDS = {
    "User": "user",
    "Code": "code",
    "Variable": "variable",
    "Note": "note",
    "Vertex": "vertex",
    "SyncPoint": "point",
    **dict.fromkeys(
        ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"), "source"
    ),
    **dict.fromkeys(
        (
            "PlainTextSelection",
            "PictureSelection",
            "PDFSelection",
            "AudioSelection",
            "VideoSelection",
            "TranscriptSelection",
        ),
        "selection",
    ),
}
_TARGETS = {
    "NoteRef": "note",
    "CodeRef": "code",
    "SourceRef": "source",
    "SelectionRef": "selection",
    "VariableRef": "variable",
    "MemberCode": "code",
    "MemberSource": "source",
    "MemberNote": "note",
}
_ATTRIBUTES = {
    "creatingUser": "user",
    "modifyingUser": "user",
    "originGUID": "",
    "representedGUID": "",
    "sourceVertex": "vertex",
    "targetVertex": "vertex",
    "fromSyncPoint": "point",
    "toSyncPoint": "point",
}
_TEXTS = ("TextSource", "Note", "Representation", "TextDescription", "Transcript")


class Check:
    """Looks at every element that is written, and remembers what it declares and refers to.

    Parameters
    ----------
    project : RefiProject
        For the lengths of its texts, in the unit in which offsets count them.
    """

    def __init__(self, project: RefiProject) -> None:
        self._limits = {
            one.guid: one.text for one in (*project.sources, *project.notes) if one.text is not None
        }
        self._declared: dict[str, str] = {}
        self._referred: dict[tuple[str, str], str] = {}
        self._faults: list[str] = []

    def look(self, element: _Element, wrapper: str) -> None:
        """Look at an element and all below it.

        Parameters
        ----------
        element : lxml element
        wrapper : str
            Name of the element in which it will stand.
        """
        shape = shape_of(wrapper)
        if shape is None or element.tag not in shape.children:
            self._faults.append(f"{element.tag} does not belong in {wrapper}")
        self._faults += faults(element)
        for one in element.iter():
            self._take(one)

    def _take(self, one: _Element) -> None:
        tag = str(one.tag)
        guid = one.get("guid")
        if guid is not None:
            key = guid_key(guid)
            if key in self._declared:
                self._faults.append(f"{tag} {guid}: the GUID is in use already")
            self._declared[key] = _KINDS.get(tag, "other")
        if tag in _TARGETS:
            target = one.get("targetGUID") or ""
            self._referred.setdefault((_TARGETS[tag], guid_key(target)), tag)
        elif guid is not None:
            for name, kind in _ATTRIBUTES.items():
                if (value := one.get(name)) is not None:
                    self._referred.setdefault((kind, guid_key(value)), f"{name} of {tag} {guid}")
        if tag in _TEXTS:
            self._text(one, tag)

    def _text(self, one: _Element, tag: str) -> None:
        guid = one.get("guid") or ""
        inline = any(child.tag == "PlainTextContent" for child in one)
        stored = one.get("plainTextPath")
        if inline and stored is not None:
            self._faults.append(f"{tag} {guid} holds its text twice")
        if stored is not None and guid_key(guid) in self._limits:
            if not stored.startswith("internal://"):
                self._faults.append(f"{tag} {guid}: {stored} is no place inside the file")

    def finish(self) -> None:
        """Close the books.

        Raises
        ------
        ExportError
            When anything did not fit, with the first of what did not.
        """
        for (kind, guid), where in self._referred.items():
            found = self._declared.get(guid)
            if found is None:
                self._faults.append(f"{where} refers to {guid}, which is not there")
            elif kind and kind != found:
                self._faults.append(f"{where} refers to {guid}, which is no {kind}")
        if self._faults:
            more = len(self._faults) - _SHOWN
            listed = "; ".join(self._faults[:_SHOWN]) + (f"; {more} more" if more > 0 else "")
            raise ExportError(
                f"The project does not fit the format, so it was not written: {listed}.",
                "Please report this; meanwhile export codings as csv.",
                key="refi_does_not_fit",
                n=len(self._faults),
                faults="; ".join(self._faults[:_SHOWN]),
            )

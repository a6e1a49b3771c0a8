"""Parts of a project that a study does not hold, as XML of their own."""

from __future__ import annotations

__all__ = [
    "case_xml",
    "code_xml",
    "coding_xml",
    "element_xml",
    "inlined",
    "selection_xml",
    "source_xml",
]

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from bouwsteen.codebook.qdc import xml_text
from bouwsteen.exports.refi.model import (
    Aud,
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiSelection,
    RefiSource,
    RefiValue,
)
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.normalise import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element

_PATHS = ("plainTextPath", "richTextPath")


def element_xml(name: str, attributes: Mapping[str, str | None], *, description: str = "") -> str:
    """Write an element with a description and nothing else.

    Examples
    --------
    >>> element_xml("User", {"guid": "A", "name": "Anna", "id": None})
    '<User guid="A" name="Anna"/>'
    """
    return _string(_element(name, attributes, description))


def selection_xml(one: RefiSelection, span: Span, *, codings: Iterable[RefiCoding] = ()) -> str:
    """Write a stretch of text with the offsets of the frozen text."""
    given = {"guid": one.guid, "name": one.name, **_aud(one.aud)}
    places = {"startPosition": str(span.start), "endPosition": str(span.end)}
    element = _element("PlainTextSelection", {**given, **places}, one.description)
    element.extend(_coding(coding) for coding in codings)
    return _string(element)


def coding_xml(one: RefiCoding) -> str:
    """Write a coding."""
    return _string(_coding(one))


def code_xml(one: RefiCode) -> str:
    """Write a code without the codes below it and without what the codebook holds."""
    codable = "true" if one.codable else "false"
    return element_xml("Code", {"guid": one.guid, "name": one.name, "isCodable": codable})


def case_xml(
    one: RefiCase, *, description: str, sources: Iterable[str], selections: Iterable[str]
) -> str:
    """Write a case without its values."""
    element = _element("Case", {"guid": one.guid, "name": one.name}, description)
    for name, targets in (
        ("CodeRef", one.code_refs),
        ("SourceRef", sources),
        ("SelectionRef", selections),
    ):
        element.extend(_element(name, {"targetGUID": target}) for target in targets)
    return _string(element)


def source_xml(one: RefiSource, *, description: str, values: Iterable[RefiValue]) -> str:
    """Write a text source with its description and values, without its text."""
    element = _element("TextSource", {"guid": one.guid, "name": one.name}, description)
    for value in values:
        child = _element("VariableValue", {})
        child.append(_element("VariableRef", {"targetGUID": value.variable}))
        if value.kind is not None:
            given = _element(f"{value.kind}Value", {})
            given.text = xml_text(value.value or "")
            child.append(given)
        element.append(child)
    return _string(element)


def inlined(
    xml: str, read: Callable[[str], str | None], *, without: Iterable[str] = ()
) -> tuple[str, int]:
    """Put texts that stand in files of their own into an element.

    Parameters
    ----------
    xml : str
    read : callable
        Gives the text at a path; None when it is not there.
    without : iterable of str
        Names of children to leave out.

    Returns
    -------
    xml : str
        Without paths to text files.
    missing : int
        Texts that were not there.
    """
    from lxml import etree

    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, huge_tree=True))
    missing = 0
    for child in [one for one in root if one.tag in set(without)]:
        root.remove(child)
    for element in root.iter():
        path = element.get("plainTextPath")
        for name in _PATHS:
            if name in element.attrib:
                del element.attrib[name]
        if path is None or element.find("PlainTextContent") is not None:
            continue
        text = read(str(path))
        if text is None:
            missing += 1
            continue
        content = etree.Element("PlainTextContent")
        content.text = xml_text(normalise(text))
        element.insert(1 if element.find("Description") is not None else 0, content)
    return _string(root), missing


def _coding(one: RefiCoding) -> _Element:
    given = {"guid": one.guid, "creatingUser": one.user, "creationDateTime": one.date}
    element = _element("Coding", given)
    element.append(_element("CodeRef", {"targetGUID": one.code}))
    return element


def _aud(aud: Aud) -> dict[str, str | None]:
    return {
        "creatingUser": aud.creating_user,
        "creationDateTime": aud.created,
        "modifyingUser": aud.modifying_user,
        "modifiedDateTime": aud.modified,
    }


def _element(name: str, attributes: Mapping[str, str | None], description: str = "") -> _Element:
    from lxml import etree

    # Nearly every value is plain, and there may be half a million of them.
    given = {
        key: value if value.isprintable() else xml_text(value)
        for key, value in attributes.items()
        if value is not None
    }
    element = etree.Element(name, attrib=dict(sorted(given.items())))
    if description.strip():
        etree.SubElement(element, "Description").text = xml_text(description)
    return element


def _string(element: _Element) -> str:
    from lxml import etree

    return etree.tostring(element, encoding="unicode")

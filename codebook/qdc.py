"""Codebooks as REFI-QDA codebook exchange (.qdc), which most programs for analysis read and write.

Every spelling of the namespace that is in use is read. Texts that the format has no place for
stand in the description of the code; see `description`.
"""

from __future__ import annotations

__all__ = ["code_guid", "from_qdc", "parse_xml", "to_qdc", "xml_text"]

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bouwsteen import __version__
from bouwsteen.codebook.checks import assemble, fault
from bouwsteen.codebook.description import Described, code_of, described
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.errors import CodebookError

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_SCHEMA = "http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_ROOT = uuid.UUID("5a0c7f0e-6a53-5d0e-9c55-2f4b1d6a7e31")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LARGEST = 50_000_000
_DEEPEST = 200


def xml_text(text: str) -> str:
    r"""Leave out the signs that XML cannot hold.

    Examples
    --------
    >>> xml_text("a\x0bb\tc")
    'ab\tc'
    """
    return _FORBIDDEN.sub("", text)


def code_guid(book: str, code: str) -> str:
    """GUID of a code, always the same for the same keys of codebook and code.

    Examples
    --------
    >>> code_guid("mini", "a") == code_guid("mini", "a") != code_guid("mini", "b")
    True
    """
    return str(uuid.uuid5(_ROOT, f"code\n{book}\n{code}")).upper()


def to_qdc(
    codebook: Codebook, *, lang: str = "nl", guids: Mapping[str, str] | None = None
) -> bytes:
    """Write a codebook as ``.qdc``; the title of the codebook and its version do not go in.

    Parameters
    ----------
    codebook : Codebook
    lang : str
        Language of the names of codes.
    guids : mapping of code key to GUID, optional
        Those that codes had before; the others are made of the keys.

    Returns
    -------
    bytes
        UTF-8; the same for the same codebook.

    Raises
    ------
    CodebookError
        When there is no code: the format wants at least one.
    """
    from lxml import etree

    if not len(codebook):
        raise CodebookError(
            f"Codebook {codebook.key} has no code; the format wants at least one.",
            "Add a code first, or write .toml.",
            key="codebook_qdc_empty",
            codebook=codebook.key,
        )
    spaces: dict[str | None, str] = {None: _NAMESPACE, "xsi": _INSTANCE}
    root = etree.Element(f"{{{_NAMESPACE}}}CodeBook", nsmap=spaces)  # type: ignore[arg-type]
    root.set(f"{{{_INSTANCE}}}schemaLocation", f"{_NAMESPACE} {_SCHEMA}")
    root.set("origin", f"bouwsteen {__version__}")
    places: dict[str | None, _Element] = {None: etree.SubElement(root, f"{{{_NAMESPACE}}}Codes")}
    taken: set[str] = set()
    for _, code in codebook.walk():
        place = etree.SubElement(places[code.parent], f"{{{_NAMESPACE}}}Code")
        one = Described(code=code, crosswalk=codebook.crosswalk.get(code.key))
        name, text = described(one, lang=lang, taken=taken)
        place.set("guid", (guids or {}).get(code.key) or code_guid(codebook.key, code.key))
        place.set("name", xml_text(name))
        place.set("isCodable", "true")
        if code.colour is not None:
            place.set("color", code.colour)
        if text:
            etree.SubElement(place, f"{{{_NAMESPACE}}}Description").text = xml_text(text)
        places[code.key] = place
        taken.add(code.key)
    etree.indent(root)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made + b"\n"


def from_qdc(data: bytes, *, key: str, source: str, lang: str = "nl") -> Codebook:
    """Read a codebook from ``.qdc``.

    Parameters
    ----------
    data : bytes
        The file's content.
    key : str
        Key of the codebook; the format has no place for it.
    source : str
        The file's name, for messages.
    lang : str
        Language of names and descriptions, where the file does not say it.

    Returns
    -------
    Codebook
        Version 1. Sets of codes are left out.

    Raises
    ------
    CodebookError
        No XML, a document type or entities in it, another kind of file, or no codes.
    """
    root = parse_xml(data, source)
    if _name(root) != "CodeBook":
        raise fault(
            source,
            None,
            f"This is no codebook of REFI-QDA but <{_name(root)}>.",
            "Use a .qdc file.",
            key="codebook_qdc_other",
            name=_name(root),
        )
    found: list[tuple[int | None, Code]] = []
    crosswalk: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    keys: dict[_Element | None, str] = {}
    for element, above in _codes(root):
        text = "".join(part.text or "" for part in element if _name(part) == "Description")
        one = code_of(
            element.get("name", ""),
            text,
            element.get("color"),
            parent=keys.get(above),
            taken=taken,
            lang=lang,
        )
        keys[element] = one.code.key
        taken.add(one.code.key)
        found.append((_line(element), one.code))
        if one.crosswalk is not None:
            crosswalk[one.code.key] = one.crosswalk
    if not found:
        hint = "Export the codebook again."
        raise fault(source, None, "There is no code in it.", hint, key="codebook_qdc_no_code")
    return assemble(source, found, key=key, labels={}, version=1, crosswalk=crosswalk)


def _codes(root: _Element) -> Iterator[tuple[_Element, _Element | None]]:
    """Every code and the code above it, in reading order."""
    stack: list[tuple[_Element, _Element | None, int]] = [(root, None, 0)]
    while stack:
        element, above, depth = stack.pop()
        inside = element if _name(element) == "Code" else None
        if inside is not None:
            yield inside, above
        if depth < _DEEPEST:
            below = [one for one in element if _name(one) in ("Codes", "Code")]
            stack += [(one, inside, depth + 1) for one in reversed(below)]


def parse_xml(data: bytes, source: str) -> _Element:
    """Parse XML that a stranger may have made.

    Parameters
    ----------
    data : bytes
    source : str
        The file's name, for messages.

    Raises
    ------
    CodebookError
        When it is no XML, too large, or declares a document type or entities.
    """
    from lxml import etree

    data = data.removeprefix(b"\xef\xbb\xbf")
    if len(data) > _LARGEST:
        most = _LARGEST // 1_000_000
        raise fault(source, None, f"It is larger than {most} MB.", key="codebook_large", most=most)
    flat = data.replace(b"\x00", b"")
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise fault(
            source,
            None,
            "It declares a document type, which the format does not have.",
            "Do not open it; ask who made the file.",
            key="codebook_qdc_doctype",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise fault(
            source,
            None,
            f"This is no whole XML: {error.msg}.",
            "Export the file once more.",
            key="codebook_no_xml",
            at=error.lineno,
        ) from None


def _name(element: _Element) -> str:
    """Name without namespace; the spellings of that differ from program to program."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _line(element: _Element) -> int | None:
    line = element.sourceline
    return line if isinstance(line, int) else None

"""From the XML of a REFI-QDA project or codebook to its model; lenient in all that is safe.

Any version of the namespace is read, GUIDs in any spelling, wrappers in any order. What is not
understood is named, not refused; a document type, which could hold entities, is refused unread.
"""

from __future__ import annotations

__all__ = ["Reading", "read_fragment", "read_project"]

import dataclasses
import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi import elements
from bouwsteen.exports.refi.limits import Held, refuse_heavy
from bouwsteen.exports.refi.model import RefiProject, RefiSelection

if TYPE_CHECKING:
    from lxml.etree import _Element

# Beyond this a text may pass the 10 MB at which the parser stops of itself.
_LONG_TEXT = 10_000_000
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_HINT = "Open it in the program that made it, export it again, and import that file."

_PARTS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "User": ("users", elements.user),
    "Variable": ("variables", elements.variable),
    "Case": ("cases", elements.case),
    "TextSource": ("sources", elements.source),
    "PictureSource": ("sources", elements.source),
    "PDFSource": ("sources", elements.source),
    "AudioSource": ("sources", elements.source),
    "VideoSource": ("sources", elements.source),
    "Note": ("notes", elements.source),
    "Link": ("links", elements.link),
    "Set": ("sets", elements.set_),
    "Graph": ("graphs", elements.graph),
}
_WRAPPERS = {
    "Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets",
    "Graphs",
}  # fmt: skip
_ROOT_PARTS = ("Description", "NoteRef")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A project and what in its XML was not understood.

    Parameters
    ----------
    project : RefiProject
        Without the texts of its sources; see `sources.with_texts`.
    unknown : mapping of str to int
        Elements that are no part of the format, by name.
    """

    project: RefiProject
    unknown: dict[str, int]


def read_project(data: bytes, name: str) -> Reading:
    """Read a project (.qde) or a codebook (.qdc).

    Parameters
    ----------
    data : bytes
        The XML.
    name : str
        File name, for messages.

    Raises
    ------
    ProjectError
        When it is not well-formed, declares a document type, is larger than a project can be, or
        is something else.

    Examples
    --------
    >>> xml = b'<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Users><User guid="{a}"/></Users>'
    >>> read_project(xml + b"</Project>", "p.qde").project.users
    (RefiUser(guid='A', name=None, id=None),)
    """
    from lxml import etree

    data = _checked(data, name)
    found: dict[str, list[Any]] = {attribute: [] for attribute, _ in _PARTS.values()}
    found["codes"] = []
    unknown: dict[str, int] = {}
    root: _Element | None = None
    # For each open element, whether it is the root or a wrapper: what stands in one is a part.
    wraps: list[bool] = []
    # Those of the text source that is being read: all of them as elements would be very much.
    passages: list[RefiSelection] = []
    held = Held(name)
    try:
        for event, element in _events(data):
            name_of = elements.local(element)
            if event == "start":
                held.add(element)
                root = element if root is None else root
                wraps.append(element is root or name_of in _WRAPPERS)
            elif wraps.pop():
                continue
            elif elements.is_selection(name_of) and _in_text(element, wraps):
                passages.append(elements.selection(element))
                _let_go(element)
                held.let_go()
            elif wraps[-1] and name_of not in _ROOT_PARTS:
                _take(element, name_of, found, unknown, passages)
                held.let_go()
    except etree.XMLSyntaxError as error:
        raise _damaged(name, error) from None
    assert root is not None
    return Reading(project=_project(root, found, name), unknown=unknown)


def read_fragment(kind: str, xml: str) -> Any:
    """Make the model of a part that was carried along.

    Parameters
    ----------
    kind : str
        As in `Carried`.
    xml : str
        The element.

    Returns
    -------
    RefiSource, RefiSet, RefiLink, RefiGraph, RefiVariable, RefiCase, RefiSelection, RefiCoding \
or RefiCode
        By the name of the element.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    element = etree.fromstring(xml.encode("utf-8"), parser)
    local = elements.local(element)
    if local in _PARTS:
        return _PARTS[local][1](element)
    readers: dict[str, Callable[[Any], Any]] = {"Coding": elements.coding, "Code": elements.code}
    return readers.get(local, elements.selection)(element)


def _damaged(name: str, error: SyntaxError) -> ProjectError:
    message = f"{name}: the XML is damaged: {error.msg}."
    return ProjectError(message, _HINT, key="refi_xml_damaged", file=name)


def _events(data: bytes) -> Iterator[tuple[str, _Element]]:
    """Every beginning and end of an element, with nothing looked up outside the file."""
    from lxml import etree

    events: Iterator[tuple[str, _Element]] = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=len(data) > _LONG_TEXT,
        remove_comments=True,
        remove_pis=True,
    )
    return events


def _checked(data: bytes, name: str) -> bytes:
    """Refuse what could hold entities, or more elements than any project has."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if data.startswith(_WIDE):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "<" in text[:4]:
                text = re.sub(r"\A\ufeff?<\?xml.*?\?>", "", text, flags=re.DOTALL)
                data = text.encode("utf-8")
                break
    if _DECLARED.search(data):
        raise ProjectError(
            f"{name}: it declares a document type or entities, so it was not read.",
            _HINT,
            key="refi_xml_declares",
            file=name,
        )
    refuse_heavy(data, name)
    return data


def _in_text(element: _Element, wraps: list[bool]) -> bool:
    """Whether a selection stands right in a text source that is a part of the project."""
    above = element.getparent()
    if above is None or len(wraps) < 2:
        return False
    return elements.local(above) == "TextSource" and wraps[-2]


def _take(
    element: _Element,
    local: str,
    found: dict[str, list[Any]],
    unknown: dict[str, int],
    passages: list[RefiSelection],
) -> None:
    """Put an element in the model and let go of it."""
    if local == "Code":
        found["codes"].append(elements.code(element))
    elif local == "TextSource":
        found["sources"].append(elements.source(element, tuple(passages)))
        passages.clear()
    elif local in _PARTS:
        attribute, make = _PARTS[local]
        found[attribute].append(make(element))
    else:
        unknown[local] = unknown.get(local, 0) + 1
    _let_go(element)


def _let_go(element: _Element) -> None:
    """Empty an element that was read, and take away one of its kind before it, emptied so."""
    tail = element.tail
    element.clear()
    element.tail = tail
    before, above = element.getprevious(), element.getparent()
    if before is not None and above is not None and before.tag == element.tag:
        above.remove(before)


def _project(root: _Element, found: dict[str, list[Any]], name: str) -> RefiProject:
    local = elements.local(root)
    if local not in ("Project", "CodeBook"):
        raise ProjectError(
            f"{name}: its root is {local}, not Project or CodeBook.",
            _HINT,
            key="refi_xml_root",
            file=name,
            root=local,
        )
    get = elements.attributes(root)
    return RefiProject(
        name=get.pop("name", ""),
        origin=get.pop("origin", None),
        base_path=get.pop("basePath", None),
        creating_user=elements.guid(get.pop("creatingUserGUID", None)),
        created=get.pop("creationDateTime", None),
        modifying_user=elements.guid(get.pop("modifyingUserGUID", None)),
        modified=get.pop("modifiedDateTime", None),
        users=tuple(found["users"]),
        codes=tuple(found["codes"]),
        variables=tuple(found["variables"]),
        cases=tuple(found["cases"]),
        sources=tuple(found["sources"]),
        notes=tuple(found["notes"]),
        links=tuple(found["links"]),
        sets=tuple(found["sets"]),
        graphs=tuple(found["graphs"]),
        description=elements.description(root),
        note_refs=elements.refs(root, "NoteRef"),
        codebook_only=local == "CodeBook",
        raw={key: value for key, value in get.items() if not key.startswith("{")},
    )

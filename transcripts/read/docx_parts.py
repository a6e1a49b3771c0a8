"""The parts of a Word file: unzip with a limit, parse safely, find the ones that matter."""

from __future__ import annotations

__all__ = ["MATH", "MC", "W14", "W15", "WML", "Parts", "open_parts"]

import dataclasses
import posixpath
import re
import zipfile

from lxml import etree

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.package import PACKAGE_ERRORS, open_package, read_part
from bouwsteen.transcripts.read.docx_stamp import Stamp, read_stamp
from bouwsteen.transcripts.read.xml import parse_xml

WML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_EXTRA = re.compile(r"customXml/item\d{1,4}\.xml")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DAMAGED = (
    "this should be a Word document, but the file is damaged.",
    "Open it in Word and save it again.",
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Roots of the XML of a Word file, and its stamp; None for a part that it does not have."""

    document: etree._Element
    comments: etree._Element | None = None
    threads: etree._Element | None = None
    stamp: Stamp | None = None


def open_parts(data: bytes) -> Parts:
    """Unzip and parse what a reader needs of a Word file.

    Entities are not resolved and nothing is fetched.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Parts
        Document, comments, and how the comments hang together.

    Raises
    ------
    TranscriptError
        When the file is damaged, protected or absurdly large.
    """
    try:
        with open_package(data) as package:
            main = _related(package, "").get("officeDocument", "word/document.xml")
            related = _related(package, main)
            folder = posixpath.dirname(main)
            return Parts(
                document=_root(package, main),
                comments=_optional(package, related.get("comments", f"{folder}/comments.xml")),
                threads=_optional(
                    package, related.get("commentsExtended", f"{folder}/commentsExtended.xml")
                ),
                stamp=_stamp(package),
            )
    except (*PACKAGE_ERRORS, etree.LxmlError):
        raise TranscriptError(*_DAMAGED, key="docx_damaged") from None


def _related(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Names of the parts that a part refers to, by the last word of the kind of relation."""
    folder, name = posixpath.split(part)
    root = _optional(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for relation in root if root is not None else ():
        kind = str(relation.get("Type", "")).rpartition("/")[2]
        if relation.get("TargetMode") != "External":
            target = posixpath.join("/", folder, str(relation.get("Target", "")))
            found.setdefault(kind, posixpath.normpath(target).lstrip("/"))
    return found


def _stamp(package: zipfile.ZipFile) -> Stamp | None:
    """The stamp of this program; other programs keep parts of their own beside it."""
    names = sorted(name for name in package.NameToInfo if _EXTRA.fullmatch(name))
    found = (read_stamp(read_part(package, name)) for name in names)
    return next((one for one in found if one is not None), None)


def _optional(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    return _root(package, name) if name in package.NameToInfo else None


def _root(package: zipfile.ZipFile, name: str) -> etree._Element:
    # "Strict Open XML" is the same language under another name.
    return parse_xml(read_part(package, name).replace(_STRICT, WML[1:-1].encode()))

"""OpenDocument text (LibreOffice): paragraphs, tables, and comments with the stretch they mark."""

from __future__ import annotations

__all__ = ["read_odt"]

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.draft import Comment, Document
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.package import PACKAGE_ERRORS, open_package, read_part
from bouwsteen.transcripts.read.opendocument import BOX, OFFICE, TEXT, walk, write
from bouwsteen.transcripts.read.writing import Writing
from bouwsteen.transcripts.read.xml import check_paragraphs, parse_xml

_DC = "{http://purl.org/dc/elements/1.1/}"
_DAMAGED = (
    "this should be an OpenDocument text, but the file is damaged or protected.",
    "Open it in LibreOffice and save it again.",
)


def read_odt(data: bytes) -> Document:
    """Read an OpenDocument text.

    Tracked insertions are part of the text and tracked deletions are not. Text boxes, footnotes,
    headers and footers are left out and, where they can be counted, told in `warnings`.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Document
        The cells of a table row stand between tabs.

    Raises
    ------
    TranscriptError
        When the file is damaged or protected.
    """
    try:
        with open_package(data) as package:
            root = parse_xml(read_part(package, "content.xml"))
    except (*PACKAGE_ERRORS, etree.LxmlError):
        raise TranscriptError(*_DAMAGED, key="odt_damaged") from None
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise TranscriptError("this OpenDocument file holds no text.", key="odt_empty")
    check_paragraphs(body, TEXT + "p", TEXT + "h")
    writing = Writing()
    walk(body, writing)
    page, spans = writing.page()
    boxes = [text for box in body.iter(BOX) if (text := _plain(box))]
    return Document(
        page=page,
        comments=tuple(_comments(body, spans)),
        meta={"text boxes": "\n".join(boxes)} if boxes else {},
        warnings=tuple(_warnings(body, len(boxes))),
    )


def _plain(element: etree._Element) -> str:
    writing = Writing()
    walk(element, writing)
    return writing.page()[0].text.strip()


def _warnings(body: etree._Element, boxes: int) -> Iterator[str]:
    pending = sum(1 for _ in body.iter(TEXT + "changed-region"))
    if pending:
        yield f"{pending} tracked changes are pending: insertions count, deletions do not"
    if boxes:
        yield f"{boxes} text boxes are not part of the text"
    notes = sum(1 for _ in body.iter(TEXT + "note"))
    if notes:
        yield f"{notes} footnotes or endnotes are not part of the text"


def _comments(body: etree._Element, spans: dict[str, Span]) -> Iterator[Comment]:
    for number, one in enumerate(body.iter(OFFICE + "annotation"), start=1):
        name = str(one.get(OFFICE + "name", ""))
        yield Comment(
            id=name or str(number),
            author=normalise(one.findtext(_DC + "creator", "")).strip(),
            text=_comment_text(one),
            span=spans.get(name) if name else None,
            # LibreOffice writes these two in a namespace of its own.
            parent=_own(one, "parent-name") or None,
            resolved=_own(one, "resolved") == "true",
            date=_date(one.findtext(_DC + "date", "")),
        )


def _comment_text(comment: etree._Element) -> str:
    writing = Writing()
    for child in comment:
        if child.tag in (TEXT + "p", TEXT + "h", TEXT + "list"):
            write(child, writing)
    return writing.page()[0].text.strip()


def _own(comment: etree._Element, name: str) -> str:
    return next(
        (
            str(value)
            for key, value in comment.attrib.items()
            if str(key).rpartition("}")[2] == name
        ),
        "",
    )


def _date(text: str) -> datetime | None:
    try:
        # LibreOffice writes nine decimals of a second, where Python takes six.
        return datetime.fromisoformat(text[:26])
    except ValueError:
        return None

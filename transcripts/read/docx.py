"""Word documents: text, tables and comments with the stretch that each marks."""

from __future__ import annotations

__all__ = ["read_docx"]

import dataclasses
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from bouwsteen.transcripts.draft import Comment, Document, Draft
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.normalise import map_offsets, normalise
from bouwsteen.transcripts.page import Page
from bouwsteen.transcripts.read.docx_parts import W14, W15, WML, Parts, open_parts
from bouwsteen.transcripts.read.docx_stamp import Stamp, restored
from bouwsteen.transcripts.read.docx_walk import Walked, walk
from bouwsteen.transcripts.read.xml import check_paragraphs


def read_docx(data: bytes) -> Document | Draft:
    """Read a Word document.

    Tracked insertions are part of the text and tracked deletions are not. Hidden text, text boxes,
    headers, footers and notes are left out and, where they can be counted, told in `warnings`.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Document or Draft
        The cells of a table row stand between tabs. A Draft, with the turns of the transcript, when
        this program wrote the document and its text is as it was.

    Raises
    ------
    TranscriptError
        When the file is damaged or protected.
    """
    parts = open_parts(data)
    check_paragraphs(parts.document, WML + "p")
    walked = walk(parts.document)
    places = [place for stretch in walked.ranges.values() for place in stretch]
    places += [place for table in walked.tables for row in table for cell in row for place in cell]
    at = map_offsets(walked.text, places)
    text = normalise(walked.text)
    spans = {
        number: Span(at[start], at[end])
        for number, (start, end) in walked.ranges.items()
        if text[at[start] : at[end]].strip()
    }
    frozen = restored(text, parts.stamp)
    if frozen is not None and parts.stamp is not None:
        return _stamped(frozen, parts.stamp, _comments(parts, spans), tuple(_warnings(walked)))
    tables = (
        tuple(tuple((at[start], at[end]) for start, end in row) for row in table)
        for table in walked.tables
    )
    return Document(
        page=Page(text=text, tables=tuple(table for table in tables if table)),
        comments=tuple(_comments(parts, spans)),
        meta={"text boxes": "\n".join(walked.boxes)} if walked.boxes else {},
        warnings=tuple(_warnings(walked)),
    )


def _stamped(
    text: str, stamp: Stamp, comments: Iterator[Comment], warnings: tuple[str, ...]
) -> Draft:
    """The transcript that the document was written from, and the comments on it."""
    whole = Span(0, len(text)) if text else None
    kept = [
        dataclasses.replace(one, span=Span(one.span.start, min(one.span.end, whole.end)))
        if one.span is not None and whole is not None and one.span.start < whole.end
        else dataclasses.replace(one, span=None)
        for one in comments
    ]
    return Draft(
        text=text,
        turns=stamp.turns,
        shape="stamped",
        comments=tuple(dataclasses.replace(one, exact=one.span in stamp.exact) for one in kept),
        warnings=warnings,
        language=stamp.language,
    )


def _warnings(walked: Walked) -> Iterator[str]:
    if walked.pending:
        yield f"{walked.pending} tracked changes are pending: insertions count, deletions do not"
    if walked.hidden:
        yield f"{walked.hidden} hidden characters were left out"
    if walked.boxes:
        yield f"{len(walked.boxes)} text boxes are not part of the text"
    if walked.notes:
        yield f"{walked.notes} footnotes or endnotes are not part of the text"


def _comments(parts: Parts, spans: dict[str, Span]) -> Iterator[Comment]:
    if parts.comments is None:
        return
    found = list(parts.comments.iter(WML + "comment"))
    number_of = {_paragraph_id(comment): str(comment.get(WML + "id", "")) for comment in found}
    threads = _threads(parts.threads)
    for comment in found:
        number = str(comment.get(WML + "id", ""))
        above, resolved = threads.get(_paragraph_id(comment), ("", False))
        yield Comment(
            id=number,
            author=normalise(str(comment.get(WML + "author", ""))).strip(),
            text=normalise(walk(comment).text).strip(),
            span=spans.get(number),
            parent=number_of.get(above) if above else None,
            resolved=resolved,
            date=_date(str(comment.get(WML + "date", ""))),
        )


def _paragraph_id(comment: etree._Element) -> str:
    """Word knows a comment in its list of threads by the number of its last paragraph."""
    ids = [str(paragraph.get(W14 + "paraId", "")) for paragraph in comment.iter(WML + "p")]
    return ids[-1] if ids else ""


def _threads(root: etree._Element | None) -> dict[str, tuple[str, bool]]:
    """For each paragraph number the one that it answers, and whether the thread is resolved."""
    if root is None:
        return {}
    return {
        str(one.get(W15 + "paraId", "")): (
            str(one.get(W15 + "paraIdParent", "")),
            one.get(W15 + "done") in ("1", "true"),
        )
        for one in root.iter(W15 + "commentEx")
    }


def _date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None

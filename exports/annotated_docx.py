"""An annotated transcript as a Word document: a comment a quotation, which `code import` reads.

The body holds the frozen text and nothing else, a paragraph a line, so that reading the document
gives the same text again. Title and page number stand in header and footer, which are no part of
the text of a document; what a paragraph cannot hold is in the stamp.
"""

from __future__ import annotations

__all__ = ["render"]

import re
from collections.abc import Iterator
from datetime import UTC
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from bouwsteen.codebook.docx_out import docx_bytes
from bouwsteen.exports.annotated import Annotated, Line, Mark
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.to_docx import clean, new_document
from bouwsteen.transcripts.read.docx_stamp import stamp_bytes

_W = nsdecls("w")
# The template of python-docx has an item of its own, the first.
_STAMP = "/customXml/item2.xml"
_LABEL = '<w:rPr><w:b/><w:color w:val="595959"/></w:rPr>'
# What XML cannot hold as a character, Word and the reader of Word files take by its number.
_UNWRITABLE = re.compile("([\t\ufffe\uffff])")


def render(annotated: Annotated) -> bytes:
    """Write the document; the same transcript and codings give the same bytes.

    Parameters
    ----------
    annotated : Annotated
        The text and the quotations in it.

    Returns
    -------
    bytes
        Read by `bouwsteen.transcripts.load`, it gives the same text and turns, and comments of
        which `bouwsteen.coding.word_comments` makes the same quotations.
    """
    document = new_document(annotated.lang)
    document.core_properties.title = clean(annotated.transcript.title)
    _add_margins(document, annotated)
    body = document.element.body
    place = len(body) - 1
    for line in _written(annotated):
        body.insert(place, parse_xml(f"<w:p {_W}>{_paragraph(line)}</w:p>"))
        place += 1
    if annotated.marks:
        comments = "".join(map(_comment, annotated.marks))
        _add_part(
            document,
            "/word/comments.xml",
            f"<w:comments {_W}>{comments}</w:comments>".encode(),
            content_type=CONTENT_TYPE.WML_COMMENTS,
            relation=RELATIONSHIP_TYPE.COMMENTS,
        )
    exact = [mark.span for mark in annotated.marks if mark.exact]
    _add_part(
        document,
        _STAMP,
        stamp_bytes(annotated.transcript, exact),
        content_type="application/xml",
        relation=RELATIONSHIP_TYPE.CUSTOM_XML,
    )
    return docx_bytes(document)


def _written(annotated: Annotated) -> tuple[Line, ...]:
    """Lines that get a paragraph: a paragraph ends its line, so the last one may be needless."""
    *lines, last = annotated.lines
    needed = last.runs or last.closed or not lines
    return (*lines, last) if needed else tuple(lines)


def _paragraph(line: Line) -> str:
    pieces = []
    for run in line.runs:
        pieces.append(_events(line, run.start))
        look = "" if run.speech else _LABEL
        pieces.append(f"<w:r>{look}{_characters(run.text)}</w:r>")
    pieces.append(_events(line, line.span_end))
    return "".join(pieces)


def _events(line: Line, at: int) -> str:
    """Ends and beginnings of comments at one place; what ends there ends first."""
    ends = (mark for mark in line.closed if mark.span.end == at)
    starts = (mark for mark in line.opened if mark.span.start == at)
    return "".join(
        f'<w:commentRangeEnd w:id="{mark.number}"/>'
        f'<w:r><w:commentReference w:id="{mark.number}"/></w:r>'
        for mark in sorted(ends, key=lambda mark: -mark.span.start)
    ) + "".join(f'<w:commentRangeStart w:id="{mark.number}"/>' for mark in starts)


def _characters(text: str) -> str:
    return "".join(map(_piece, filter(None, _UNWRITABLE.split(text))))


def _piece(text: str) -> str:
    if text == "\t":
        return "<w:tab/>"
    if _UNWRITABLE.fullmatch(text):
        return f'<w:sym w:font="Arial" w:char="{ord(text):04X}"/>'
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _comment(mark: Mark) -> str:
    author = clean(mark.author)
    when = ""
    if mark.created is not None:
        moment = mark.created.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        when = f' w:date="{moment.isoformat()}Z"'
    initials = "".join(word[0] for word in author.split())[:9]
    lines = "".join(
        f"<w:p><w:r>{_characters(clean(line))}</w:r></w:p>" for line in _comment_lines(mark)
    )
    return (
        f'<w:comment w:id="{mark.number}" w:author={quoteattr(author)} '
        f"w:initials={quoteattr(initials)}{when}>{lines}</w:comment>"
    )


def _comment_lines(mark: Mark) -> Iterator[str]:
    for code in mark.codes:
        yield "; ".join(code.names)
    if mark.memo:
        yield from f"Memo: {mark.memo}".split("\n")


def _add_part(
    document: Document, name: str, content: bytes, *, content_type: str, relation: str
) -> None:
    package = document.part.package
    assert package is not None
    part = Part(PackURI(name), content_type, content, package)
    document.part.relate_to(part, relation)


def _add_margins(document: Document, annotated: Annotated) -> None:
    """Title and layer in the header, the page's number and the digest of the text in the footer."""
    labels = Labels(annotated.lang)
    section = document.sections[0]
    transcript = annotated.transcript
    n = len(annotated.marks)
    words = labels.count("annotated.subtitle", n, layer=annotated.layer)
    head = section.header.paragraphs[0]
    head.add_run(clean(transcript.title)).bold = True
    head.add_run(f"  ·  {clean(words)}")
    foot = section.footer.paragraphs[0]
    foot.add_run(labels("annotated.digest", sha256=transcript.sha256))
    foot.add_run("  ·  ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    foot._p.append(field)
    for paragraph in (head, foot):
        for run in paragraph.runs:
            run.font.size = Pt(8)
            run.font.color.rgb = RGBColor(0x59, 0x59, 0x59)

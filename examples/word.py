"""Write an interview as a Word document, byte for byte the same every time.

The parts are written here as text rather than with python-docx: its template and its clock change
from release to release, and the bundled files must not. For the same reason the parts are stored
without compression, of which the bytes depend on the zlib at hand.
"""

from __future__ import annotations

__all__ = ["COMMENTER", "commented_docx", "teams_docx", "typed_docx"]

import dataclasses
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from bouwsteen.examples.layouts import clock
from bouwsteen.examples.markup import Interview, Place

COMMENTER = "Carla"
"""Author of the Word comments."""

_DAY = "2026-04-09"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
    '<w:sz w:val="22"/><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title">'
    '<w:name w:val="Title"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
)
_ROOTS = {
    "document": "w:document",
    "styles": "w:styles",
    "comments": "w:comments",
    "commentsExtended": "w15:commentsEx",
}
_KINDS = {"document": "document.main"}
_RELATIONS = {
    "styles": f"{_RELATED}/styles",
    "comments": f"{_RELATED}/comments",
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Comment:
    """One comment or reply in the document; a reply hangs on the same words as its parent."""

    number: int
    parent: int | None
    text: str
    start: Place
    end: Place


def typed_docx(interview: Interview) -> bytes:
    """A transcript typed by hand: title, block of particulars, bold labels, a paragraph a turn."""
    return _document(_typed_body(interview, []), [])


def commented_docx(interview: Interview) -> bytes:
    """The same document with the comments of the source, replies included."""
    comments = _comments(interview)
    return _document(_typed_body(interview, comments), comments)


def teams_docx(interview: Interview) -> bytes:
    """The layout of Teams: a paragraph a turn, name and time on its first line."""
    header = interview.header
    times = clock(interview)
    length = times[-1][1] // 1000
    lines = [header["title"], header["date"], f"{length // 60}m {length % 60}s"]
    lines.append(f"{header['interviewer']} heeft de transcriptie gestart")
    for turn, (start, _) in zip(interview.turns, times, strict=True):
        minutes, seconds = divmod(start // 1000, 60)
        lines.append(f"{interview.label(turn)}   {minutes}:{seconds:02}\n{turn.text}")
    lines.append(f"{header['interviewer']} heeft de transcriptie gestopt")
    return _document("".join(_paragraph(_run(line)) for line in lines), [])


def _comments(interview: Interview) -> list[_Comment]:
    comments: list[_Comment] = []
    for note in interview.notes:
        parent = None
        for text in (note.text, *note.replies):
            number = len(comments)
            comments.append(
                _Comment(number=number, parent=parent, text=text, start=note.start, end=note.end)
            )
            parent = number if parent is None else parent
    return comments


def _typed_body(interview: Interview, comments: Sequence[_Comment]) -> str:
    header = interview.header
    particulars = [
        f"Datum: {header['date']}",
        f"Respondent: {header['role'].lower()}",
        f"Organisatie: {header['organisation']} ({header['sector']})",
        "(I = interviewer, R = respondent)",
    ]
    parts = [_paragraph(_run(header["title"]), style="Title")]
    parts += [_paragraph(_run(line)) for line in particulars]
    for place, turn in enumerate(interview.turns):
        label = _run(f"{interview.label(turn)}:", bold=True) + _run(" ")
        parts.append(_paragraph(label + _anchored(turn.text, place, comments)))
    return "".join(parts)


def _anchored(text: str, turn: int, comments: Sequence[_Comment]) -> str:
    """The runs of one turn, with the starts and ends of comments between them."""
    anchors = []
    for comment in comments:
        mark = f'w:id="{comment.number}"/>'
        if comment.start[0] == turn:
            anchors.append((comment.start[1], f"<w:commentRangeStart {mark}"))
        if comment.end[0] == turn:
            end = f"<w:commentRangeEnd {mark}<w:r><w:commentReference {mark}</w:r>"
            anchors.append((comment.end[1], end))
    out = ""
    done = 0
    for at, anchor in sorted(anchors, key=lambda each: each[0]):
        out += (_run(text[done:at]) if at > done else "") + anchor
        done = at
    return out + (_run(text[done:]) if done < len(text) else "")


def _run(text: str, *, bold: bool = False) -> str:
    words = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(escape, text.split("\n")))
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _paragraph(runs: str, *, style: str | None = None) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{runs}</w:p>"


def _document(body: str, comments: Sequence[_Comment]) -> bytes:
    """Pack a body, and the comments on it, as the bytes of a docx file."""
    parts = {
        "document": f"<w:body>{body}<w:sectPr/></w:body>",
        "styles": _STYLES,
    }
    if comments:
        parts["comments"] = "".join(map(_comment, comments))
        parts["commentsExtended"] = "".join(map(_threading, comments))
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations({"word/document.xml": f"{_RELATED}/officeDocument"}),
        "word/_rels/document.xml.rels": _relations(
            {f"{name}.xml": _RELATIONS[name] for name in parts if name != "document"}
        ),
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<{_ROOTS[name]} {_SPACES}>{content}</{_ROOTS[name]}>"
    return _zipped(files)


def _comment(comment: _Comment) -> str:
    when = f"{_DAY}T10:{comment.number:02}:00Z"
    paragraph_id = _paragraph_id(comment.number)
    return (
        f'<w:comment w:id="{comment.number}" w:author="{COMMENTER}" w:initials="{COMMENTER[0]}" '
        f'w:date="{when}"><w:p w14:paraId="{paragraph_id}">{_run(comment.text)}</w:p>'
        "</w:comment>"
    )


def _threading(comment: _Comment) -> str:
    """Say that a comment is a reply; Word joins the two by the ids of their paragraphs."""
    above = ""
    if comment.parent is not None:
        above = f' w15:paraIdParent="{_paragraph_id(comment.parent)}"'
    return f'<w15:commentEx w15:paraId="{_paragraph_id(comment.number)}"{above} w15:done="0"/>'


def _paragraph_id(number: int) -> str:
    # Word wants eight hexadecimal digits, above 0 and below 80000000.
    return f"{0x10000000 + number:08X}"


def _content_types(names: Iterable[str]) -> str:
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for name, kind in ((name, _KINDS.get(name, name)) for name in names)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{kinds}</Types>"
    )


def _relations(targets: Mapping[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _zipped(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, content in files.items():
            # The default is the clock and the system at hand; both would change the bytes.
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, (_DECLARATION + content).encode("utf-8"))
    return out.getvalue()

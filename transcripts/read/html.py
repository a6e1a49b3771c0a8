"""Web pages: noScribe's, Word's, and pages of transcripts, as the text that a browser shows."""

from __future__ import annotations

__all__ = ["document_of_html", "read_html"]

import codecs
import re

from lxml import etree

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.draft import Document
from bouwsteen.transcripts.read.writing import Writing

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary ul "
    "caption tbody thead tfoot cite".split()
)
_SKIPPED = frozenset("head script style template noscript svg math iframe object select".split())
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_LOOKED_AT = 4_000
_AS_DOCX = "Open it in Word or LibreOffice and save it as .docx."
_SEGMENT = re.compile(r"ts_\d+_\d+_.*", re.DOTALL)


def read_html(data: bytes) -> Document:
    """Read a web page.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Document
        What a browser shows; the cells of a table row stand between tabs. The head of a noScribe
        page, which names the recording's place on somebody's computer, is left out.

    Raises
    ------
    TranscriptError
        When it holds no text.

    Examples
    --------
    >>> read_html(b"<html><p>I:&nbsp;Hoe<br>gaat het?</p></html>").page.text
    'I: Hoe\\ngaat het?\\n'
    """
    text, encoding = _decoded(data)
    return document_of_html(text, meta={"encoding": encoding})


def document_of_html(text: str, *, meta: dict[str, str]) -> Document:
    """Turn HTML into the text that a browser shows.

    Parameters
    ----------
    text : str
        HTML, a whole page or a part.
    meta : dict of str to str
        What the format tells.

    Returns
    -------
    Document
        As `read_html`.

    Raises
    ------
    TranscriptError
        When it holds no text.
    """
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    # A byte order mark or a stated encoding would make libxml2 decode a second time.
    content = text.lstrip("\ufeff").encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise TranscriptError("there is no text in this web page.", key="html_empty")
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        # libxml2 gives up half-way, and what stands behind that place would be lost.
        raise TranscriptError(
            "this web page is nested too deep to be read.", _AS_DOCX, key="html_deep"
        )
    head = _cut_noscribe_head(root)
    writing = Writing()
    _write(root, writing)
    return Document(page=writing.page()[0], meta=meta, dropped=tuple(head))


def _decoded(data: bytes) -> tuple[str, str]:
    """Text and encoding; what the page says of itself counts only where UTF-8 does not fit."""
    text, encoding = decode(data)
    stated = _CHARSET.search(data[:_LOOKED_AT])
    if encoding == "cp1252" and stated:
        name = stated[1].decode("ascii")
        try:
            if codecs.lookup(name).name not in ("utf-8", "iso8859-1", "cp1252", "ascii"):
                return data.decode(name), name.lower()
        except (LookupError, UnicodeError):
            pass
    return text, encoding


def _cut_noscribe_head(root: etree._Element) -> list[str]:
    """Remove the paragraphs above noScribe's first segment; give their lines."""
    first = next(
        (one for one in root.iter("a") if _SEGMENT.fullmatch(str(one.get("name", "")))), None
    )
    paragraph = next(first.iterancestors("p"), None) if first is not None else None
    if paragraph is None:
        return []
    above = [one for one in paragraph.itersiblings(preceding=True) if one.tag == "p"]
    lines = []
    for one in reversed(above):
        writing = Writing()
        _write(one, writing)
        lines += [line for line in writing.page()[0].text.split("\n") if line.strip()]
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    return lines


def _write(root: etree._Element, writing: Writing) -> None:
    """Write an element; events instead of recursion, because pages nest without measure."""
    skipping: etree._Element | None = None
    preformatted = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag)
        if event == "start":
            if skipping is None and tag in _SKIPPED:
                skipping = element
            if skipping is not None:
                continue
            _start(tag, writing)
            preformatted += tag == "pre"
            (writing.put if preformatted else writing.flow)(element.text or "")
            continue
        if skipping is None:
            preformatted -= tag == "pre"
            _end(tag, writing)
        elif skipping is element:
            skipping = None
        if skipping is None and element is not root:
            (writing.put if preformatted else writing.flow)(element.tail or "")


def _start(tag: str, writing: Writing) -> None:
    if tag in _BLOCKS:
        writing.end_line()
    elif tag == "br":
        writing.put("\n")
    elif tag == "time":
        # Pages set it apart by style, not by a space.
        writing.put("  ")
    elif tag == "table":
        writing.open_table()
    elif tag == "tr":
        writing.open_row()
    elif tag in ("td", "th"):
        writing.open_cell()


def _end(tag: str, writing: Writing) -> None:
    if tag in _BLOCKS and tag != "cite":
        writing.end_line()
    elif tag == "table":
        writing.close_table()
    elif tag == "tr":
        writing.close_row()
    elif tag in ("td", "th"):
        writing.close_cell()

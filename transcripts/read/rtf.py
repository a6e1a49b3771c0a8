"""Rich Text Format (f4, WordPad, old Word), through striprtf."""

from __future__ import annotations

__all__ = ["read_rtf"]

import codecs
import re
from collections.abc import Iterator

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.draft import Document
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.page import Page

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
# Pictures are long runs of hexadecimal digits; the text of a document has none.
_PICTURE = re.compile(r"[0-9a-fA-F\r\n]{400,}")
# Cells as tabs, which the shapes understand; a backslash of the text itself is written twice.
_CELL = re.compile(r"(\\\\)|\\(?:nest)?cell(?![a-z])[ ]?")
_GROUP = re.compile(r"\{([^{}]*)\}")
_LEFT = re.compile(r"\\(?:deleted|v)(?![a-zA-Z0-9-])")
_LONGEST = 8_000_000
_FONT = re.compile(r"\\f(?=\d)")
_DAMAGED = (
    "this should be an RTF document, but it is damaged.",
    "Open it in Word or LibreOffice and save it as .docx.",
)


def read_rtf(data: bytes) -> Document:
    """Read an RTF document.

    Headers, footers, notes, comments, hidden and deleted text are left out and, where they can be
    counted, told in `warnings`.

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
        When the file is damaged or too long.
    """
    from striprtf.striprtf import rtf_to_text

    source = _PICTURE.sub("", data.decode(_encoding(data), "replace"))
    if len(source) > _LONGEST:
        raise TranscriptError(
            f"this RTF document is longer than {_LONGEST // 1_000_000} million characters.",
            "Save it as .docx, and split it.",
            key="rtf_long",
            millions=_LONGEST // 1_000_000,
        )
    shown = _GROUP.sub(lambda found: "" if _LEFT.search(found[1]) else found[0], source)
    warnings = tuple(_warnings(source, shown))
    # Written so, striprtf skips where a link goes; else it searches for it, line by long line.
    source = _with_short_fonts(shown.replace("\\fldinst{", "\\fldinst {"))
    source = _CELL.sub(lambda found: found[1] or r"\tab ", source)
    try:
        raw: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
        raise TranscriptError(*_DAMAGED, key="rtf_damaged") from None
    # An emoji is two numbers in RTF, the halves of a pair in UTF-16.
    whole = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = re.sub(r"\t+(?=\n|\Z)", "", normalise(whole))
    return Document(page=Page(text=text), warnings=warnings)


def _encoding(data: bytes) -> str:
    stated = _CODE_PAGE.search(data[:4_000])
    name = f"cp{stated[1].decode()}" if stated else "cp1252"
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _with_short_fonts(source: str) -> str:
    """End every font's entry in the table of fonts, so that a search in it stays inside one."""
    start = source.find("\\fonttbl")
    if start < 0:
        return source
    depth, end = 1, len(source)
    for brace in re.finditer(r"[{}]", source[start:]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            end = start + brace.start()
            break
    return source[:start] + _FONT.sub(r";\n\\f", source[start:end]) + source[end:]


def _warnings(source: str, shown: str) -> Iterator[str]:
    cut = len(_LEFT.findall(source)) - len(_LEFT.findall(shown))
    if cut:
        yield f"{cut} stretches of hidden or deleted text were left out"
    if _LEFT.search(shown):
        yield "hidden or deleted text may stand in it; save it as .docx to be sure"
    for sign, what in ((r"\footnote", "footnotes"), (r"\annotation", "comments in the margin")):
        count = len(re.findall(rf"\{sign}(?![a-z])", source))
        if count:
            yield f"{count} {what} are not part of the text"

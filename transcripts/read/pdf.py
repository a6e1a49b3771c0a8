"""PDF, through pypdfium2: the lines of the pages, mended to paragraphs."""

from __future__ import annotations

__all__ = ["read_pdf"]

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.draft import Document
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.page import Page
from bouwsteen.transcripts.pdf_lines import mended

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

_PAGES_MOST = 2_000
_STREAM = re.compile(rb"stream\r?\n")
_STREAMS_MOST = 100_000
_UNPACKED_MOST = 200_000_000
_CHUNK = 16_384
_UNPACKED = 1_000_000
_AS_DOCX = "Ask for the document that it was made from (.docx), or save it as such."


def read_pdf(data: bytes) -> Document:
    """Read a PDF.

    Headers and footers that the pages share, page numbers and line numbers are left out; words
    that a line end divides are joined, and so are the lines of a paragraph.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Document
        Its lines are the paragraphs of the pages.

    Raises
    ------
    TranscriptError
        When it is damaged, locked, or holds pictures of text (a scan).
    """
    import pypdfium2

    _check_size(data)
    try:
        with_text = pypdfium2.PdfDocument(data)
        try:
            pages = list(_pages(with_text))
        finally:
            with_text.close()
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise TranscriptError(
            "this PDF is locked with a password." if locked else "this PDF is damaged.",
            _AS_DOCX,
            key="pdf_locked" if locked else "pdf_damaged",
        ) from None
    blank = [str(number) for number, lines in enumerate(pages, start=1) if not any(lines)]
    if len(blank) == len(pages):
        raise TranscriptError(
            f"this PDF holds no text on its {len(pages)} pages: it is a scan, or empty.",
            "Have its text recognised (OCR) first, or ask for the document it was made from.",
            key="pdf_scan",
            pages=len(pages),
        )
    found = mended([lines for lines in pages if any(lines)])
    warnings = list(found.warnings)
    if blank:
        warnings.append(f"pages without text: {', '.join(blank)}")
    return Document(
        page=Page(text=found.text),
        meta={"pages": str(len(pages))},
        dropped=found.dropped,
        warnings=("read from a PDF, in which paragraphs are a guess; compare it", *warnings),
    )


def _pages(document: PdfDocument) -> Iterator[Sequence[str]]:
    if len(document) > _PAGES_MOST:
        raise TranscriptError(
            f"this PDF has more than {_PAGES_MOST} pages.",
            "Split it.",
            key="pdf_pages",
            most=_PAGES_MOST,
        )
    for number in range(len(document)):
        page = document[number]
        try:
            held = page.get_textpage()
            try:
                raw = held.get_text_bounded()
            finally:
                held.close()
        finally:
            page.close()
        # pdfium marks a hyphen at a line end, and joins the line to the next; see pdf_lines.
        marked = re.sub("[\x02\ufffe]", "\ue002", raw)
        yield [line.strip() for line in normalise(marked).split("\n") if line.strip()]


def _check_size(data: bytes) -> None:
    """Refuse a file of which the packed streams are absurdly large; pdfium unpacks them whole."""
    total = 0
    view = memoryview(data)
    for number, found in enumerate(_STREAM.finditer(data)):
        if number == _STREAMS_MOST:
            raise TranscriptError(
                f"this PDF has more than {_STREAMS_MOST:,} parts.",
                _AS_DOCX,
                key="pdf_parts",
                most=_STREAMS_MOST,
            )
        unpacker = zlib.decompressobj()
        place = found.end()
        try:
            while place < len(data) and not unpacker.eof:
                rest: bytes | memoryview = view[place : place + _CHUNK]
                place += _CHUNK
                while rest and not unpacker.eof:
                    total += len(unpacker.decompress(rest, _UNPACKED))
                    rest = unpacker.unconsumed_tail
                    if total > _UNPACKED_MOST:
                        raise TranscriptError(
                            f"this PDF unpacks to more than {_UNPACKED_MOST // 1_000_000} MB.",
                            _AS_DOCX,
                            key="pdf_unpacked",
                            most=_UNPACKED_MOST // 1_000_000,
                        )
        except zlib.error:
            continue

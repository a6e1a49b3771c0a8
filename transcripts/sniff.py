"""What a file is, from its first bytes; the suffix decides only between kinds of plain text."""

from __future__ import annotations

__all__ = ["sniff"]

import json
import re
import zipfile
from pathlib import PurePath

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.package import PACKAGE_ERRORS, open_package, read_part
from bouwsteen.transcripts.read.stm import STM_LINE

_RECORDING = ("recording", "a recording", "Have it transcribed first, and import the transcript.")
_AS_DOCX = "Save it as a Word document (.docx) or as plain text, and import that."
_AS_EXPORT = "Export the transcript as docx, vtt, srt, csv or plain text, and import that."
_PICTURE = ("picture", "a picture", "Import the transcript as a document.")
_READ = ((rb"\s*%PDF", "pdf"), (rb"\s*\{\\rtf", "rtf"))
_REFUSED = (
    (
        rb"\xd0\xcf\x11\xe0",
        "old_office",
        "an old or a password-protected Office document",
        _AS_DOCX,
    ),
    (rb"ID3|OggS|fLaC|RIFF|....ftyp|\xff[\xe2-\xfb]|\x1aE\xdf\xa3", *_RECORDING),
    (rb"\x89PNG|\xff\xd8\xff|GIF8", *_PICTURE),
)
_PROLOGUE = r"(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*)?(?:<!doctype[^>]{0,300}>\s*)?"
_MARKUP = (
    (rf"{_PROLOGUE}<ANNOTATION_DOCUMENT\b", "eaf"),
    (rf"<!doctype\s+html|{_PROLOGUE}<html\b", "html"),
)
_WEB = re.compile(r"<(?:p|div|body|head|cite|table|span|h\d|a|br|ul|ol)\b", re.IGNORECASE)
_OFFICE = (
    ("word/", "docx", "", ""),
    ("xl/workbook.xml", "xlsx", "", ""),
    ("xl/", "", "xlsb", "a binary Excel workbook (.xlsb)"),
    ("ppt/", "", "presentation", "a presentation"),
)
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_SPREADSHEET = b"<office:spreadsheet"
# Padded times: Teams' old Word layout has arrows too, but writes 0:0:3.2 and needs no cue parser.
_CUE = re.compile(r"^[ \t]*\d\d:\d\d(?::\d\d)?[,.]\d{1,4}[ \t]*-->[ \t]*\d\d:\d\d", re.MULTILINE)


def sniff(data: bytes, name: str) -> str:
    """Name the reader that a file needs.

    Parameters
    ----------
    data : bytes
        Whole file.
    name : str
        Name of the file; its suffix tells ``.csv``, ``.tsv`` and ``.html`` from other plain text.

    Returns
    -------
    str
        A name of `bouwsteen.transcripts.load.READERS`.

    Raises
    ------
    TranscriptError
        When the file is empty, or of a kind that holds no readable transcript.

    Examples
    --------
    >>> sniff(b"WEBVTT\\n\\n00:01.000 --> 00:02.000\\nJa.", "export.txt")
    'vtt'
    """
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise TranscriptError("the file is empty.", key="file_empty")
    if data.startswith(b"PK\x03\x04"):
        return _packed_kind(data)
    for pattern, kind in _READ:
        if re.match(pattern, data):
            return kind
    for pattern, kind, what, hint in _REFUSED:
        if re.match(pattern, data, re.DOTALL):
            raise TranscriptError(
                f"this is {what}, which has no reader.", hint, key=f"no_reader_{kind}"
            )
    suffix = PurePath(name).suffix.lower()
    return _text_kind(decode(data)[0].lstrip("\ufeff \t\r\n"), suffix)


def _packed_kind(data: bytes) -> str:
    try:
        with open_package(data) as package:
            names = package.namelist()
            kind = _open_document(package) if "content.xml" in names else None
    except PACKAGE_ERRORS:
        raise TranscriptError(
            "this should be a document, but the file is damaged.",
            "Open it in the program that made it and save it again.",
            key="document_damaged",
        ) from None
    if kind is not None:
        return kind
    for start, reader, refused, what in _OFFICE:
        if any(entry.startswith(start) for entry in names):
            if reader:
                return reader
            raise TranscriptError(
                f"this is {what}, which has no reader.", _AS_DOCX, key=f"no_reader_{refused}"
            )
    if "content.xml" in names:
        raise TranscriptError(
            "this is an OpenDocument file without text.", _AS_DOCX, key="opendocument_no_text"
        )
    raise TranscriptError(
        "this is a zip archive.", "Unpack it and import the files in it.", key="zip_archive"
    )


def _open_document(package: zipfile.ZipFile) -> str | None:
    """Reader of an OpenDocument file: as its type says, else as its content looks."""
    stated = ""
    if "mimetype" in package.NameToInfo:
        stated = read_part(package, "mimetype").decode("ascii", "replace").strip()
    if stated in _OPEN_DOCUMENT:
        return _OPEN_DOCUMENT[stated]
    if stated.startswith("application/vnd.oasis.opendocument") and "-template" not in stated:
        return None
    return "ods" if _SPREADSHEET in read_part(package, "content.xml") else "odt"


def _text_kind(text: str, suffix: str) -> str:
    if text.startswith("WEBVTT"):
        return "vtt"
    for pattern, kind in _MARKUP:
        if re.match(pattern, text, re.IGNORECASE | re.DOTALL):
            return kind
    if suffix in (".html", ".htm", ".xhtml") and _WEB.search(text):
        return "html"
    if re.match(r"<\?xml\b", text):
        raise TranscriptError(
            "this is an XML file, which has no reader.", _AS_EXPORT, key="no_reader_xml"
        )
    if text[:1] in ("{", "[") and (kind_of_json := _json_kind(text)):
        return kind_of_json
    if suffix == ".srt" or _CUE.search(text):
        return "vtt" if suffix == ".vtt" else "srt"
    if suffix == ".stm" or _is_stm(text):
        return "stm"
    return "csv" if suffix in (".csv", ".tsv") else "text"


def _json_kind(text: str) -> str | None:
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        # A line that starts with [i] or {00:03} is no JSON, however much it looks like it.
        return None
    typed = isinstance(held, dict) and isinstance(held.get("text"), str) and "media" in held
    return "otr" if typed else "json"


def _is_stm(text: str) -> bool:
    lines = [line for line in text[:20_000].split("\n")[:50] if line.strip()]
    spoken = [line for line in lines if not line.startswith(";;")]
    return len(spoken) > 1 and all(STM_LINE.fullmatch(line.rstrip("\r")) for line in spoken[:-1])

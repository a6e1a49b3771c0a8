"""What a file is, from its first bytes; the suffix decides only between kinds of plain text."""

from __future__ import annotations

__all__ = ["sniff"]

import io
import json
import re
import zipfile
from pathlib import PurePath

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.decode import decode

_RECORDING = ("a recording", "Have it transcribed first, and import the transcript.")
_AS_DOCX = "Save it as a Word document (.docx) or as plain text, and import that."
_AS_EXPORT = "Export the transcript as docx, vtt, srt, csv or plain text, and import that."
_PICTURE = ("a picture", "Import the transcript as a document.")
_REFUSED = (
    (rb"\s*%PDF", "a PDF", _AS_DOCX),
    (rb"\s*\{\\rtf", "an RTF document", _AS_DOCX),
    (rb"\xd0\xcf\x11\xe0", "an old or a password-protected Office document", _AS_DOCX),
    (rb"ID3|OggS|fLaC|RIFF|....ftyp|\xff[\xe2-\xfb]|\x1aE\xdf\xa3", *_RECORDING),
    (rb"\x89PNG|\xff\xd8\xff|GIF8", *_PICTURE),
)
_REFUSED_TEXT = (
    (r"<!doctype html|<html\b", "a web page", _AS_DOCX),
    (r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<ANNOTATION_DOCUMENT\b", "an ELAN file", _AS_EXPORT),
    (r"<\?xml\b", "an XML file", _AS_EXPORT),
)
_OFFICE = (
    ("word/", "docx"),
    ("xl/", "an Excel workbook"),
    ("ppt/", "a presentation"),
    ("content.xml", "an OpenDocument file"),
)
# Padded times: Teams' old Word layout has arrows too, but writes 0:0:3.2 and needs no cue parser.
_CUE = re.compile(r"^[ \t]*\d\d:\d\d(?::\d\d)?[,.]\d{1,4}[ \t]*-->[ \t]*\d\d:\d\d", re.MULTILINE)


def sniff(data: bytes, name: str) -> str:
    """Name the reader that a file needs.

    Parameters
    ----------
    data : bytes
        Whole file.
    name : str
        Name of the file; its suffix tells ``.csv`` and ``.tsv`` from other plain text.

    Returns
    -------
    str
        ``docx``, ``vtt``, ``srt``, ``csv`` or ``text``.

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
        raise TranscriptError("the file is empty.")
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    for pattern, what, hint in _REFUSED:
        if re.match(pattern, data, re.DOTALL):
            raise TranscriptError(f"this is {what}, which has no reader.", hint)
    suffix = PurePath(name).suffix.lower()
    return _text_kind(decode(data)[0].lstrip("\ufeff \t\r\n"), suffix)


def _office(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise TranscriptError(
            "this should be a Word document, but the file is damaged.",
            "Open it in Word and save it again.",
        ) from None
    for start, what in _OFFICE:
        if any(entry.startswith(start) for entry in names):
            if what == "docx":
                return what
            raise TranscriptError(f"this is {what}, which has no reader.", _AS_DOCX)
    raise TranscriptError("this is a zip archive.", "Unpack it and import the files in it.")


def _text_kind(text: str, suffix: str) -> str:
    if text.startswith("WEBVTT"):
        return "vtt"
    for pattern, what, hint in _REFUSED_TEXT:
        if re.match(pattern, text, re.IGNORECASE | re.DOTALL):
            raise TranscriptError(f"this is {what}, which has no reader.", hint)
    if text[:1] in "{[" and _is_json(text):
        raise TranscriptError("this is a JSON file, which has no reader.", _AS_EXPORT)
    if suffix == ".srt" or _CUE.search(text):
        return "vtt" if suffix == ".vtt" else "srt"
    return "csv" if suffix in (".csv", ".tsv") else "text"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        # A line that starts with [i] or {00:03} is no JSON, however much it looks like it.
        return False
    return True

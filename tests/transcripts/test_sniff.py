from __future__ import annotations

import io
import zipfile

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.sniff import sniff


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (zipped("word/document.xml"), "a.txt", "docx"),
        (b"\xef\xbb\xbfWEBVTT\r\n", "a.txt", "vtt"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nJa\n", "a.txt", "srt"),
        (b"00:00:01,000-->00:00:02,000\nJa\n", "a", "srt"),
        (b"00:01.000 --> 00:02.000\nJa\n", "a.vtt", "vtt"),
        (b"0:0:0.0 --> 0:0:1.510\nVera\nJa\n", "a.txt", "text"),
        (b"Ja\n", "a.srt", "srt"),
        (b"tijd;spreker;tekst\n", "A.CSV", "csv"),
        (b"tijd\tspreker\ttekst\n", "a.tsv", "csv"),
        (b"[i] Hallo\n[r] Dag\n", "a.txt", "text"),
        (b"{00:03} Hallo\n", "a.txt", "text"),
        ("geïnterviewd".encode("utf-16-le"), "a.md", "text"),
    ],
)
def test_sniff_names_the_reader(data: bytes, name: str, kind: str) -> None:
    assert sniff(data, name) == kind


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty."),
        (b"\xef\xbb\xbf \r\n", "the file is empty."),
        (b"%PDF-1.7", "this is a PDF, which has no reader."),
        (b"{\\rtf1\\ansi", "this is an RTF document, which has no reader."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "this is an old or a password-protected Office document, which has no reader.",
        ),
        (b"ID3\x04", "this is a recording, which has no reader."),
        (b"\x00\x00\x00\x20ftypM4A ", "this is a recording, which has no reader."),
        (b"\x89PNG\r\n", "this is a picture, which has no reader."),
        (b"<!DOCTYPE html><p>", "this is a web page, which has no reader."),
        (
            b'<?xml version="1.0"?>\n<ANNOTATION_DOCUMENT>',
            "this is an ELAN file, which has no reader.",
        ),
        (b'<?xml version="1.0"?><a/>', "this is an XML file, which has no reader."),
        (b' {"text": "ja"}', "this is a JSON file, which has no reader."),
        (b"[1, 2]", "this is a JSON file, which has no reader."),
        (zipped("xl/workbook.xml"), "this is an Excel workbook, which has no reader."),
        (zipped("mimetype", "content.xml"), "this is an OpenDocument file, which has no reader."),
        (zipped("a.txt"), "this is a zip archive."),
        (b"PK\x03\x04kapot", "this should be a Word document, but the file is damaged."),
    ],
)
def test_sniff_refuses(data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        sniff(data, "interview.docx")
    assert caught.value.message == message

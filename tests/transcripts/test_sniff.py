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


def drawing() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.graphics")
        package.writestr("content.xml", "x")
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
        (b"%PDF-1.7", "a.docx", "pdf"),
        (b"{\\rtf1\\ansi", "a.doc", "rtf"),
        (b"<!DOCTYPE html><p>", "a.txt", "html"),
        (b"<html xmlns:v='x'>", "a.doc", "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html>', "a.txt", "html"),
        (b"<cite>Vera:</cite><p>Ja</p>", "a.htm", "html"),
        (b"<v Vera>Ja", "a.txt", "text"),
        (b'<?xml version="1.0"?>\n<ANNOTATION_DOCUMENT>', "a.xml", "eaf"),
        (b"<!-- x --><ANNOTATION_DOCUMENT>", "a.eaf", "eaf"),
        (b' {"text": "ja"}', "a.txt", "json"),
        (b'{"text": "<p>ja</p>", "media": "a.m4a"}', "a.json", "otr"),
        (b"[1, 2]", "a.txt", "json"),
        (zipped("xl/workbook.xml", "xl/worksheets/sheet1.xml"), "a.zip", "xlsx"),
        (zipped("mimetype", "content.xml"), "a.zip", "odt"),
        (b"f 1 s 0.5 1 <o> ja\nf 1 s 1 2 nee\n", "a.txt", "stm"),
        (b"een twee 3 4 5\n", "a.txt", "text"),
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
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "this is an old or a password-protected Office document, which has no reader.",
        ),
        (b"ID3\x04", "this is a recording, which has no reader."),
        (b"\x00\x00\x00\x20ftypM4A ", "this is a recording, which has no reader."),
        (b"\x89PNG\r\n", "this is a picture, which has no reader."),
        (b'<?xml version="1.0"?><a/>', "this is an XML file, which has no reader."),
        (zipped("a.txt"), "this is a zip archive."),
        (
            zipped("xl/workbook.bin"),
            "this is a binary Excel workbook (.xlsb), which has no reader.",
        ),
        (zipped("ppt/presentation.xml"), "this is a presentation, which has no reader."),
        (drawing(), "this is an OpenDocument file without text."),
        (b"PK\x03\x04kapot", "this should be a document, but the file is damaged."),
    ],
)
def test_sniff_refuses(data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        sniff(data, "interview.docx")
    assert caught.value.message == message

from __future__ import annotations

import codecs

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.decode import decode

DUTCH = "V: Bent u geïnterviewd? “Hè” – één keer… 5 €"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (codecs.BOM_UTF8 + DUTCH.encode(), "utf-8-sig"),
        (DUTCH.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + DUTCH.encode("utf-16-be"), "utf-16"),
        (DUTCH.encode("utf-32"), "utf-32"),
        (DUTCH.encode(), "utf-8"),
        (DUTCH.encode("utf-16-le"), "utf-16-le"),
        (DUTCH.encode("utf-16-be"), "utf-16-be"),
        (DUTCH.encode("cp1252"), "cp1252"),
    ],
)
def test_decode_finds_the_encoding(data: bytes, encoding: str) -> None:
    assert decode(data) == (DUTCH, encoding)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bytes(range(64)), "this is no text but a file of some program."),
        (b"een \x81", "byte 4 is no text in cp1252."),
        (codecs.BOM_UTF8 + b"\xff", "byte 0 is no text in utf-8."),
    ],
)
def test_decode_refuses(data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        decode(data)
    assert caught.value.message == message
    assert caught.value.hint == (
        "Open it in the program that made it and save it as text in UTF-8."
    )

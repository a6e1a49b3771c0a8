"""Bytes to text: the four encodings in which transcripts come, tried in a fixed order.

Statistical guessing is left out on purpose: it takes Dutch Windows text for a Central European one
and turns every ï into another letter.
"""

from __future__ import annotations

__all__ = ["decode"]

import codecs

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.limits import check_length

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HINT = "Open it in the program that made it and save it as text in UTF-8."


def decode(data: bytes) -> tuple[str, str]:
    """Turn the bytes of a text file into text.

    A byte order mark decides; then strict UTF-8; then the NUL bytes that Western text has in
    UTF-16; then Windows-1252.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    text : str
        Not yet normalised.
    encoding : str
        Name of the encoding that was found.

    Raises
    ------
    TranscriptError
        When the bytes are no text in any of these encodings, or too much of it.

    Examples
    --------
    >>> decode("geïnterviewd".encode("cp1252"))
    ('geïnterviewd', 'cp1252')
    """
    text, encoding = _decoded(data)
    check_length(text)
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    if b"\x00" in data:
        encoding = _utf16_order(data)
        return _strictly(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252"), "cp1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TranscriptError(
            f"byte {error.start} is no text in {encoding.removesuffix('-sig')}.",
            _HINT,
            key="text_broken",
            byte=error.start,
            encoding=encoding.removesuffix("-sig"),
        ) from None


def _utf16_order(data: bytes) -> str:
    """Western letters have their NUL second in little-endian UTF-16 and first in big-endian."""
    first, second = data[::2].count(0), data[1::2].count(0)
    half = len(data) / 2
    if second > 0.4 * half and first < 0.1 * half:
        return "utf-16-le"
    if first > 0.4 * half and second < 0.1 * half:
        return "utf-16-be"
    raise TranscriptError("this is no text but a file of some program.", _HINT, key="text_not")

"""Zip files that hold a document: opened with a limit on members and on size, nothing to disk."""

from __future__ import annotations

__all__ = ["LARGEST_PART", "MEMBERS_MOST", "PACKAGE_ERRORS", "open_package", "read_part"]

import io
import zipfile
import zlib

from bouwsteen.errors import TranscriptError

LARGEST_PART = 16_000_000
"""Bytes of one unzipped part; a ten-hour interview in Word needs a third of it."""

MEMBERS_MOST = 10_000
"""Entries of one package; a document with a hundred pictures has some hundreds."""

PACKAGE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,  # an encrypted member; NotImplementedError is one: an unknown compression
    OSError,
)
"""What damage in a package can raise while it is read."""

_ENTRY = b"PK\x01\x02"


def open_package(data: bytes) -> zipfile.ZipFile:
    """Open a zip file for reading in memory.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    ZipFile
        Names in it are only compared with names, never used as places on a disk.

    Raises
    ------
    TranscriptError
        When it has more than `MEMBERS_MOST` entries.
    """
    # Counted before opening, because opening makes an object of every entry.
    if data.count(_ENTRY) > MEMBERS_MOST:
        raise TranscriptError(
            f"the file holds more than {MEMBERS_MOST:,} files, so it is no document.",
            "Open it in the program that made it and save it again.",
            key="package_many",
            most=MEMBERS_MOST,
        )
    return zipfile.ZipFile(io.BytesIO(data))


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """Unzip one part.

    Parameters
    ----------
    package : ZipFile
        From `open_package`.
    name : str
        Its name, as the package spells it.

    Returns
    -------
    bytes
        At most `LARGEST_PART`, whatever size the package claims.

    Raises
    ------
    TranscriptError
        When it is larger.
    """
    with package.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise TranscriptError(
            f"its part {name!r} is larger than {LARGEST_PART // 1_000_000} MB.",
            "No interview is that long; split the document.",
            key="package_part_large",
            part=name,
            most=LARGEST_PART // 1_000_000,
        )
    return content

"""Write an annotated transcript to a file, the format chosen by its suffix."""

from __future__ import annotations

__all__ = ["ANNOTATED_SUFFIXES", "write_annotated"]

from collections.abc import Callable, Mapping
from pathlib import Path

from bouwsteen.exports import annotated_docx, annotated_html
from bouwsteen.exports.annotated import Annotated
from bouwsteen.exports.write import known_suffix, write_bytes


def _text(annotated: Annotated) -> bytes:
    return annotated.transcript.text.encode("utf-8")


_WRITERS: Mapping[str, Callable[[Annotated], bytes]] = {
    ".docx": annotated_docx.render,
    ".html": annotated_html.render,
    ".txt": _text,
}
ANNOTATED_SUFFIXES = tuple(_WRITERS)
"""Suffixes that `write_annotated` knows."""


def write_annotated(annotated: Annotated, path: Path) -> Path:
    """Write a transcript with its codings; an existing file is replaced.

    Parameters
    ----------
    annotated : Annotated
        The text and the quotations in it.
    path : Path
        Its suffix names the format: docx with comments, html with a margin, txt without codings.

    Raises
    ------
    ExportError
        When the suffix is not known or the file cannot be written.
    """
    return write_bytes(path, _WRITERS[known_suffix(path, ANNOTATED_SUFFIXES)](annotated))

"""From a file to a Transcript: choose the reader, read, and tell what was left out."""

from __future__ import annotations

__all__ = ["READERS", "Loaded", "Reader", "load", "load_bytes"]

import dataclasses
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from bouwsteen.errors import TranscriptError, nearest
from bouwsteen.transcripts.draft import Comment, Document, Draft, draft_of
from bouwsteen.transcripts.faults import in_file, unreadable
from bouwsteen.transcripts.language import guess_language
from bouwsteen.transcripts.limits import BYTES_MOST
from bouwsteen.transcripts.model import Transcript
from bouwsteen.transcripts.read.csv import read_csv
from bouwsteen.transcripts.read.cues import read_cues
from bouwsteen.transcripts.read.docx import read_docx
from bouwsteen.transcripts.read.eaf import read_eaf
from bouwsteen.transcripts.read.html import read_html
from bouwsteen.transcripts.read.json import read_json
from bouwsteen.transcripts.read.ods import read_ods
from bouwsteen.transcripts.read.odt import read_odt
from bouwsteen.transcripts.read.otr import read_otr
from bouwsteen.transcripts.read.pdf import read_pdf
from bouwsteen.transcripts.read.rtf import read_rtf
from bouwsteen.transcripts.read.stm import read_stm
from bouwsteen.transcripts.read.text import read_text
from bouwsteen.transcripts.read.xlsx import read_xlsx
from bouwsteen.transcripts.shapes import SHAPES
from bouwsteen.transcripts.sniff import sniff
from bouwsteen.transcripts.speakers import with_flags

Reader = Callable[[bytes], Document | Draft]
"""Gives a Document, of which the turns are still to be found, or a Draft that has them."""

READERS: Mapping[str, Reader] = {
    "csv": read_csv,
    "docx": read_docx,
    "eaf": read_eaf,
    "html": read_html,
    "json": read_json,
    "ods": read_ods,
    "odt": read_odt,
    "otr": read_otr,
    "pdf": read_pdf,
    "rtf": read_rtf,
    "srt": read_cues,
    "stm": read_stm,
    "text": read_text,
    "vtt": read_cues,
    "xlsx": read_xlsx,
}
"""The reader of each format, by the name that `sniff` gives and a user chooses with."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A transcript, and what a person should know before keeping it.

    Parameters
    ----------
    transcript : Transcript
        Text and turns.
    comments : tuple of Comment
        From the margin of a Word document.
    dropped : tuple of str
        Lines that are part of no turn: title, particulars, start and stop lines, notes.
    warnings : tuple of str
        What was inferred, left out or looks odd.
    score : float
        Share of the words that the reading explains, 0 to 1.
    """

    transcript: Transcript
    comments: tuple[Comment, ...] = ()
    dropped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    score: float = 1.0


def load(
    path: str | Path, *, key: str | None = None, title: str | None = None, reader: str | None = None
) -> Loaded:
    """Read a transcript from a file.

    Parameters
    ----------
    path : str or Path
        The file.
    key : str, optional
        Name inside the study; the file's name without suffix unless given.
    title : str, optional
        What a reader sees; the key unless given.
    reader : str, optional
        Name of a format, of `READERS`, or of the shape of a document, of
        `bouwsteen.transcripts.shapes.SHAPES`; found out unless given.

    Returns
    -------
    Loaded
        The transcript, and what a person should know about it.

    Raises
    ------
    TranscriptError
        When the file cannot be opened, its format has no reader, or its turns are not understood.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(BYTES_MOST + 1)
    except OSError as error:
        raise unreadable(path, error, TranscriptError) from None
    return load_bytes(data, path.name, key=key, title=title, reader=reader)


def load_bytes(
    data: bytes,
    name: str,
    *,
    key: str | None = None,
    title: str | None = None,
    reader: str | None = None,
) -> Loaded:
    """Read a transcript from the bytes of a file.

    Parameters
    ----------
    data : bytes
        Whole file.
    name : str
        The file's name, for the key, for messages, and to tell csv from other text.
    key, title, reader
        As for `load`.

    Returns
    -------
    Loaded
        The transcript, and what a person should know about it.

    Raises
    ------
    TranscriptError
        When its format has no reader, or its turns are not understood.

    Examples
    --------
    >>> loaded = load_bytes(b"I: Hoe gaat het?\\nR: Goed.\\n", "gesprek.txt")
    >>> loaded.transcript.key, loaded.transcript.speakers, loaded.transcript.meta["shape"]
    ('gesprek', ('I', 'R'), 'labels')
    """
    _check(len(data), name, reader)
    try:
        shape = None if reader in READERS else reader
        kind = sniff(data, name) if reader is None or shape is not None else reader
        draft = _drafted(READERS[kind](data), shape=shape)
    except TranscriptError as error:
        raise in_file(name, error, TranscriptError) from None
    key = unicodedata.normalize("NFC", PurePath(name).stem).strip() if key is None else key
    meta = {"source": unicodedata.normalize("NFC", name), "reader": kind, "shape": draft.shape}
    if draft.warnings:
        meta["warnings"] = "\n".join(draft.warnings)
    transcript = Transcript(
        key=key,
        title=title or key,
        text=draft.text,
        turns=with_flags(draft.turns, draft.text),
        language=draft.language or guess_language(draft.text),
        meta={**draft.meta, **meta},
    )
    return Loaded(
        transcript=transcript,
        comments=draft.comments,
        dropped=draft.dropped,
        warnings=draft.warnings,
        score=draft.score,
    )


def _check(size: int, name: str, reader: str | None) -> None:
    """Refuse a file that is too large, or a reader that is not there."""
    if size > BYTES_MOST:
        raise TranscriptError(
            f"{name}: the file is larger than {BYTES_MOST // 1_000_000} MB.",
            "A transcript is far smaller; take out pictures and recordings, or split it.",
            key="file_large",
            file=name,
            most=BYTES_MOST // 1_000_000,
        )
    if reader is not None and reader not in READERS and reader not in SHAPES:
        names = [*READERS, *SHAPES]
        raise TranscriptError(
            f"There is no reader {reader!r}.",
            nearest(reader, names) or f"Choose one of {', '.join(names)}.",
            key="reader_unknown",
            reader=reader,
            known=", ".join(names),
        )


def _drafted(made: Document | Draft, *, shape: str | None) -> Draft:
    if isinstance(made, Document):
        return draft_of(made, shape=shape)
    if shape is not None:
        raise TranscriptError(
            f"this file has turns of its own, which cannot be read as {shape}.",
            f"The readers {', '.join(SHAPES)} are for text and Word documents.",
            key="reader_shape",
            shape=shape,
            shapes=", ".join(SHAPES),
        )
    return made

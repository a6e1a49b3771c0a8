"""From a file to a Transcript: choose the reader, read, and tell what was left out."""

from __future__ import annotations

__all__ = ["READERS", "Loaded", "Reader", "load", "load_bytes"]

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from bouwsteen.errors import TranscriptError, nearest
from bouwsteen.transcripts.draft import Comment, Document, Draft, draft_of
from bouwsteen.transcripts.language import guess_language
from bouwsteen.transcripts.model import Transcript, Turn
from bouwsteen.transcripts.read.csv import read_csv
from bouwsteen.transcripts.read.cues import read_cues
from bouwsteen.transcripts.read.docx import read_docx
from bouwsteen.transcripts.read.text import read_text
from bouwsteen.transcripts.shapes import SHAPES
from bouwsteen.transcripts.sniff import sniff

Reader = Callable[[bytes], Document | Draft]
"""Gives a Document, of which the turns are still to be found, or a Draft that has them."""

READERS: Mapping[str, Reader] = {
    "csv": read_csv,
    "docx": read_docx,
    "srt": read_cues,
    "text": read_text,
    "vtt": read_cues,
}
"""The reader of each format, by the name that `sniff` gives and a user chooses with."""

# Signs that one listens; an answer such as "Nee." is no such sign.
_BACKCHANNEL = re.compile(
    r"\W*(?:(?:h+m+|m+h+m+|m+|hm-m|mm-hm+|uh-huh|aha|ah|oh|ja|jaja|oké|oke|ok|okay|yes|yeah|right|"
    r"precies|genau)\W*){1,3}",
    re.IGNORECASE,
)
_BACKCHANNEL_LONGEST = 30


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
        data = path.read_bytes()
    except OSError as error:
        raise TranscriptError(
            f"{path} cannot be read: {error.strerror}.", "Check the name and the folder."
        ) from None
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
    if reader is not None and reader not in READERS and reader not in SHAPES:
        names = [*READERS, *SHAPES]
        raise TranscriptError(
            f"There is no reader {reader!r}.",
            nearest(reader, names) or f"Choose one of {', '.join(names)}.",
        )
    try:
        shape = None if reader in READERS else reader
        kind = sniff(data, name) if reader is None or shape is not None else reader
        draft = _drafted(READERS[kind](data), shape=shape)
    except TranscriptError as error:
        raise TranscriptError(f"{name}: {error.message}", error.hint) from None
    key = unicodedata.normalize("NFC", PurePath(name).stem) if key is None else key
    meta = {"source": unicodedata.normalize("NFC", name), "reader": kind, "shape": draft.shape}
    if draft.warnings:
        meta["warnings"] = "\n".join(draft.warnings)
    transcript = Transcript(
        key=key,
        title=title or key,
        text=draft.text,
        turns=tuple(_flagged(turn, draft.text) for turn in draft.turns),
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


def _drafted(made: Document | Draft, *, shape: str | None) -> Draft:
    if isinstance(made, Document):
        return draft_of(made, shape=shape)
    if shape is not None:
        raise TranscriptError(
            f"this file has turns of its own, which cannot be read as {shape}.",
            f"The readers {', '.join(SHAPES)} are for text and Word documents.",
        )
    return made


def _flagged(turn: Turn, text: str) -> Turn:
    if len(turn.span) > _BACKCHANNEL_LONGEST or not _BACKCHANNEL.fullmatch(turn.span.of(text)):
        return turn
    return dataclasses.replace(turn, flags=turn.flags | {"backchannel"})

"""The texts of a project: raw as stored, then frozen transcripts with the turns found in them."""

from __future__ import annotations

__all__ = ["Text", "raw_text", "texts_of", "transcript_of"]

import codecs
import dataclasses
from collections.abc import Callable, Collection
from pathlib import PurePath

from bouwsteen.errors import TranscriptError
from bouwsteen.exports.refi.marks import read_source_mark
from bouwsteen.exports.refi.model import RefiProject, RefiSource
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.keys import new_key
from bouwsteen.transcripts.language import guess_language
from bouwsteen.transcripts.limits import check_length
from bouwsteen.transcripts.model import Span, Transcript, Turn
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.page import Page
from bouwsteen.transcripts.shapes import read_page
from bouwsteen.transcripts.speakers import with_flags

_SUFFIXES = {".txt", ".docx", ".doc", ".rtf", ".odt", ".pdf", ".md", ".html"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of a project, before anything is done to it.

    Parameters
    ----------
    source : RefiSource
        The source that it is of.
    holder : RefiSource
        Where its selections stand: the source itself, or the representation of a PDF.
    raw : str or None
        As stored; None when the file is not there or no text.
    encoding : str
        In which it was read, where that is not UTF-8; else empty.
    """

    source: RefiSource
    holder: RefiSource
    raw: str | None
    encoding: str = ""


def raw_text(data: bytes) -> tuple[str, str]:
    """Decode a text and leave it as it is, its byte order mark too.

    Returns
    -------
    text : str
    encoding : str
        Empty for UTF-8.

    Raises
    ------
    TranscriptError
        When it is no text.
    """
    text, encoding = decode(data)
    if data.startswith(codecs.BOM_UTF8):
        return f"\ufeff{text}", ""
    return text, "" if encoding == "utf-8" else encoding


def texts_of(project: RefiProject, read: Callable[[str], bytes | None]) -> list[Text]:
    """Gather the texts that become transcripts: text sources, and PDFs that bring their text.

    Parameters
    ----------
    project : RefiProject
    read : callable
        Gives the bytes at a path; None when they are not there.
    """
    found = []
    for source in project.sources:
        if source.kind == "text":
            found.append(_text(source, source, read))
        elif source.kind == "pdf" and source.representation is not None:
            one = _text(source, source.representation, read)
            if one.raw is not None or one.holder.selections:
                found.append(one)
    return found


def _text(source: RefiSource, holder: RefiSource, read: Callable[[str], bytes | None]) -> Text:
    data = read(holder.plain_path) if holder.plain_path else None
    if data is None:
        return Text(
            source=source, holder=holder, raw=holder.content if holder.text is None else holder.text
        )
    try:
        raw, encoding = raw_text(data)
    except TranscriptError:
        return Text(source=source, holder=holder, raw=None)
    return Text(source=source, holder=holder, raw=raw, encoding=encoding)


def transcript_of(text: Text, *, origin: str | None, taken: Collection[str]) -> Transcript:
    """Freeze a text and find its turns; nothing is left out of it.

    Parameters
    ----------
    text : Text
        With its raw text.
    origin : str or None
        Program that wrote the project.
    taken : collection of str
        Keys in use.

    Returns
    -------
    Transcript
        One turn without speaker when its turns are not understood; no turn when it is empty.

    Raises
    ------
    TranscriptError
        When it is longer than an interview can be.
    """
    frozen = normalise(text.raw or "")
    check_length(frozen)
    source = text.source
    mark = read_source_mark(source.description)
    title = " ".join(normalise(source.name or "").split())
    key = _key(mark.key if mark else _stem(title), taken)
    turns, shape, warnings = _turns(frozen)
    meta = {"source": title or source.guid, "reader": "refi", "shape": shape}
    if origin:
        meta["origin"] = origin
    if warnings:
        meta["warnings"] = "\n".join(warnings)
    return Transcript(
        key=key,
        title=title or key,
        text=frozen,
        turns=with_flags(turns, frozen),
        language=mark.language if mark else guess_language(frozen),
        meta=meta,
    )


def _turns(text: str) -> tuple[tuple[Turn, ...], str, tuple[str, ...]]:
    if not text.strip():
        return (), "empty", ()
    try:
        reading = read_page(Page(text=text))
    except TranscriptError as error:
        start = len(text) - len(text.lstrip())
        whole = Turn(index=1, speaker=None, span=Span(start, len(text.rstrip())))
        return (whole,), "whole", (error.message,)
    return reading.turns, reading.shape, reading.warnings


def _stem(title: str) -> str:
    """The name of a source as a key; empty when it cannot be one."""
    path = PurePath(title.replace("/", "-"))
    wanted = path.stem if path.suffix.lower() in _SUFFIXES else title.replace("/", "-")
    try:
        return new_key(wanted.strip())
    except TranscriptError:
        return ""


def _key(wanted: str, taken: Collection[str]) -> str:
    start = wanted.strip() or "text"
    key, number = start, 1
    while key in taken:
        number += 1
        key = f"{start}-{number}"
    return key

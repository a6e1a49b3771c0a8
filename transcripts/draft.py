"""Draft: what a reader makes of a file, before it gets a key and becomes a Transcript."""

from __future__ import annotations

__all__ = ["Comment", "Document", "Draft", "Utterance", "compose", "draft_of"]

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.header import read_header
from bouwsteen.transcripts.limits import check_length
from bouwsteen.transcripts.model import Span, Turn
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.notes import cut_notes
from bouwsteen.transcripts.page import Page
from bouwsteen.transcripts.shapes import read_page


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment that somebody wrote in the margin of a document.

    Parameters
    ----------
    id : str
        Number inside the file.
    author : str
        Name of who wrote it; empty when the file gives none.
    text : str
        What it says, paragraphs on lines.
    span : Span or None
        Stretch of the transcript's text that it marks; None when it marks none.
    parent : str or None
        Number of the comment that it replies to.
    resolved : bool
        True when somebody ticked it off.
    date : datetime or None
        When it was written, as the file says.
    exact : bool
        The span is meant to the letter: a label or white space at its ends belongs to it.
    """

    id: str
    author: str
    text: str
    span: Span | None = None
    parent: str | None = None
    resolved: bool = False
    date: datetime | None = None
    exact: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Text and turns of a file, with what a person should know about the reading.

    The fields are those of `bouwsteen.transcripts.load.Loaded` and of a Transcript.
    """

    text: str
    turns: tuple[Turn, ...]
    shape: str
    score: float = 1.0
    comments: tuple[Comment, ...] = ()
    dropped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    meta: Mapping[str, str] = dataclasses.field(default_factory=dict)
    language: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file with a reading text, of which the turns are still to be found.

    Parameters
    ----------
    page : Page
        Its text and tables.
    comments : tuple of Comment
        With spans in that text.
    meta : mapping of str to str
        What the format tells.
    dropped : tuple of str
        Lines of the file that are not in that text.
    warnings : tuple of str
        What a person should look at.
    """

    page: Page
    comments: tuple[Comment, ...] = ()
    meta: Mapping[str, str] = dataclasses.field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Words of one speaker in a file that has no reading text: captions, or rows of a table."""

    text: str
    speaker: str | None = None
    start_time: float | None = None
    end_time: float | None = None
    flags: frozenset[str] = frozenset()
    turn: str = ""


def draft_of(document: Document, *, shape: str | None = None) -> Draft:
    """Find the turns of a document, and gather what its header says.

    Parameters
    ----------
    document : Document
        What the reader of the format gave.
    shape : str, optional
        Name of the only shape to try, of `bouwsteen.transcripts.shapes.SHAPES`.

    Returns
    -------
    Draft
        Header fields are in `meta` under ``header.NAME``, a legend under ``legend.LABEL``.

    Raises
    ------
    TranscriptError
        When the turns cannot be found.
    """
    check_length(document.page.text)
    document, names = _without_notes(document)
    header = read_header(document.page)
    if names:
        legend = {**dict.fromkeys(names, ""), **header.legend}
        header = dataclasses.replace(header, legend=legend)
    reading = read_page(document.page, header, shape=shape)
    fields = {f"header.{name}": value for name, value in header.fields.items()}
    meanings = {f"legend.{label}": meaning for label, meaning in header.legend.items() if meaning}
    return Draft(
        text=document.page.text,
        turns=reading.turns,
        shape=reading.shape,
        score=reading.score,
        comments=document.comments,
        dropped=(*document.dropped, *reading.dropped),
        warnings=(*document.warnings, *reading.warnings),
        meta={**document.meta, **fields, **meanings},
    )


def _without_notes(document: Document) -> tuple[Document, frozenset[str]]:
    """Leave out a program's notes around the transcript; also give the names of who speaks."""
    cut = cut_notes(document.page)
    if cut is None:
        return document, frozenset()
    end = cut.start + len(cut.page.text)
    comments = []
    for one in document.comments:
        span = one.span
        inside = span is not None and cut.start <= span.start and span.end <= end
        moved = Span(span.start - cut.start, span.end - cut.start) if span and inside else None
        comments.append(dataclasses.replace(one, span=moved))
    warning = f"{len(cut.dropped)} lines of notes around the transcript are not part of the text"
    return (
        dataclasses.replace(
            document,
            page=cut.page,
            comments=tuple(comments),
            dropped=(*document.dropped, *cut.dropped),
            warnings=(*document.warnings, warning),
        ),
        cut.names,
    )


def compose(utterances: Iterable[Utterance]) -> tuple[str, tuple[Turn, ...]]:
    """Write utterances as a text, one line a turn: ``Label: speech``.

    Neighbours with one known speaker become one turn; so do neighbours that the file gives one
    turn number. An utterance of an unknown speaker stays alone.

    Parameters
    ----------
    utterances : iterable of Utterance
        In the order in which they are to stand.

    Returns
    -------
    text : str
        Normalised.
    turns : tuple of Turn
        The speech in it; labels lie outside.

    Raises
    ------
    TranscriptError
        When nobody says anything.

    Examples
    --------
    >>> text, turns = compose(
    ...     [Utterance(text="Ja,", speaker="R"), Utterance(text="zeker.", speaker="R")]
    ... )
    >>> text, len(turns)
    ('R: Ja, zeker.\\n', 1)
    """
    lines: list[str] = []
    turns: list[Turn] = []
    length = 0
    for group in _joined(utterances):
        label = f"{group[0].speaker}: " if group[0].speaker else ""
        speech = " ".join(one.text for one in group)
        start = length + len(label)
        turns.append(
            Turn(
                index=len(turns) + 1,
                speaker=group[0].speaker,
                span=Span(start, start + len(speech)),
                start_time=group[0].start_time,
                end_time=group[-1].end_time,
                flags=frozenset().union(*(one.flags for one in group)),
            )
        )
        lines.append(f"{label}{speech}\n")
        length += len(lines[-1])
    if not turns:
        raise TranscriptError("there is no speech in it.", key="speech_none")
    return "".join(lines), tuple(turns)


def _joined(utterances: Iterable[Utterance]) -> list[list[Utterance]]:
    groups: list[list[Utterance]] = []
    for utterance in utterances:
        tidied = dataclasses.replace(
            utterance,
            text=" ".join(normalise(utterance.text).split()),
            speaker=" ".join(normalise(utterance.speaker or "").split()) or None,
        )
        if not tidied.text:
            continue
        if groups and _is_same_turn(groups[-1][-1], tidied):
            groups[-1].append(tidied)
        else:
            groups.append([tidied])
    return groups


def _is_same_turn(one: Utterance, other: Utterance) -> bool:
    if one.turn or other.turn:
        return one.turn == other.turn and one.speaker == other.speaker
    return one.speaker is not None and one.speaker == other.speaker and "overlap" not in other.flags

"""A REFI-QDA project as the file says it, without judgement and without I/O.

The dataclasses follow the schema of REFI-QDA 1.5 (project 1.0). What a program means by what it
writes (units of offsets, who coded, what is a case) is not decided here; see `incoming`.
GUIDs are as `guid_key` gives them: without braces, in upper case. Texts are raw: as stored.
"""

from __future__ import annotations

__all__ = [
    "Aud",
    "Carried",
    "Guid",
    "RefiCase",
    "RefiCode",
    "RefiCoding",
    "RefiEdge",
    "RefiGraph",
    "RefiLink",
    "RefiProject",
    "RefiSelection",
    "RefiSet",
    "RefiSource",
    "RefiSyncPoint",
    "RefiUser",
    "RefiValue",
    "RefiVariable",
    "RefiVertex",
    "coding_key",
    "guid_key",
    "walk_codes",
]

import dataclasses
from collections.abc import Iterator, Mapping


def guid_key(guid: str) -> str:
    """Give a GUID in the one form in which they are compared.

    Examples
    --------
    >>> guid_key("{0f3a0000-0000-0000-0000-00000000000b}")
    '0F3A0000-0000-0000-0000-00000000000B'
    """
    return guid.strip().strip("{}").upper()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Aud:
    """Who made and changed a thing, and when, as written; users by GUID."""

    creating_user: str | None = None
    created: str | None = None
    modifying_user: str | None = None
    modified: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiUser:
    """One of the people or programs that the project names."""

    guid: str
    name: str | None = None
    id: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiCode:
    """One code with the codes below it; a code that is not codable is a mere heading."""

    guid: str
    name: str
    codable: bool = True
    colour: str | None = None
    description: str = ""
    note_refs: tuple[str, ...] = ()
    children: tuple[RefiCode, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiVariable:
    """A variable; `kind` is Text, Boolean, Integer, Float, Date or DateTime."""

    guid: str
    name: str
    kind: str = "Text"
    description: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiValue:
    """What a case or a source has for a variable; `kind` as in `RefiVariable`, None when empty."""

    variable: str
    kind: str | None = None
    value: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiCase:
    """A case; without a name it holds the variables of one document."""

    guid: str
    name: str | None = None
    description: str = ""
    code_refs: tuple[str, ...] = ()
    values: tuple[RefiValue, ...] = ()
    source_refs: tuple[str, ...] = ()
    selection_refs: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiCoding:
    """One code given; `user` and `date` are those on the Coding element itself."""

    guid: str
    code: str
    user: str | None = None
    date: str | None = None
    note_refs: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiSelection:
    """A stretch of a source.

    Parameters
    ----------
    kind : str
        ``text``, ``picture``, ``pdf``, ``audio``, ``video`` or ``transcript``.
    start, end : int or None
        Of a text, as written (``startPosition``, ``endPosition``); None for other kinds.
    place : mapping of attribute to str
        The other kinds' place, as written: ``firstX``, ``page``, ``begin``, ``fromSyncPoint``, ...
    representation : RefiSource or None
        Text of a PDF selection.
    """

    kind: str = "text"
    guid: str
    name: str | None = None
    start: int | None = None
    end: int | None = None
    place: Mapping[str, str] = dataclasses.field(default_factory=dict)
    aud: Aud = Aud()
    description: str = ""
    representation: RefiSource | None = None
    codings: tuple[RefiCoding, ...] = ()
    note_refs: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiSyncPoint:
    """Ties a place in a transcript to a time."""

    guid: str
    time: str
    position: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiSource:
    """A source, a note, a text that represents something, or a transcript of a recording.

    Parameters
    ----------
    kind : str
        ``text`` (notes and representations too), ``picture``, ``pdf``, ``audio``, ``video`` or
        ``transcript``.
    rich_path, plain_path : str or None
        Of texts.
    path, current_path : str or None
        Of other media.
    content : str or None
        PlainTextContent, as written.
    text : str or None
        The raw text, from `plain_path` or `content`: a byte order mark and carriage returns stay
        in it. None when there is none or the file is missing.
    fallen_back : str or None
        Encoding that was used because the file is no UTF-8.
    representation : RefiSource or None
        TextDescription of a picture, Representation of a PDF.
    transcripts : tuple of RefiSource
        Of a recording.
    sync_points : tuple of RefiSyncPoint
        Of a transcript.
    xml : str
        The element as it came, namespace and wrapper left out, when it is something that a study
        does not hold; else empty.
    """

    kind: str = "text"
    guid: str
    name: str | None = None
    rich_path: str | None = None
    plain_path: str | None = None
    path: str | None = None
    current_path: str | None = None
    content: str | None = None
    text: str | None = dataclasses.field(default=None, repr=False)
    fallen_back: str | None = None
    aud: Aud = Aud()
    description: str = ""
    representation: RefiSource | None = None
    transcripts: tuple[RefiSource, ...] = ()
    sync_points: tuple[RefiSyncPoint, ...] = ()
    selections: tuple[RefiSelection, ...] = ()
    codings: tuple[RefiCoding, ...] = ()
    note_refs: tuple[str, ...] = ()
    values: tuple[RefiValue, ...] = ()
    xml: str = dataclasses.field(default="", repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiLink:
    """A link between two things."""

    guid: str
    name: str | None = None
    direction: str | None = None
    colour: str | None = None
    origin: str | None = None
    target: str | None = None
    note_refs: tuple[str, ...] = ()
    xml: str = dataclasses.field(default="", repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiSet:
    """A set of codes, sources and notes."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    xml: str = dataclasses.field(default="", repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiVertex:
    """A thing in a graph; `place` holds its other attributes."""

    guid: str
    represented: str | None = None
    name: str | None = None
    place: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiEdge:
    """A line drawn in a graph; `look` holds its other attributes as written."""

    guid: str
    represented: str | None = None
    name: str | None = None
    source: str
    target: str
    look: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiGraph:
    """A drawing of things and lines."""

    guid: str
    name: str | None = None
    vertices: tuple[RefiVertex, ...] = ()
    edges: tuple[RefiEdge, ...] = ()
    xml: str = dataclasses.field(default="", repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A part of a project that a study does not hold, kept to be given back.

    Parameters
    ----------
    kind : str
        ``note``, ``set``, ``link``, ``graph``, ``source`` (a medium, without its file),
        ``variable``, ``user``, ``code`` (one that is no more than a heading), ``case`` (its
        references and description; the values are the respondent's), ``selection`` (a stretch
        that has no code), ``coding`` (of a whole source), ``text`` (what a text source has beside
        its text), ``noteref`` and ``project``.
    guid : str
        Its own; for ``selection`` and ``coding`` theirs; for ``noteref`` that of what the note is
        about.
    name : str
        What people call it; for ``selection``, ``coding`` and ``text`` the key of the transcript,
        for ``noteref`` the GUID of the note.
    xml : str
        The element without namespace, empty for ``noteref``. Offsets of a ``selection`` are code
        points of the frozen text. `xml_read.read_fragment` makes the model of it again.
    """

    kind: str
    guid: str
    name: str
    xml: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Guid:
    """Which GUID a thing of the study had in the project it came from.

    Parameters
    ----------
    kind : str
        ``code``, ``coder``, ``transcript``, ``respondent``, ``variable``, ``selection``,
        ``coding``.
    own : str
        Its key in the study; for ``selection`` and ``coding`` what `coding_key` gives.
    guid : str
        As `guid_key` gives it.
    """

    kind: str
    own: str
    guid: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefiProject:
    """A project, or a codebook alone (then `codebook_only` is true).

    Parameters
    ----------
    raw : mapping of str to str
        Attributes of the root that have no field.
    """

    name: str = ""
    origin: str | None = None
    base_path: str | None = None
    creating_user: str | None = None
    created: str | None = None
    modifying_user: str | None = None
    modified: str | None = None
    users: tuple[RefiUser, ...] = ()
    codes: tuple[RefiCode, ...] = ()
    variables: tuple[RefiVariable, ...] = ()
    cases: tuple[RefiCase, ...] = ()
    sources: tuple[RefiSource, ...] = ()
    notes: tuple[RefiSource, ...] = ()
    links: tuple[RefiLink, ...] = ()
    sets: tuple[RefiSet, ...] = ()
    graphs: tuple[RefiGraph, ...] = ()
    description: str = ""
    note_refs: tuple[str, ...] = ()
    codebook_only: bool = False
    raw: Mapping[str, str] = dataclasses.field(default_factory=dict)


def coding_key(transcript: str, start: int, end: int, coder: str, code: str) -> str:
    """Name of one coding inside a study, by which its GUIDs are kept."""
    return "\n".join((transcript, str(start), str(end), coder, code))


def walk_codes(codes: tuple[RefiCode, ...]) -> Iterator[tuple[RefiCode, tuple[RefiCode, ...]]]:
    """Yield every code with the codes above it, outermost first; parents before children."""
    stack: list[tuple[RefiCode, tuple[RefiCode, ...]]] = [(code, ()) for code in reversed(codes)]
    while stack:
        code, above = stack.pop()
        yield code, above
        stack.extend((child, (*above, code)) for child in reversed(code.children))

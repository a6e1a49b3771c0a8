"""A transcript with what was coded in it, line by line, before any file format.

The text is cut wherever a quotation, or a turn, begins or ends, and each piece knows which
quotations cover it; so a writer needs no arithmetic with offsets.
"""

from __future__ import annotations

__all__ = ["Annotated", "CodeMark", "Line", "Mark", "Run", "annotate"]

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.apply import trim, within_speech
from bouwsteen.coding.model import Coder, Layer, Quotation
from bouwsteen.coding.word_comments import author_key
from bouwsteen.errors import CodebookError
from bouwsteen.exports.labels import Labels
from bouwsteen.transcripts.model import Span, Transcript

# Okabe and Ito (2008), without black and yellow: for blocks that have no colour of their own.
_PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CodeMark:
    """A code as a reader sees it.

    Parameters
    ----------
    key, number, label : str
        The number is empty for a free code.
    names : tuple of str
        What stands for it in a comment, each of which means this code and no other.
    block : str
        Label of the block above it; its own for a block or a free code.
    colour : str
        Of that block, ``#rrggbb``.
    """

    key: str
    number: str
    label: str
    names: tuple[str, ...]
    block: str
    colour: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A quotation as a reader sees it.

    Parameters
    ----------
    number : int
        From 1, in the order of the text.
    span : Span
        In the frozen text.
    exact : bool
        It begins or ends in a label or in white space, where a reader of comments would move it.
    author : str
        The coder: the name where the key follows from it, else the key; the layer's name in the
        consensus layer.
    codes : tuple of CodeMark
        In the order given.
    memo : str
        The coder's note.
    created : datetime or None
        Aware, UTC.
    lane : int
        From 0; quotations that share a line have different lanes.
    """

    number: int
    span: Span
    exact: bool
    author: str
    codes: tuple[CodeMark, ...]
    memo: str
    created: datetime | None
    lane: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a line that the same quotations cover; `speech` is False for labels and stamps."""

    start: int
    text: str
    speech: bool
    marks: tuple[Mark, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the text.

    Parameters
    ----------
    span_start, span_end : int
        Places of its first character and behind its last, the line feed left out.
    runs : tuple of Run
        Together the whole line; none for an empty one.
    opened, closed, covering : tuple of Mark
        Quotations that begin at a place in it, those that end at one, and all that mark any of it.
    """

    span_start: int
    span_end: int
    runs: tuple[Run, ...]
    opened: tuple[Mark, ...]
    closed: tuple[Mark, ...]
    covering: tuple[Mark, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A transcript, ready to be written.

    Parameters
    ----------
    transcript : Transcript
        As it is frozen.
    lines : tuple of Line
        All of its text.
    marks : tuple of Mark
        In the order of the text.
    codes : tuple of (CodeMark, int)
        Codes that were given, in the codebook's order, and to how many quotations.
    layer : str
        Which codings these are, in words.
    lang : str
        ``nl`` or ``en``.
    """

    transcript: Transcript
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    codes: tuple[tuple[CodeMark, int], ...]
    layer: str
    lang: str

    @property
    def authors(self) -> tuple[str, ...]:
        """Who coded, in order of first quotation."""
        return tuple(dict.fromkeys(mark.author for mark in self.marks))


def annotate(
    transcript: Transcript,
    quotations: Iterable[Quotation],
    codebook: Codebook,
    *,
    coders: Iterable[Coder] = (),
    layer: str = "",
    lang: str = "nl",
) -> Annotated:
    """Lay quotations over the text of their transcript.

    Parameters
    ----------
    transcript : Transcript
        Whose text it is.
    quotations : iterable of Quotation
        Those of other transcripts are left out.
    codebook : Codebook
        For the names and colours of codes.
    coders : iterable of Coder
        For their names.
    layer : str
        Which codings these are, in words; the coders' names unless given.
    lang : str
        ``nl`` or ``en``.
    """
    listed = sorted(
        (one for one in quotations if one.transcript == transcript.key),
        key=lambda one: (one.span.start, -one.span.end, one.layer, one.coder),
    )
    names = {code.key: _code_mark(code, codebook, lang) for _, code in codebook.walk()}
    authors = _authors(coders)
    lanes = _lanes(transcript.text, [one.span for one in listed])
    consensus = Labels(lang)("word.consensus")
    marks = tuple(
        Mark(
            number=number,
            span=one.span,
            exact=_moves(transcript, one.span),
            author=consensus if one.layer is Layer.CONSENSUS else authors.get(one.coder, one.coder),
            codes=tuple(names[code] for code in one.codes),
            memo=one.memo,
            created=one.created,
            lane=lane,
        )
        for number, (one, lane) in enumerate(zip(listed, lanes, strict=True), start=1)
    )
    counts = {key: sum(key in one.codes for one in listed) for key in names}
    made = Annotated(
        transcript=transcript,
        lines=tuple(_lines(transcript, marks)),
        marks=marks,
        codes=tuple((names[key], n) for key, n in counts.items() if n),
        layer=layer,
        lang=lang,
    )
    return made if layer else dataclasses.replace(made, layer=", ".join(made.authors))


def _code_mark(code: Code, codebook: Codebook, lang: str) -> CodeMark:
    block = codebook.block_of(code.key)
    place = [one.key for _, one in codebook.walk() if one.parent is None].index(block.key)
    label = code.label(lang)
    # The label is for the reader; the key stays when labels change. One says it if they are alike.
    names = [label] if _means(label, code, codebook) else []
    if not names or author_key(label) != code.key:
        names.insert(0, code.key)
    return CodeMark(
        key=code.key,
        number=codebook.numbers.get(code.key, ""),
        label=label,
        names=tuple(names),
        block=block.label(lang, short=True),
        colour=block.colour or _PALETTE[place % len(_PALETTE)],
    )


def _means(label: str, code: Code, codebook: Codebook) -> bool:
    """Whether a reader of comments takes a label for this code."""
    if any(sign in label for sign in ";\n:") or label != label.strip():
        return False
    try:
        return codebook.resolve(label).key == code.key
    except CodebookError:
        return False


def _authors(coders: Iterable[Coder]) -> Mapping[str, str]:
    """Name by key of the coders whose key can be told from their name."""
    listed = list(coders)
    keys = {one.key for one in listed}
    return {
        one.key: one.name
        for one in listed
        if one.name not in keys and author_key(one.name) == one.key
    }


def _moves(transcript: Transcript, span: Span) -> bool:
    trimmed = trim(transcript, span)
    return trimmed is None or within_speech(transcript, trimmed) != span


def _lanes(text: str, spans: Sequence[Span]) -> list[int]:
    """The first lane that is free on every line that a stretch touches; spans come in order."""
    taken: list[int] = []
    found = []
    for span in spans:
        line = text.rfind("\n", 0, span.start) + 1
        lane = next((place for place, end in enumerate(taken) if end < line), len(taken))
        if lane == len(taken):
            taken.append(0)
        end = text.find("\n", span.end - 1)
        taken[lane] = len(text) if end < 0 else end
        found.append(lane)
    return found


def _lines(transcript: Transcript, marks: Sequence[Mark]) -> Iterable[Line]:
    turns = [turn.span for turn in transcript.turns]
    start, first, turn = 0, 0, 0
    open_marks: list[Mark] = []
    for text in transcript.text.split("\n"):
        end = start + len(text)
        while turn < len(turns) and turns[turn].end <= start:
            turn += 1
        opened = []
        while first < len(marks) and marks[first].span.start <= end:
            opened.append(marks[first])
            first += 1
        # A stretch may begin at the line feed itself, which the line ends with.
        open_marks = [one for one in open_marks if one.span.end >= start] + opened
        covering = [one for one in open_marks if one.span.end > start]
        within: list[Span] = []
        for span in turns[turn:]:
            if span.start >= end:
                break
            within.append(span)
        yield Line(
            span_start=start,
            span_end=end,
            runs=tuple(_runs(transcript.text, Span(start, end), within, covering)) if text else (),
            opened=tuple(opened),
            closed=tuple(one for one in open_marks if one.span.end <= end),
            covering=tuple(covering),
        )
        start = end + 1


def _runs(text: str, line: Span, turns: Sequence[Span], marks: Sequence[Mark]) -> Iterable[Run]:
    spans = [*turns, *(mark.span for mark in marks)]
    edges = {line.start, line.end} | {edge for one in spans for edge in (one.start, one.end)}
    places = sorted(edge for edge in edges if line.start <= edge <= line.end)
    for start, end in zip(places, places[1:], strict=False):
        piece = Span(start, end)
        yield Run(
            start=start,
            text=piece.of(text),
            speech=any(one.overlap(piece) for one in turns),
            marks=tuple(one for one in marks if one.span.overlap(piece)),
        )

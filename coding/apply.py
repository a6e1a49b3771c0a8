"""Rules for marking a stretch of text: where it is, and what may be added to it. No I/O."""

from __future__ import annotations

__all__ = [
    "add_codes",
    "check_span",
    "find_quote",
    "place",
    "quote_span",
    "range_span",
    "trim",
    "turn_at",
    "turn_span",
    "within_speech",
]

import dataclasses
import re
from collections.abc import Iterable

from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span, Transcript
from bouwsteen.transcripts.normalise import normalise

_RANGE = re.compile(r"\s*(\d+)\s*[:-]\s*(\d+)\s*")
_LISTED = 5


def place(transcript: Transcript, offset: int) -> str:
    """Say where an offset is, for a message: the turn and the offset.

    Returns
    -------
    str
        ``"turn 3, offset 120"``, or ``"offset 120"`` outside every turn.
    """
    turn = turn_at(transcript, offset)
    return f"offset {offset}" if turn is None else f"turn {turn}, offset {offset}"


def turn_at(transcript: Transcript, offset: int) -> int | None:
    """Give the number of the turn that an offset is in; None outside every turn."""
    return next(
        (one.index for one in transcript.turns if one.span.start <= offset < one.span.end), None
    )


def check_span(transcript: Transcript, span: Span) -> Span:
    """Give the span back when it marks something in the transcript.

    Raises
    ------
    CodingError
        When it ends after the text, or marks white space alone.
    """
    if span.end > len(transcript.text):
        raise CodingError(
            f"{transcript.key}: {span.start}:{span.end} ends outside the text, "
            f"which has {len(transcript.text)} characters.",
            f"bouwsteen transcript show {transcript.key} gives the offsets of its turns.",
            key="coding_span_outside",
            transcript=transcript.key,
            start=span.start,
            end=span.end,
            length=len(transcript.text),
        )
    if not span.of(transcript.text).strip():
        raise CodingError(
            f"{transcript.key}: {span.start}:{span.end} marks white space alone.",
            key="coding_span_blank",
            transcript=transcript.key,
            start=span.start,
            end=span.end,
        )
    return span


def trim(transcript: Transcript, span: Span) -> Span | None:
    """Take white space off both ends of a span; None when nothing is left of it."""
    words = span.of(transcript.text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def within_speech(transcript: Transcript, span: Span) -> Span:
    """Bring the ends of a span that stand in a label, stamp or heading to the speech next to them.

    A person who marks a whole paragraph marks its label too, and means what is said. Labels
    between turns that the span runs over stay in it.

    Parameters
    ----------
    transcript : Transcript
        Labels, stamps and headings lie outside all its turns.
    span : Span
        Any stretch of its text.

    Returns
    -------
    Span
        From the first to the last speech in it; as it was when there is none.

    Examples
    --------
    >>> from bouwsteen.transcripts.model import Turn
    >>> turn = Turn(index=1, speaker="R", span=Span(3, 8))
    >>> one = Transcript(key="a", title="a", text="R: Goed.\\nI: En?", turns=(turn,))
    >>> within_speech(one, Span(0, 10))
    Span(start=3, end=8)
    """
    marked = [turn.span for turn in transcript.turns if turn.span.overlap(span)]
    if not marked:
        return span
    return Span(max(span.start, marked[0].start), min(span.end, marked[-1].end))


def turn_span(transcript: Transcript, number: int) -> Span:
    """Span of a whole turn.

    Parameters
    ----------
    number : int
        The turn's index, from 1.

    Raises
    ------
    CodingError
        When the transcript has no such turn, or the turn is empty of words.
    """
    for turn in transcript.turns:
        if turn.index == number:
            return check_span(transcript, turn.span)
    if not transcript.turns:
        raise CodingError(
            f"{transcript.key} has no turn {number}.",
            "It has no turns; give --span or --quote.",
            key="coding_turns_none",
            transcript=transcript.key,
            number=number,
        )
    raise CodingError(
        f"{transcript.key} has no turn {number}.",
        f"Its turns are numbered 1 to {transcript.turns[-1].index}.",
        key="coding_turn_unknown",
        transcript=transcript.key,
        number=number,
        last=transcript.turns[-1].index,
    )


def range_span(transcript: Transcript, text: str) -> Span:
    """Span from ``A:B``: half-open offsets in code points.

    Raises
    ------
    CodingError
        When `text` is not of that shape, is empty, or lies outside the transcript.

    Examples
    --------
    >>> range_span(Transcript(key="a", title="a", text="Goedemorgen", turns=()), "0:5")
    Span(start=0, end=5)
    """
    found = _RANGE.fullmatch(text)
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    if start >= end:
        raise CodingError(
            f"{transcript.key}: {text!r} is no span.",
            "Write START:END with START smaller than END, for example 120:164.",
            key="coding_span_unread",
            transcript=transcript.key,
            text=text,
        )
    return check_span(transcript, Span(start, end))


def find_quote(transcript: Transcript, quote: str) -> tuple[int, ...]:
    """Start offsets of every occurrence of a quoted text, overlapping ones included.

    Parameters
    ----------
    quote : str
        Normalised as the transcript was and stripped before it is looked for.
    """
    wanted = normalise(quote).strip()
    found: list[int] = []
    at = transcript.text.find(wanted) if wanted else -1
    while at >= 0:
        found.append(at)
        at = transcript.text.find(wanted, at + 1)
    return tuple(found)


def quote_span(transcript: Transcript, quote: str) -> Span:
    """Span of a quoted text that occurs exactly once.

    Raises
    ------
    CodingError
        When it is empty, occurs nowhere, or occurs more than once; then each place is named.
    """
    wanted = normalise(quote).strip()
    if not wanted:
        raise CodingError(
            f"{transcript.key}: the quote is empty.",
            key="coding_quote_empty",
            transcript=transcript.key,
        )
    starts = find_quote(transcript, wanted)
    if len(starts) == 1:
        return Span(starts[0], starts[0] + len(wanted))
    shown = wanted if len(wanted) <= 60 else f"{wanted[:57]}..."
    if not starts:
        raise CodingError(
            f"{transcript.key}: the text {shown!r} does not occur.",
            "Copy it letter for letter from the transcript as bouwsteen shows it.",
            key="coding_quote_unknown",
            transcript=transcript.key,
            quote=shown,
        )
    places = "; ".join(place(transcript, start) for start in starts[:_LISTED])
    left = max(0, len(starts) - _LISTED)
    more = f"; and {left} more" if left else ""
    raise CodingError(
        f"{transcript.key}: the text {shown!r} occurs {len(starts)} times: {places}{more}.",
        "Quote more of it, or give the span.",
        key="coding_quote_many_more" if left else "coding_quote_many",
        transcript=transcript.key,
        quote=shown,
        n=len(starts),
        starts=", ".join(map(str, starts[:_LISTED])),
        left=left,
    )


def add_codes(quotation: Quotation, codings: Iterable[Coding], *, memo: str = "") -> Quotation:
    """Give a quotation more codes; one that it carries already stays as it is.

    Parameters
    ----------
    codings : iterable of Coding
        Codes to add, in order.
    memo : str
        Joined to the quotation's memo on a new line, unless that holds it already.

    Examples
    --------
    >>> first = Quotation(
    ...     transcript="a", span=Span(0, 4), coder="anna", codings=(Coding(code="x"),)
    ... )
    >>> add_codes(first, [Coding(code="x"), Coding(code="y")], memo="twijfel").codes
    ('x', 'y')
    """
    codes = {coding.code: coding for coding in quotation.codings}
    for coding in codings:
        codes.setdefault(coding.code, coding)
    lines = [quotation.memo] if quotation.memo else []
    # Whole lines, of which a memo may have more than one.
    if memo and f"\n{memo}\n" not in f"\n{quotation.memo}\n":
        lines.append(memo)
    return dataclasses.replace(quotation, codings=tuple(codes.values()), memo="\n".join(lines))

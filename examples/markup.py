"""Read the marked-up source of one invented interview: turns, codings and Word comments.

A source file holds ``name: value`` lines, a blank line, and then one paragraph a turn, ``I:`` for
the interviewer and ``R:`` for the respondent. Inside the speech, tags in braces mark what was
coded::

    {a 2.2;4|memo} ... {/a}     a quotation by the first coder, with its codes and a memo
    {b 2.2} ... {/b}            the same by the second coder; the boundaries may differ
    {ab 5.1} ... {/ab}          one stretch, marked alike by both
    {c text >> reply} ... {/c}  a Word comment with an answer to it; may run over several turns

So a quotation is right by construction: it *is* the text between its tags.
"""

from __future__ import annotations

__all__ = ["CODERS", "Interview", "Mark", "Note", "Place", "Spoken", "parse_interview"]

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence

from bouwsteen.errors import CodingError, TranscriptError

CODERS = {"a": "anna", "b": "bram"}
"""Key of the coder behind each letter of a tag."""

_COMMENT = "c"
_RESPONDENT = ("speaker", "respondent", "role", "organisation", "sector", "years")
_HEADER = {"file", "layout", "title", "date", "start", "interviewer", *_RESPONDENT}
_TAG = re.compile(r"\{(?P<closes>/?)(?P<who>ab|[abc])(?: (?P<what>[^{}]+))?\}")

Place = tuple[int, int]
"""A place between two characters: index of the turn, from 0, and code point in its speech."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One turn: who speaks (``I`` or ``R``) and the words, without tags."""

    who: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One quotation by one coder: the exact words, the codes as written, the memo."""

    coder: str
    quote: str
    codes: tuple[str, ...]
    memo: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One Word comment: the stretch it hangs on, its text and the replies to it."""

    start: Place
    end: Place
    text: str
    replies: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One parsed source file: `key` is its stem, `header` its ``name: value`` lines."""

    key: str
    header: Mapping[str, str]
    turns: tuple[Spoken, ...]
    marks: tuple[Mark, ...]
    notes: tuple[Note, ...]

    def label(self, turn: Spoken) -> str:
        """The label that the transcript gives to the speaker of a turn."""
        return self.header["interviewer" if turn.who == "I" else "speaker"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    """One tag and the place where it stands."""

    who: str
    closes: bool
    what: str
    place: Place


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """What stands between an opening tag and its closing tag."""

    who: str
    what: str
    start: Place
    end: Place


def parse_interview(source: str, *, key: str) -> Interview:
    """Read the source text of one interview.

    Parameters
    ----------
    source : str
        Header, blank line, turns.
    key : str
        Name of the interview, also in error messages.

    Returns
    -------
    Interview
        Quotations and comments in the order in which they start.

    Raises
    ------
    TranscriptError
        When the header is incomplete, a paragraph is no turn, or a speaker has two turns in a row.
    CodingError
        When a tag is unknown, left open, closed without being open or empty, or when the words of
        a quotation do not occur exactly once in the interview.
    """
    head, *paragraphs = (part.strip() for part in source.split("\n\n"))
    turns: list[Spoken] = []
    tags: list[_Tag] = []
    for paragraph in paragraphs:
        who, _, marked = paragraph.partition(": ")
        if who not in ("I", "R") or "\n" in paragraph:
            raise TranscriptError(
                f"{key}: {paragraph[:40]!r} is no turn.",
                "Use one line, I: or R:.",
                key="markup_no_turn",
                interview=key,
                text=paragraph[:40],
            )
        if turns and turns[-1].who == who:
            raise TranscriptError(
                f"{key}: {who} speaks twice in a row at {marked[:40]!r}.",
                key="markup_speaks_twice",
                interview=key,
                who=who,
                text=marked[:40],
            )
        text, found = _strip(marked, turn=len(turns), key=key)
        turns.append(Spoken(who=who, text=text))
        tags += found
    header = _read_header(head, key=key)
    stretches = sorted(_pair(tags, key=key), key=lambda each: (each.start, each.end, each.who))
    marks = tuple(mark for each in stretches for mark in _marks(each, turns, key=key))
    _check_unique(marks, [header["title"], *(turn.text for turn in turns)], key=key)
    notes = tuple(_note(each) for each in stretches if each.who == _COMMENT)
    return Interview(key=key, header=header, turns=tuple(turns), marks=marks, notes=notes)


def _read_header(head: str, *, key: str) -> dict[str, str]:
    header = {}
    for line in head.split("\n"):
        name, _, value = line.partition(": ")
        header[name] = value
    if header.keys() != _HEADER:
        wrong = ", ".join(sorted(header.keys() ^ _HEADER))
        raise TranscriptError(
            f"{key}: the header lacks, or does not know, {wrong}.",
            key="markup_header",
            interview=key,
            fields=wrong,
        )
    return header


def _strip(marked: str, *, turn: int, key: str) -> tuple[str, list[_Tag]]:
    """Part the words of one turn from the tags in them."""
    text = ""
    after = 0
    tags = []
    for found in _TAG.finditer(marked):
        text += marked[after : found.start()]
        after = found.end()
        closes = bool(found["closes"])
        if closes == bool(found["what"]):
            raise CodingError(
                f"{key}: {found[0]} needs a code when it opens, and only then.",
                key="markup_code_place",
                interview=key,
                tag=found[0],
            )
        what = found["what"] or ""
        tags.append(_Tag(who=found["who"], closes=closes, what=what, place=(turn, len(text))))
    text += marked[after:]
    if "{" in text or "}" in text:
        raise CodingError(
            f"{key}: unknown tag at {text[:60]!r}.",
            "Tags are a, b, ab and c.",
            key="markup_unknown_tag",
            interview=key,
            text=text[:60],
        )
    if text != " ".join(text.split()):
        raise TranscriptError(
            f"{key}: a doubled or dangling space at {text[:60]!r}.",
            key="markup_space",
            interview=key,
            text=text[:60],
        )
    return text, tags


def _pair(tags: Iterable[_Tag], *, key: str) -> list[_Stretch]:
    """Join every opening tag with the tag that closes it."""
    pending: dict[str, _Tag] = {}
    stretches = []
    for tag in tags:
        if not tag.closes:
            if tag.who in pending:
                raise CodingError(
                    f"{key}: {{{tag.who} {tag.what}}} stands inside another {tag.who}.",
                    key="markup_inside",
                    interview=key,
                    who=tag.who,
                    what=tag.what,
                )
            pending[tag.who] = tag
            continue
        start = pending.pop(tag.who, None)
        if start is None:
            raise CodingError(
                f"{key}: {{/{tag.who}}} in turn {tag.place[0] + 1} closes nothing.",
                key="markup_closes_nothing",
                interview=key,
                who=tag.who,
                turn=tag.place[0] + 1,
            )
        stretches.append(_Stretch(who=tag.who, what=start.what, start=start.place, end=tag.place))
    for tag in pending.values():
        raise CodingError(
            f"{key}: {{{tag.who} {tag.what}}} is never closed.",
            key="markup_open",
            interview=key,
            who=tag.who,
            what=tag.what,
        )
    return stretches


def _marks(stretch: _Stretch, turns: Sequence[Spoken], *, key: str) -> list[Mark]:
    """The quotations of a stretch: one for each coder that its tag names, none for a comment."""
    if stretch.who == _COMMENT:
        return []
    if stretch.start[0] != stretch.end[0]:
        raise CodingError(
            f"{key}: {{{stretch.who} {stretch.what}}} runs on into another turn.",
            key="markup_runs_on",
            interview=key,
            who=stretch.who,
            what=stretch.what,
        )
    quote = turns[stretch.start[0]].text[stretch.start[1] : stretch.end[1]]
    if not quote or quote != quote.strip():
        raise CodingError(
            f"{key}: {quote!r} is empty or has a space at an edge.",
            key="markup_quote",
            interview=key,
            quote=quote,
        )
    written, _, memo = stretch.what.partition("|")
    codes = tuple(code.strip() for code in written.split(";"))
    return [Mark(coder=CODERS[who], quote=quote, codes=codes, memo=memo) for who in stretch.who]


def _check_unique(marks: Iterable[Mark], lines: Iterable[str], *, key: str) -> None:
    text = "\n".join(lines)
    for mark in marks:
        if text.count(mark.quote) != 1:
            raise CodingError(
                f"{key}: {mark.quote[:60]!r} occurs {text.count(mark.quote)} times.",
                key="markup_times",
                interview=key,
                quote=mark.quote[:60],
                n=text.count(mark.quote),
            )


def _note(stretch: _Stretch) -> Note:
    text, *replies = stretch.what.split(" >> ")
    return Note(start=stretch.start, end=stretch.end, text=text, replies=tuple(replies))

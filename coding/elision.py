"""An edited quote: what was left out and put in stands in brackets, the rest is verbatim.

``[…]`` or ``[...]`` marks words left out; other words in brackets are the author's own, added or
in the place of words of the speaker; ``[D]at`` gives the first letter of a word another case. All
that stands outside brackets must be what was said, in that order and in whole words.
"""

from __future__ import annotations

__all__ = ["check_elision"]

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Sequence

from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span

# A number with a point or comma is one token, so that no part of it can be cut off.
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)+\w*|\w+(?:['’-]\w+)*|\S")
_EDITED = re.compile(
    r"(?P<case>(?<!\w)\[\w\]\w+(?:['’-]\w+)*)|(?P<own>\[[^\[\]]*\])|(?P<stray>[\[\]])"
)
_ALIKE = str.maketrans("‘’“”", "''\"\"")
_HINT = "Mark what is left out with […] and your own words with [ ]; the rest stays as it was said."
_SHOWN = 6


@dataclasses.dataclass(frozen=True, slots=True)
class _Token:
    """A word or a sign outside brackets.

    Parameters
    ----------
    text : str
        As written, without a bracket.
    recased : bool
        Whether its first letter may differ in case.
    """

    text: str
    recased: bool = False

    def fits(self, word: str) -> bool:
        """Whether it is this word of the original."""
        mine, other = self.text.translate(_ALIKE), word.translate(_ALIKE)
        if self.recased:
            return mine[0].casefold() == other[0].casefold() and mine[1:] == other[1:]
        return mine == other


def check_elision(edited: str, original: str) -> tuple[Span, ...]:
    """Check that an edited quote says nothing outside brackets that was not said.

    White space is not compared, nor straight against curly quotation marks. An edited quote may
    begin later and end earlier than the original without a mark.

    Parameters
    ----------
    edited : str
        The quote as it is to be printed.
    original : str
        The words of the quotation.

    Returns
    -------
    tuple of Span
        The stretches of `original` that are kept, in code points, in order: one for each piece
        between brackets; where a piece could be found in two places, the first.

    Raises
    ------
    CodingError
        At the first place that does not stand in the original, and when brackets do not pair or
        nothing of the original is left.

    Examples
    --------
    >>> said = "Nou ja, dat leer je hier dus eigenlijk vanzelf, denk ik."
    >>> [span.of(said) for span in check_elision("[D]at leer je hier […] vanzelf", said)]
    ['dat leer je hier', 'vanzelf']
    >>> check_elision("Dat leer je vanzelf", said)
    Traceback (most recent call last):
        ...
    bouwsteen.errors.CodingError: The edited quote says 'Dat' where the quotation does not.
    """
    words = [(found.group(), Span(*found.span())) for found in _TOKEN.finditer(original)]
    kept = []
    start = 0
    for piece in _pieces(unicodedata.normalize("NFC", edited)):
        place = _find(piece, [word for word, _ in words], start)
        start = place + len(piece)
        kept.append(Span(words[place][1].start, words[start - 1][1].end))
    if not kept:
        raise CodingError(
            "The edited quote keeps nothing of the quotation.", _HINT, key="elision_nothing"
        )
    return tuple(kept)


def _pieces(edited: str) -> Iterator[list[_Token]]:
    """Give the tokens between brackets, piece by piece."""
    piece: list[_Token] = []
    end = 0
    for mark in _EDITED.finditer(edited):
        piece += _tokens(edited[end : mark.start()])
        end = mark.end()
        if mark["case"]:
            piece.append(_Token(mark["case"].replace("[", "").replace("]", ""), recased=True))
            continue
        _check_mark(mark, edited)
        if piece:
            yield piece
        piece = []
    piece += _tokens(edited[end:])
    if piece:
        yield piece


def _tokens(words: str) -> list[_Token]:
    return [_Token(found) for found in _TOKEN.findall(words)]


def _check_mark(mark: re.Match[str], edited: str) -> None:
    shown = edited[max(0, mark.start() - 10) : mark.end() + 10].strip()
    if mark["stray"]:
        raise CodingError(
            f"A bracket has no partner in the edited quote: {shown!r}.",
            _HINT,
            key="elision_bracket",
            shown=shown,
        )
    inside = mark.group()[1:-1].strip()
    if not inside:
        raise CodingError(
            f"There is nothing in the brackets of the edited quote: {shown!r}.",
            _HINT,
            key="elision_empty",
            shown=shown,
        )
    before, after = edited[: mark.start()][-1:], edited[mark.end() :][:1]
    if (
        any(sign.isalnum() for sign in inside)
        and (before + after).strip()
        and (before.isalnum() or after.isalnum())
    ):
        raise CodingError(
            f"A bracket parts a word in the edited quote: {shown!r}.",
            "Only the case of a first letter may be changed, as in [D]at; replace whole words.",
            key="elision_part",
            shown=shown,
        )


def _find(piece: Sequence[_Token], words: Sequence[str], start: int) -> int:
    """First place from `start` where a piece stands; the error names where it gets furthest."""
    reached = 0
    for place in range(start, len(words)):
        length = _run(piece, words, place)
        if length == len(piece):
            return place
        reached = max(reached, length)
    said = " ".join(token.text for token in piece[max(0, reached - _SHOWN) : reached])
    after = f" after {said!r}" if said else ""
    raise CodingError(
        f"The edited quote says {piece[reached].text!r}{after} where the quotation does not.",
        _HINT,
        key="elision_other_after" if said else "elision_other",
        word=piece[reached].text,
        said=said,
    )


def _run(piece: Sequence[_Token], words: Sequence[str], place: int) -> int:
    """Number of tokens of a piece that stand at a place of the original."""
    length = 0
    for token, word in zip(piece, words[place:], strict=False):
        if not token.fits(word):
            break
        length += 1
    return length

"""What the offsets of a project count, and where they lie in the frozen text.

Programs differ in the unit (code points, or UTF-16 code units, in which an emoji counts two) and in
whether a line end of two signs counts one or two. As long as a text holds neither, all agree. The
reading is taken from the program that wrote the file, where it has been measured, and held against
the quotations that the file stores, the bounds of the texts, and the edges of words.
"""

from __future__ import annotations

__all__ = ["READINGS", "Evidence", "Reading", "Ruler", "Verdict", "choose", "says", "usual_reading"]

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from bouwsteen.exports.refi.model import RefiSelection
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.normalise import map_offsets

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CUT = ("…", "...")
_CUT_LEAST = 40
_CLEARLY = 1.05


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How offsets count.

    Parameters
    ----------
    utf16 : bool
        In UTF-16 code units, not in code points.
    folded : bool
        A line end of two signs counts one.
    """

    utf16: bool = False
    folded: bool = False

    def __str__(self) -> str:
        unit = "UTF-16 code units" if self.utf16 else "code points"
        return f"{unit}, CR LF counted as {1 if self.folded else 2}"


READINGS = (
    Reading(),
    Reading(utf16=True),
    Reading(folded=True),
    Reading(utf16=True, folded=True),
)
"""The reading of the specification first."""

# Measured on exports of these programs, or read in their code.
_USUAL = (
    ("nvivo", Reading(utf16=True)),
    ("qualcoder", Reading(utf16=True, folded=True)),
    ("atlas.ti", Reading(folded=True)),
    ("bouwsteen", Reading()),
    # Its reader has made code points of the bytes that it counts.
    ("taguette", Reading()),
)
# Their stored quotations are cut by another count than their offsets.
_QUOTES_UNSOUND = ("qualcoder",)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for one reading.

    Parameters
    ----------
    selections, inside : int
        How many there are, and how many lie within their text.
    quotes, matched : int
        How many store their quotation, and how many of those say what the text says.
    edges : int
        Starts and ends that lie at the edge of a word.
    """

    selections: int = 0
    inside: int = 0
    quotes: int = 0
    matched: int = 0
    edges: int = 0

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            selections=self.selections + other.selections,
            inside=self.inside + other.inside,
            quotes=self.quotes + other.quotes,
            matched=self.matched + other.matched,
            edges=self.edges + other.edges,
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The reading that was chosen.

    Parameters
    ----------
    reading : Reading
    evidence : Evidence
        For it.
    usual : bool
        It is the one known of the program that wrote the file.
    rival : Reading or None
        Another reading that gives other places and for which as much speaks; then the file is
        doubtful.
    """

    reading: Reading
    evidence: Evidence
    usual: bool = False
    rival: Reading | None = None

    @property
    def doubtful(self) -> bool:
        """Another reading fits as well, or most stored quotations say something else."""
        proof = self.evidence
        return self.rival is not None or 2 * proof.matched < proof.quotes


class Ruler:
    """Measures one raw text by one reading.

    Parameters
    ----------
    raw : str
        As stored, byte order mark and line ends included.
    reading : Reading

    Examples
    --------
    >>> ruler = Ruler("\\ufeffHé 🙂\\r\\nja", Reading(utf16=True))
    >>> ruler.spans([(3, 5), (7, 9)])
    [Span(start=3, end=4), Span(start=5, end=7)]
    """

    def __init__(self, raw: str, reading: Reading) -> None:
        text = raw.removeprefix("\ufeff")
        self.text = text.replace("\r\n", "\n") if reading.folded else text
        # Where each astral character starts, in UTF-16 units.
        self._astral = (
            [found.start() + n for n, found in enumerate(_ASTRAL.finditer(self.text))]
            if reading.utf16
            else []
        )
        self.length = len(self.text) + len(self._astral)

    def place(self, offset: int, *, end: bool = False) -> int:
        """Code point of an offset; inside a pair it moves outward."""
        before = bisect_left(self._astral, offset)
        inside = before > 0 and self._astral[before - 1] == offset - 1
        return offset - before + (1 if inside and end else 0)

    def offset(self, place: int) -> int:
        """Offset of a code point: the way back."""
        if not self._astral:
            return place
        low, high = 0, len(self._astral)
        while low < high:
            middle = (low + high) // 2
            if self._astral[middle] - middle < place:
                low = middle + 1
            else:
                high = middle
        return place + low

    def is_inside(self, start: int | None, end: int | None) -> bool:
        """Say whether two offsets are a stretch of the text."""
        return start is not None and end is not None and 0 <= start < end <= self.length

    def splits(self, offset: int) -> bool:
        """Say whether an offset lies inside a pair of surrogates."""
        before = bisect_right(self._astral, offset - 1)
        return before > 0 and self._astral[before - 1] == offset - 1

    def cut(self, start: int, end: int) -> str:
        """The words of a stretch, as stored."""
        return self.text[self.place(start) : self.place(end, end=True)]

    def spans(self, pairs: Sequence[tuple[int | None, int | None]]) -> list[Span | None]:
        """Give stretches as spans in the normalised text.

        Parameters
        ----------
        pairs : sequence of (start, end)
            Offsets of this reading.

        Returns
        -------
        list of Span or None
            None for what lies outside the text, or of which nothing is left.
        """
        places = [
            (self.place(start), self.place(end, end=True))
            if start is not None and end is not None and self.is_inside(start, end)
            else None
            for start, end in pairs
        ]
        mapped = map_offsets(self.text, [one for pair in places if pair for one in pair])
        return [
            Span(mapped[pair[0]], mapped[pair[1]])
            if pair is not None and mapped[pair[0]] < mapped[pair[1]]
            else None
            for pair in places
        ]


def usual_reading(origin: str | None) -> Reading | None:
    """The reading known of the program that wrote a file; None when it is not known.

    Examples
    --------
    >>> str(usual_reading("NVivo for Mac 20.5.0"))
    'UTF-16 code units, CR LF counted as 2'
    """
    name = (origin or "").strip().lower()
    if name.startswith("bouwsteen") and "utf-16" in name:
        return Reading(utf16=True)
    return next((reading for start, reading in _USUAL if name.startswith(start)), None)


def choose(origin: str | None, texts: Iterable[tuple[str, Sequence[RefiSelection]]]) -> Verdict:
    """Choose how the offsets of a project count.

    Parameters
    ----------
    origin : str or None
        Program that wrote it, as the file says.
    texts : iterable of (raw text, selections)
        All texts with what is selected in them.

    Returns
    -------
    Verdict
        With a rival when readings that differ on these texts cannot be told apart.
    """
    total = [Evidence() for _ in READINGS]
    placed: list[list[tuple[int, ...]]] = [[] for _ in READINGS]
    evidence = Evidence()
    for raw, selections in texts:
        alike = _ASTRAL.search(raw) is None and "\r\n" not in raw
        for number, reading in enumerate(READINGS):
            if alike and number:
                total[number] += evidence
                continue
            ruler = Ruler(raw, reading)
            evidence = _evidence(ruler, selections)
            total[number] += evidence
            if not alike:
                placed[number].append(_places(ruler, raw, selections))
    usual = usual_reading(origin)
    sound = not (origin or "").lower().startswith(_QUOTES_UNSOUND)
    scores = [_score(one, sound=sound) for one in total]
    best = max(range(len(READINGS)), key=lambda number: scores[number])
    chosen = best if usual is None else READINGS.index(usual)
    if usual is not None and sound and total[best].matched > total[chosen].matched * _CLEARLY:
        chosen = best
    rivals = [
        number
        for number in range(len(READINGS))
        if placed[number] != placed[chosen] and _speaks(total, number, chosen, usual is None, sound)
    ]
    return Verdict(
        reading=READINGS[chosen],
        evidence=total[chosen],
        usual=usual == READINGS[chosen],
        rival=READINGS[rivals[0]] if rivals else None,
    )


def _speaks(total: Sequence[Evidence], rival: int, chosen: int, unknown: bool, sound: bool) -> bool:
    """Say whether as much speaks for the rival; where the program is known, clearly more."""
    one, other = total[rival], total[chosen]
    if unknown:
        return _score(one, sound=sound) >= _score(other, sound=sound)
    if sound and other.quotes and one.matched != other.matched:
        return one.matched > other.matched
    return one.inside > other.inside or one.edges > other.edges * _CLEARLY


def _score(one: Evidence, *, sound: bool) -> tuple[int, int, int]:
    return one.matched if sound else 0, one.inside, one.edges


def _evidence(ruler: Ruler, selections: Sequence[RefiSelection]) -> Evidence:
    inside = quotes = matched = edges = 0
    for one in selections:
        quotes += bool(one.name)
        if not ruler.is_inside(one.start, one.end):
            continue
        assert one.start is not None and one.end is not None
        inside += 1
        start, end = ruler.place(one.start), ruler.place(one.end, end=True)
        edges += _is_edge(ruler.text, start) + _is_edge(ruler.text, end)
        matched += bool(one.name) and says(ruler.text[start:end], one.name or "")
    return Evidence(
        selections=len(selections), inside=inside, quotes=quotes, matched=matched, edges=edges
    )


def _places(ruler: Ruler, raw: str, selections: Sequence[RefiSelection]) -> tuple[int, ...]:
    """Places in the raw text, so that readings can be compared with one another."""
    shift = len(raw) - len(raw.removeprefix("\ufeff"))
    plain = raw.removeprefix("\ufeff")
    ends = (
        [found.start() - n for n, found in enumerate(re.finditer("\r\n", plain))]
        if len(ruler.text) < len(plain)
        else []
    )
    found = []
    for one in selections:
        if not ruler.is_inside(one.start, one.end):
            found.append(-1)
            continue
        for offset, is_end in ((one.start, False), (one.end, True)):
            place = ruler.place(offset or 0, end=is_end)
            found.append(shift + place + bisect_left(ends, place))
    return tuple(found)


def says(text: str, quote: str) -> bool:
    """Say whether a text is what a stored quotation stands for: equal, or longer where it is cut.

    Examples
    --------
    >>> says("Dat was\\nmooi, zei hij", "Dat was mooi…"), says("Dat was", "Wat was")
    (True, False)
    """
    words, wanted = " ".join(text.split()), " ".join(quote.split())
    for mark in _CUT:
        if wanted.endswith(mark) and words.startswith(wanted.removesuffix(mark).rstrip()):
            return True
    return words == wanted or (len(wanted) >= _CUT_LEAST and words.startswith(wanted))


def _is_edge(text: str, place: int) -> bool:
    if place in (0, len(text)):
        return True
    before, after = text[place - 1], text[place]
    return before.isspace() or after.isspace() or before.isalnum() != after.isalnum()

"""Carry codings from a text to its correction: the same words, or a stretch that a person must see.

A stretch goes where the alignment of the two texts puts it, and is then checked by its words and
by what stands before and after them. Words that stand elsewhere now (a moved paragraph) are looked
for in what the alignment left over. What cannot be found back with enough likeness, or could be in
more than one place, is unplaced; no stretch ever slides to other words in silence.
"""

from __future__ import annotations

__all__ = ["CONTEXT", "LIKENESS", "Alignment", "Carried", "Kind", "align"]

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.aligned import Aligned, inside_word, letters
from bouwsteen.transcripts.model import Span, Transcript

LIKENESS = 0.5
"""Least share of letters in common for a corrected stretch to count as the same stretch."""

CONTEXT = 32
"""Characters on either side that tell one occurrence of the same words from another."""

# So many letters hardly ever stand in a row twice by chance.
_DISTINCT = 24
_SAME_CONTEXT = 0.6
# By so much must the context of one place be more alike than that of any other.
_CLEAR = 0.3


class Kind(StrEnum):
    """What became of a stretch."""

    SAME = "same"
    """The same words in the same place of the story; offsets may differ."""

    MOVED = "moved"
    """The same words in another place of the story."""

    CHANGED = "changed"
    """Words in it were corrected, or words came in between."""

    SHORTENED = "shortened"
    """Words of it are gone; all that is left was in it."""

    UNPLACED = "unplaced"
    """Not found back; for a person to decide on."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Where a stretch of the old text is in the new one.

    Parameters
    ----------
    span : Span or None
        In the new text; None when unplaced.
    kind : Kind
        What became of it.
    old_text, new_text : str
        The words before and after; no words after when unplaced.
    score : float
        Letters in common, 0 to 1: twice their number over the letters of both.
    """

    span: Span | None
    kind: Kind
    old_text: str
    new_text: str
    score: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A transcript beside its correction; made by `align`.

    Parameters
    ----------
    old, new : Transcript
        Before and after the correction.
    texts : Aligned
        Their texts, laid side by side.
    """

    old: Transcript
    new: Transcript
    texts: Aligned

    def carry(self, span: Span) -> Carried:
        """Find a stretch of the old text back in the new one.

        Parameters
        ----------
        span : Span
            In the old text.

        Returns
        -------
        Carried
            Its words are letter for letter the old ones when it is same or moved.

        Raises
        ------
        TranscriptError
            When the span leaves the old text.
        """
        if span.end > len(self.texts.old):
            raise TranscriptError(
                f"{span.start}:{span.end} lies outside the old text of {self.old.key}.",
                key="span_outside_old",
                start=span.start,
                end=span.end,
                transcript=self.old.key,
            )
        words = span.of(self.texts.old)
        image = self.texts.image(span)
        if image is not None and image.of(self.texts.new) == words:
            if self._is_trusted(span, image):
                return _found(words, image, Kind.SAME)
            image = None
        moved = self._elsewhere(span, words)
        if moved is not None:
            return _found(words, moved, Kind.MOVED)
        return self._changed(span, words, image)

    def _changed(self, span: Span, words: str, image: Span | None) -> Carried:
        score = 0.0 if image is None else self.texts.likeness(span, image)
        if image is None or score < LIKENESS:
            return Carried(span=None, kind=Kind.UNPLACED, old_text=words, new_text="", score=score)
        found = image.of(self.texts.new)
        kind = Kind.SHORTENED if _is_part(found.split(), words.split()) else Kind.CHANGED
        return Carried(span=image, kind=kind, old_text=words, new_text=found, score=score)

    def _is_trusted(self, span: Span, image: Span) -> bool:
        """Whether equal words are the same place: few words may stand anywhere."""
        words = span.of(self.texts.old)
        if len(letters(words)) >= _DISTINCT and _once(words, self.texts.old, self.texts.new):
            return True
        context = self._context(span, image)
        return max(context) >= _SAME_CONTEXT and not self._has_rival(words, span, image, context)

    def _has_rival(self, words: str, span: Span, image: Span, context: tuple[float, float]) -> bool:
        """Whether another occurrence of the words, lost by now, would fit the place better."""
        if min(context) == 1.0:
            return False
        for start in _occurrences(words, self.texts.old):
            other = Span(start, start + len(words))
            if start == span.start or sum(self._context(other, image)) <= sum(context):
                continue
            found = self.texts.image(other)
            if found is None or found.of(self.texts.new) != words:
                return True
        return False

    def _elsewhere(self, span: Span, words: str) -> Span | None:
        """Find the same words in what the alignment left over; None when in doubt."""
        if not letters(words):
            return None
        places = (Span(at, at + len(words)) for at in _occurrences(words, self.texts.new))
        found = sorted(
            (
                (sum(self._context(span, place)), place)
                for place in places
                if self.texts.is_left_over(place) and self._is_whole(span, place)
            ),
            reverse=True,
        )
        if not found or (len(found) > 1 and found[0][0] - found[1][0] < _CLEAR):
            return None
        alone = len(letters(words)) >= _DISTINCT and _once(words, self.texts.old)
        near = max(self._context(span, found[0][1])) >= _SAME_CONTEXT
        return found[0][1] if alone or near else None

    def _is_whole(self, span: Span, place: Span) -> bool:
        """Whether an occurrence cuts no word that the stretch did not cut."""
        old, new = self.texts.old, self.texts.new
        return (inside_word(old, span.start) or not inside_word(new, place.start)) and (
            inside_word(old, span.end) or not inside_word(new, place.end)
        )

    def _context(self, span: Span, place: Span) -> tuple[float, float]:
        """Likeness of what stands before, and of what stands after, 0 to 1."""
        old, new = self.texts.old, self.texts.new
        return (
            _alike(
                old[max(0, span.start - CONTEXT) : span.start],
                new[max(0, place.start - CONTEXT) : place.start],
            ),
            _alike(old[span.end : span.end + CONTEXT], new[place.end : place.end + CONTEXT]),
        )

    def renamed_speakers(self) -> dict[str, str]:
        """Labels that are gone, to the label that all their turns have now.

        A label is only listed when nothing else is possible: none of its turns went to a second
        label, and the new label did not exist before.
        """
        found: dict[str, set[str | None]] = {}
        starts = [turn.span.start for turn in self.new.turns]
        for turn in self.old.turns:
            image = self.texts.image(turn.span)
            if turn.speaker is None or turn.speaker in self.new.speakers or image is None:
                continue
            place = bisect_right(starts, (image.start + image.end) // 2) - 1
            if place >= 0:
                found.setdefault(turn.speaker, set()).add(self.new.turns[place].speaker)
        renamed = {}
        for old, labels in found.items():
            (label, *others) = labels
            if label is not None and not others and label not in self.old.speakers:
                renamed[old] = label
        return renamed


def align(old: Transcript, new: Transcript) -> Alignment:
    """Lay a corrected transcript beside the one it corrects.

    Examples
    --------
    >>> old = Transcript(key="a", title="a", text="R: Van fotuen leer je het meest.", turns=())
    >>> new = Transcript(key="a", title="a", text="Anna: Van fouten leer je het meest.", turns=())
    >>> carried = align(old, new).carry(Span(3, 21))
    >>> str(carried.kind), carried.new_text, round(carried.score, 2)
    ('changed', 'Van fouten leer je', 0.93)
    >>> align(old, new).carry(Span(14, 31)).kind
    <Kind.SAME: 'same'>
    """
    return Alignment(old=old, new=new, texts=Aligned.of(old.text, new.text))


def _found(words: str, place: Span, kind: Kind) -> Carried:
    return Carried(span=place, kind=kind, old_text=words, new_text=words, score=1.0)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _is_part(some: list[str], words: list[str]) -> bool:
    """Whether the one is the other with words left out."""
    rest = iter(words)
    return len(some) < len(words) and all(word in rest for word in some)


def _once(words: str, *texts: str) -> bool:
    return all(text.find(words) == text.rfind(words) for text in texts)

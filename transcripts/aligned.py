"""Two texts laid side by side: where a stretch of the one is in the other, by position alone."""

from __future__ import annotations

__all__ = ["Aligned", "inside_word", "letters"]

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator

from bouwsteen.transcripts.align import Block, matching_blocks
from bouwsteen.transcripts.model import Span

# A replacement that is so much longer than what it replaces holds an insertion as well.
_GROWN = 3
_SLACK = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Aligned:
    """A text and its correction.

    Parameters
    ----------
    old, new : str
        Before and after.
    blocks : tuple of Block
        Stretches that are equal, rising in both texts.

    Examples
    --------
    >>> texts = Aligned.of("R: Van fotuen leer je.", "Anna: Van fouten leer je.")
    >>> texts.image(Span(7, 13)).of(texts.new)
    'fouten'
    """

    old: str
    new: str
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, old: str, new: str) -> Aligned:
        """Lay two texts side by side."""
        return cls(old, new, matching_blocks(old, new))

    def image(self, span: Span) -> Span | None:
        """Where a stretch of the old text is in the new one; None when nothing of it is there.

        It begins and ends with what begins and ends the stretch in the old text, or with what
        replaced that; white space at its ends goes, and no word is cut that was whole.
        """
        inside = list(self.shared(span))
        if not inside:
            return None
        start, end = self._start(span.start, inside[0]), self._end(span.end, inside[-1])
        while start < end and self.new[start].isspace() and not self.old[span.start].isspace():
            start += 1
        while start < end and self.new[end - 1].isspace() and not self.old[span.end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        if not inside_word(self.old, span.start):
            while inside_word(self.new, start):
                start -= 1
        if not inside_word(self.old, span.end):
            while inside_word(self.new, end):
                end += 1
        return Span(start, end)

    def shared(self, span: Span, image: Span | None = None) -> Iterator[Block]:
        """Parts of the blocks that lie in a stretch and, where given, in its image."""
        for block in self.blocks[max(0, self._number(span.start)) :]:
            if block.a >= span.end:
                break
            skipped = max(0, span.start - block.a)
            size = min(block.size, span.end - block.a)
            if image is not None:
                skipped = max(skipped, image.start - block.b)
                size = min(size, image.end - block.b)
            if skipped < size:
                yield Block(block.a + skipped, block.b + skipped, size - skipped)

    def likeness(self, span: Span, image: Span) -> float:
        """Letters in common, 0 to 1: twice their number over the letters of both."""
        parts = self.shared(span, image)
        kept = sum(len(letters(self.old[part.a : part.a + part.size])) for part in parts)
        both = len(letters(span.of(self.old))) + len(letters(image.of(self.new)))
        return 2 * kept / both if both else 0.0

    def is_left_over(self, place: Span) -> bool:
        """Whether most of a stretch of the new text is no image of old text."""
        number = bisect_right(self.blocks, place.start, key=lambda block: block.b) - 1
        taken = 0
        for block in self.blocks[max(0, number) :]:
            if block.b >= place.end:
                break
            taken += max(0, min(block.b + block.size, place.end) - max(block.b, place.start))
        return 2 * taken < len(place)

    def _start(self, start: int, first: Block) -> int:
        if first.a == start:
            return first.b
        # The stretch begins with words that were replaced: the replacement belongs to it.
        number = self._number(first.a)
        before = self.blocks[number - 1] if number else Block(0, 0, 0)
        begins = before.a + before.size == start
        return before.b + before.size if begins and _replaced(before, first) else first.b

    def _end(self, end: int, last: Block) -> int:
        stop = last.b + last.size
        if last.a + last.size == end:
            return stop
        number = self._number(last.a) + 1
        tail = Block(len(self.old), len(self.new), 0)
        after = self.blocks[number] if number < len(self.blocks) else tail
        return after.b if after.a == end and _replaced(last, after) else stop

    def _number(self, offset: int) -> int:
        """Place of the last block that begins at an old offset or before it; -1 when none does."""
        return bisect_right(self.blocks, offset, key=lambda block: block.a) - 1


def _replaced(before: Block, after: Block) -> bool:
    """Whether the new text between two blocks replaces the old, rather than being inserted."""
    gone = after.a - before.a - before.size
    return after.b - before.b - before.size <= _GROWN * gone + _SLACK


def letters(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def inside_word(text: str, offset: int) -> bool:
    """Whether an offset has letters or digits on both sides."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()

"""A text in which names were replaced, with the way from every place in the old text."""

from __future__ import annotations

__all__ = ["Edit", "Rewritten"]

import dataclasses
from bisect import bisect_right

from bouwsteen.transcripts.model import Span


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A name that was replaced: where it stood, where its pseudonym stands."""

    name: str
    start: int
    end: int
    new_start: int
    new_end: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A text with pseudonyms, and where everything went.

    Parameters
    ----------
    text : str
        With pseudonyms.
    edits : tuple of Edit
        In the order of the text.
    """

    text: str
    edits: tuple[Edit, ...] = ()

    def span(self, span: Span) -> Span:
        """Where a stretch of the old text is now; one that cuts a name takes the pseudonym whole.

        Examples
        --------
        >>> edit = Edit(name="Vera", start=9, end=13, new_start=9, new_end=21)
        >>> found = Rewritten(text="Toen zei respondent 1 ja.", edits=(edit,))
        >>> found.span(Span(9, 16)).of(found.text)
        'respondent 1 ja'
        """
        return Span(self._offset(span.start, end=False), self._offset(span.end, end=True))

    def _offset(self, offset: int, *, end: bool) -> int:
        number = bisect_right(self.edits, offset, key=lambda edit: edit.start) - 1
        if number < 0:
            return offset
        edit = self.edits[number]
        if edit.start < offset < edit.end:
            return edit.new_end if end else edit.new_start
        if offset == edit.start:
            return edit.new_start
        return offset + edit.new_end - edit.end

"""A document as lines and table rows; marks in it, and what is read from them. No I/O.

A *shape* (headings, labels, columns, ...) finds marks: where something that belongs to no turn
begins, and where the speech after it begins. `bouwsteen.transcripts.assemble` makes turns of them.
"""

from __future__ import annotations

__all__ = ["Line", "Mark", "Page", "Reading", "Row", "title_like"]

import dataclasses
from collections.abc import Iterator
from functools import cached_property

from bouwsteen.transcripts.model import Turn

Row = tuple[tuple[int, int], ...]
"""Start and end of each cell of a table's row."""

_TITLE_WORDS_MOST = 12


def title_like(text: str) -> bool:
    """Say whether a line may be a title: at most 12 words, and no end of a sentence.

    Examples
    --------
    >>> title_like("Interview 7, deel twee"), title_like("Dat was het.")
    (True, False)
    """
    return len(text.split()) <= _TITLE_WORDS_MOST and text.rstrip()[-1:] not in tuple(".?!…")


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, without its line break; `start` is its place in the text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Place behind the last character."""
        return self.start + len(self.text)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Page:
    """A normalised text, and where the cells of its tables lie in it.

    Parameters
    ----------
    text : str
        The whole reading text.
    tables : tuple of tuple of Row
        For each table its rows; a row is a (start, end) pair a cell.
    """

    text: str
    tables: tuple[tuple[Row, ...], ...] = ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, empty ones too."""
        lines, start = [], 0
        for text in self.text.split("\n"):
            lines.append(Line(start, text))
            start += len(text) + 1
        return tuple(lines)

    @cached_property
    def words(self) -> int:
        """Number of words of the whole text."""
        return len(self.text.split())

    def lines_between(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield (place, text) of the non-empty lines, or parts of lines, in a stretch."""
        for text in self.text[start:end].split("\n"):
            if text.strip():
                yield start, text
            start += len(text) + 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a turn, or something outside every turn, begins.

    Parameters
    ----------
    at : int
        Where the turn before ends: the first character of label, stamp or heading.
    speech : int
        Where the speech begins.
    speaker : str or None
        Label as the file gives it.
    end : int or None
        Where the speech ends at the latest; None for the next mark.
    start_time, end_time : float or None
        Seconds.
    turn : bool
        False for a stretch that is nobody's turn.
    flags : frozenset of str
        Flags of the turn.
    """

    at: int
    speech: int
    speaker: str | None = None
    end: int | None = None
    start_time: float | None = None
    end_time: float | None = None
    turn: bool = True
    flags: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one shape makes of a page.

    Parameters
    ----------
    shape : str
        Name of the shape.
    turns : tuple of Turn
        In order.
    score : float
        Share of the page's words that the shape explains, 0 to 1.
    dropped : tuple of str
        Lines that are part of no turn, labels and stamps aside.
    warnings : tuple of str
        What a person should look at.
    unexplained : str
        The first line that the shape cannot explain; empty when there is none.
    """

    shape: str
    turns: tuple[Turn, ...]
    score: float
    dropped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unexplained: str = ""

"""Gather a document's text while walking over it, with places in it: cells, ranges of comments."""

from __future__ import annotations

__all__ = ["Writing"]

import re

from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.normalise import map_offsets, normalise
from bouwsteen.transcripts.page import Page, Row

_SPACE = re.compile(r"[ \t\r\n]+")


class Writing:
    """Text under way, of a format in which white space is not what it seems.

    Runs of white space become one space, and none at the start of a line, as a browser and a word
    processor show them. Paragraphs end in a line feed; the cells of a row stand between tabs.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._last = "\n"
        self._tables: list[list[list[tuple[int, int]]]] = []
        self._open: list[list[list[tuple[int, int]]]] = []
        self._cells: list[int] = []
        self._ranges: dict[str, tuple[int, int]] = {}
        self._started: dict[str, int] = {}

    def flow(self, text: str | None) -> None:
        """Add text in which white space only separates words."""
        if not text:
            return
        text = _SPACE.sub(" ", text)
        self.put(text[1:] if text[0] == " " and self._last in " \n\t" else text)

    def put(self, text: str) -> None:
        """Add text as it is."""
        if text:
            self._pieces.append(text)
            self._length += len(text)
            self._last = text[-1]

    def end_line(self) -> None:
        """Begin a new line, unless one has just begun or a cell has."""
        if self._last != "\n" and not (self._cells and self._cells[-1] == self._length):
            self.put("\n")

    def open_table(self) -> None:
        """Begin a table; one in a cell is read in its place, and listed by itself."""
        self.end_line()
        self._tables.append([])
        self._open.append(self._tables[-1])

    def close_table(self) -> None:
        """End the table that was opened last."""
        if self._open:
            self._open.pop()

    def open_row(self) -> None:
        """Begin a row."""
        if self._open:
            self._open[-1].append([])

    def close_row(self) -> None:
        """End a row, and with it its line."""
        self.put("\n")

    def open_cell(self) -> None:
        """Begin a cell."""
        if self._open and self._open[-1] and self._open[-1][-1]:
            self.put("\t")
        self._cells.append(self._length)

    def close_cell(self) -> None:
        """End a cell; the end of its last paragraph is no part of it."""
        if not self._cells:
            return
        start = self._cells.pop()
        while self._length > start and self._pieces[-1] == "\n":
            self._pieces.pop()
            self._length -= 1
        self._last = self._pieces[-1][-1] if self._pieces else "\n"
        if self._open and self._open[-1]:
            self._open[-1][-1].append((start, self._length))

    def start_range(self, name: str) -> None:
        """Note where the stretch that a comment marks begins."""
        self._started[name] = self._length

    def end_range(self, name: str) -> None:
        """Note where it ends."""
        if name in self._started:
            self._ranges[name] = (self._started.pop(name), self._length)

    def page(self) -> tuple[Page, dict[str, Span]]:
        """Give the normalised text with its tables, and the spans of the comments in it."""
        raw = "".join(self._pieces)
        cells = [cell for table in self._tables for row in table for cell in row]
        at = map_offsets(
            raw, [place for pair in (*cells, *self._ranges.values()) for place in pair]
        )
        text = normalise(raw)
        tables = (
            tuple(self._row(row, at) for row in table if row)
            for table in self._tables
            if any(table)
        )
        spans = {
            name: Span(at[start], at[end])
            for name, (start, end) in self._ranges.items()
            if text[at[start] : at[end]].strip()
        }
        return Page(text=text, tables=tuple(tables)), spans

    @staticmethod
    def _row(cells: list[tuple[int, int]], at: dict[int, int]) -> Row:
        return tuple((at[start], at[end]) for start, end in cells)

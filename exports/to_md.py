"""Tables and quotes as Markdown (pipe tables), for a repository or a converter."""

from __future__ import annotations

__all__ = ["render", "render_quotes"]

import re
from collections.abc import Sequence

from bouwsteen.exports.labels import Labels
from bouwsteen.exports.quote_book import QuoteBook
from bouwsteen.exports.table import Cell, Column, Table

_SPECIAL = re.compile(r"([\\|*_`<\[$])")
# What makes a heading, list or quote of a line; a backslash before the sign undoes it.
_LINE_START = re.compile(r"^(\s*\d*)([#>+.)-])")


def render(tables: Sequence[Table]) -> bytes:
    """Write tables below one another, each with caption, notes and running text.

    Numbers are raw; a cell that begins with ``=`` or ``-`` stays as it is, a bar is escaped.

    Examples
    --------
    >>> columns = (Column(key="q", label="Quote"), Column(key="n", label="N", kind="int"))
    >>> table = Table(key="t", caption="Quotes", lang="en", columns=columns, rows=(("a|b", 2),))
    >>> print(render([table]).decode())
    **Table 1.** Quotes
    <BLANKLINE>
    | Quote | N |
    | :--- | ---: |
    | a\\|b | 2 |
    <BLANKLINE>
    """
    parts = [_table(table, number) for number, table in enumerate(tables, start=1)]
    return "\n\n".join(parts).encode("utf-8") + b"\n"


def render_quotes(book: QuoteBook) -> bytes:
    """Write quotes block by block, each as a block quote with its source."""
    parts = [f"# {_text(book.title)}"]
    for group in book.groups:
        parts.append(f"## {_text(group.heading)}")
        for quote in group.quotes:
            lines = [
                _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line))
                for line in f"“{quote.text}”".split("\n")
            ]
            codes = f" {_text(quote.codes)}" if quote.codes else ""
            parts.append("\\\n".join(f"> {line}" for line in [*lines, _text(quote.source) + codes]))
    parts += [f"*{_text(note)}*" for note in book.notes]
    return "\n\n".join(parts).encode("utf-8") + b"\n"


def _table(table: Table, number: int) -> str:
    labels = Labels(table.lang)
    rules = [":---" if column.kind == "text" else "---:" for column in table.columns]
    lines = [
        _line([_text(column.label) for column in table.columns]),
        _line(rules),
        *(_line(_cells(row, table.columns)) for row in table.rows),
        *(_line([f"**{cell}**" for cell in _cells(row, table.columns)]) for row in table.foot[:1]),
        *(_line(_cells(row, table.columns)) for row in table.foot[1:]),
    ]
    parts = [
        f"**{labels('word.table')} {number}.** {_text(table.caption)}",
        "\n".join(lines),
        *(f"*{_text(note)}*" for note in table.notes),
        *(_text(sentence) for sentence in table.text),
    ]
    return "\n\n".join(parts)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Sequence[Cell], columns: Sequence[Column]) -> list[str]:
    return [_cell(cell, column) for cell, column in zip(row, columns, strict=True)]


def _cell(cell: Cell, column: Column) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return _text(cell)
    if column.kind == "int":
        return str(cell)
    return f"{cell:.2f}"


def _text(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))

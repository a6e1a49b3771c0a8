r"""How wide the columns of a LaTeX table are, and how its headings stand, so that it fits the page.

LaTeX sets a column as wide as its widest cell and lets the table run off the paper. So widths are
reckoned beforehand from those of Computer Modern: headings break over lines, then the letters get
smaller, then headings are turned on their side.
"""

from __future__ import annotations

__all__ = ["Layout", "layout_of"]

import dataclasses
import re
from collections.abc import Iterator, Sequence

from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Table

_PAGE = 470.0
_GAP, _TIGHT = 12.0, 6.0
"""Points between the margins of A4 with 2.2 cm each; and beside a column (two ``\\tabcolsep``), as
LaTeX has it and at the least."""

_SIZES = ((r"\small", 9.0), (r"\footnotesize", 8.0), (r"\scriptsize", 7.0))
_MANY_COLUMNS = 6
_SHORT_NAME = 36
_NAMES = 110.0
"""Columns beyond which letters are small from the start; characters of a name on one line; points
that longer names of rows ask for at least."""

_NARROW = frozenset("iljtfrI.,;:'|!()[]-/ ")
_WIDE = frozenset("mwMWABCDGHKNOQRUVX@%&…—")
_BOLD = 1.17
_PIECE = re.compile(r"[^\s_/–-]*[_/–-]?")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    r"""How a table is set.

    Parameters
    ----------
    size : str
        The command for the size of letters.
    shape : str
        Kinds and widths of the columns, for ``tabular``.
    turned : bool
        Headings of figures stand on their side.
    tight : bool
        Columns stand nearer one another.
    """

    size: str
    shape: str
    turned: bool = False
    tight: bool = False

    @property
    def commands(self) -> str:
        """What goes before the table."""
        return rf"{self.size}\setlength{{\tabcolsep}}{{3pt}}" if self.tight else self.size


def layout_of(table: Table) -> Layout:
    """Choose size, widths and headings that keep a table between the margins.

    Returns
    -------
    Layout
        The first that fits: headings on one line, headings over lines, smaller letters, turned
        headings, columns nearer together. Where nothing fits, columns of words are narrower than
        their longest word.
    """
    first = len(table.columns) > _MANY_COLUMNS
    sizes = _SIZES[first:]
    tries = [(*sizes[0], "line", _GAP), *((*size, "lines", _GAP) for size in sizes)]
    tries += [(*size, "turned", _GAP) for size in sizes]
    tries += [(*sizes[-1], heads, _TIGHT) for heads in ("lines", "turned")]
    for size, points, heads, gap in tries:
        columns = [_Column(table, place, points, heads) for place in range(len(table.columns))]
        chosen = Layout(
            size=size, shape=_shape(columns, gap), turned=heads == "turned", tight=gap == _TIGHT
        )
        if sum(one.least + gap for one in columns) <= _PAGE:
            break
    return chosen


class _Column:
    """What a column asks for in points: the least, and as much as it can use."""

    def __init__(self, table: Table, place: int, points: float, heads: str) -> None:
        column = table.columns[place]
        cells = list(_cells(table, place))
        self.figures = column.kind != "text"
        self.weight = column.weight
        named = place == 0 and all(one.kind != "text" for one in table.columns[1:])
        self.fixed = self.figures or (named and max(map(len, cells)) <= _SHORT_NAME)
        self.wrapped = self.figures and heads == "lines"
        widest = max(_width(cell, points) for cell in cells)
        head = _width(column.label, points) * _BOLD
        pieces = max(_width(one, points) for one in _PIECE.findall(column.label)) * _BOLD
        if self.figures:
            least = {"line": head, "lines": pieces, "turned": points}[heads]
            self.least = self.most = max(widest, least)
        elif self.fixed and heads == "line":
            self.least = self.most = max(widest, head)
        else:
            self.fixed = False
            longest = (_width(one, points) for cell in cells for one in _PIECE.findall(cell))
            self.most = max(widest, head) + points / 2
            self.least = max(pieces, *longest, min(self.most, _NAMES if named else 0))


def _cells(table: Table, place: int) -> Iterator[str]:
    """The words of a column, the first line of the foot a little wider for being bold."""
    labels, kind = Labels(table.lang), table.columns[place].kind
    for line in (*table.rows, *table.foot):
        cell = line[place]
        yield "" if cell is None and kind == "text" else labels.cell(cell, kind)
    if not table.rows and not table.foot:
        yield ""


def _width(words: str, points: float) -> float:
    """Points that words take on a line."""
    narrow = sum(sign in _NARROW for sign in words)
    wide = sum(sign in _WIDE for sign in words)
    return points * (0.55 * len(words) - 0.2 * narrow + 0.25 * wide)


def _shape(columns: Sequence[_Column], gap: float) -> str:
    room = _PAGE - gap * len(columns)
    room -= sum(one.least for one in columns if one.figures or one.fixed)
    words = [one for one in columns if not (one.figures or one.fixed)]
    widths = iter(_shared(words, room))

    def one(column: _Column) -> str:
        if column.wrapped:
            return rf">{{\raggedleft\arraybackslash}}b{{{column.least / _PAGE:.3f}\linewidth}}"
        if column.figures:
            return "r"
        if column.fixed:
            return "l"
        return rf">{{\raggedright\arraybackslash}}p{{{next(widths) / _PAGE:.3f}\linewidth}}"

    return "".join(map(one, columns))


def _shared(columns: Sequence[_Column], room: float) -> list[float]:
    """Widths by weight, none under its least nor over its most as far as there is room."""
    low, high = 0.0, room / min((one.weight for one in columns), default=1)
    for _ in range(40):
        unit = (low + high) / 2
        widths = [min(max(unit * one.weight, one.least), one.most) for one in columns]
        low, high = (unit, high) if sum(widths) <= room else (low, unit)
    widths = [min(max(low * one.weight, one.least), one.most) for one in columns]
    over = sum(widths) / room if room > 0 else 1
    return [width / max(over, 1) for width in widths]

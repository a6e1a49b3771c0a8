"""Other figures for the cells of the table of quotations: shares, rates, and who stands behind.

Counts alone mislead where groups differ in size: eleven directors say more than seven team
leaders. Each measure here says what it divides by; a cell that would divide by 0 is undefined.

Rates divide only by interviews that are finished or have a counted quotation. In any other nothing
may just not have been coded yet, and dividing by it would feign a low rate.
"""

from __future__ import annotations

__all__ = ["MEASURES", "OUTSIDE", "REASONS", "Measure", "Measured", "measure"]

import dataclasses
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from bouwsteen.analysis.groups import denominators
from bouwsteen.analysis.level import Level
from bouwsteen.analysis.placing import Placed, place
from bouwsteen.analysis.speech import Ints
from bouwsteen.analysis.tables import QuoteTable
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.errors import AnalysisError, nearest
from bouwsteen.transcripts.cast import Cast

if TYPE_CHECKING:
    import pandas as pd

Measure = Literal[
    "counts",
    "row-percent",
    "column-percent",
    "per-interview",
    "per-1000-words",
    "respondents",
    "interviews",
]
MEASURES: tuple[Measure, ...] = get_args(Measure)
"""Every measure by its name on the command line."""

REASONS = {
    "row-percent": "empty_row",
    "column-percent": "empty_column",
    "per-interview": "no_interviews",
    "per-1000-words": "no_words",
}
"""Why a cell can be undefined; the other measures are always defined."""

OUTSIDE = "outside"
"""Why a whole column can be, with any measure: the layer is about none of its interviews."""

_RATES = ("per-interview", "per-1000-words")
_WORDS = 1000

Figure = int | float | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Measured:
    """One measure for every cell of a table of quotations.

    Parameters
    ----------
    show : str
        Name of the measure.
    table : QuoteTable
        The counts beneath it. With rates its denominators are of the interviews that are divided
        by, not of all.
    values : tuple of tuple of int, float or None
        One tuple a row, one figure a column. Shares lie from 0 to 1; rates are quotations per
        interview and per 1,000 words of respondents; None where the measure is undefined.
    row_values, column_values : tuple of int, float or None
        The measure for whole rows and whole columns. Respondents and interviews are counted once
        each, so these are less than the sum of cells where somebody stands in more of them.
    value : int, float or None
        The measure for the whole table.
    left_out : tuple of str
        With rates: interviews that nothing is divided by, as they have no counted quotation and
        nobody called them finished.
    """

    show: Measure
    table: QuoteTable
    values: tuple[tuple[Figure, ...], ...]
    row_values: tuple[Figure, ...]
    column_values: tuple[Figure, ...]
    value: Figure
    left_out: tuple[str, ...] = ()

    @property
    def reason(self) -> str | None:
        """Why cells are undefined, by its stable name; None when all are defined."""
        unknown = self.table.unknown
        lines = (*self.values, self.column_values)
        cells = (cell for line in lines for cell, no in zip(line, unknown, strict=True) if not no)
        if None in (*cells, *self.row_values, self.value):
            return REASONS[self.show]
        return OUTSIDE if any(unknown) else None

    def to_frame(self) -> pd.DataFrame:
        """The cells as a data frame: code keys down, columns across, NaN where undefined."""
        import pandas as pd

        return pd.DataFrame(
            list(self.values),
            index=pd.Index([code.key for code in self.table.rows], name="code"),
            columns=pd.Index(self.table.names, name=self.table.by),
        )

    def to_json(self, *, lang: str = "nl") -> dict[str, Any]:
        """The table's own dictionaries, with ``values`` beside its ``counts``."""
        found = self.table.to_json(lang=lang)
        if self.show == "counts":
            return found
        names = self.table.names
        for line, row, whole in zip(found["rows"], self.values, self.row_values, strict=True):
            line["values"] = {**dict(zip(names, row, strict=True)), "total": whole}
        return {
            **found,
            "show": self.show,
            "values": {**dict(zip(names, self.column_values, strict=True)), "total": self.value},
            "undefined": self.reason,
            "left_out": list(self.left_out),
        }


def measure(
    show: str,
    table: QuoteTable,
    columns: CodingColumns,
    cast: Cast,
    codebook: Codebook,
    *,
    finished: Collection[str] = (),
) -> Measured:
    """Give a measure for every cell.

    Parameters
    ----------
    show : str
        One of `MEASURES`.
    table : QuoteTable
        The counts.
    columns : CodingColumns
        The codings that it was counted from.
    cast : Cast
        Who speaks where.
    codebook : Codebook
        The codes.
    finished : collection of str
        Transcripts whose coding is done; rates divide by these and by those with a counted
        quotation.

    Returns
    -------
    Measured

    Raises
    ------
    AnalysisError
        When there is no such measure.
    """
    found = next((one for one in MEASURES if one == show), None)
    if found is None:
        raise AnalysisError(
            f"Cells have no measure {show!r}.",
            nearest(show, MEASURES) or f"There are: {', '.join(MEASURES)}.",
            key="cells_no_measure",
            show=show,
            known=", ".join(MEASURES),
        )
    if found not in ("respondents", "interviews", *_RATES):
        return _divided(found, table)
    rows: Level = "block" if table.rule == "once-per-block" else "code"
    placed = place(columns, cast, codebook, rows=rows, by=table.by)
    if found not in _RATES:
        behind = placed.marks.person if found == "respondents" else placed.marks.transcript
        return _distinct(found, table, placed, behind)
    held = placed.marks.transcript[placed.counted]
    coded = {cast.transcripts[number].key for number in np.unique(held)} | set(finished)
    each, overall = denominators(cast, table.by, table.columns, transcripts=coded)
    return dataclasses.replace(
        _divided(found, dataclasses.replace(table, denominators=each, overall=overall)),
        left_out=tuple(
            one.key for one in cast.transcripts if one.key not in {*coded, *table.outside}
        ),
    )


def _divided(show: Measure, table: QuoteTable) -> Measured:
    """Counts over what the measure divides by."""
    rows, columns, total = table.row_totals, table.column_totals, table.total
    factor = _WORDS if show == "per-1000-words" else 1
    n = len(table.columns)
    if show == "row-percent":
        beneath, whole = [(*[row] * n, row) for row in rows], (*[total] * n, total)
    else:
        whole = _beneath(show, table)
        beneath = [whole] * len(rows)

    def ratios(counts: Sequence[int], over: Sequence[int]) -> tuple[Figure, ...]:
        if show == "counts":
            found: tuple[Figure, ...] = tuple(counts)
        else:
            pairs = zip(counts, over, strict=True)
            found = tuple(count * factor / one if one else None for count, one in pairs)
        return (*table.known(found[:-1]), found[-1])

    lines = [
        ratios((*row, sum(row)), over) for row, over in zip(table.counts, beneath, strict=True)
    ]
    foot = ratios((*columns, total), whole)
    return Measured(
        show=show,
        table=table,
        values=tuple(line[:-1] for line in lines),
        row_values=tuple(line[-1] for line in lines),
        column_values=foot[:-1],
        value=foot[-1],
    )


def _beneath(show: Measure, table: QuoteTable) -> tuple[int, ...]:
    """What each column is divided by, the whole table last."""
    if show == "per-interview":
        return *(one.interviews for one in table.denominators), table.overall.interviews
    if show == "per-1000-words":
        return *(one.words for one in table.denominators), table.overall.words
    return *table.column_totals, table.total


def _distinct(show: Measure, table: QuoteTable, placed: Placed, behind: Ints) -> Measured:
    """Different people or interviews behind the quotations of each cell, row and column.

    Parameters
    ----------
    behind : ndarray of shape (n_quotations,)
        Number of the person or interview.
    """
    row, group = placed.pairs()
    thing = behind[placed.counted]
    n_rows, n_groups = len(placed.marks.rows), len(placed.columns)
    cells = _different(row * n_groups + group, thing, n_rows * n_groups)
    return Measured(
        show=show,
        table=table,
        values=tuple(map(table.known, cells.reshape(n_rows, n_groups).tolist())),
        row_values=tuple(_different(row, thing, n_rows).tolist()),
        column_values=table.known(_different(group, thing, n_groups).tolist()),
        value=len(np.unique(thing)),
    )


def _different(place: Ints, thing: Ints, n: int) -> Ints:
    """How many different things there are in each of n places."""
    things = int(thing.max(initial=0)) + 1
    keys = np.sort(place * things + thing)
    first = np.diff(keys, prepend=-1) > 0
    return np.bincount(keys[first] // things, minlength=n)

"""Quotations per code and per group of respondents: the main table of the article.

The unit is the quotation. Within a block it counts once, however many sub-codes of that block it
carries; with codes of two blocks it counts once in each. It belongs to the respondent in whose
turns most of its characters stand; interviewers' text counts for nobody.
"""

from __future__ import annotations

__all__ = ["NO_VALUE", "QuoteTable", "quote_table"]

import dataclasses
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from bouwsteen.analysis.groups import Denominator, denominators
from bouwsteen.analysis.level import Level
from bouwsteen.analysis.placing import place
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.transcripts.cast import Cast

if TYPE_CHECKING:
    import pandas as pd

F = TypeVar("F")

NO_VALUE = "—"
"""How a column of respondents without a value is called in JSON and data frames."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class QuoteTable:
    """Counts of quotations, with all that is needed to defend them.

    Every quotation is in exactly one of three places: counted, in `unattributed`, or in `free`.

    Parameters
    ----------
    rule : str
        ``once-per-block`` or ``once-per-code``: how often a quotation counts.
    layer : str
        Whose codings were counted: ``consensus``, or a coder's key.
    by : str
        What the columns are: ``role``, ``organisation``, ``transcript`` or an attribute.
    rows : tuple of Code
        Blocks, or every code down the tree (there a block stands for itself alone).
    numbers : tuple of str
        Number of each row's code in the codebook, ``3.2``; empty for a free code.
    columns : tuple of str or None
        Values of `by`; None for respondents who have none.
    counts : tuple of tuple of int
        One tuple a row, one figure a column; zeros included.
    quotations : tuple of int
        Different quotations counted in each column. The column's total adds its rows up, so it is
        larger when quotations count in more than one row.
    denominators : tuple of Denominator
        What stands behind each column.
    overall : Denominator
        What stands behind the table.
    unattributed : tuple of int
        Quotations that hold no respondent's words, by number; counted nowhere.
    free : tuple of int
        Quotations that carry free codes alone, by number; they have no row among the blocks.
    outside : tuple of str
        Interviews with respondents of the table that the layer says nothing of: the consensus
        meeting was not about them. They stand in no denominator.
    """

    rule: str
    layer: str
    by: str
    rows: tuple[Code, ...]
    numbers: tuple[str, ...]
    columns: tuple[str | None, ...]
    counts: tuple[tuple[int, ...], ...]
    quotations: tuple[int, ...]
    denominators: tuple[Denominator, ...]
    overall: Denominator
    unattributed: tuple[int, ...] = ()
    free: tuple[int, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def unknown(self) -> tuple[bool, ...]:
        """Whether all interviews of a column lie outside the layer: it has no count, not even 0."""
        return tuple(bool(self.outside) and not one.interviews for one in self.denominators)

    def known(self, figures: Sequence[F]) -> tuple[F | None, ...]:
        """Figures of the columns, with None where nothing is known."""
        pairs = zip(figures, self.unknown, strict=True)
        return tuple(None if unknown else figure for figure, unknown in pairs)

    def inside(self) -> QuoteTable:
        """The same table without the columns of which nothing is known."""

        def kept(figures: Sequence[F]) -> tuple[F, ...]:
            pairs = zip(figures, self.unknown, strict=True)
            return tuple(figure for figure, unknown in pairs if not unknown)

        return dataclasses.replace(
            self,
            columns=kept(self.columns),
            counts=tuple(map(kept, self.counts)),
            quotations=kept(self.quotations),
            denominators=kept(self.denominators),
        )

    @property
    def row_totals(self) -> tuple[int, ...]:
        """Different quotations in each row."""
        return tuple(map(sum, self.counts))

    @property
    def column_totals(self) -> tuple[int, ...]:
        """Each column's rows added up."""
        return tuple(sum(row[place] for row in self.counts) for place in range(len(self.columns)))

    @property
    def total(self) -> int:
        """All cells added up."""
        return sum(self.row_totals)

    @property
    def names(self) -> tuple[str, ...]:
        """Columns as words; a missing value as a dash."""
        return tuple(NO_VALUE if column is None else column for column in self.columns)

    def to_frame(self) -> pd.DataFrame:
        """The cells as a data frame: code keys down, columns across, no totals; NA if unknown."""
        import pandas as pd

        return pd.DataFrame(
            [self.known(row) for row in self.counts],
            index=pd.Index([code.key for code in self.rows], name="code"),
            columns=pd.Index(self.names, name=self.by),
            dtype="Int64" if any(self.unknown) else "int64",
        )

    def to_json(self, *, lang: str = "nl") -> dict[str, Any]:
        """The table as plain dictionaries with stable English keys; labels in `lang`."""
        behind = {
            name: {"quotations": count, **dataclasses.asdict(denominator)}
            for name, count, denominator in zip(
                self.names, self.known(self.quotations), self.denominators, strict=True
            )
        }
        return {
            "rule": self.rule,
            "layer": self.layer,
            "by": self.by,
            "columns": list(self.names),
            "rows": [
                {
                    "code": code.key,
                    "number": number,
                    "label": code.label(lang, short=True),
                    "counts": dict(zip(self.names, self.known(row), strict=True)),
                    "total": sum(row),
                }
                for code, number, row in zip(self.rows, self.numbers, self.counts, strict=True)
            ],
            "totals": {
                **dict(zip(self.names, self.known(self.column_totals), strict=True)),
                "total": self.total,
            },
            "denominators": {
                "columns": behind,
                "total": {
                    "quotations": sum(self.quotations),
                    **dataclasses.asdict(self.overall),
                },
            },
            "unattributed": list(self.unattributed),
            "free": list(self.free),
            **({"outside": list(self.outside)} if self.outside else {}),
        }


def quote_table(
    columns: CodingColumns,
    cast: Cast,
    codebook: Codebook,
    *,
    rows: Level = "block",
    by: str = "role",
    layer: str = "",
    within: Collection[str] | None = None,
) -> QuoteTable:
    """Count quotations per block or code and per group of respondents.

    Parameters
    ----------
    columns : CodingColumns
        Codings of one layer; layers of two coders are never added up.
    cast : Cast
        Who speaks where.
    codebook : Codebook
        The codes; every one of them gets a row.
    rows : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself, free codes included.
    by : str
        ``role``, ``organisation``, ``transcript`` or another attribute of the respondents.
    layer : str
        Whose codings these are, to be printed with the table.
    within : collection of str, optional
        Transcripts that the layer is about; without it all of them.

    Returns
    -------
    QuoteTable

    Raises
    ------
    AnalysisError
        When there are no respondents or none has such an attribute, or codings point at
        transcripts that are not in the cast.
    CodebookError
        When a coding's code is not in the codebook.
    """
    placed = place(columns, cast, codebook, rows=rows, by=by)
    marks = placed.marks
    behind, overall = denominators(cast, by, placed.columns, transcripts=within)
    row, group = placed.pairs()
    shape = len(marks.rows), len(placed.columns)
    cells = np.bincount(row * shape[1] + group, minlength=shape[0] * shape[1]).reshape(shape)
    has_row = marks.has_row
    inside = placed.group[has_row & (placed.group >= 0)]
    return QuoteTable(
        rule=f"once-per-{rows}",
        layer=layer,
        by=by,
        rows=marks.rows,
        numbers=marks.numbers,
        columns=placed.columns,
        counts=tuple(map(tuple, cells.tolist())),
        quotations=tuple(np.bincount(inside, minlength=shape[1]).tolist()),
        denominators=behind,
        overall=overall,
        unattributed=tuple(marks.ids[has_row & (placed.group < 0)].tolist()),
        free=tuple(marks.ids[~has_row].tolist()),
        outside=tuple(
            one.key
            for one in cast.transcripts
            if within is not None and one.key not in within and cast.respondents_in(one.key)
        ),
    )

"""Figures of the table of quotations: as a heat map and as stacked bars, as data."""

from __future__ import annotations

__all__ = ["Stacks", "TableMap", "stacked_bars", "table_map"]

import dataclasses

from bouwsteen.analysis.tables import QuoteTable
from bouwsteen.errors import ExportError
from bouwsteen.exports.code_names import row_names
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.notes import outside_notes
from bouwsteen.exports.sentences import sentences

MOST_PARTS = 8
"""Parts of a bar that colours and hatches keep apart."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TableMap:
    """Counts per row and column, darker where there are more.

    Parameters
    ----------
    title : str
        Above the map.
    rows, columns : tuple of str
        Names.
    counts : tuple of tuple of int, n_rows by n_columns
        What is printed in the cells.
    totals : tuple of int, n_rows
        Printed beside the map; without a part in the scale.
    total : str
        Heading of the totals.
    alt : str
        The same in words, for who cannot see it.
    lang : str
        ``nl`` or ``en``.
    """

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]
    total: str
    alt: str
    lang: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stacks:
    """One bar a row, made of one part a column.

    Parameters
    ----------
    title, axis : str
        Above the bars and under their scale.
    rows, columns : tuple of str
        Names of the bars, and of the parts in the legend.
    counts : tuple of tuple of int, n_rows by n_columns
        Lengths of the parts.
    alt : str
        The same in words, for who cannot see it.
    lang : str
        ``nl`` or ``en``.
    """

    title: str
    axis: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    alt: str
    lang: str


def table_map(table: QuoteTable, *, lang: str = "nl") -> TableMap | None:
    """The table of quotations as a heat map.

    Parameters
    ----------
    table : QuoteTable
        The counts.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    TableMap or None
        Rows and columns as in the table, zeros included; None when nothing is counted.
    """
    if not table.total:
        return None
    labels = Labels(lang)
    title = _title(table, labels)
    table = table.inside()
    return TableMap(
        title=title,
        rows=row_names(table.rows, table.numbers, lang),
        columns=_columns(table, labels),
        counts=table.counts,
        totals=table.row_totals,
        total=labels("word.total"),
        alt=_alt(title, table, lang),
        lang=lang,
    )


def stacked_bars(table: QuoteTable, *, lang: str = "nl") -> Stacks | None:
    """The table of quotations as bars, one a row.

    Parameters
    ----------
    table : QuoteTable
        The counts.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    Stacks or None
        None when nothing is counted.

    Raises
    ------
    ExportError
        When there are more columns than parts of a bar can be told apart.
    """
    if not table.total:
        return None
    labels = Labels(lang)
    title = _title(table, labels)
    table = table.inside()
    if len(table.columns) > MOST_PARTS:
        raise ExportError(
            f"Bars of {len(table.columns)} parts cannot be read; {MOST_PARTS} is the most.",
            "Draw a heat map (--kind heatmap), or choose other columns with --by.",
            key="figure_many_parts",
            n=len(table.columns),
            most=MOST_PARTS,
        )
    return Stacks(
        title=title,
        axis=labels("figure.quotations"),
        rows=row_names(table.rows, table.numbers, lang),
        columns=_columns(table, labels),
        counts=table.counts,
        alt=_alt(title, table, lang),
        lang=lang,
    )


def _title(table: QuoteTable, labels: Labels) -> str:
    level = "block" if table.rule == "once-per-block" else "code"
    title = labels(f"quotes.caption_{level}", by=labels.optional(f"by.{table.by}", table.by))
    return ". ".join((title, *outside_notes(table, labels)[:1])).removesuffix(".")


def _columns(table: QuoteTable, labels: Labels) -> tuple[str, ...]:
    return tuple(labels("word.missing") if one is None else one for one in table.columns)


def _alt(title: str, table: QuoteTable, lang: str) -> str:
    return " ".join((f"{title}.", *sentences(table, lang=lang)))

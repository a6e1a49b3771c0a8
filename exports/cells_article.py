"""The table of quotations with another measure than counts, as an article table."""

from __future__ import annotations

__all__ = ["measured_article"]

from collections.abc import Collection

from bouwsteen.analysis.cells import OUTSIDE, Measured
from bouwsteen.exports.article import quote_notes, quotes_article, value_columns
from bouwsteen.exports.code_names import row_names
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.notes import listed
from bouwsteen.exports.table import Column, Kind, Table

_KINDS: dict[str, Kind] = {
    "row-percent": "percent",
    "column-percent": "percent",
    "per-interview": "decimal",
    "per-1000-words": "decimal",
    "respondents": "int",
    "interviews": "int",
}


def measured_article(found: Measured, *, lang: str = "nl", unplaced: Collection[int] = ()) -> Table:
    """Table of a measure per block or code, with what it divides by and the rule beneath.

    Parameters
    ----------
    found : Measured
        The figures; with counts the table is that of `quotes_article`.
    lang : str
        ``nl`` or ``en``.
    unplaced : collection of int
        Numbers of quotations that a correction of the text left without a place.

    Returns
    -------
    Table
        The foot has the measure for whole columns; undefined cells are None, and a note says why.
    """
    table = found.table
    if found.show == "counts":
        return quotes_article(table, lang=lang, unplaced=unplaced)
    labels = Labels(lang)
    level = "block" if table.rule == "once-per-block" else "code"
    kind = _KINDS[found.show]
    return Table(
        key=f"quotes-per-{level}-{found.show}",
        caption=labels(
            f"cells.{found.show}.caption",
            rows=labels(f"word.{level}").lower(),
            by=labels.optional(f"by.{table.by}", table.by),
        ),
        columns=(
            Column(key="code", label=labels(f"word.{level}")),
            *value_columns(table.columns, labels, kind),
            Column(key="total", label=labels("word.total"), kind=kind, total=True),
        ),
        rows=tuple(
            (name, *row, whole)
            for name, row, whole in zip(
                row_names(table.rows, table.numbers, lang),
                found.values,
                found.row_values,
                strict=True,
            )
        ),
        foot=((labels("word.total"), *found.column_values, found.value),),
        notes=(
            *_measure_notes(found, labels),
            *quote_notes(table, labels, unplaced, adds_up=_adds_up(found)),
        ),
        across=labels.optional(f"column.{table.by}", table.by),
        lang=lang,
    )


def _measure_notes(found: Measured, labels: Labels) -> list[str]:
    """What is shown and over what, and why cells have no figure."""
    notes = [labels(f"cells.{found.show}.note", figures=_denominators(found, labels))]
    if found.reason not in (None, OUTSIDE):
        notes.append(labels(f"cells.{found.reason}"))
    if found.left_out:
        names = listed(found.left_out)
        notes.append(labels.count("cells.left_out", len(found.left_out), names=names))
    return notes


def _adds_up(found: Measured) -> bool:
    """Whether the foot adds the rows up; there shares of a row divide what the rows add up to."""
    return _KINDS[found.show] != "int" and found.show != "row-percent"


def _denominators(found: Measured, labels: Labels) -> str:
    """What each column is out of, in words: ``Directie 11, Medewerker 9; Totaal 20``."""
    table = found.table
    if found.show == "row-percent":
        return str(labels.cell(table.total, "int"))
    name = {"per-1000-words": "words", "respondents": "respondents"}.get(found.show, "interviews")
    if found.show == "column-percent":
        figures, whole = table.known(table.column_totals), table.total
    else:
        figures = tuple(getattr(one, name) for one in table.denominators)
        whole = getattr(table.overall, name)
    behind = ", ".join(
        f"{labels('word.missing') if column is None else column} {labels.cell(figure, 'int')}"
        for column, figure in zip(table.columns, figures, strict=True)
    )
    return f"{behind}; {labels('word.total').lower()} {labels.cell(whole, 'int')}"

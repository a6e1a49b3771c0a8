"""Results of the analysis become article tables: figures get their words here."""

from __future__ import annotations

__all__ = [
    "columns",
    "coverage_article",
    "interviews_article",
    "quote_list_article",
    "quote_notes",
    "quotes_article",
    "value_columns",
]

from collections.abc import Collection, Iterable, Sequence

from bouwsteen.analysis.coverage import Covered
from bouwsteen.analysis.interviews import InterviewTable
from bouwsteen.analysis.quotes import Quote
from bouwsteen.analysis.tables import QuoteTable
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.code_names import code_names, row_names
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.notes import layer_notes, left_out_notes, listed, outside_notes
from bouwsteen.exports.sentences import sentences
from bouwsteen.exports.table import Cell, Column, Kind, Table


def quotes_article(table: QuoteTable, *, lang: str = "nl", unplaced: Collection[int] = ()) -> Table:
    """Table of quotations per block or code, with totals, denominators, rule and sentences.

    Parameters
    ----------
    table : QuoteTable
        The counts.
    lang : str
        ``nl`` or ``en``; roles and organisations stay as the researcher wrote them.
    unplaced : collection of int
        Numbers of quotations that a correction of the text left without a place; a note says so.
    """
    labels = Labels(lang)
    level = "block" if table.rule == "once-per-block" else "code"
    total = Column(key="total", label=labels("word.total"), kind="int", total=True)
    sums = (*table.known(table.column_totals), table.total)
    foot: list[tuple[Cell, ...]] = [(labels("word.total"), *sums)]
    if table.quotations != table.column_totals:
        different = (*table.known(table.quotations), sum(table.quotations))
        foot.append((labels("word.different"), *different))
    for name in ("interviews", "respondents", "words"):
        figures = (getattr(one, name) for one in (*table.denominators, table.overall))
        foot.append((labels(f"word.{name}"), *figures))
    return Table(
        key=f"quotes-per-{level}",
        caption=labels(f"quotes.caption_{level}", by=labels.optional(f"by.{table.by}", table.by)),
        columns=(
            Column(key="code", label=labels(f"word.{level}")),
            *value_columns(table.columns, labels),
            total,
        ),
        rows=tuple(
            (name, *table.known(row), sum(row))
            for name, row in zip(
                row_names(table.rows, table.numbers, lang), table.counts, strict=True
            )
        ),
        foot=tuple(foot),
        notes=quote_notes(table, labels, unplaced),
        text=sentences(table, lang=lang) if level == "block" and table.by == "role" else (),
        across=labels.optional(f"column.{table.by}", table.by),
        lang=lang,
    )


def quote_notes(
    table: QuoteTable, labels: Labels, unplaced: Collection[int], *, adds_up: bool = True
) -> tuple[str, ...]:
    """Say how was counted, whose codings, and what was left out.

    Parameters
    ----------
    adds_up : bool
        Whether totals of columns add quotations up, so that one may be in them more than once.
    """
    notes = [labels(f"quotes.rule_{table.rule}"), *layer_notes(labels, table.layer)]
    notes += outside_notes(table, labels)
    if adds_up and table.quotations != table.column_totals:
        notes.append(labels("quotes.mentions"))
    notes += left_out_notes(
        labels, unattributed=table.unattributed, free=table.free, unplaced=unplaced
    )
    return tuple(notes)


def interviews_article(table: InterviewTable, *, lang: str = "nl") -> Table:
    """Table of interviews per organisation and role."""
    labels = Labels(lang)
    notes = [labels("interviews.rule")]
    if table.without:
        names = listed(table.without)
        notes.append(labels.count("interviews.without", len(table.without), names=names))
    return Table(
        key="interviews",
        caption=labels(
            "interviews.caption",
            rows=labels.optional(f"by.{table.rows_by}", table.rows_by),
            columns=labels.optional(f"by.{table.columns_by}", table.columns_by),
        ),
        columns=(
            Column(
                key=table.rows_by,
                label=labels.optional(f"column.{table.rows_by}", table.rows_by),
            ),
            *value_columns(table.columns, labels),
            Column(key="total", label=labels("word.total"), kind="int", total=True),
        ),
        rows=tuple(
            (labels("word.missing") if row is None else row, *counts, total)
            for row, counts, total in zip(table.rows, table.counts, table.row_totals, strict=True)
        ),
        foot=((labels("word.total"), *table.column_totals, table.total),),
        notes=tuple(notes),
        lang=lang,
    )


def coverage_article(covered: Sequence[Covered], *, lang: str = "nl") -> Table:
    """Table of each coder's progress in each transcript."""
    labels = Labels(lang)
    notes = [labels("coverage.rule")]
    if any(one.share is None for one in covered):
        notes.append(labels("coverage.silent"))
    return Table(
        key="coverage",
        caption=labels("coverage.caption"),
        columns=columns(
            labels,
            ("transcript", "text"),
            ("coder", "text"),
            ("characters", "int"),
            ("share", "percent"),
            ("quotations", "int"),
            ("done", "text"),
            wide="transcript",
        ),
        rows=tuple(
            (
                one.transcript,
                one.coder,
                one.characters,
                one.share,
                one.quotations,
                labels("word.yes" if one.done else "word.no"),
            )
            for one in covered
        ),
        notes=tuple(notes),
        lang=lang,
    )


def quote_list_article(quotes: Iterable[Quote], codebook: Codebook, *, lang: str = "nl") -> Table:
    """The quotes themselves as a flat table, one row a quotation, for a spreadsheet."""
    labels = Labels(lang)
    return Table(
        key="quotations",
        caption=labels("quotes.list_caption"),
        columns=columns(
            labels,
            ("id", "int"),
            ("codes", "text"),
            ("quote", "text"),
            ("role", "text"),
            ("organisation", "text"),
            ("respondent", "text"),
            ("transcript", "text"),
            ("turn", "int"),
            ("start", "int"),
            ("end", "int"),
            ("coder", "text"),
            ("memo", "text"),
        ),
        rows=tuple(
            (
                quote.id,
                code_names(quote.codes, codebook, lang),
                quote.text,
                quote.role,
                quote.organisation,
                quote.respondent,
                quote.transcript,
                quote.turn,
                quote.start,
                quote.end,
                quote.coder,
                quote.memo,
            )
            for quote in quotes
        ),
        lang=lang,
    )


def columns(labels: Labels, *named: tuple[str, Kind], wide: str = "") -> tuple[Column, ...]:
    """Columns headed by the label of their key; that named `wide` gets twice the room on paper."""
    return tuple(
        Column(key=key, label=labels(f"column.{key}"), kind=kind, weight=2 if key == wide else 1)
        for key, kind in named
    )


def value_columns(
    values: Iterable[str | None], labels: Labels, kind: Kind = "int"
) -> tuple[Column, ...]:
    """Columns headed by the values of an attribute."""
    return tuple(
        Column(
            key=value or "missing",
            label=labels("word.missing") if value is None else value,
            kind=kind,
        )
        for value in values
    )

"""Tables and quotes as the page draws them: words in the reader's language, figures beside them."""

from __future__ import annotations

__all__ = [
    "asked_table",
    "choices_view",
    "chosen_quotes",
    "code_view",
    "plain_table",
    "quotes_view",
    "table_view",
]

import dataclasses
from typing import TYPE_CHECKING, Any

from bouwsteen.counting import SHOWN
from bouwsteen.exports.labels import Labels

if TYPE_CHECKING:
    from bouwsteen.analysis.cells import Measured
    from bouwsteen.analysis.quotes import Quote
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.exports.table import Table
    from bouwsteen.transcripts.cast import Cast
    from bouwsteen.web.part import Part


def plain_table(table: Table) -> dict[str, Any]:
    """A table with every cell in words, as it stands in a document."""
    labels = Labels(table.lang)
    kinds = [column.kind for column in table.columns]

    def line(cells: Any) -> list[str]:
        return [labels.cell(cell, kind) for cell, kind in zip(cells, kinds, strict=True)]

    return {
        "kind": "table",
        "caption": table.caption,
        "columns": [
            {"label": one.label, "number": one.kind != "text", "total": one.total}
            for one in table.columns
        ],
        "rows": [line(row) for row in table.rows],
        "foot": [line(row) for row in table.foot],
        "notes": list(table.notes),
        "text": list(table.text),
    }


def asked_table(part: Part, *, lang: str) -> tuple[Measured, Table]:
    """The table that was asked for, its figures and its words; conditions stand beneath it."""
    from bouwsteen.exports.cells_article import measured_article
    from bouwsteen.web.part import told

    asked = part.asked
    found = part.counted.measured(asked.show, rows=asked.rows, by=asked.by)
    article = measured_article(found, lang=lang, unplaced=part.counted.unplaced)
    only = told(asked, lang=lang)
    if only:
        article = dataclasses.replace(article, notes=(only, *article.notes))
    return found, article


def table_view(part: Part, *, lang: str) -> dict[str, Any]:
    """The table of quotations: words of every cell, and the figure that its colour follows."""
    found, article = asked_table(part, lang=lang)
    table = found.table
    words = plain_table(article)
    rows = [
        {
            "code": code.key,
            "colour": code.colour,
            "label": line[0],
            "cells": [
                {"text": text, "figure": figure, "quotes": count}
                for text, figure, count in zip(line[1:-1], figures, counts, strict=True)
            ],
            "total": line[-1],
        }
        for code, line, figures, counts in zip(
            table.rows, words["rows"], found.values, table.counts, strict=True
        )
    ]
    return {**words, "values": list(table.columns), "by": table.by, "rows": rows}


def choices_view(cast: Cast, book: Codebook, *, consensus: bool, lang: str) -> dict[str, Any]:
    """What can be chosen above a table or a list of quotes."""
    from bouwsteen.analysis.groups import attribute_names, values

    labels = Labels(lang)
    names = attribute_names(cast)
    return {
        "layers": ["own", "consensus"] if consensus else ["own"],
        "measures": [{"key": key, "label": labels(f"web.measure.{key}")} for key in SHOWN],
        "attributes": [
            {
                "key": name,
                "label": labels.optional(f"column.{name}", name),
                "values": list(values(cast, name)) if cast.interviewees else [],
            }
            for name in names
        ],
        "codes": [
            {
                **code_view(book, code.key, lang),
                "depth": depth,
                "label": f"{book.numbers.get(code.key, '')} {code.label(lang)}".strip(),
            }
            for depth, code in book.walk()
        ],
    }


def chosen_quotes(part: Part) -> tuple[Quote, ...]:
    """The quotes that were asked for, with their words and whose they are."""
    from bouwsteen.analysis.quotes import select_quotes

    return select_quotes(
        part.quotations,
        part.counted.cast,
        part.counted.codebook,
        code=part.asked.code,
        alone=part.asked.alone,
    )


def quotes_view(part: Part, *, lang: str, most: int) -> dict[str, Any]:
    """The quotes, at most so many, and how many there are."""
    from bouwsteen.web.part import told

    book = part.counted.codebook
    found = chosen_quotes(part)
    titles = {one.key: one.title for one in part.counted.cast.transcripts}
    return {
        "total": len(found),
        "only": told(part.asked, lang=lang),
        "quotes": [
            {
                "id": one.id,
                "transcript": one.transcript,
                "title": titles[one.transcript] or one.transcript,
                "turn": one.turn,
                "start": one.start,
                "respondent": one.respondent,
                "role": one.role,
                "organisation": one.organisation,
                "text": one.text.strip(),
                "memo": one.memo,
                "codes": [code_view(book, key, lang) for key in one.codes],
            }
            for one in found[:most]
        ],
    }


def code_view(book: Codebook, key: str, lang: str) -> dict[str, Any]:
    """A code as a chip: number and short label, with the colour of its block."""
    code = book[key]
    return {
        "key": key,
        "label": f"{book.numbers.get(key, '')} {code.label(lang, short=True)}".strip(),
        "colour": code.colour or book.block_of(key).colour,
    }

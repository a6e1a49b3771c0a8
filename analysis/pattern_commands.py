"""Commands that look for patterns: table cooccurrence and table saturation."""

from __future__ import annotations

__all__ = ["table_cooccurrence", "table_saturation"]

from typing import Literal

import click

from bouwsteen.console import (
    format_option,
    lang_option,
    open_study,
    reader_option,
    study_option,
)
from bouwsteen.counting import counted, order_option, rows_option, within_option
from bouwsteen.screen import show_table


@click.command()
@rows_option
@within_option
@click.option(
    "--show",
    "measure",
    type=click.Choice(["counts", "jaccard"]),
    default="counts",
    show_default=True,
    help="Which figure stands in the cells; JSON has both.",
)
@reader_option
@study_option
@format_option
@lang_option
def table_cooccurrence(
    rows: Literal["block", "code"],
    within: str,
    measure: Literal["counts", "jaccard"],
    coder: str | None,
    study_path: str | None,
    style: str,
    lang: str,
) -> None:
    """Count how often codes go together.

    In the same quotation, in overlapping ones, in the same turn of a respondent, or at most N
    turns apart.
    """
    from bouwsteen.exports.cooccurrence_article import cooccurrence_article

    with open_study(study_path) as study, study.reading():
        material = counted(study, coder)
    found = material.cooccurrence(rows=rows, within=within)
    payload = {**found.to_json(lang=lang), "unplaced": material.unplaced}
    records = [
        {"code": row["code"], "label": row["label"], **row[measure]} for row in payload["rows"]
    ]
    shown = cooccurrence_article(found, show=measure, lang=lang, unplaced=material.unplaced)
    show_table(shown, payload=payload, records=records, style=style, lang=lang)


@click.command()
@click.option(
    "--rows",
    type=click.Choice(["block", "code"]),
    default="code",
    show_default=True,
    help="Follow blocks, or every code.",
)
@order_option
@click.option(
    "--permutations",
    type=click.IntRange(1, 100_000),
    default=1000,
    show_default=True,
    help="Random orders to draw for the band.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Start of the draw."
)
@reader_option
@study_option
@format_option
@lang_option
def table_saturation(
    rows: Literal["block", "code"],
    order: str,
    permutations: int,
    seed: int,
    coder: str | None,
    study_path: str | None,
    style: str,
    lang: str,
) -> None:
    """Count the codes that are new in each next interview.

    With the curve that random orders give, and whether and when saturation was reached (Guest,
    Namey & Chen, 2020).
    """
    from bouwsteen.exports.saturation_article import saturation_article

    with open_study(study_path) as study, study.reading():
        material = counted(study, coder)
    found = material.saturation(rows=rows, order=order, permutations=permutations, seed=seed)
    shown = saturation_article(found, lang=lang, unplaced=material.unplaced)
    payload = {**found.to_json(), "unplaced": material.unplaced}
    show_table(shown, payload=payload, records=found.to_records(), style=style, lang=lang)

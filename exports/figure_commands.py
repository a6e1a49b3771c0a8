"""Commands that draw: export figure."""

from __future__ import annotations

__all__ = ["FIGURES", "Choices", "export_figure"]

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bouwsteen.console import lang_option, open_study, reader_option, study_option
from bouwsteen.counting import by_option, counted, order_option, rows_option, within_option
from bouwsteen.naming import pseudonymised
from bouwsteen.screen import say

if TYPE_CHECKING:
    from bouwsteen.counting import Counted
    from bouwsteen.exports.figures import Figure
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

FIGURE_SUFFIXES = (".svg", ".png")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was asked for beside the kind of figure."""

    rows: Literal["block", "code"]
    by: str
    lang: str
    within: str
    order: str


def _bars(material: Counted, choices: Choices) -> Figure | None:
    from bouwsteen.exports.figures_tables import stacked_bars

    table = material.quote_table(rows=choices.rows, by=choices.by)
    return stacked_bars(table, lang=choices.lang)


def _heatmap(material: Counted, choices: Choices) -> Figure | None:
    from bouwsteen.exports.figures_tables import table_map

    table = material.quote_table(rows=choices.rows, by=choices.by)
    return table_map(table, lang=choices.lang)


def _cooccurrence(material: Counted, choices: Choices) -> Figure | None:
    from bouwsteen.exports.figures_cooccurrence import code_map

    found = material.cooccurrence(rows=choices.rows, within=choices.within)
    return code_map(found, lang=choices.lang)


def _network(material: Counted, choices: Choices) -> Figure | None:
    from bouwsteen.exports.figures_cooccurrence import network

    found = material.cooccurrence(rows=choices.rows, within=choices.within)
    return network(found, lang=choices.lang)


def _saturation(material: Counted, choices: Choices) -> Figure | None:
    from bouwsteen.exports.figures_saturation import saturation_curve

    found = material.saturation(rows=choices.rows, order=choices.order)
    return saturation_curve(found, lang=choices.lang)


FIGURES: Mapping[str, Callable[[Counted, Choices], Figure | None]] = {
    "bars": _bars,
    "cooccurrence": _cooccurrence,
    "heatmap": _heatmap,
    "network": _network,
    "saturation": _saturation,
}
"""Kinds of figure by the name that ``--kind`` has for them; None is a figure without figures."""


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(list(FIGURES)),
    default="heatmap",
    show_default=True,
    help="What to draw.",
)
@rows_option
@by_option
@within_option
@order_option
@reader_option
@study_option
@lang_option
@pseudonymised
def export_figure(
    target: Path,
    kind: str,
    rows: str,
    by: str,
    within: str,
    order: str,
    coder: str | None,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Draw a figure of the article to FILE (svg, png).

    The title stands in the picture; what it says in words is in the svg too.
    """
    from bouwsteen.errors import ExportError
    from bouwsteen.exports.figures import standalone
    from bouwsteen.exports.write import known_suffix, write_bytes

    suffix = known_suffix(target, FIGURE_SUFFIXES)
    with open_study(study_path) as study, study.reading():
        material = counted(study, coder, names)
    level: Literal["block", "code"] = "code" if rows == "code" else "block"
    figure = FIGURES[kind](
        material, Choices(rows=level, by=by, lang=lang, within=within, order=order)
    )
    if figure is None:
        raise ExportError(
            f"There is nothing to draw in a figure of kind {kind}: every figure is 0.",
            "Code first, or read another layer with --coder KEY.",
            key="figure_empty",
            kind=kind,
        )
    picture = standalone(figure, "png" if suffix == ".png" else "svg")
    say("written", lang, target=write_bytes(target, picture))

"""Drawing with matplotlib: forest plots, confusion maps, and which function draws which figure."""

from __future__ import annotations

__all__ = ["draw"]

import math
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from bouwsteen.analysis.agreement.values import Value
from bouwsteen.exports.figures import Figure, Forest, HeatMap
from bouwsteen.exports.figures_canvas import (
    BLUE,
    GREY,
    INK,
    PALE,
    WIDTH,
    add_cell,
    add_title,
    saved,
)
from bouwsteen.exports.figures_cooccurrence import CodeMap, Network
from bouwsteen.exports.figures_patterns_draw import code_map, network, saturation_curve
from bouwsteen.exports.figures_saturation import Curve
from bouwsteen.exports.figures_tables import Stacks, TableMap
from bouwsteen.exports.figures_tables_draw import stacks, table_map
from bouwsteen.exports.labels import Labels

_DIAGONAL = "#e4e4e4"
_MANY = 12
"""Rows from which lines and cells are set closer, to fit on a page."""

_LINE, _LONG_LINE = 34, 44
_FLOOR = -1.0
"""Leftmost end of the scale; what lies below is shown by an arrow."""

_DARK = 0.68
"""Depth of the map from which white print reads better than black."""

_SHORT_NAMES = 4
"""Columns named by a number alone have names up to this length, and these stand upright."""


def _forest(forest: Forest, titled: bool) -> Canvas:
    many = len(forest.rows) > _MANY
    height = 0.29 if many else 0.36
    canvas = Canvas(figsize=(WIDTH, 0.85 + height * len(forest.rows)), layout="constrained")
    axes = canvas.add_subplot()
    labels = Labels(forest.lang)
    left = _left_end(forest)
    axes.set_xlim(left, 1.02)
    axes.set_ylim(len(forest.rows) - 0.4, -0.6)
    _add_limits(axes, forest.limits, labels)
    for place, row in enumerate(forest.rows):
        colour, marker = (INK, "D") if row.overall else (BLUE, "o")
        _add_value(axes, place, row.value, left, colour, marker)
        _add_words(axes, place, row.value, left, labels)
    first = next((place for place, row in enumerate(forest.rows) if row.overall), None)
    if first is not None:
        axes.axhline(first - 0.5, color=GREY, linewidth=0.6)
    steps = 5 if left > -0.5 else 2
    ticks = [number / steps for number in range(math.ceil(left * steps), steps + 1)]
    axes.set_xticks(ticks, [labels.cell(tick, "decimal") for tick in ticks], fontsize=8)
    names = axes.set_yticks(
        range(len(forest.rows)),
        _wrapped([row.label for row in forest.rows], many),
        fontsize=7.5 if many else 9,
    )
    for tick, row in zip(names, forest.rows, strict=True):
        tick.label1.set_fontweight("bold" if row.overall else "normal")
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(forest.axis, fontsize=8.5)
    if titled:
        add_title(canvas, forest.title)
    return canvas


def _wrapped(names: Sequence[str], many: bool) -> list[str]:
    return [textwrap.fill(name, _LONG_LINE if many else _LINE) for name in names]


def _left_end(forest: Forest) -> float:
    """The scale begins at 0 unless something lies below it."""
    ends = [end for row in forest.rows if (end := _lower_end(row.value)) is not None]
    return max(_FLOOR, math.floor(min(0.0, *ends) * 5) / 5)


def _lower_end(value: Value) -> float | None:
    return value.value if value.low is None else value.low


def _add_limits(axes: Axes, limits: tuple[float, ...], labels: Labels) -> None:
    sides: tuple[tuple[Literal["right", "left"], str], ...] = (("right", "low"), ("left", "high"))
    for limit, (side, key) in zip(limits, sides, strict=False):
        axes.axvline(limit, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
        axes.text(
            limit,
            1.01,
            labels(f"limit.{key}"),
            transform=axes.get_xaxis_transform(),
            ha=side,
            va="bottom",
            fontsize=7.5,
            color=GREY,
        )


def _add_value(axes: Axes, place: int, value: Value, left: float, colour: str, marker: str) -> None:
    """The point, full where it has an interval and hollow where it has none."""
    if value.value is None:
        return
    point = partial(axes.plot, color=colour, clip_on=False, linestyle="none")
    if value.low is not None and value.high is not None:
        axes.plot(
            [max(value.low, left), max(value.high, left)], [place] * 2, color=colour, linewidth=1.8
        )
    if (_lower_end(value) or 0.0) < left:
        point([left], [place], marker="<", markersize=5)
    if value.value >= left:
        face = "white" if value.low is None else colour
        point([value.value], [place], marker=marker, markersize=6, markerfacecolor=face)


def _add_words(axes: Axes, place: int, value: Value, left: float, labels: Labels) -> None:
    """The figures at the right, or why there are none on the line itself."""
    if value.value is None:
        reason = labels("figure.undefined", reason=labels(f"reason.{value.reason}"))
        axes.text(left + 0.01, place, reason, va="center", fontsize=8, color=GREY, style="italic")
        return
    figure = labels.cell(value.value, "decimal")
    if value.low is not None:
        low, high = labels.cell(value.low, "decimal"), labels.cell(value.high, "decimal")
        figure = labels("figure.interval", value=figure, low=low, high=high)
    axes.text(
        1.03,
        place,
        figure,
        transform=axes.get_yaxis_transform(),
        va="center",
        fontsize=8,
        color=INK,
    )


def _heat(heat: HeatMap, titled: bool) -> Canvas:
    n = len(heat.rows)
    longest = max(len(str(count)) for row in heat.counts for count in row)
    many = n > _MANY
    size = 6.5 if many else 8.0
    # Bold digits are about 0.7 of their size wide; inches have 72 points.
    cell = max(0.26 if many else 0.42, 0.06 + longest * 0.7 * size / 72)
    canvas = Canvas(figsize=(max(WIDTH, 2.4 + cell * n), 1.9 + cell * n), layout="constrained")
    axes = canvas.add_subplot()
    axes.set_xlim(0, n)
    axes.set_ylim(n, 0)
    axes.set_aspect("equal")
    labels = Labels(heat.lang)
    most = max((c for y, row in enumerate(heat.counts) for x, c in enumerate(row) if x != y))
    for down, row in enumerate(heat.counts):
        for across, count in enumerate(row):
            _add_cell(axes, (across, down), labels.cell(count, "int"), count / (most or 1), size)
    upright = all(len(name) <= _SHORT_NAMES for name in heat.columns[:-1])
    middles = [place + 0.5 for place in range(n)]
    axes.set_yticks(middles, _wrapped(heat.rows, many), fontsize=7.5 if many else 8.5)
    axes.set_xticks(
        middles,
        _wrapped(heat.columns, many),
        fontsize=7.5 if many else 8.5,
        rotation=90 if upright else 40,
        ha="center" if upright else "left",
        rotation_mode="default" if upright else "anchor",
    )
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(heat.across, fontsize=9, weight="bold", labelpad=6)
    axes.set_ylabel(heat.down, fontsize=9, weight="bold", labelpad=6)
    if titled:
        add_title(canvas, heat.title)
    return canvas


def _add_cell(axes: Axes, place: tuple[int, int], text: str, share: float, size: float) -> None:
    """Differences darken with their number; the diagonal is grey and has no part in the scale.

    Parameters
    ----------
    share : float
        The count as a share of the largest off the diagonal.
    """
    across, down = place
    same = down == across
    # The darkest fifth of the map is left out: it would swallow the lines between cells.
    depth = 0.8 * share
    fill = _DIAGONAL if same else matplotlib.colormaps["Blues"](depth) if share else "white"
    ink = INK if same or share else PALE
    if depth > _DARK and not same:
        ink = "white"
    add_cell(axes, place, text, fill=fill, ink=ink, size=size, bold=same)


_DRAWINGS: Mapping[type, Callable[[Any, bool], Canvas]] = {
    CodeMap: code_map,
    Curve: saturation_curve,
    Forest: _forest,
    HeatMap: _heat,
    Network: network,
    Stacks: stacks,
    TableMap: table_map,
}
"""How each kind of figure is drawn."""


def draw(figure: Figure, kind: Literal["png", "svg"], *, titled: bool) -> bytes:
    """Draw a figure as bytes; see `bouwsteen.exports.figures.render`."""
    return saved(lambda: _DRAWINGS[type(figure)](figure, titled), kind)

"""Drawing patterns: the map and the network of co-occurrence, and the saturation curve."""

from __future__ import annotations

__all__ = ["code_map", "network", "saturation_curve"]

import math
import textwrap
from collections.abc import Sequence
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from bouwsteen.exports.figures_canvas import (
    BLUE,
    GREY,
    INK,
    PALE,
    WIDTH,
    add_cell,
    add_title,
    readable_on,
)
from bouwsteen.exports.figures_cooccurrence import CodeMap, Network
from bouwsteen.exports.figures_saturation import Curve
from bouwsteen.exports.labels import Labels

_DIAGONAL = "#e4e4e4"
_MANY = 12
"""Rows from which lines and cells are set closer, to fit on a page."""

_LINE = 34
_SHORT_HEAD = 4
"""Heads up to this length stand upright under their columns."""

_RADIUS = 1.3
"""Inches from the middle of the network to its sides."""

_BESIDE = 0.32
"""Inches from the circle to the names beside it."""

_NAME_SIZE, _NAME_LINE, _NAME_HEIGHT = 7.5, 23, 0.135
"""Names of nodes: points, characters a line, inches a line."""

_GAP = 0.07
_THICKEST = 7.0
_THINNEST = 0.6
_BAND = "#b9d7ea"


def code_map(figure: CodeMap, titled: bool) -> Canvas:
    """Draw the lower triangle; the diagonal is grey and has no part in the scale."""
    n = len(figure.names)
    many = n > _MANY
    labels = Labels(figure.lang)
    longest = max(len(labels.cell(count, "int")) for row in figure.counts for count in row)
    size = 6.5 if many else 8.0
    cell = max(0.26 if many else 0.42, 0.06 + longest * 0.7 * size / 72)
    canvas = Canvas(figsize=(max(WIDTH, 2.8 + cell * n), 1.1 + cell * n), layout="constrained")
    axes = canvas.add_subplot()
    axes.set_xlim(0, n)
    axes.set_ylim(n, 0)
    axes.set_aspect("equal", anchor="W")
    most = max((max(row[:-1], default=0) for row in figure.counts), default=0) or 1
    for down, row in enumerate(figure.counts):
        for across, count in enumerate(row):
            share = None if across == down else count / most
            _add_cell(axes, (across, down), labels.cell(count, "int"), share, size)
    middles = [place + 0.5 for place in range(n)]
    wrapped = [textwrap.fill(name, _LINE + 10 if many else _LINE) for name in figure.names]
    axes.set_yticks(middles, wrapped, fontsize=7 if many else 8.5)
    upright = all(len(head) <= _SHORT_HEAD for head in figure.heads)
    axes.set_xticks(
        middles,
        figure.heads,
        fontsize=7 if many else 8.5,
        rotation=0 if upright and not many else 90,
    )
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    if titled:
        add_title(canvas, figure.title)
    return canvas


def _add_cell(
    axes: Axes, place: tuple[int, int], text: str, share: float | None, size: float
) -> None:
    """One cell; `share` is the count as a share of the largest, None on the diagonal."""
    fill: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)
    if share is None:
        fill = matplotlib.colors.to_rgba(_DIAGONAL)
    elif share:
        fill = matplotlib.colormaps["cividis_r"](share)
    ink = PALE if share == 0 else readable_on(fill)
    add_cell(axes, place, text, fill=fill, ink=ink, size=size, bold=share is None)


def network(figure: Network, titled: bool) -> Canvas:
    """Draw the nodes on an ellipse, clockwise from the top, and their names in two columns."""
    n = len(figure.names)
    names = [textwrap.fill(name, _NAME_LINE) for name in figure.names]
    heights = [_NAME_HEIGHT * (name.count("\n") + 1) + _GAP for name in names]
    # The right half of the nodes, clockwise; the rest stand at the left.
    right = [place for place in range(n) if place < (n + 1) // 2]
    left = [place for place in range(n) if place >= (n + 1) // 2][::-1]
    inside = max(2.9, *(sum(heights[place] for place in side) for side in (right, left)))
    foot, head = 0.75, 0.55 if titled else 0.15
    height = inside + foot + head + 0.3
    canvas = Canvas(figsize=(WIDTH, height))
    axes = canvas.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    # One unit of data is one inch, so that heights of names are known before they are drawn.
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, height)
    middle = WIDTH / 2, foot + 0.15 + inside / 2
    # Half a step off the top keeps the two sides apart when there is an even number.
    turn = [2 * math.pi * (place + 0.5) / n for place in range(n)]
    nodes = [
        (middle[0] + _RADIUS * math.sin(angle), middle[1] + inside / 2 * math.cos(angle))
        for angle in turn
    ]
    _add_ties(axes, figure, nodes)
    _add_nodes(axes, figure, nodes)
    bounds = middle[1] - inside / 2 - 0.1, middle[1] + inside / 2 + 0.1
    for side, sign in ((right, 1), (left, -1)):
        spread = _spread([nodes[one][1] for one in side], [heights[one] for one in side], bounds)
        for place, at in zip(side, spread, strict=True):
            edge = middle[0] + sign * (_RADIUS + _BESIDE)
            _add_name(axes, names[place], nodes[place], (edge, at), sign)
    _add_key(axes, figure, foot)
    if titled:
        add_title(canvas, figure.title)
    return canvas


def _spread(
    wanted: Sequence[float], heights: Sequence[float], bounds: tuple[float, float]
) -> list[float]:
    """Middles of names from top to bottom, near where they are wanted and never on one another."""
    bottom, top = bounds
    placed: list[float] = []
    ceiling = top
    for at, height in zip(wanted, heights, strict=True):
        placed.append(min(at, ceiling - height / 2))
        ceiling = placed[-1] - height / 2
    floor = bottom
    for number in range(len(placed) - 1, -1, -1):
        placed[number] = max(placed[number], floor + heights[number] / 2)
        floor = placed[number] + heights[number] / 2
    return placed


def _width(count: int, most: int) -> float:
    return _THINNEST + (_THICKEST - _THINNEST) * count / most


def _add_ties(axes: Axes, figure: Network, nodes: Sequence[tuple[float, float]]) -> None:
    """Lines, the strongest on top and darkest."""
    most = figure.ties[-1].count
    for tie in figure.ties:
        (x, y), (to_x, to_y) = nodes[tie.a], nodes[tie.b]
        axes.plot(
            [x, to_x],
            [y, to_y],
            color=matplotlib.colormaps["cividis_r"](0.3 + 0.6 * tie.count / most),
            linewidth=_width(tie.count, most),
            solid_capstyle="round",
            zorder=1,
        )


def _add_nodes(axes: Axes, figure: Network, nodes: Sequence[tuple[float, float]]) -> None:
    labels = Labels(figure.lang)
    for (x, y), size in zip(nodes, figure.sizes, strict=True):
        axes.scatter([x], [y], s=330, color="white", edgecolors=INK, linewidths=0.9, zorder=2)
        words = labels.cell(size, "int")
        axes.text(x, y, words, ha="center", va="center", fontsize=7, zorder=3)


def _add_name(
    axes: Axes, name: str, node: tuple[float, float], place: tuple[float, float], sign: int
) -> None:
    """A name with a thin line to its node."""
    (x, y), (to_x, to_y) = node, place
    axes.plot(
        [x + sign * 0.14, to_x - sign * 0.05],
        [y, to_y],
        color=PALE,
        linewidth=0.6,
        linestyle=(0, (2, 2)),
        zorder=0,
    )
    axes.text(
        to_x,
        to_y,
        name,
        ha="left" if sign > 0 else "right",
        va="center",
        fontsize=_NAME_SIZE,
        linespacing=1.15,
    )


def _add_key(axes: Axes, figure: Network, foot: float) -> None:
    """Three widths with their numbers, and what they mean."""
    labels = Labels(figure.lang)
    most = figure.ties[-1].count
    counts = sorted({figure.ties[0].count, (most + 1) // 2, most})
    at = WIDTH / 2 - 0.8 * len(counts) + 0.2
    for count in counts:
        axes.plot(
            [at, at + 0.45],
            [foot - 0.18] * 2,
            color=matplotlib.colormaps["cividis_r"](0.3 + 0.6 * count / most),
            linewidth=_width(count, most),
            solid_capstyle="butt",
        )
        words = labels.cell(count, "int")
        axes.text(at + 0.55, foot - 0.18, words, va="center", fontsize=7.5)
        at += 1.6
    note = textwrap.fill(figure.note, 110)
    axes.text(WIDTH / 2, foot - 0.38, note, ha="center", va="top", fontsize=7.5, color=GREY)


def saturation_curve(figure: Curve, titled: bool) -> Canvas:
    """Draw the curve of the study, the mean and the band of random orders."""
    n = len(figure.values)
    places = range(1, n + 1)
    canvas = Canvas(figsize=(WIDTH, 4.2), layout="constrained")
    axes = canvas.add_subplot()
    axes.spines["left"].set_visible(True)
    axes.spines[["left", "bottom"]].set_color(GREY)
    axes.fill_between(places, figure.low, figure.high, color=_BAND, linewidth=0, zorder=1)
    axes.plot(places, figure.mean, color=INK, linewidth=1, linestyle=(0, (4, 3)), zorder=2)
    marker: dict[str, Any] = {"marker": "o", "markersize": 4.5} if n <= 40 else {}
    axes.plot(places, figure.values, color=BLUE, linewidth=1.8, zorder=3, **marker)
    axes.set_xlim(1 - 0.02 * n, n + 0.02 * n)
    top = max(*figure.values, *figure.high)
    axes.set_ylim(0, top * 1.08 + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=True, min_n_ticks=1))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=8, integer=True, min_n_ticks=1))
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=8, color=GREY)
    axes.set_xlabel(figure.across, fontsize=8.5)
    axes.set_ylabel(figure.up, fontsize=8.5)
    _add_mark(axes, figure, top)
    _add_legend(canvas, figure, marker)
    if titled:
        add_title(canvas, figure.title)
    return canvas


def _add_mark(axes: Axes, figure: Curve, top: float) -> None:
    """Where saturation was reached, if it was."""
    if figure.mark is None:
        return
    at, words = figure.mark
    axes.axvline(at, color=GREY, linewidth=0.9, linestyle=(0, (1, 2)), zorder=2)
    # Under the curve, on the side where there is room.
    beyond = at > len(figure.values) / 2
    axes.annotate(
        words,
        (at, top * 0.06),
        xytext=(-5 if beyond else 5, 0),
        textcoords="offset points",
        ha="right" if beyond else "left",
        fontsize=8,
        color=INK,
    )


def _add_legend(canvas: Canvas, figure: Curve, marker: dict[str, Any]) -> None:
    handles = [
        Line2D([], [], color=BLUE, linewidth=1.8, label=figure.value_name, **marker),
        Line2D([], [], color=INK, linewidth=1, linestyle=(0, (4, 3)), label=figure.mean_name),
        Rectangle((0, 0), 1, 1, facecolor=_BAND, label=figure.band_name),
    ]
    canvas.legend(handles=handles, loc="outside lower center", ncols=3, frameon=False, fontsize=7.5)

"""Drawing the table of quotations: heat map and stacked bars."""

from __future__ import annotations

__all__ = ["stacks", "table_map"]

import textwrap
from collections.abc import Sequence

import matplotlib
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch

from bouwsteen.exports.figures_canvas import (
    GREY,
    INK,
    OKABE_ITO,
    PALE,
    WIDTH,
    add_cell,
    add_title,
    readable_on,
)
from bouwsteen.exports.figures_tables import Stacks, TableMap
from bouwsteen.exports.labels import Labels

_HATCHES = ("", "////", "....", "\\\\\\\\", "xxx", "++", "oo", "--")
"""One a part of a bar, so that a print in grey, or eyes that see no colour, tell them apart."""

_MANY = 12
"""Rows from which lines are set closer, to fit on a page."""

_LINE = 34
_CHARACTER = 0.078
"""Inches that a character of the headings takes."""

_NAMES, _BARS = 2.7, 3.3
"""Inches for the names at the left, and for the longest bar."""

_TOTAL = 0.8
"""Room for the totals, in widths of a column."""

_UPRIGHT = 8
_WIDEST_NAME = 1.4
"""Columns, and inches of a word, up to which headings stand upright; else they are turned."""


def table_map(figure: TableMap, titled: bool) -> Canvas:
    """Draw counts as a map, with totals beside it."""
    n_rows, n_columns = len(figure.rows), len(figure.columns)
    many = n_rows > _MANY
    width = _cell_width(figure)
    height = 0.27 if many else 0.42
    canvas = Canvas(
        figsize=(max(WIDTH, _NAMES + width * (n_columns + _TOTAL)), 1.2 + height * n_rows),
        layout="constrained",
    )
    axes = canvas.add_subplot()
    axes.set_xlim(0, n_columns + _TOTAL)
    axes.set_ylim(n_rows, 0)
    labels = Labels(figure.lang)
    most = max(max(row, default=0) for row in figure.counts)
    size = 7.5 if many else 9
    for down, (row, total) in enumerate(zip(figure.counts, figure.totals, strict=True)):
        for across, count in enumerate(row):
            _add_cell(axes, (across, down), labels.cell(count, "int"), count / most, size)
        words = labels.cell(total, "int")
        middle = n_columns + _TOTAL / 2, down + 0.5
        axes.text(*middle, words, ha="center", va="center", fontsize=size, weight="bold")
    _add_names(axes, figure.rows, many)
    _add_heads(axes, figure, size=7.5 if many else 8.5)
    axes.spines[:].set_visible(False)
    if titled:
        add_title(canvas, figure.title)
    return canvas


def _cell_width(figure: TableMap) -> float:
    """Inches a column: the longest word of a heading where these stand upright, else figures."""
    figures = 0.2 + _CHARACTER * max(len(f"{total:,}") for total in figure.totals)
    return max(0.42, figures) if _turned(figure) else max(0.6, figures, _widest_word(figure))


def _widest_word(figure: TableMap) -> float:
    words = (word for name in figure.columns for word in name.split())
    return max(map(len, words), default=0) * _CHARACTER + 0.1


def _turned(figure: TableMap) -> bool:
    return len(figure.columns) > _UPRIGHT or _widest_word(figure) > _WIDEST_NAME


def _add_cell(axes: Axes, place: tuple[int, int], text: str, share: float, size: float) -> None:
    """A cell: white where nothing was counted, darker towards the largest count."""
    fill = matplotlib.colormaps["cividis_r"](share) if share else (1.0, 1.0, 1.0, 1.0)
    ink = readable_on(fill) if share else PALE
    add_cell(axes, place, text, fill=fill, ink=ink, size=size, edge=("white", 1))


def _add_names(axes: Axes, names: Sequence[str], many: bool) -> None:
    """Names of the rows, broken over lines rather than cut."""
    wrapped = [textwrap.fill(name, _LINE + 12 if many else _LINE) for name in names]
    places = [place + 0.5 for place in range(len(names))]
    axes.set_yticks(places, wrapped, fontsize=7 if many else 8.5)
    axes.tick_params(length=0)


def _add_heads(axes: Axes, figure: TableMap, *, size: float) -> None:
    turned = _turned(figure)
    n = len(figure.columns)
    line = int(_cell_width(figure) / _CHARACTER)
    names = figure.columns if turned else [textwrap.fill(name, line) for name in figure.columns]
    axes.set_xticks(
        [*(place + 0.5 for place in range(n)), n + _TOTAL / 2],
        [*names, figure.total],
        fontsize=size,
        rotation=50 if turned else 0,
        ha="left" if turned else "center",
        rotation_mode="anchor" if turned else "default",
    )
    axes.xaxis.tick_top()
    axes.xaxis.get_ticklabels()[-1].set_fontweight("bold")


def stacks(figure: Stacks, titled: bool) -> Canvas:
    """Draw bars, each part with a colour and a hatch of its own."""
    n_rows = len(figure.rows)
    many = n_rows > _MANY
    lines = -(-len(figure.columns) // _legend_columns(figure))
    height = 0.27 if many else 0.46
    canvas = Canvas(
        figsize=(WIDTH, 1.1 + 0.25 * lines + height * n_rows),
        layout="constrained",
    )
    axes = canvas.add_subplot()
    axes.set_ylim(n_rows, 0)
    longest = max(map(sum, figure.counts))
    axes.set_xlim(0, longest * 1.1)
    labels = Labels(figure.lang)
    with matplotlib.rc_context({"hatch.linewidth": 0.5}):
        for down, row in enumerate(figure.counts):
            _add_bar(axes, down, row, longest, labels)
    _add_names(axes, figure.rows, many)
    ticks = [tick for tick in axes.get_xticks() if tick == int(tick) and tick <= longest * 1.1]
    axes.set_xticks(ticks, [labels.cell(int(tick), "int") for tick in ticks], fontsize=8)
    axes.set_xlabel(figure.axis, fontsize=8.5)
    axes.spines["left"].set_visible(True)
    axes.spines["left"].set_color(GREY)
    _add_legend(canvas, figure)
    if titled:
        add_title(canvas, figure.title)
    return canvas


def _add_bar(axes: Axes, down: int, row: Sequence[int], longest: int, labels: Labels) -> None:
    """One bar; a part that has no room for its number goes without, the total stands at the end."""
    left = 0
    for place, count in enumerate(row):
        if not count:
            continue
        fill = OKABE_ITO[place]
        axes.barh(
            down + 0.5,
            count,
            left=left,
            height=0.68,
            color=fill,
            edgecolor=INK,
            linewidth=0.5,
            hatch=_HATCHES[place],
        )
        words = labels.cell(count, "int")
        if count / longest * _BARS > 0.08 + _CHARACTER * len(words):
            axes.text(
                left + count / 2,
                down + 0.5,
                words,
                ha="center",
                va="center",
                fontsize=7.5,
                color=readable_on(to_rgb(fill)),
                bbox={"facecolor": fill, "edgecolor": "none", "pad": 1},
            )
        left += count
    total = labels.cell(left, "int")
    end = left + longest * 0.012
    axes.text(end, down + 0.5, total, va="center", fontsize=8, weight="bold", color=INK)


def _legend_columns(figure: Stacks) -> int:
    widest = max(map(len, figure.columns)) * 0.068 + 0.5
    return max(1, min(len(figure.columns), int(WIDTH / widest)))


def _add_legend(canvas: Canvas, figure: Stacks) -> None:
    patches = [
        Patch(facecolor=OKABE_ITO[place], edgecolor=INK, hatch=_HATCHES[place], label=name)
        for place, name in enumerate(figure.columns)
    ]
    canvas.legend(
        handles=patches,
        loc="outside lower center",
        ncols=_legend_columns(figure),
        frameon=False,
        fontsize=8,
        handlelength=2.2,
        handleheight=1.2,
    )

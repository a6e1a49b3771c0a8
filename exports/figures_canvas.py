"""What all drawings share: fonts and colours that are alike everywhere, and saving to bytes.

Nothing here touches pyplot or its state, and the user's own matplotlib settings play no part, so a
figure looks alike on every machine.
"""

from __future__ import annotations

__all__ = [
    "BLUE",
    "GREY",
    "INK",
    "OKABE_ITO",
    "PALE",
    "WIDTH",
    "Colour",
    "add_cell",
    "add_title",
    "readable_on",
    "saved",
]

import io
import re
import textwrap
import warnings
from collections.abc import Callable
from typing import Any, Literal

import matplotlib
import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

Colour = str | tuple[float, ...]

_FONT = "DejaVu Sans"
"""Comes with matplotlib, so texts are equally wide everywhere."""

_STYLE: dict[str, Any] = {
    "font.family": _FONT,
    "font.size": 9,
    # A dollar sign in the name of a code is a dollar sign.
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "bouwsteen",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
}
_DPI = 300

WIDTH = 6.5
"""Inches; fits between the margins of A4."""

INK, GREY, BLUE = "#1a1a1a", "#6b6b6b", "#0072b2"
"""The blue is that of Okabe and Ito's palette, told apart by every kind of colour vision."""

PALE = "#9a9a9a"
"""Print of what is not there, such as a zero."""

OKABE_ITO = (
    *("#56b4e9", "#e69f00", "#009e73", "#f0e442"),
    *("#0072b2", "#d55e00", "#cc79a7", "#999999"),
)
"""The palette of Okabe and Ito (2008), grey for black; neighbours differ in lightness too."""

_TITLE_LINE = 80
_LIGHT = 0.18
"""Relative luminance from which black has more contrast (WCAG 2.1) than white."""


def saved(make: Callable[[], Canvas], kind: Literal["png", "svg"]) -> bytes:
    """Draw with the style of all figures and give the bytes; the same for the same drawing."""
    out = io.BytesIO()
    with matplotlib.style.context(["default", _STYLE]), warnings.catch_warnings():
        # A script that the font lacks becomes boxes in png; svg leaves it to the reader's fonts.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        canvas = make()
        if kind == "png":
            canvas.savefig(out, format="png", dpi=_DPI, metadata={"Software": None})
            return out.getvalue()
        canvas.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    # What is left of the metadata says no more than that this is a picture.
    bare = re.sub(r"\s*<metadata>.*?</metadata>", "", out.getvalue().decode(), flags=re.DOTALL)
    return bare.replace(f"'{_FONT}'", f"'{_FONT}', Verdana, Arial, sans-serif").encode()


def add_title(canvas: Canvas, title: str) -> None:
    """Put the title at the top left, broken where it is long."""
    words = textwrap.fill(title, _TITLE_LINE)
    canvas.suptitle(words, x=0.01, ha="left", fontsize=10.5, weight="bold")


def add_cell(
    axes: Axes,
    place: tuple[int, int],
    text: str,
    *,
    fill: Colour,
    ink: str,
    size: float,
    bold: bool = False,
    edge: tuple[str, float] = ("#b0b0b0", 0.5),
) -> None:
    """Draw one square of a map with its figure in the middle.

    Parameters
    ----------
    place : tuple of int
        Column and row.
    fill, ink : colour
        Of the square, and of the figure.
    edge : tuple of str and float
        Colour and width of the lines between cells.
    """
    across, down = place
    colour, width = edge
    axes.add_patch(
        Rectangle((across, down), 1, 1, facecolor=fill, edgecolor=colour, linewidth=width)
    )
    axes.text(
        across + 0.5,
        down + 0.5,
        text,
        ha="center",
        va="center",
        fontsize=size,
        color=ink,
        weight="bold" if bold else "normal",
    )


def readable_on(fill: tuple[float, ...]) -> str:
    """Black or white, whichever reads better on a fill of red, green and blue from 0 to 1."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in fill[:3]
    )
    return INK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > _LIGHT else "white"

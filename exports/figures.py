"""Figures of the agreement report: first what is drawn, as data, then `render` to png or svg."""

from __future__ import annotations

__all__ = [
    "Figure",
    "Forest",
    "ForestRow",
    "HeatMap",
    "forest_plot",
    "heat_map",
    "render",
    "standalone",
]

import dataclasses
from html import escape
from typing import Literal, Protocol

from bouwsteen.analysis.agreement.confusion import NONE, Confusion
from bouwsteen.analysis.agreement.intervals import LIMITS
from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.agreement.suite import BENCHMARKED
from bouwsteen.analysis.agreement.values import Value
from bouwsteen.codebook.model import Codebook
from bouwsteen.errors import ExportError, nearest
from bouwsteen.exports.code_names import code_name
from bouwsteen.exports.disagreement_table import confusion_table
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.report_words import capital, shown


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One line of a forest plot; figures over all codes are set off below the others."""

    label: str
    value: Value
    overall: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """A forest plot.

    Parameters
    ----------
    title, axis : str
        Above the plot and under its scale.
    rows : tuple of ForestRow
        From top to bottom.
    limits : tuple of float
        Where the reference lines stand; empty for a coefficient without limits.
    alt : str
        The same in words, for who cannot see it.
    lang : str
        ``nl`` or ``en``.
    """

    title: str
    axis: str
    rows: tuple[ForestRow, ...]
    limits: tuple[float, ...]
    alt: str
    lang: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Counts code by code; what stands on the diagonal is agreement.

    Parameters
    ----------
    title : str
        Above the plot.
    rows, columns : tuple of str
        Names of the same codes, in the same order.
    counts : tuple of tuple of int, n_codes by n_codes
        What is printed in the cells.
    down, across : str
        Whose codes the rows and the columns are.
    alt : str
        What stands out, for who cannot see it.
    lang : str
        ``nl`` or ``en``.
    """

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    down: str
    across: str
    alt: str
    lang: str


class Figure(Protocol):
    """What `render` can draw: frozen data with a title, the same in words, and a language."""

    @property
    def title(self) -> str:
        """Above the figure."""

    @property
    def alt(self) -> str:
        """What it shows, for who cannot see it."""

    @property
    def lang(self) -> str:
        """``nl`` or ``en``."""


def forest_plot(
    found: Agreement, codebook: Codebook, *, measure: str = "alpha", lang: str = "nl"
) -> Forest | None:
    """One row a block or code with its value and interval, and what holds over all of them.

    Parameters
    ----------
    found : Agreement
        The figures.
    codebook : Codebook
        For the names of the codes.
    measure : str
        A coefficient that every code has for itself, by its name in JSON.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    Forest or None
        None when no code has the figure. With `measure` alpha the last rows are the mean over the
        codes and alpha over the sets of codes; Krippendorff's limits are drawn for coefficients
        that they were set for.

    Raises
    ------
    ExportError
        When no code has a coefficient of that name.
    """
    labels = Labels(lang)
    known = found.codes[0].measures if found.codes else {}
    if measure not in known:
        raise ExportError(
            f"No code has a coefficient {measure!r}.",
            nearest(measure, known) or f"There are: {', '.join(known)}.",
            key="figure_no_coefficient",
            measure=measure,
            known=", ".join(known),
        )
    rows = [
        ForestRow(label=code_name(one.code, codebook, labels.lang), value=one.measures[measure])
        for one in found.codes
    ]
    if all(row.value.value is None for row in rows):
        return None
    wanted = ("alpha_macro", "alpha_jaccard") if measure == "alpha" else (measure,)
    rows += [
        ForestRow(
            label=labels(
                "column.overall"
                if found.overall[name].definition == "macro_mean"
                else "agreement.together"
            ),
            value=found.overall[name].value,
            overall=True,
        )
        for name in wanted
        if name in found.overall
    ]
    name = capital(labels(f"measure.{measure}"))
    title = labels(f"figure.forest_{found.level}", measure=name)
    return Forest(
        title=title,
        axis=name if found.method is None else labels("figure.axis", measure=name),
        rows=tuple(rows),
        limits=LIMITS if measure in BENCHMARKED else (),
        alt=f"{title}: {'; '.join(f'{row.label} {shown(row.value, labels)}' for row in rows)}.",
        lang=lang,
    )


def heat_map(
    found: Confusion,
    codebook: Codebook,
    *,
    unit: Literal["characters", "turns"] = "turns",
    lang: str = "nl",
) -> HeatMap | None:
    """The confusion table as a picture.

    Parameters
    ----------
    found : Confusion
        The counts.
    codebook : Codebook
        For the names of the codes.
    unit : {"characters", "turns"}
        What is counted.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    HeatMap or None
        Rows and columns as in `bouwsteen.exports.disagreement_table.confusion_table`; None when
        neither coder used a code.
    """
    labels = Labels(lang)
    table = confusion_table(found, codebook, unit=unit, lang=lang)
    counts = tuple(tuple(int(cell or 0) for cell in row[1:]) for row in table.rows)
    bare = table.columns[-1].key == NONE and sum(map(sum, counts)) == counts[-1][-1]
    if bare:
        return None
    rows = tuple(str(row[0]) for row in table.rows)
    a, b = found.coders
    return HeatMap(
        title=table.caption,
        rows=rows,
        columns=tuple(column.label for column in table.columns[1:]),
        counts=counts,
        down=labels("figure.codes_of", coder=a),
        across=labels("figure.codes_of", coder=b),
        alt=f"{table.caption}. {_largest(rows, counts, (a, b), labels)}",
        lang=lang,
    )


def _largest(
    rows: tuple[str, ...],
    counts: tuple[tuple[int, ...], ...],
    coders: tuple[str, str],
    labels: Labels,
) -> str:
    """The heaviest cell off the diagonal, in words."""
    n, down, across = max(
        (
            (count, -down, -across)
            for down, row in enumerate(counts)
            for across, count in enumerate(row)
            if down != across
        ),
        default=(0, 0, 0),
    )
    if not n:
        return labels("figure.no_difference")
    return labels(
        "figure.largest",
        n=labels.cell(n, "int"),
        a=coders[0],
        b=coders[1],
        code_a=rows[-down],
        code_b=rows[-across],
    )


def render(figure: Figure, kind: Literal["png", "svg"], *, titled: bool = True) -> bytes:
    """Draw a figure.

    Parameters
    ----------
    figure : Figure
        What to draw.
    kind : {"png", "svg"}
        300 dots an inch, or vectors with text that can be searched and read aloud.
    titled : bool
        Print the title in the picture; not needed above a caption that says the same.

    Returns
    -------
    bytes
        The same for the same figure, on one version of matplotlib.
    """
    from bouwsteen.exports.figures_draw import draw

    return draw(figure, kind, titled=titled)


def standalone(figure: Figure, kind: Literal["png", "svg"]) -> bytes:
    """Draw a figure that stands by itself: with its title, and in svg with its words.

    Parameters
    ----------
    figure : Figure
        What to draw.
    kind : {"png", "svg"}
        As for `render`.

    Returns
    -------
    bytes
        The same for the same figure.
    """
    drawn = render(figure, kind)
    if kind == "png":
        return drawn
    head, mark, rest = drawn.decode().partition("<svg")
    inside, end, rest = rest.partition(">")
    words = f"<title>{escape(figure.title)}</title>\n <desc>{escape(figure.alt)}</desc>"
    return f'{head}{mark} role="img"{inside}{end}\n {words}{rest}'.encode()

"""Figures: what is drawn, and that drawing it twice gives the same bytes."""

from __future__ import annotations

import dataclasses
import html
import re
import struct
from typing import Literal

import matplotlib
import pytest

from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.agreement.values import Reason, Value
from bouwsteen.errors import ExportError
from bouwsteen.exports.figures import (
    Figure,
    Forest,
    ForestRow,
    HeatMap,
    forest_plot,
    heat_map,
    render,
)

HEAT = HeatMap(
    title="Titel",
    rows=("1 werk", "2 samen", "geen code"),
    columns=("1 werk", "2 samen", "geen code"),
    counts=((18, 0, 1234), (3, 21, 0), (0, 7, 51)),
    down="Codes van anna",
    across="Codes van bram",
    alt="",
    lang="nl",
)


def words(svg: bytes) -> list[str]:
    """The texts of a picture, in the order in which they are drawn."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())


def forest(*values: Value) -> Forest:
    rows = tuple(ForestRow(label=f"code {n}", value=value) for n, value in enumerate(values))
    return Forest(title="Titel", axis="as", rows=rows, limits=(0.667, 0.8), alt="", lang="nl")


def test_forest_plot_has_a_row_a_code_and_the_overall_figures_below(compare) -> None:
    compared = compare(8)
    found: Agreement = compared.agreement
    plot = forest_plot(found, compared.codebook)
    assert plot == Forest(
        title="Krippendorffs alfa per bouwsteen",
        axis="Krippendorffs alfa (punt) en 95%-interval (lijn)",
        rows=(
            ForestRow(label="1 Inhoud van werk", value=found.codes[0].measures["alpha"]),
            ForestRow(label="2 Samenwerken", value=Value(reason=Reason.NO_CODINGS)),
            ForestRow(label="Gemiddelde", value=found.overall["alpha_macro"].value, overall=True),
            ForestRow(
                label="Alle rijen samen", value=found.overall["alpha_jaccard"].value, overall=True
            ),
        ),
        limits=(0.667, 0.8),
        alt="Krippendorffs alfa per bouwsteen: 1 Inhoud van werk 0,48 (95%-interval 0,48 tot "
        "0,48); 2 Samenwerken niet te bepalen (geen van de codeurs gebruikte de code); Gemiddelde "
        "0,48 (95%-interval 0,48 tot 0,48); Alle rijen samen 0,48 (95%-interval 0,48 tot 0,48).",
        lang="nl",
    )


@pytest.mark.parametrize(
    ("measure", "title", "overall", "limits"),
    [
        ("kappa", "Cohen's kappa by code", ["Mean"], ()),
        ("percent", "Percent agreement by code", ["Mean"], ()),
        ("u_alpha", "u-alpha by code", ["All rows together"], (0.667, 0.8)),
        ("ku_coverage", "Coverage of (k)u-alpha by code", [], ()),
    ],
)
def test_forest_plot_draws_limits_only_for_coefficients_that_have_them(
    compare, measure: str, title: str, overall: list[str], limits: tuple[float, ...]
) -> None:
    compared = compare(8, level="code")
    plot = forest_plot(compared.agreement, compared.codebook, measure=measure, lang="en")
    assert plot is not None
    assert (plot.title, plot.limits) == (title, limits)
    assert [row.label for row in plot.rows if row.overall] == overall


def test_forest_plot_without_intervals_does_not_promise_them(compare) -> None:
    compared = compare(4)
    plot = forest_plot(compared.agreement, compared.codebook)
    assert plot is not None
    assert plot.axis == "Krippendorffs alfa"


def test_forest_plot_is_left_out_when_nothing_is_defined(compare) -> None:
    compared = compare(8, only="heimwee")
    assert forest_plot(compared.agreement, compared.codebook) is None


def test_forest_plot_of_an_unknown_coefficient_is_refused(compare) -> None:
    compared = compare(8)
    with pytest.raises(ExportError) as raised:
        forest_plot(compared.agreement, compared.codebook, measure="kapa")
    assert raised.value.message == "No code has a coefficient 'kapa'."
    assert raised.value.hint is not None and "kappa" in raised.value.hint


def test_forest_svg_holds_every_word_with_decimal_commas(compare) -> None:
    compared = compare(8)
    plot = forest_plot(compared.agreement, compared.codebook)
    assert plot is not None
    found = words(render(plot, "svg"))
    assert sorted(found) == sorted(
        [
            *("0,667", "0,800", "0,00", "0,20", "0,40", "0,60", "0,80", "1,00"),
            *("1 Inhoud van werk", "2 Samenwerken", "Gemiddelde", "Alle rijen samen"),
            *["0,48 [0,48; 0,48]"] * 3,
            "niet te bepalen: geen van de codeurs gebruikte de code",
            "Krippendorffs alfa (punt) en 95%-interval (lijn)",
            "Krippendorffs alfa per bouwsteen",
        ]
    )
    assert set(found) - set(words(render(plot, "svg", titled=False))) == {plot.title}


def test_forest_marks_without_an_interval_are_hollow() -> None:
    whole = forest(Value(value=0.5, low=0.4, high=0.6, method="jackknife"))
    bare = forest(Value(value=0.5, reason=Reason.TOO_FEW_TRANSCRIPTS))
    assert "fill: #ffffff; stroke: #0072b2" not in render(whole, "svg").decode()
    assert "fill: #ffffff; stroke: #0072b2" in render(bare, "svg").decode()


@pytest.mark.parametrize(
    ("low", "ticks"),
    [
        (0.1, ["0,00", "0,20", "0,40", "0,60", "0,80", "1,00"]),
        (-0.3, ["-0,40", "-0,20", "0,00", "0,20", "0,40", "0,60", "0,80", "1,00"]),
        (-148.5, ["-1,00", "-0,50", "0,00", "0,50", "1,00"]),
    ],
)
def test_forest_scale_reaches_down_to_minus_one(low: float, ticks: list[str]) -> None:
    plot = forest(Value(value=0.0, low=low, high=0.4, method="jackknife"))
    found = words(render(plot, "svg"))
    assert found[: len(ticks)] == ticks
    assert any(text.startswith("0,00 [") for text in found)


def test_forest_value_below_the_scale_is_an_arrow_at_its_edge() -> None:
    below = Value(value=-148.5, reason=Reason.NOT_RESAMPLED)
    inside = Value(value=-0.9, reason=Reason.NOT_RESAMPLED)
    arrow, mark = (
        render(forest(value), "svg").decode().count("fill: #0072b2") for value in (below, inside)
    )
    assert (arrow > 0, mark) == (True, 0)


def test_heat_map_holds_the_confusion_table(compare) -> None:
    compared = compare(8)
    assert heat_map(compared.confusion, compared.codebook) == HeatMap(
        title="Codes van anna (rijen) tegen codes van bram (kolommen), in beurten",
        rows=("1 Inhoud van werk", "2 Samenwerken", "geen code"),
        columns=("1 Inhoud van werk", "2 Samenwerken", "geen code"),
        counts=((7, 0, 7), (0, 0, 0), (0, 0, 14)),
        down="Codes van anna",
        across="Codes van bram",
        alt="Codes van anna (rijen) tegen codes van bram (kolommen), in beurten. Het meest "
        "voorkomende verschil: anna gaf 1 Inhoud van werk waar bram geen code gaf (7 keer).",
        lang="nl",
    )


def test_heat_map_in_characters_counts_characters(compare) -> None:
    compared = compare(8)
    heat = heat_map(compared.confusion, compared.codebook, unit="characters", lang="en")
    assert heat is not None
    assert heat.counts == ((36, 0, 48), (0, 0, 0), (0, 0, 84))
    assert heat.title == "Codes of anna (rows) against codes of bram (columns), in characters"


def test_heat_map_without_differences_says_so(compare) -> None:
    compared = compare(8, coders=("anna", "carla"))
    heat = heat_map(compared.confusion, compared.codebook, lang="en")
    assert heat is not None
    assert heat.alt.endswith("There is nothing off the diagonal.")
    assert "14" in words(render(heat, "svg"))


def test_heat_map_is_left_out_when_nobody_used_a_code(compare) -> None:
    compared = compare(8, only="heimwee")
    assert heat_map(compared.confusion, compared.codebook) is None


def test_heat_map_svg_holds_every_count() -> None:
    found = words(render(HEAT, "svg"))
    expected = ["18", "0", "1.234", "3", "21", "0", "0", "7", "51"]
    names = [*HEAT.rows, *HEAT.columns, HEAT.down, HEAT.across, HEAT.title]
    assert sorted(found) == sorted([*expected, *names])


def test_heat_map_diagonal_is_grey_and_the_largest_difference_darkest() -> None:
    svg = render(HEAT, "svg").decode()
    fills = re.findall(r"fill: (#[0-9a-f]{6}); stroke: #b0b0b0", svg)
    assert [fills[place] for place in (0, 4, 8)] == ["#e4e4e4"] * 3
    assert [fills[place] for place in (1, 5, 6)] == ["#ffffff"] * 3

    def lightness(colour: str) -> int:
        return sum(bytes.fromhex(colour[1:]))

    assert lightness(fills[2]) < lightness(fills[7]) < lightness(fills[3]) < 3 * 255


@pytest.mark.parametrize("kind", ["png", "svg"])
@pytest.mark.parametrize(
    "figure",
    [
        HEAT,
        forest(
            Value(value=0.7, low=0.5, high=0.9, method="bootstrap"), Value(reason=Reason.NO_CODINGS)
        ),
    ],
    ids=["heat", "forest"],
)
def test_render_gives_the_same_bytes_whatever_the_users_settings(
    figure: Figure, kind: Literal["png", "svg"]
) -> None:
    first = render(figure, kind)
    before = dict(matplotlib.rcParams)
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "savefig.dpi": 10}):
        assert render(figure, kind) == first
    assert dict(matplotlib.rcParams) == before
    for trace in (b"Matplotlib", b"matplotlib.org", b"<metadata", b"dc:date"):
        assert trace not in first


def test_render_png_has_print_resolution() -> None:
    data = render(HEAT, "png")
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    place = data.index(b"pHYs") + 4
    assert struct.unpack(">IIB", data[place : place + 9]) == (11811, 11811, 1)


def test_render_keeps_many_rows_apart() -> None:
    many = dataclasses.replace(
        HEAT,
        rows=tuple(f"{n} naam" for n in range(20)),
        columns=tuple(str(n) for n in range(20)),
        counts=((0,) * 20,) * 20,
    )
    upright = render(many, "svg").decode()
    assert upright.count("rotate(-90") >= 20
    assert "rotate(-40" not in upright
    assert render(HEAT, "svg").decode().count("rotate(-40") == 3


@pytest.mark.parametrize(
    "name", ["$a$ en $b$", "職場", "<i> & 'x'", "lang " * 40], ids=["math", "kanji", "xml", "long"]
)
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_render_takes_any_name_of_a_code(name: str, kind: Literal["png", "svg"]) -> None:
    row = ForestRow(label=name, value=Value(value=0.5, reason=Reason.TOO_FEW_TRANSCRIPTS))
    plots: tuple[Figure, ...] = (
        dataclasses.replace(forest(), rows=(row,)),
        dataclasses.replace(HEAT, rows=(name,) * 3, columns=(name,) * 3),
    )
    for plot in plots:
        drawn = render(plot, kind)
        if kind == "svg" and len(name) < 20:
            assert name in [html.unescape(text) for text in words(drawn)]

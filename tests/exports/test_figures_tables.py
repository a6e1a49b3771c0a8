"""Figures of the table of quotations: what is drawn, and that it can be read."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from bouwsteen.analysis.tables import QuoteTable, quote_table
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.errors import ExportError
from bouwsteen.exports.figures import render, standalone
from bouwsteen.exports.figures_canvas import OKABE_ITO, readable_on
from bouwsteen.exports.figures_tables import MOST_PARTS, Stacks, stacked_bars, table_map
from bouwsteen.exports.figures_tables_draw import _HATCHES
from bouwsteen.exports.sentences import sentences


@pytest.fixture
def counted(golden_study) -> QuoteTable:
    return quote_table(
        CodingColumns.of(golden_study.quotations), golden_study.cast, golden_study.codebook
    )


def words(svg: bytes) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())


def test_map_holds_the_published_table(counted: QuoteTable, golden_study) -> None:
    figure = table_map(counted)
    assert figure.title == "Aantal citaten per bouwsteen en rol"
    assert figure.columns == tuple(golden_study.roles)
    assert figure.counts == counted.counts
    assert figure.totals == (43, 66, 101, 73, 191, 70)
    assert figure.rows[3] == "4 Leiderschap"
    assert figure.alt == " ".join((f"{figure.title}.", *sentences(counted)))


def test_map_prints_every_number_and_name(counted: QuoteTable) -> None:
    printed = words(render(table_map(counted, lang="en"), "svg"))
    numbers = sorted(str(count) for row in counted.counts for count in row)
    totals = [str(sum(row)) for row in counted.counts]
    assert sorted(word for word in printed if word.isdigit()) == sorted([*numbers, *totals])
    assert "Number of quotations per building block and role" in printed
    assert "Total" in printed


def test_bars_print_totals_axis_and_legend(counted: QuoteTable, golden_study) -> None:
    printed = words(render(stacked_bars(counted), "svg"))
    assert set(golden_study.roles) <= set(printed)
    assert {"43", "66", "101", "73", "191", "70", "Aantal citaten"} <= set(printed)


def test_long_names_are_broken_and_not_cut() -> None:
    name = "Samenwerken in diverse teams met andere disciplines en met de hele keten"
    figure = Stacks(
        title="T",
        axis="n",
        rows=(name, "kort"),
        columns=("Leidinggevende", "HR-professional"),
        counts=((2, 0), (0, 0)),
        alt="",
        lang="nl",
    )
    svg = render(figure, "svg").decode()
    printed = " ".join(words(svg.encode()))
    assert all(word in printed for word in name.split())
    assert name not in words(svg.encode())


def test_nothing_counted_is_no_figure(study_without_codings) -> None:
    assert table_map(study_without_codings) is None
    assert stacked_bars(study_without_codings) is None


@pytest.fixture
def study_without_codings(golden_study) -> QuoteTable:
    return quote_table(CodingColumns.of([]), golden_study.cast, golden_study.codebook)


def test_too_many_parts_are_refused(golden_study) -> None:
    table = quote_table(
        CodingColumns.of(golden_study.quotations),
        golden_study.cast,
        golden_study.codebook,
        by="transcript",
    )
    with pytest.raises(ExportError) as raised:
        stacked_bars(table)
    assert raised.value.message == "Bars of 36 parts cannot be read; 8 is the most."
    assert len(table_map(table).columns) == 36


def test_every_part_has_colour_and_hatch_of_its_own() -> None:
    assert len(set(OKABE_ITO)) == len(set(_HATCHES)) == MOST_PARTS


@pytest.mark.parametrize(
    ("fill", "ink"), [((1, 1, 1), "#1a1a1a"), ((0, 0.13, 0.3), "white"), ((1, 0.9, 0.2), "#1a1a1a")]
)
def test_print_reads_on_its_ground(fill: tuple[float, ...], ink: str) -> None:
    assert readable_on(fill) == ink


@pytest.mark.parametrize("make", [table_map, stacked_bars])
def test_drawing_twice_gives_the_same_bytes(counted: QuoteTable, make) -> None:
    for kind in ("png", "svg"):
        assert standalone(make(counted), kind) == standalone(make(counted), kind)


def test_svg_by_itself_says_what_it_shows(counted: QuoteTable) -> None:
    figure = table_map(counted)
    root = etree.fromstring(standalone(figure, "svg"))
    assert root.get("role") == "img"
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == figure.title
    assert root.findtext(f"{space}desc") == figure.alt

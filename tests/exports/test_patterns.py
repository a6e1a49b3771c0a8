"""Co-occurrence and saturation as tables and figures."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from lxml import etree

from bouwsteen.analysis.cooccurrence import Cooccurrence
from bouwsteen.analysis.saturation import RunResult, Saturation
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.exports.cooccurrence_article import cooccurrence_article
from bouwsteen.exports.figures import Figure, render
from bouwsteen.exports.figures_cooccurrence import Tie, code_map, network
from bouwsteen.exports.figures_saturation import saturation_curve
from bouwsteen.exports.saturation_article import saturation_article
from bouwsteen.exports.write import TABLE_SUFFIXES, write_tables


@pytest.fixture
def together(book: Codebook) -> Cooccurrence:
    return Cooccurrence(
        within="overlap",
        rule="once-per-code",
        layer="consensus",
        rows=tuple(code for _, code in book.walk()),
        numbers=("1", "1.1", "2", ""),
        counts=((4, 1, 3, 0), (1, 2, 0, 0), (3, 0, 5, 0), (0, 0, 0, 0)),
        both=((4, 1, 2, 0), (1, 2, 0, 0), (2, 0, 5, 0), (0, 0, 0, 0)),
        either=((4, 5, 8, 4), (5, 2, 7, 2), (8, 7, 5, 5), (4, 2, 5, 0)),
        unattributed=(7,),
    )


@pytest.fixture
def curve(book: Codebook) -> Saturation:
    first, second, *_ = book.codes
    return Saturation(
        order="list",
        rule="once-per-block",
        layer="anna",
        transcripts=("een", "twee"),
        new=((first,), (second,)),
        listed=3,
        expected=(1.5, 2.0),
        median=(1, 2),
        low=(1, 2),
        high=(2, 2),
        permutations=1000,
        seed=7,
        runs=(
            RunResult(length=2, base_codes=20, shares=(0.1, 0.05), reached=5),
            RunResult(length=3, base_codes=2, reason="too_few"),
        ),
        left_out=("drie",),
    )


def test_cooccurrence_article_says_what_is_counted(together: Cooccurrence) -> None:
    table = cooccurrence_article(together, lang="en")
    assert table.caption == "Co-occurrence of codes in overlapping quotations"
    assert [column.label for column in table.columns] == ["Code", "1", "1.1", "2", "Heimwee"]
    assert table.rows[0] == ("1 Job content", 4, 1, 3, 0)
    assert table.text == ("1 Job content and 2 Collaboration go together most often (3 times).",)
    assert table.notes[0].startswith("Counted are pairs of a quotation with the one code")
    assert table.notes[-1].startswith("1 quotation")


def test_jaccard_article_says_why_a_cell_is_empty(together: Cooccurrence) -> None:
    table = cooccurrence_article(together, show="jaccard", lang="nl")
    assert table.rows[0] == ("1 Inhoud van werk", 1.0, 0.2, 0.25, 0.0)
    assert table.rows[3][4] is None
    assert table.notes[-1] == "– : geen van beide codes komt voor, dus er is geen index."


def test_saturation_article_tells_order_band_and_when(curve: Saturation) -> None:
    table = saturation_article(curve, lang="en")
    assert table.rows == (
        (1, "een", 1, 1, 1.5, 1, 1, 2),
        (2, "twee", 1, 2, 2.0, 2, 2, 2),
    )
    assert "reached at 5 + 2 interviews; interviews 6 to 7 added 5%." in table.text[1]
    assert "cannot be determined, as it takes at least 7 interviews" in table.text[2]
    assert table.notes[0] == "Order: as given by the researcher."
    assert "1,000 random orders (seed 7)" in table.notes[1]
    assert "(drie)" in table.notes[-1]


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
def test_every_writer_takes_the_tables(
    together: Cooccurrence, curve: Saturation, suffix: str, tmp_path: Path
) -> None:
    tables = [
        cooccurrence_article(together),
        cooccurrence_article(together, show="jaccard"),
        saturation_article(curve),
    ]
    written = write_tables(tables, tmp_path / f"t{suffix}")
    before = [path.read_bytes() for path in written]
    assert [path.read_bytes() for path in write_tables(tables, tmp_path / f"t{suffix}")] == before
    assert all(before)


def test_network_leaves_out_codes_that_do_not_occur(together: Cooccurrence) -> None:
    drawn = network(together, lang="en")
    assert drawn is not None
    assert drawn.names == ("1 Job content", "1.1 Uitdaging in taken", "2 Collaboration")
    assert drawn.ties == (Tie(a=0, b=1, count=1), Tie(a=0, b=2, count=3))
    assert drawn.alt.endswith(
        "1 Job content with 2 Collaboration: 3; 1 Job content with 1.1 Uitdaging in taken: 1."
    )


def test_code_map_is_the_lower_triangle(together: Cooccurrence) -> None:
    drawn = code_map(together, lang="nl")
    assert drawn is not None
    assert drawn.counts == ((4,), (1, 2), (3, 0, 5), (0, 0, 0, 0))
    assert drawn.heads == ("1", "1.1", "2", "Heimwee")


def test_nothing_to_draw_gives_no_figure(together: Cooccurrence) -> None:
    empty = dataclasses.replace(together, counts=((0,) * 4,) * 4)
    alone = dataclasses.replace(together, counts=((4, 0, 0, 0), (0,) * 4, (0,) * 4, (0,) * 4))
    assert (code_map(empty), network(empty), network(alone)) == (None, None, None)


def texts(svg: bytes) -> list[str]:
    return [
        "".join(node.itertext())
        for node in etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_figures_are_the_same_bytes_twice_and_hold_their_words(
    together: Cooccurrence, curve: Saturation
) -> None:
    figures = {"1.1": code_map(together), "3": network(together), "verzadigd: 1 + 2": None}
    marked = dataclasses.replace(saturation_curve(curve), mark=(1, "verzadigd: 1 + 2"))
    figures["verzadigd: 1 + 2"] = marked  # type: ignore[assignment]
    for word, figure in figures.items():
        assert figure is not None
        drawn: Figure = figure
        svg = render(drawn, "svg")
        assert svg == render(drawn, "svg")
        assert word in texts(svg)
        assert render(drawn, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("n", [2, 3, 11, 60])
def test_names_of_a_network_do_not_overlap(n: int) -> None:
    long = "Een lange naam van een code die over regels loopt"
    grid = tuple(tuple(1 for _ in range(n)) for _ in range(n))
    found = Cooccurrence(
        within="quotation",
        rule="once-per-code",
        layer="",
        rows=tuple(Code(key=f"c{k}", labels={"nl": f"{long} {k}"}) for k in range(n)),
        numbers=tuple(str(k) for k in range(n)),
        counts=grid,
        both=grid,
        either=grid,
    )
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from bouwsteen.exports.figures_patterns_draw import network as drawn

    figure = network(found)
    assert figure is not None
    canvas = drawn(figure, False)
    FigureCanvasAgg(canvas).draw()
    (axes,) = canvas.axes
    boxes = [text.get_window_extent() for text in axes.texts if "lange" in text.get_text()]
    assert len(boxes) == n
    page = canvas.bbox
    for place, box in enumerate(boxes):
        assert box.x0 >= page.x0 and box.x1 <= page.x1 and box.y0 >= 0 and box.y1 <= page.y1
        assert not any(box.overlaps(other) for other in boxes[:place])

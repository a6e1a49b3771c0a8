"""The report as a Word document, read back with python-docx."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Inches
from docx.text.paragraph import Paragraph

from bouwsteen.exports.figures import HeatMap
from bouwsteen.exports.quote_book import BookQuote, QuoteBook, QuoteGroup
from bouwsteen.exports.report_docx import render
from bouwsteen.exports.report_parts import Bullets, Picture, Report, Section
from bouwsteen.exports.table import Column, Table


def opened(report: Report) -> Document:
    return docx.Document(io.BytesIO(render(report)))


def whole(paragraph) -> str:
    """The text, fields included."""
    return "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))


def test_report_has_headings_lists_and_numbered_captions(report) -> None:
    document = opened(report(8))
    headings = [
        (one.style.name, one.text)
        for one in document.paragraphs
        if one.style.name.startswith(("Title", "Heading"))
    ]
    assert headings == [
        ("Title", "Overeenstemming tussen codeurs"),
        ("Heading 1", "In het kort"),
        ("Heading 1", "Kanttekeningen"),
        ("Heading 1", "Per bouwsteen"),
        ("Heading 1", "Citaten als stukken tekst"),
        ("Heading 1", "Over alle codes"),
        ("Heading 1", "Waar de codeurs verschillen"),
        ("Heading 1", "Interviews die het zwaarst wegen"),
        ("Heading 1", "Verantwoording"),
    ]
    captions = [whole(one) for one in document.paragraphs if one.style.name == "Caption"]
    assert [caption.split(". ")[0] for caption in captions] == [
        *("Figuur 1", "Tabel 1", "Tabel 2", "Tabel 3", "Tabel 4"),
        *("Tabel 5", "Figuur 2", "Tabel 6"),
    ]
    assert captions[0] == (
        "Figuur 1. Krippendorffs alfa per bouwsteen. Lijn: 95%-interval. Open teken: waarde "
        "zonder interval. Ruit: over alle rijen. Streeplijnen: Krippendorffs grenzen 0,667 en "
        "0,800."
    )
    listed = [one.text for one in document.paragraphs if one.style.name == "List Bullet"]
    assert listed[0] == ("te onzeker om op te steunen (ondergrens onder 0,667): 1 Inhoud van werk")


def test_report_tables_hold_figures_with_decimal_commas(report) -> None:
    first, *_ = opened(report(8)).tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        [
            *("Bouwsteen", "Eens", "Positief", "Kappa", "AC1"),
            *("Alfa", "Laag", "Hoog", "Kans <0,667"),
        ],
        ["1 Inhoud van werk", "75%", "0,67", "0,50", "0,53", "0,48", "0,48", "0,48", "100%"],
        ["2 Samenwerken", "100%", "–", "–", "1,00", "–", "–", "–", "–"],
        ["Gemiddelde", "88%", "0,67", "0,50", "0,76", "0,48", "0,48", "0,48", "100%"],
        ["Alle rijen samen", "–", "–", "–", "–", "0,48", "0,48", "0,48", "100%"],
    ]


def test_report_figures_have_words_for_who_cannot_see_them(report) -> None:
    document = opened(report(8, lang="en"))
    words = [shape._inline.docPr for shape in document.inline_shapes]
    assert [one.get("name") for one in words] == ["Figure 1", "Figure 2"]
    assert words[0].get("descr") == (
        "Krippendorff's alpha by building block: 1 Job content 0.48 (95% interval 0.48 to 0.48); "
        "2 Collaboration undefined (no coder used the code); Mean 0.48 (95% interval 0.48 to "
        "0.48); All rows together 0.48 (95% interval 0.48 to 0.48)."
    )
    assert all(shape.width <= Inches(6.5) for shape in document.inline_shapes)


def test_report_figure_too_large_for_the_page_is_made_smaller() -> None:
    names = tuple(str(n) for n in range(24))
    heat = HeatMap(
        title="t",
        rows=names,
        columns=names,
        counts=((1,) * 24,) * 24,
        down="a",
        across="b",
        alt="alt",
        lang="nl",
    )
    section = Section(heading="h", parts=(Picture(figure=heat, caption="c"),))
    report = Report(title="t", subtitle="s", sections=(section,), data=(), lang="nl")
    (shape,) = opened(report).inline_shapes
    assert Inches(4) < shape.width <= Inches(6.5)
    assert shape.height <= Inches(8.6)


def test_report_bytes_are_the_same_every_time(report) -> None:
    assert render(report(8)) == render(report(8))


def test_report_survives_control_characters() -> None:
    section = Section(heading="k\x00op", parts=("a\x0bb", Bullets(items=("c\x1fd",))))
    report = Report(title="t\x01", subtitle="s", sections=(section,), data=(), lang="nl")
    texts = [one.text for one in opened(report).paragraphs]
    assert texts == ["t", "s", "kop", "ab", "cd"]


def test_report_lays_a_wide_table_on_its_side_with_its_heading() -> None:
    columns = tuple(Column(key=str(n), label=f"interview-{n}", kind="int") for n in range(14))
    wide = Table(
        key="t",
        caption="breed",
        columns=(Column(key="code", label="Code"), *columns),
        rows=(("werk", *range(14)),),
    )
    book = QuoteBook(
        title="t",
        groups=(
            QuoteGroup(
                heading="1 Werk",
                quotes=(BookQuote(text="Samen.", source="(r1)", codes="Taak"),),
            ),
        ),
        lang="nl",
    )
    sections = tuple(
        Section(heading=heading, parts=parts)
        for heading, parts in (("een", ("a",)), ("twee", (wide,)), ("drie", (book,)))
    )
    found = opened(Report(title="t", subtitle="s", sections=sections, data=(), lang="nl"))
    assert [
        [one.text for one in section.iter_inner_content() if isinstance(one, Paragraph)]
        for section in found.sections
    ] == [
        ["t", "s", "een", "a"],
        ["twee", "Tabel 1. breed", ""],
        ["drie", "1 Werk", "“Samen.”", "(r1) Taak"],
    ]
    assert [one.page_width > one.page_height for one in found.sections] == [False, True, False]
    assert [one.text for one in found.paragraphs if one.style.name == "Heading 2"] == ["1 Werk"]

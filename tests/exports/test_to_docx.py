"""Word documents, read back with python-docx."""

from __future__ import annotations

import dataclasses
import io

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from bouwsteen.exports.quote_book import quote_book
from bouwsteen.exports.table import Column, Table
from bouwsteen.exports.to_docx import render, render_quotes


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def test_word_table_holds_every_cell(table: Table) -> None:
    document = opened(render([table]))
    (word,) = document.tables
    assert [[cell.text for cell in row.cells] for row in word.rows] == [
        ["Citaat", "Aantal", "Alfa", "Deel"],
        ["=1+1|2", "12.345", "0,12", "50%"],
        ["@ja", "0", "–", "100%"],
        ["+31 *bel* mij", "-3", "1,00", "0%"],
        ["- nou\teh", "7", "0,99", "13%"],
        ["Totaal", "12.349", "–", "–"],
        ["Interviews", "4", "–", "–"],
    ]


def test_caption_stands_above_with_a_number_of_word(table: Table) -> None:
    document = opened(render([table, table]))
    body = [child.tag.rpartition("}")[2] for child in document.element.body]
    assert body[:3] == ["p", "tbl", "p"]
    captions = [one for one in document.paragraphs if one.style.name == "Caption"]
    assert [one.text for one in captions] == [
        "Tabel 1. Een proef | met tekens",
        "Tabel 2. Een proef | met tekens",
    ]
    fields = [field.text for field in document.element.iter(qn("w:instrText"))]
    assert fields == [" SEQ Tabel \\* ARABIC "] * 2
    under = [one.text for one in document.paragraphs if one.text and one.style.name != "Caption"]
    assert under == ["Geteld is 1 < 2.", "Eén zin."] * 2


def test_header_repeats_and_numbers_stand_right(table: Table) -> None:
    (word,) = opened(render([table])).tables
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in word.rows]
    assert repeated == [True, False, False, False, False, False, False]
    sides = [cell.paragraphs[0].alignment for cell in word.rows[1].cells]
    assert sides == [None, *[WD_ALIGN_PARAGRAPH.RIGHT] * 3]
    assert [row.cells[0].paragraphs[0].runs[0].bold for row in word.rows] == [
        True,
        False,
        False,
        False,
        False,
        True,
        False,
    ]


def test_rules_are_horizontal_alone(table: Table) -> None:
    (word,) = opened(render([table])).tables
    (borders,) = word._tbl.iter(qn("w:tblBorders"))
    assert [border.tag for border in borders] == [qn("w:top"), qn("w:bottom")]
    ruled = [
        place
        for place, row in enumerate(word.rows)
        if list(row.cells[0]._tc.iter(qn("w:tcBorders")))
    ]
    assert ruled == [0, 4]


def test_a_wide_table_is_turned_and_printed_in_landscape() -> None:
    many = tuple(Column(key=f"t{n}", label=f"int {n}", kind="int") for n in range(36))
    table = Table(
        key="wide",
        caption="Breed",
        columns=(Column(key="code", label="Bouwsteen"), *many),
        rows=tuple((f"{n} blok", *range(36)) for n in range(8)),
        across="Interview",
    )
    document = opened(render([table]))
    (word,) = document.tables
    assert (len(word.rows), len(word.columns)) == (37, 9)
    assert [cell.text for cell in word.rows[0].cells][:2] == ["Interview", "0 blok"]
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE


def test_columns_fill_the_page_and_no_more(table: Table) -> None:
    document = opened(render([table]))
    section = document.sections[0]
    page = section.page_width - section.left_margin - section.right_margin
    widths = [column.width for column in document.tables[0].columns]
    assert page - len(widths) * 1000 <= sum(widths) <= page


def test_english_uses_its_own_words_and_points(table: Table) -> None:
    document = opened(render([dataclasses.replace(table, lang="en")]))
    assert document.tables[0].rows[1].cells[1].text == "12,345"
    language = next(document.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "en-GB"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_same_tables_give_the_same_bytes(table: Table, count: int) -> None:
    assert render([table] * count) == render([table] * count)


def test_control_characters_do_no_harm() -> None:
    columns = (Column(key="a", label="A"),)
    table = Table(key="t", caption="x\x00", columns=columns, rows=(("a\x0bb\x1f",),))
    assert opened(render([table])).tables[0].rows[1].cells[0].text == "ab"


def test_quotes_stand_under_their_block_with_a_source(book, quotes) -> None:
    document = opened(render_quotes(quote_book(quotes, book)))
    assert [(one.style.name, one.text) for one in document.paragraphs] == [
        ("Title", "Citaten per bouwsteen"),
        ("Heading 1", "1 Inhoud van werk (1 citaat)"),
        ("Normal", "“=1 *nou* ja”"),
        ("Normal", "(Medewerker, Bedrijf 1, int_1) Uitdaging in taken"),
        ("Heading 1", "2 Samenwerken (1 citaat)"),
        ("Normal", "“=1 *nou* ja”"),
        ("Normal", "(Medewerker, Bedrijf 1, int_1)"),
        ("Heading 1", "Vrije codes (1 citaat)"),
        ("Normal", "“Wat?\nR: Tja.”"),
        ("Normal", "(spreker onbekend, int_1) Heimwee"),
    ]
    again = render_quotes(quote_book(quotes, book))
    assert again == render_quotes(quote_book(quotes, book))

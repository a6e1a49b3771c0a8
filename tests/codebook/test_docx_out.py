from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from bouwsteen.codebook.docx_out import codebook_document, docx_bytes, save_docx
from bouwsteen.codebook.files import load_codebook
from bouwsteen.codebook.model import Codebook

HEAD = ["Nr.", "Code", "Definitie", "Wel coderen", "Niet coderen", "Voorbeeld"]
EMPTY = ["–", "–", "–", "–"]


def rows(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_codebook_document_read_back_has_a_table_for_every_block(mini: Codebook) -> None:
    document = docx.Document(io.BytesIO(docx_bytes(codebook_document(mini, lang="nl"))))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Codeboek: Klein boek",
        "Versie 4; 2 hoofdcodes, 7 codes in totaal.",
        "1. Werk",
        "2. Team",
        "Vrije codes",
    ]
    assert [rows(table) for table in document.tables] == [
        [
            HEAD,
            ["1", "Werk", "Wat men doet.", "Taken.", "Leisure. [en]", "“Ik zaag.”\n“Ik boor.”"],
            ["1.1", "Vrijheid", *EMPTY],
            ["1.1.1", "Planning", *EMPTY],
            ["1.2", "Variatie", *EMPTY],
        ],
        [HEAD, ["2", "Team", *EMPTY], ["2.1", "Hulp", *EMPTY]],
        [HEAD, ["–", "Koffie", *EMPTY]],
    ]


def test_codebook_document_in_english_marks_what_is_only_there_in_dutch(mini: Codebook) -> None:
    document = codebook_document(mini, lang="en")
    assert rows(document.tables[0])[:3] == [
        ["No.", "Code", "Definition", "Include", "Exclude", "Example"],
        [
            "1",
            "Work",
            "What one does.",
            "Taken. [nl]",
            "Leisure.",
            "“Ik zaag.” [nl]\n“Ik boor.” [nl]",
        ],
        ["1.1", "Freedom", *EMPTY],
    ]


def test_codebook_document_without_title_is_called_by_its_key() -> None:
    document = codebook_document(Codebook(key="kaal", codes=()), lang="en")
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Codebook: kaal",
        "Version 1; 0 main codes, 0 codes in all.",
    ]


def test_codebook_document_leaves_out_columns_that_no_code_fills() -> None:
    document = codebook_document(load_codebook("llo-gedragsmodel"), lang="en")
    assert {tuple(rows(table)[0]) for table in document.tables} == {("No.", "Code", "Definition")}


def test_codebook_document_header_rows_repeat_and_rows_stay_whole(mini: Codebook) -> None:
    for table in codebook_document(mini).tables:
        properties = [row._tr.trPr for row in table.rows]
        assert [bool(p.findall(qn("w:tblHeader"))) for p in properties] == [
            True,
            *[False] * (len(properties) - 1),
        ]
        assert all(len(p.findall(qn("w:cantSplit"))) == 1 for p in properties)


def test_codebook_document_is_landscape_and_columns_fill_the_text_width(mini: Codebook) -> None:
    document = codebook_document(mini)
    section = document.sections[0]
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((29.7, 21), abs=0.01)
    inside = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) == pytest.approx(inside, rel=0.001)


def test_codebook_document_header_text_contrasts_with_the_block_colour(mini: Codebook) -> None:
    document = codebook_document(mini)
    blue, yellow, grey = (table.rows[0].cells[0] for table in document.tables)
    fills = [cell._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) for cell in (blue, yellow, grey)]
    assert fills == ["0072B2", "F0E442", "D9D9D9"]
    colours = [cell.paragraphs[0].runs[0].font.color.rgb for cell in (blue, yellow, grey)]
    assert [None if rgb is None else str(rgb) for rgb in colours] == ["FFFFFF", None, None]


@pytest.mark.parametrize(("lang", "locale"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_codebook_document_is_spell_checked_in_its_language(
    mini: Codebook, lang: str, locale: str
) -> None:
    styles = codebook_document(mini, lang=lang).styles.element
    assert {element.get(qn("w:val")) for element in styles.iter(qn("w:lang"))} == {locale}


def test_save_docx_same_content_gives_same_bytes(tmp_path: Path) -> None:
    book = load_codebook("mkb-leercultuur")
    for name in ("a.docx", "b.docx"):
        save_docx(codebook_document(book, lang="en"), tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_docx_bytes_fixes_properties_and_time_stamps_and_keeps_the_title() -> None:
    document = docx.Document()
    document.core_properties.title = "Mijn titel"
    document.core_properties.author = "iemand"
    content = docx_bytes(document)
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert (
        properties.title,
        properties.author,
        properties.last_modified_by,
        properties.comments,
        properties.revision,
        properties.created.isoformat(),
        properties.modified.isoformat(),
    ) == (
        "Mijn titel",
        "bouwsteen",
        "bouwsteen",
        "",
        1,
        "2000-01-01T00:00:00+00:00",
        "2000-01-01T00:00:00+00:00",
    )
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.testzip() is None

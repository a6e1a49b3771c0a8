"""Excel workbooks, read back cell by cell."""

from __future__ import annotations

import io

import openpyxl
import pytest

from bouwsteen.errors import ExportError
from bouwsteen.exports.table import Column, Table
from bouwsteen.exports.to_xlsx import render


def test_workbook_holds_numbers_as_numbers_and_words_as_words(table: Table) -> None:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(render([table]))).worksheets
    assert sheet.title == "probe"
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        ["Citaat", "Aantal", "Alfa", "Deel"],
        ["=1+1|2", 12345, 0.125, 0.5],
        ["@ja", 0, None, 1],
        ["+31 *bel* mij", -3, 1, 0],
        ["- nou\teh", 7, 0.995, 0.125],
        ["Totaal", 12349, None, None],
        ["Interviews", 4, None, None],
        [None] * 4,
        ["Tabel 1. Een proef | met tekens", None, None, None],
        ["Geteld is 1 < 2.", None, None, None],
        ["Eén zin.", None, None, None],
    ]
    assert {cell.data_type for cell in sheet["A"] if cell.value} == {"s"}
    assert [sheet["B2"].number_format, sheet["C2"].number_format, sheet["D2"].number_format] == [
        "0",
        "0.00",
        "0%",
    ]
    assert (sheet["A1"].font.bold, sheet["A2"].font.bold, sheet["A6"].font.bold) == (
        True,
        False,
        True,
    )
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")


def test_same_tables_give_the_same_bytes(table: Table) -> None:
    assert render([table, table]) == render([table, table])


def test_a_sheet_a_table_with_a_name_of_its_own(table: Table) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render([table, table])))
    assert book.sheetnames == ["probe", "probe_2"]
    assert book["probe_2"]["A9"].value == "Tabel 2. Een proef | met tekens"


def test_a_text_too_long_for_excel_is_refused() -> None:
    table = Table(
        key="t", caption="", columns=(Column(key="a", label="A"),), rows=(("x" * 32_768,),)
    )
    with pytest.raises(ExportError) as raised:
        render([table])
    assert raised.value.message == "A text of 32768 characters does not fit in a cell of Excel."

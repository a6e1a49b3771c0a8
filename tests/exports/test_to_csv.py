"""CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from bouwsteen.exports.table import Column, Table
from bouwsteen.exports.to_csv import render


def test_csv_holds_raw_numbers_and_guards_formulas(table: Table) -> None:
    assert list(csv.reader(io.StringIO(render([table]).decode("utf-8")))) == [
        ["Citaat", "Aantal", "Alfa", "Deel"],
        ["'=1+1|2", "12345", "0.125", "0.5"],
        ["'@ja", "0", "", "1.0"],
        ["'+31 *bel* mij", "-3", "1.0", "0.0"],
        ["'- nou\teh", "7", "0.995", "0.125"],
        ["Totaal", "12349", "", ""],
        ["Interviews", "4", "", ""],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_or_heading_begins_a_formula(start: str) -> None:
    words = f"{start}HYPERLINK()"
    table = Table(
        key="t", caption="", columns=(Column(key="a", label=words),), rows=((words,), ("gewoon",))
    )
    lines = list(csv.reader(io.StringIO(render([table]).decode("utf-8"), newline="")))
    guarded = f"'{words}".replace("\r", "\n")
    assert lines == [[guarded], [guarded], ["gewoon"]]


def test_tables_stand_below_one_another(table: Table) -> None:
    once = render([table])
    assert render([table, table]) == once + b"\n" + once

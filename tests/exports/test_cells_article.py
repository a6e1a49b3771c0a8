"""Measures as article tables: captions, denominators, and why a figure is not there."""

from __future__ import annotations

import dataclasses

import pytest

from bouwsteen.analysis.cells import MEASURES, Measured, measure
from bouwsteen.analysis.tables import quote_table
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Coding
from bouwsteen.exports.article import quotes_article
from bouwsteen.exports.cells_article import measured_article


@pytest.fixture
def measured(golden_study):
    columns = CodingColumns.of(golden_study.quotations)
    cast, book = golden_study.cast, golden_study.codebook

    def made(show: str, *, rows: str = "block") -> Measured:
        table = quote_table(columns, cast, book, rows=rows, layer="consensus")
        return measure(show, table, columns, cast, book)

    return made


def test_counts_are_the_table_of_quotations(measured) -> None:
    found = measured("counts")
    assert measured_article(found) == quotes_article(found.table)


def test_rates_say_what_they_divide_by(measured, golden_study) -> None:
    table = measured_article(measured("per-interview"), lang="en")
    assert table.key == "quotes-per-block-per-interview"
    assert table.caption == "Quotations per interview, by building block and role"
    assert [column.kind for column in table.columns] == ["text", *["decimal"] * 5]
    assert table.rows[3] == ("4 Leadership", 18 / 11, 22 / 9, 3.0, 12 / 9, 73 / 36)
    assert table.foot == (("Total", 93 / 11, 164 / 9, 138 / 7, 149 / 9, 544 / 36),)
    listed = ", ".join(
        f"{role} {n}" for role, n in zip(golden_study.roles, (11, 9, 7, 9), strict=True)
    )
    assert table.notes[0] == (
        "Number of quotations divided by the number of interviews with somebody of the group: "
        f"{listed}; total 36."
    )
    assert "Coding: consensus." in table.notes


def test_people_are_counted_whole(measured) -> None:
    table = measured_article(measured("respondents"))
    assert table.caption == "Aantal respondenten met citaten, per bouwsteen en rol"
    assert {column.kind for column in table.columns[1:]} == {"int"}
    assert not any("zit er vaker in" in note for note in table.notes)


def test_shares_of_a_row_do_not_claim_that_the_foot_adds_up(golden_study) -> None:
    cast, book = golden_study.cast, golden_study.codebook
    first, *others = golden_study.quotations
    codings = tuple(Coding(code=one.key) for one in book.blocks[:2])
    columns = CodingColumns.of([dataclasses.replace(first, codings=codings), *others])
    table = quote_table(columns, cast, book)

    def notes(show: str) -> tuple[str, ...]:
        return measured_article(measure(show, table, columns, cast, book)).notes

    adds_up = "Het totaal van een kolom telt de rijen op"
    assert any(adds_up in note for note in notes("per-interview"))
    assert not any(adds_up in note for note in notes("row-percent"))
    assert f"De onderste rij verdeelt alle vermeldingen ({table.total})" in notes("row-percent")[0]
    assert table.total == sum(table.quotations) + 1


def test_undefined_share_is_a_dash_with_a_reason(golden_study) -> None:
    columns = CodingColumns.of([])
    cast, book = golden_study.cast, golden_study.codebook
    table = quote_table(columns, cast, book)
    found = measured_article(measure("row-percent", table, columns, cast, book))
    assert {cell for row in found.rows for cell in row[1:]} == {None}
    assert "Een streepje: de rij heeft geen citaten." in found.notes


@pytest.mark.parametrize("show", MEASURES)
@pytest.mark.parametrize("rows", ["block", "code"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_measure_has_its_words(measured, show: str, rows: str, lang: str) -> None:
    table = measured_article(measured(show, rows=rows), lang=lang)
    # A sheet of Excel has a name of at most 31 characters.
    assert len(table.key) <= 31
    assert "{" not in " ".join((table.caption, *table.notes))

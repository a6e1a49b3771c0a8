"""Codings in columns."""

from __future__ import annotations

import pytest

from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span


def quotation(number: int, transcript: str, *codes: str) -> Quotation:
    return Quotation(
        id=number,
        transcript=transcript,
        span=Span(number, number + 5),
        coder="anna",
        codings=tuple(Coding(code=code) for code in codes),
    )


def cells(columns: CodingColumns) -> list[tuple[int, ...]]:
    return list(
        zip(
            columns.quotation,
            columns.transcript,
            columns.start,
            columns.end,
            columns.code,
            strict=True,
        )
    )


def test_of_gives_one_row_a_coding() -> None:
    columns = CodingColumns.of([quotation(7, "b", "x", "y"), quotation(9, "a", "y")])
    assert cells(columns) == [(7, 0, 7, 12, 0), (7, 0, 7, 12, 1), (9, 1, 9, 14, 1)]
    assert (columns.transcripts, columns.codes) == (("b", "a"), ("x", "y"))
    assert len(columns) == 3


def test_of_numbers_quotations_by_place_when_one_is_not_stored() -> None:
    columns = CodingColumns.of([quotation(7, "a", "x"), quotation(0, "a", "x")])
    assert list(columns.quotation) == [1, 2]


def test_of_nothing_is_empty() -> None:
    columns = CodingColumns.of([])
    assert (len(columns), columns.transcripts, columns.codes) == (0, (), ())


def test_from_rows_reads_any_iterable_once() -> None:
    rows = ((number, 0, number, number + 2, 1) for number in (3, 4))
    columns = CodingColumns.from_rows(rows, transcripts=["a"], codes=["x", "y"])
    assert cells(columns) == [(3, 0, 3, 5, 1), (4, 0, 4, 6, 1)]


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(CodingError) as raised:
        CodingColumns(
            quotation=[1, 2],
            transcript=[0],
            start=[0],
            end=[1],
            code=[0],
            transcripts=("a",),
            codes=("x",),
        )
    assert raised.value.message == "The columns of codings differ in length: [1, 2]."

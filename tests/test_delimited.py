"""One reading of delimited text for codebooks, transcripts, respondents and codings."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.delimited import rows
from bouwsteen.errors import BouwsteenError

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b\nc, d;e\n", [(1, ["a", "b"]), (2, ["c, d", "e"])]),
        ("a\tb\n\nc;\td\n", [(1, ["a", "b"]), (2, []), (3, ["c;", "d"])]),
        ('\ufeffa,b\r\n"c\r\nc",d\r\n', [(1, ["a", "b"]), (2, ["c\r\nc", "d"])]),
        ("a;b,c\nd;e,f\n", [(1, ["a", "b,c"]), (2, ["d", "e,f"])]),
        (
            "key;memo\na;x, y, z\nb;x, y\n",
            [(1, ["key", "memo"]), (2, ["a", "x, y, z"]), (3, ["b", "x, y"])],
        ),
        ('"a";"b, c"\n"d";"e"\n', [(1, ["a", "b, c"]), (2, ["d", "e"])]),
        ("a\nb\n", [(1, ["a"]), (2, ["b"])]),
        ("", []),
    ],
)
def test_rows_chooses_the_delimiter(text: str, expected: list[tuple[int, list[str]]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=4))
def test_rows_reads_what_csv_writes(delimiter: str, table: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    assert [cells for _, cells in rows(out.getvalue())] == table


def test_rows_takes_cells_beyond_the_limit_of_the_csv_module() -> None:
    long = "b" * 200_000
    before = csv.field_size_limit(131_072)
    try:
        assert rows(f"a;{long}\n") == [(1, ["a", long])]
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a;b\n"c;d\ne;f\n', "line 2 is no valid CSV: unexpected end of data."),
        ('a,b\nc,"d" e\n', "line 2 is no valid CSV: ',' expected after '\"'."),
    ],
)
def test_rows_refuses_quotation_marks_out_of_balance(text: str, message: str) -> None:
    with pytest.raises(BouwsteenError) as caught:
        rows(text)
    assert (caught.value.message, caught.value.hint) == (
        message,
        "Put a cell that holds quotation marks between double ones, and double those in it.",
    )


def test_rows_with_tabs_may_hold_bare_quotation_marks() -> None:
    text = 'start\ttekst\n0\t"Ja", zei hij.\n3\t"Toe maar.\n'
    assert rows(text) == [
        (1, ["start", "tekst"]),
        (2, ["0", '"Ja", zei hij.']),
        (3, ["3", '"Toe maar.']),
    ]

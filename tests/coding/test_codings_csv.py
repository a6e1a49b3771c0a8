"""Codings from CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.codings_csv import CodingImport, parse_codings, read_codings
from bouwsteen.coding.model import Coding, Origin, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span, Transcript

HEADER = "transcript,start,end,coder,code,memo,quote\n"


def imported(span: Span, *codes: str, memo: str = "") -> Quotation:
    return Quotation(
        transcript="int1",
        span=span,
        coder="anna",
        codings=tuple(
            Coding(code=code, origin=Origin.IMPORT, codebook_version=3) for code in codes
        ),
        memo=memo,
    )


def test_rows_with_one_place_and_coder_are_one_quotation(
    interview: Transcript, book: Codebook
) -> None:
    text = HEADER + (
        "int1,24,37,anna,1.1,eerste,\n"
        "int1,24,37,anna,Leadership,tweede,\n"
        "int1,24,37,anna,heimwee,eerste,\n"
        "int1,38,63,anna,2,,\n"
    )
    assert parse_codings(text, [interview], book) == CodingImport(
        quotations=(
            imported(Span(24, 37), "taken", "leiderschap", "heimwee", memo="eerste\ntweede"),
            imported(Span(38, 63), "leiderschap"),
        ),
        rows=4,
    )


def test_a_quote_stands_instead_of_a_span(interview: Transcript, book: Codebook) -> None:
    text = HEADER + "int1,,,anna,2,,Fouten mogen\u00a0hier\n"
    assert parse_codings(text, [interview], book).quotations == (
        imported(Span(38, 55), "leiderschap"),
    )


def test_a_coding_given_twice_is_told(interview: Transcript, book: Codebook) -> None:
    text = HEADER + "int1,24,37,anna,1,,\n\nint1,24,37,anna,werk,,\n"
    found = parse_codings(text, [interview], book)
    assert (found.quotations, found.rows, found.repeated) == (
        (imported(Span(24, 37), "werk"),),
        2,
        (4,),
    )


def test_a_column_without_meaning_is_told(interview: Transcript, book: Codebook) -> None:
    text = "datum;transcript;start;end;coder;code\n1 mei;int1;24;37;anna;1\n"
    found = parse_codings(text, [interview], book)
    assert (found.ignored, found.quotations) == (("datum",), (imported(Span(24, 37), "werk"),))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_read_codings_takes_what_spreadsheets_write(
    interview: Transcript,
    book: Codebook,
    tmp_path: Path,
    delimiter: str,
    encoding: str,
    newline: str,
) -> None:
    rows = (
        ("transcript", "start", "end", "coder", "code", "memo"),
        ("int1", "24", "37", "anna", "1", "coördinatie"),
    )
    path = tmp_path / "codings.csv"
    path.write_bytes("".join(delimiter.join(row) + newline for row in rows).encode(encoding))
    assert read_codings(path, [interview], book).quotations == (
        imported(Span(24, 37), "werk", memo="coördinatie"),
    )


def test_default_coder_fills_empty_cells(interview: Transcript, book: Codebook) -> None:
    text = "transcript,start,end,code\nint1,24,37,1\n"
    assert parse_codings(text, [interview], book, default_coder="anna").quotations == (
        imported(Span(24, 37), "werk"),
    )


def test_every_row_that_cannot_be_used_is_listed(interview: Transcript, book: Codebook) -> None:
    text = HEADER + (
        "int2,24,37,anna,1,,\n"
        "int1,24,37,anna,leiderschp,,\n"
        "int1,90,999,anna,1,,\n"
        "int1,37,24,anna,1,,\n"
        "int1,24,37,anna,1,,Nou nee\n"
        "int1,,,anna,1,,Nou ja\n"
        "int1,,,anna,1,,Nou nee\n"
        "int1,,,anna,1,,\n"
        "int1,24,37,,1,,\n"
        "int1,24,37,anna,,,\n"
        "int1,20,21,anna,1,,\n"
    )
    assert parse_codings(text, [interview], book).problems == (
        "row 2: there is no transcript 'int2'. Did you mean int1?",
        "row 3: No code 'leiderschp' in klein. Did you mean leiderschap or leadership?",
        "row 4: int1: 90:999 ends outside the text, which has 93 characters.",
        "row 5: start '37' and end '24' are no span.",
        "row 6: the quote differs from int1 24:37 (turn 2, offset 24), "
        "which reads 'Nou ja, veel.'.",
        "row 7: int1: the text 'Nou ja' occurs 2 times: turn 2, offset 24; turn 4, offset 76.",
        "row 8: int1: the text 'Nou nee' does not occur.",
        "row 9: neither start and end nor a quote is given.",
        "row 10: no coder is named.",
        "row 11: no code is named.",
        "row 12: int1: 20:21 marks white space alone.",
    )


def test_read_codings_takes_all_or_nothing(
    interview: Transcript, book: Codebook, tmp_path: Path
) -> None:
    path = tmp_path / "codings.csv"
    path.write_text(HEADER + "int1,24,37,anna,1,,\n" + "int2,1,2,anna,1,,\n" * 5, encoding="utf-8")
    with pytest.raises(CodingError) as raised:
        read_codings(path, [interview], book)
    problem = "there is no transcript 'int2'. Did you mean int1?"
    assert raised.value.message == (
        f"codings.csv: 5 rows cannot be used: row 3: {problem}; row 4: {problem}; "
        f"row 5: {problem}; and 2 more."
    )
    assert raised.value.hint == "Nothing was imported. Mend these rows and import the file again."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The file is empty."),
        ("transcript,start,coder\n", "The file has no column code and no column quote."),
        ("start,end,code\n", "The file has no column transcript and no column coder."),
    ],
)
def test_a_file_without_the_needed_columns_is_refused(
    interview: Transcript, book: Codebook, text: str, message: str
) -> None:
    with pytest.raises(CodingError) as raised:
        parse_codings(text, [interview], book)
    assert raised.value.message == message


def test_a_file_that_is_not_there_is_refused(
    interview: Transcript, book: Codebook, tmp_path: Path
) -> None:
    with pytest.raises(CodingError, match="cannot be read: No such file"):
        read_codings(tmp_path / "nergens.csv", [interview], book)


def test_a_file_that_is_no_text_is_refused(
    interview: Transcript, book: Codebook, tmp_path: Path
) -> None:
    path = tmp_path / "codings.csv"
    path.write_bytes(b"\x00\x01\x02\x03\x00\x00")
    with pytest.raises(CodingError, match="codings.csv cannot be read: this is no text"):
        read_codings(path, [interview], book)


def test_parse_codings_takes_a_memo_of_any_length(interview: Transcript, book: Codebook) -> None:
    memo = "m" * 200_000
    text = f"transcript,start,end,coder,code,memo\nint1,24,37,anna,1,{memo}\n"
    assert [one.memo for one in parse_codings(text, [interview], book).quotations] == [memo]


def test_parse_codings_refuses_quotation_marks_out_of_balance(
    interview: Transcript, book: Codebook
) -> None:
    text = 'transcript,start,end,coder,code,memo\nint1,24,37,anna,1,"x\nint1,24,37,anna,2,y\n'
    with pytest.raises(CodingError) as caught:
        parse_codings(text, [interview], book)
    assert caught.value.message == (
        "The file cannot be read: line 2 is no valid CSV: unexpected end of data."
    )

"""Spreadsheets of Excel and OpenDocument: one sheet of rows, times as the sheet shows them."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.read.ods import ods_rows
from bouwsteen.transcripts.read.xlsx import excel_rows

HEAD = ("Nr", "Tijd", "Spreker", "Tekst")


def clock(minutes: int, seconds: int) -> datetime.time:
    return datetime.time(0, minutes, seconds)


def ods(make, *rows: str, name: str = "1") -> bytes:
    return make["opendocument"](
        "spreadsheet", f'<table:table table:name="{name}">{"".join(rows)}</table:table>'
    )


def row(*cells: str, repeated: int = 1) -> str:
    inside = "".join(
        cell
        if cell.startswith("<")
        else f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


def test_workbook_gives_turns_with_times(make, spoken) -> None:
    rows = [
        HEAD,
        (1, clock(0, 3), "I", "Hoe?"),
        (2, clock(0, 11), "R", "Zo."),
        (3, datetime.timedelta(hours=25, seconds=2), "I", "Nog?"),
        (),
        (4, "1:05", "R", "Ja, 🙂 zeker.\nEcht."),
    ]
    loaded = load_bytes(make["xlsx"]({"Uitleg": [("Een toelichting",)], "Blad2": rows}), "a.xlsx")
    assert spoken(loaded) == [
        ("I", "Hoe?"),
        ("R", "Zo."),
        ("I", "Nog?"),
        ("R", "Ja, 🙂 zeker. Echt."),
    ]
    assert [turn.start_time for turn in loaded.transcript.turns] == [3.0, 11.0, 90002.0, 65.0]
    assert loaded.warnings == ("sheets not read: Uitleg",)
    assert loaded.transcript.meta["sheet"] == "Blad2"


def test_rows_with_one_turn_number_are_one_turn(make, spoken) -> None:
    rows = [("", *HEAD[:1], "Spreker", "Tekst", "Code")]
    rows += [(0, 1, "T", "Een", "x"), (1, 1, "T", "twee", ""), (2, 2, "S", "drie", "y")]
    loaded = load_bytes(make["xlsx"]({"1": rows}), "a.xlsx")
    assert spoken(loaded) == [("T", "Een twee"), ("S", "drie")]
    assert loaded.warnings == ("columns not read: Code",)


def test_minutes_taken_for_hours_are_told(make) -> None:
    rows = [HEAD, *((place, datetime.time(0, place), "IR"[place % 2], "Ja.") for place in range(4))]
    assert load_bytes(make["xlsx"]({"1": rows}), "a.xlsx").warnings == (
        "no time has seconds: the sheet may take minutes for hours",
    )


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ({"1": []}, "every sheet of the workbook is empty."),
        (
            {"A": [HEAD, (1, "", "I", "Ja.")], "B": [HEAD, (1, "", "R", "Nee.")]},
            "2 sheets hold a transcript: A, B.",
        ),
        (
            {"A": [("naam", "x"), ("Vera", "3")]},
            "no columns of speaker and speech were found; the first row is 'naam | x'.",
        ),
    ],
)
def test_workbooks_without_one_transcript_are_refused(make, sheets, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(make["xlsx"](sheets), "a.xlsx")
    assert caught.value.message == f"a.xlsx: {message}"


def test_cell_far_away_is_refused_before_room_is_made_for_it(make) -> None:
    rows = [HEAD, (1, clock(0, 3), "I", "Hoe?")]
    data = make["xlsx"]({"1": rows})
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    with pytest.raises(TranscriptError) as caught:
        load_bytes(make["zip"](parts), "a.xlsx")
    assert caught.value.message == "a.xlsx: a sheet has more than 2 million cells."


def test_cells_that_do_not_say_where_they_are_are_counted(make) -> None:
    with zipfile.ZipFile(io.BytesIO(make["xlsx"]({"1": [HEAD]}))) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    wide = (
        b'<row r="1">' + b"<c><v>1</v></c>" * 3_000 + b'</row><row r="1000"><c><v>1</v></c></row>'
    )
    parts[sheet] = parts[sheet].replace(b"</sheetData>", wide + b"</sheetData>")
    with pytest.raises(TranscriptError) as caught:
        load_bytes(make["zip"](parts), "a.xlsx")
    assert caught.value.message == "a.xlsx: a sheet has more than 2 million cells."


def test_excel_cells_are_text_as_shown(make) -> None:
    rows = [(1, 2.5, True, clock(1, 3), "  e\u0301  ", datetime.timedelta(seconds=3.25))]
    assert excel_rows(make["xlsx"]({"1": rows})) == {
        "1": [["1", "2.5", "True", "0:01:03", "é", "0:00:03.250"]]
    }


def test_opendocument_cells_are_text_as_shown(make) -> None:
    time = (
        '<table:table-cell office:value-type="time" office:time-value="PT01H15M03.5S">'
        "<text:p>75:03</text:p></table:table-cell>"
    )
    long = (
        "<table:table-cell><text:p>een<text:line-break/>twee</text:p><text:p>drie</text:p>"
        "<office:annotation><text:p>weg</text:p></office:annotation></table:table-cell>"
    )
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    many = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = ods_rows(
        ods(
            make,
            row("a", empty, "b", many),
            row(repeated=1),
            row(time, long),
            row(many, repeated=1048570),
        )
    )
    assert rows["1"][:3] == [["a", "", "", "b"], [], ["1:15:03.500", "een\ntwee\ndrie"]]
    assert len(rows["1"]) == 103


def test_opendocument_sheet_gives_turns(make, spoken) -> None:
    data = ods(
        make,
        row("tijd", "spreker", "tekst"),
        row("0:03", "I", "Hoe?"),
        row("0:09", "R", "Zo."),
        row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1048573),
    )
    loaded = load_bytes(data, "a.ods")
    assert spoken(loaded) == [("I", "Hoe?"), ("R", "Zo.")]
    assert [turn.start_time for turn in loaded.transcript.turns] == [3.0, 9.0]


@pytest.mark.parametrize(
    "rows",
    [
        row("x", repeated=900_000_000),
        row(
            '<table:table-cell table:number-columns-repeated="3000"><text:p>x</text:p>'
            "</table:table-cell>"
        ),
    ],
)
def test_opendocument_cells_without_measure_are_refused(make, rows: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(ods(make, rows), "a.ods")
    assert caught.value.message == "a.ods: a sheet has more than 2 million cells."

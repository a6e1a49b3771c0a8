from __future__ import annotations

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.columns import Columns, find_columns, split_rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a;b\nc, d;e\n", [["a", "b"], ["c, d", "e"]]),
        ("a\tb\n\nc;\td\n", [["a", "b"], [], ["c;", "d"]]),
        ('a,b\n"c\nc",d\n', [["a", "b"], ["c\nc", "d"]]),
        ("a\nb\n", [["a"], ["b"]]),
        ("", []),
    ],
)
def test_split_rows_chooses_the_delimiter(text: str, rows: list[list[str]]) -> None:
    assert split_rows(text) == rows


def test_split_rows_refuses_an_endless_cell() -> None:
    with pytest.raises(TranscriptError) as caught:
        split_rows('a;"' + "b" * 200_000)
    assert caught.value.message == "line 1 is no valid CSV: unexpected end of data."


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Tijd Spreker Tekst", Columns(start=0, speaker=1, text=2, first=1)),
        ("TIMECODE SPEAKER TRANSCRIPT", Columns(start=0, speaker=1, text=2, first=1)),
        (
            "beurt wie start_time end_time uitspraak",
            Columns(turn=0, speaker=1, start=2, end=3, text=4, first=1),
        ),
        ("who statement code", Columns(speaker=0, text=1, first=1, others=("code",))),
    ],
)
def test_find_columns_knows_names(names: str, expected: Columns) -> None:
    row = names.split()
    assert find_columns([row, ["x"] * len(row)]) == expected


def test_find_columns_looks_at_content_without_names() -> None:
    rows = [
        ["0:03", "I", "Hoe gaat het met u?"],
        ["0:06", "R", "Goed hoor."],
        ["0:08", "I", "Mooi zo."],
        ["0:09", "R", "Ja."],
    ]
    assert find_columns(rows) == Columns(start=0, speaker=1, text=2)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["tekst"], ["Ja."]],
        [["Datum", "3 mei"]],
        [["Dit is een hele zin.", "Nog een zin die langer is."], ["Weer een.", "En nog een zin."]],
        [["", ""], ["", ""]],
        [["transcript", "speaker", "respondent", "role"], ["a", "I", "r1", "HR"]],
        [["transcript", "start", "end", "coder", "code"], ["a", "0", "4", "anna", "3"]],
    ],
)
def test_find_columns_gives_nothing(rows: list[list[str]]) -> None:
    assert find_columns(rows) is None


def test_find_columns_knows_the_milliseconds_of_whisper() -> None:
    columns = find_columns([["start", "end", "text"], ["0", "3200", "Ja."]])
    assert columns == Columns(start=0, end=1, text=2, first=1, milliseconds=True)
    seconds = find_columns([["start", "end", "text"], ["0.0", "3.2", "Ja."]])
    assert seconds == Columns(start=0, end=1, text=2, first=1)

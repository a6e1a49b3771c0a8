from __future__ import annotations

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes


def read(text: str, name: str = "a.csv", encoding: str = "utf-8"):
    return load_bytes(text.encode(encoding), name)


def test_dutch_excel_is_read(spoken) -> None:
    loaded = read(
        'tijd;spreker;tekst\r\n00:00:03,200;I;"Hoe, dan?"\r\n00:00:05,000;R;één; \r\n'.replace(
            "één; ", '"één; twee"'
        ),
        encoding="cp1252",
    )
    assert spoken(loaded) == [("I", "Hoe, dan?"), ("R", "één; twee")]
    assert loaded.transcript.text == "I: Hoe, dan?\nR: één; twee\n"
    assert [turn.start_time for turn in loaded.transcript.turns] == [3.2, 5.0]
    assert dict(loaded.transcript.meta) == {
        "encoding": "cp1252",
        "source": "a.csv",
        "reader": "csv",
        "shape": "rows",
    }


def test_neighbouring_rows_of_a_speaker_are_one_turn(spoken) -> None:
    loaded = read(
        "TIMECODE\tSPEAKER\tTRANSCRIPT\n0:01\tINT\tWie?\n0:02\tINT\tUnd wo?\n0:03\tAB\tHier.\n"
    )
    assert spoken(loaded) == [("INT", "Wie? Und wo?"), ("AB", "Hier.")]


def test_turn_numbers_decide_what_a_turn_is(spoken) -> None:
    loaded = read("nr,spreker,tekst\n1,I,Hoe?\n2,R,Zo\n2,R,en zo.\n\n3,R,Ook.\n")
    assert spoken(loaded) == [("I", "Hoe?"), ("R", "Zo en zo."), ("R", "Ook.")]


def test_unread_columns_are_told() -> None:
    loaded = read("wie;tekst;code;memo\nI;Hoe?;3.2;x\n")
    assert loaded.warnings == ("columns not read: code, memo",)


def test_columns_without_names_are_found(spoken) -> None:
    loaded = read("I:;Hoe gaat het met u?\nR:;Goed hoor.\nI:;Mooi.\nR:;Ja.\n")
    assert spoken(loaded)[:2] == [("I", "Hoe gaat het met u?"), ("R", "Goed hoor.")]


def test_whisper_milliseconds_are_seconds() -> None:
    loaded = read("start\tend\ttext\n0\t3200\tHallo\n3200\t4000\tdaar\n", "a.tsv")
    assert [(turn.start_time, turn.end_time) for turn in loaded.transcript.turns] == [
        (0.0, 3.2),
        (3.2, 4.0),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "spreker,tekst\nI,Hoe, dan?\n",
            "a.csv: row 2 has 3 cells and the first row 2.",
        ),
        (
            "a;b\n1;2\n",
            "a.csv: no columns of speaker and speech were found; the first row is 'a | b'.",
        ),
        ("spreker;tekst\nI;\n", "a.csv: there is no speech in it."),
    ],
)
def test_tables_that_are_no_transcript_are_refused(text: str, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(text)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("header", "command"),
    [
        ("transcript;speaker;respondent;role;organisation", "bouwsteen respondent import"),
        ("Interview;Spreker;Deelnemer;Rol;Jaren", "bouwsteen respondent import"),
        ("transcript;start;end;coder;code;memo;quote", "bouwsteen code import"),
    ],
)
def test_other_tables_of_a_study_are_refused_with_their_command(header: str, command: str) -> None:
    cells = ";".join(f"een {number}" for number in range(header.count(";") + 1))
    with pytest.raises(TranscriptError) as caught:
        read(f"{header}\n{cells}\n{cells}\n")
    assert (caught.value.message, caught.value.hint) == (
        f"a.csv: this table is no transcript: its columns are {header.replace(';', ', ')}.",
        f"Import it with: {command}",
    )


def test_speech_with_a_role_or_a_code_beside_it_is_read(spoken) -> None:
    roles = read("respondent;rol;spreker;tekst\nr1;HR;R;Ja.\n")
    coded = read("spreker;code;coder;tekst\nR;3.2;anna;Ja.\n")
    assert spoken(roles) == spoken(coded) == [("R", "Ja.")]
    assert coded.warnings == ("columns not read: code, coder",)


def test_a_cell_of_any_length_is_read(spoken) -> None:
    speech = "woord " * 40_000
    assert spoken(read(f"spreker;tekst\nR;{speech}\n")) == [("R", speech.strip())]


def test_quotation_marks_out_of_balance_are_refused() -> None:
    with pytest.raises(TranscriptError) as caught:
        read('spreker;tekst\nR;"Ja.\nI;Nou.\n')
    assert caught.value.message == "a.csv: line 2 is no valid CSV: unexpected end of data."

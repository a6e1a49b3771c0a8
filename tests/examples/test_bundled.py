"""The bundled study as it ships: complete, invented, and coded on words that are there once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path, PurePath

import pytest

from bouwsteen.errors import ExportError
from bouwsteen.examples import bundled

ROLES = ["Directie", "HR-professional", "Leidinggevende", "Medewerker"]
KEYS = [PurePath(name).stem for name in bundled.TRANSCRIPTS]


def test_files_are_all_the_files_of_the_folder():
    folder = bundled.data_path()
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == set(bundled.FILES)


def test_data_path_points_at_one_file():
    assert bundled.data_path(bundled.README) == bundled.data_path() / "README.md"


def test_respondents_has_two_of_every_role_and_four_organisations(rows):
    people = [row for row in rows(bundled.RESPONDENTS) if row["role"] != "interviewer"]
    assert Counter(row["role"] for row in people) == dict.fromkeys(ROLES, 2)
    firms = Counter(row["organisation"] for row in people)
    assert firms == {f"Bedrijf {number}": 2 for number in (1, 2, 3, 4)}
    assert len({row["respondent"] for row in people}) == len(people) == len(bundled.TRANSCRIPTS)
    assert all(row["years"].isdigit() and row["sector"] for row in people)


def test_respondents_names_every_label_of_every_transcript(rows, read_turns):
    named = {(row["transcript"], row["speaker"]) for row in rows(bundled.RESPONDENTS)}
    used = {
        (PurePath(name).stem, who) for name in bundled.TRANSCRIPTS for who, _ in read_turns(name)
    }
    assert named == used


@pytest.mark.parametrize("name", bundled.TRANSCRIPTS)
def test_transcript_alternates_over_30_to_60_turns(name, read_turns):
    speakers = [who for who, _ in read_turns(name)]
    assert 30 <= len(speakers) <= 60
    assert len(set(speakers)) == 2
    assert set(speakers[::2]) != set(speakers[1::2])


@pytest.mark.parametrize("name", bundled.TRANSCRIPTS)
def test_transcript_answers_are_spoken_lengths(name, read_turns, rows):
    asks = {row["speaker"] for row in rows(bundled.RESPONDENTS) if row["role"] == "interviewer"}
    answers = [len(text.split()) for who, text in read_turns(name) if who not in asks]
    assert max(answers) <= 130
    assert sum(25 <= length for length in answers) >= 15
    assert min(answers) < 25


@pytest.mark.parametrize("name", bundled.TRANSCRIPTS[:6])
def test_transcript_says_it_is_invented(name, docx_lines):
    data = bundled.data_path(name).read_bytes()
    text = docx_lines(data)[0] if name.endswith(".docx") else data.decode("cp1252")
    start = text.removeprefix("WEBVTT").lstrip().removeprefix("NOTE").lstrip()
    assert start.startswith("Verzonnen interview")


def test_readme_says_everything_is_invented():
    text = bundled.data_path(bundled.README).read_text("utf-8")
    assert "**Everything in this folder is invented.**" in text
    assert "Alles in deze map is verzonnen" in text
    assert [name for name in bundled.FILES if name != bundled.README and name not in text] == []


def test_no_sentence_is_used_twice(read_turns):
    sentences = Counter(
        sentence
        for name in bundled.TRANSCRIPTS
        for _, text in read_turns(name)
        for sentence in re.split(r"(?<=[.!?]) ", text)
        if len(sentence.split()) >= 6
    )
    assert [sentence for sentence, n in sentences.items() if n > 1] == []


@pytest.mark.parametrize("name", bundled.CODINGS)
def test_codings_point_at_words_that_occur_once_inside_a_turn(name, rows, read_turns):
    turns = {PurePath(each).stem: read_turns(each) for each in bundled.TRANSCRIPTS}
    for row in rows(name):
        text = "\n".join(speech for _, speech in turns[row["transcript"]])
        assert (row["start"], row["end"], text.count(row["quote"])) == ("", "", 1)
        assert "\n" not in row["quote"]


def test_codings_hold_two_coders_of_every_transcript(rows):
    quotations = {
        (row["coder"], row["transcript"], row["quote"])
        for name in bundled.CODINGS
        for row in rows(name)
    }
    assert len(quotations) >= 200
    per_coder = Counter((coder, key) for coder, key, _ in quotations)
    assert set(per_coder) == {(coder, key) for coder in ("anna", "bram") for key in KEYS}
    assert min(per_coder.values()) >= 12


def test_codings_use_numbers_keys_and_labels_of_all_blocks(rows):
    codes = {row["code"] for name in bundled.CODINGS for row in rows(name)}
    numbers = {code for code in codes if re.fullmatch(r"[1-6](\.[1-5])?", code)}
    assert numbers == {
        *("1", "1.1", "1.2", "1.3", "1.4", "2", "2.1", "2.2", "2.3", "3", "3.1", "3.2", "3.3"),
        *("4", "4.1", "4.2", "4.3", "5", "5.1", "5.2", "5.3", "5.4", "5.5", "6", "6.1", "6.2"),
    }
    assert codes - numbers == {
        *("Fouten mogen maken", "fouten mogen maken", "kennisuitwisseling", "taakautonomie"),
        *("opleidingsbudget", "inhoud-van-werk", "ruimte-en-veiligheid", "samenwerken"),
        *("leiderschap", "organisatie-inrichting", "externe-omgeving"),
    }


def test_codings_of_the_two_coders_agree_in_part(rows):
    anna, bram = (
        {(row["transcript"], row["quote"], row["code"]) for row in rows(name)}
        for name in bundled.CODINGS
    )
    assert 0.3 < len(anna & bram) / len(anna | bram) < 0.8


def test_copy_to_copies_every_byte_and_can_be_repeated(tmp_path: Path):
    folder = tmp_path / "new" / "demo"
    first = bundled.copy_to(folder)
    assert first == tuple(folder / name for name in bundled.FILES)
    assert bundled.copy_to(folder) == first
    for name in bundled.FILES:
        assert (folder / name).read_bytes() == bundled.data_path(name).read_bytes()


def test_copy_to_refuses_to_replace_a_file_that_differs(tmp_path: Path):
    mine = tmp_path / "codings_bram.csv"
    mine.write_text("my own work")
    with pytest.raises(ExportError) as caught:
        bundled.copy_to(tmp_path)
    assert caught.value.message == f"{mine} exists and is not the bundled file."
    assert caught.value.hint == "Choose an empty folder."
    assert list(tmp_path.iterdir()) == [mine]
    assert mine.read_text() == "my own work"


def test_copy_to_refuses_a_file_as_folder(tmp_path: Path):
    target = tmp_path / "target"
    target.write_text("")
    with pytest.raises(ExportError, match="Cannot write the bundled study to") as caught:
        bundled.copy_to(target)
    assert caught.value.hint == "Choose another folder."

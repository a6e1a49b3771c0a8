from __future__ import annotations

import pytest

from bouwsteen.transcripts.labels import accept, fold, is_label, is_usual, tidy


@pytest.mark.parametrize(
    "text",
    ["I", "r1", "SPEAKER_00", "adam3us", "V. Blok", "dr. Jansen", "Senator Hervieux-Payette"],
)
def test_is_label_takes(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize(
    "text",
    ["", "10", "Ja, precies", "Dat zei hij. Toen", "een zin van vijf woorden", "x" * 31, "a/b"],
)
def test_is_label_refuses(text: str) -> None:
    assert not is_label(text)


def test_tidy_and_fold_see_through_spaces_and_direction_marks() -> None:
    assert tidy("\u200eJan  de Wit \u200f") == "Jan de Wit"
    assert fold("Interviewer 1") == fold(" interviewer1\u200e")


def test_is_usual_knows_roles_letters_and_numbers() -> None:
    words = ("I", "r2", "Interviewer", "Spreker 1", "SPEAKER_01", "Vera", "Kortom", "Is")
    assert [word for word in words if is_usual(word)] == [
        "I",
        "r2",
        "Interviewer",
        "Spreker 1",
        "SPEAKER_01",
    ]


@pytest.mark.parametrize(
    ("uses", "declared", "expected"),
    [
        ({"I": 2, "R": 2}, (), {"I", "R"}),
        ({"I": 9, "R": 9, "Kortom": 1}, (), {"I", "R"}),
        ({"https": 5, "Note": 3, "Let op": 2, "Vera": 2}, (), {"Vera"}),
        ({"Interviewer 1": 1, "Interviewer1": 1, "Kees": 1}, (), {"Interviewer 1", "Interviewer1"}),
        ({"stark": 4, "adam": 4, "audience": 1}, (), {"stark", "adam", "audience"}),
        ({"X1": 3, "X2": 1, "Y2": 1}, (), {"X1", "X2"}),
        ({"Senator": 3, "Senator Greene": 1, "Sen Greene": 1}, (), {"Senator", "Senator Greene"}),
        ({"I": 1, "R": 1, "Kortom": 1}, (), {"I", "R"}),
        ({"Kortom": 1, "Ofwel": 1}, (), set()),
        ({"HB": 1, "Ofwel": 1, "K2": 1}, ("HB", "K"), {"HB", "K2"}),
        ({}, (), set()),
    ],
)
def test_accept_chooses(
    uses: dict[str, int], declared: tuple[str, ...], expected: set[str]
) -> None:
    assert accept(uses, declared) == expected


def test_accept_takes_one_use_of_marked_labels() -> None:
    uses = {"Vera": 2, "Piet Puk": 1, "Break": 1}
    assert accept(uses, marked=True) == {"Vera", "Piet Puk"}

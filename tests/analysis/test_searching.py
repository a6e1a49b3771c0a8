"""Looking for words: capitals, accents, line ends, whole words."""

from __future__ import annotations

import unicodedata

import pytest

from bouwsteen.analysis.searching import finder

SAID = "Eén café in Noord: de leerling leert\nvan ĳverige collega's; 100%."


@pytest.mark.parametrize(
    ("words", "whole", "there"),
    [
        ("", False, True),
        ("  ", True, True),
        ("een CAFE", True, True),
        ("leert van", True, True),
        ("leer", False, True),
        ("leer", True, False),
        ("leerling", True, True),
        ("ijverige", True, True),
        ("collega", True, True),
        ("collega's", True, True),
        ("100%.", True, True),
        (".*", False, False),
        ("van leert", False, False),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_finder_finds_words_as_people_read_them(
    words: str, whole: bool, there: bool, form: str
) -> None:
    found = finder(unicodedata.normalize(form, words), whole=whole)
    assert found(unicodedata.normalize(form, SAID)) is there

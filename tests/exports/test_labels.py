"""Words in two languages."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import bouwsteen.exports
from bouwsteen.analysis.agreement.values import Reason
from bouwsteen.errors import ExportError
from bouwsteen.exports.labels import Labels, texts
from bouwsteen.exports.table import Cell, Kind


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    dutch, english = texts("nl"), texts("en")
    assert list(dutch) == list(english)
    assert {key: placeholders(text) for key, text in dutch.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


def test_sentences_are_translated_and_no_text_is_empty() -> None:
    dutch, english = texts("nl"), texts("en")
    same = {key for key in dutch if " " in dutch[key] and dutch[key] == english[key]}
    assert same == set()
    assert all(text.strip() for lang in (dutch, english) for text in lang.values())


def test_every_plain_key_in_the_code_has_a_text() -> None:
    folder = Path(bouwsteen.exports.__file__).parent
    used = {
        key
        for path in folder.glob("*.py")
        for key in re.findall(r'labels\(\s*"([a-z_.-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(used) > 10
    assert used - set(texts("nl")) == set()


def test_every_reason_has_a_text() -> None:
    assert {f"reason.{reason}" for reason in Reason} <= set(texts("nl"))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ExportError) as raised:
        Labels("fr")
    assert (raised.value.message, raised.value.hint) == (
        "There are no labels in 'fr'.",
        "Use nl or en.",
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "X komt in geen enkel citaat voor (M 0)."),
        (1, "X komt in één citaat voor (M 1)."),
        (1200, "X komt in 1.200 citaten voor (M 1200)."),
    ],
)
def test_count_chooses_the_form(number: int, expected: str) -> None:
    assert Labels("nl").count("sentence.block", number, label="X", groups=f"M {number}") == expected


def test_count_without_a_zero_form_uses_the_plural() -> None:
    assert Labels("en").count("quotes.heading", 0, label="X") == "X (0 quotations)"


def test_optional_keeps_the_users_own_words() -> None:
    assert Labels("en").optional("by.role", "role") == "role"
    assert Labels("nl").optional("by.sector", "sector") == "sector"


@pytest.mark.parametrize(
    ("value", "kind", "dutch", "english"),
    [
        (1234567, "int", "1.234.567", "1,234,567"),
        (-3, "int", "-3", "-3"),
        (0.125, "decimal", "0,12", "0.12"),
        (-0.5, "decimal", "-0,50", "-0.50"),
        (-0.001, "decimal", "0,00", "0.00"),
        (0.125, "percent", "13%", "13%"),
        (None, "percent", "–", "–"),
        ("1.2", "text", "1.2", "1.2"),
    ],
)
def test_cell_writes_numbers_as_the_language_does(
    value: Cell, kind: Kind, dutch: str, english: str
) -> None:
    assert (Labels("nl").cell(value, kind), Labels("en").cell(value, kind)) == (dutch, english)

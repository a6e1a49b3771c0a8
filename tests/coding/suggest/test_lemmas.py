from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bouwsteen.coding.suggest.lemmas import lemmas
from bouwsteen.errors import CodingError


@pytest.mark.parametrize(
    "family",
    [
        ("fout", "fouten", "Fouten"),
        ("werken", "werkt", "werkte", "gewerkt", "werk"),
        ("leren", "leert", "leerde", "geleerd"),
        ("collega", "collega's", "collega\N{RIGHT SINGLE QUOTATION MARK}s"),
        ("klant", "klanten"),
        ("begeleiden", "begeleidt"),
        ("vinden", "vond"),
        ("delen", "deelt", "gedeeld"),
        ("leidinggevende", "leidinggevenden"),
        ("veilig", "veiliger"),
    ],
)
def test_lemma_of_dutch_forms_is_one(family: tuple[str, ...]) -> None:
    assert {lemmas("nl").lemma(word) for word in family} == {lemmas("nl").lemma(family[0])}


@pytest.mark.parametrize("family", [("mistake", "mistakes"), ("learn", "learned", "learns")])
def test_lemma_of_english_forms_is_one(family: tuple[str, ...]) -> None:
    assert {lemmas("en").lemma(word) for word in family} == {family[0]}


def test_lemma_of_grammar_and_unknown_words_is_the_word() -> None:
    assert [lemmas("nl").lemma(word) for word in ("In", "het", "Qwrtzz")] == ["in", "het", "qwrtzz"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("opleidingsbudget", ("opleiding", "budget")),
        ("kwaliteitssysteem", ("kwaliteit", "systeem")),
        ("co-creatie", ("co", "creatie")),
        ("bedrijf", ()),
        ("proberen", ()),
        ("budget", ()),
    ],
)
def test_parts_of_a_compound(word: str, parts: tuple[str, ...]) -> None:
    assert lemmas("nl").parts(word) == parts


def test_english_words_are_not_cut() -> None:
    assert lemmas("en").parts("understanding") == ()


def test_separable_joins_known_verbs_only() -> None:
    assert lemmas("nl").separable("uit", "leggen") == "uitleggen"
    assert lemmas("nl").separable("uit", "fietsbel") is None
    assert lemmas("nl").separable("de", "leggen") is None


def test_unknown_language_is_refused() -> None:
    with pytest.raises(CodingError) as raised:
        lemmas("fr")
    assert raised.value.message == "Suggestions know Dutch and English; there is nothing for 'fr'."


def test_lemmas_are_the_same_in_every_process() -> None:
    code = (
        "import hashlib; from bouwsteen.coding.suggest.lemmas import lemmas; "
        "print(hashlib.sha256(repr(sorted(lemmas('nl').forms.items())).encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1

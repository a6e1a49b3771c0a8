from __future__ import annotations

import functools
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from bouwsteen.coding.suggest.text import installed_model, read_words


def test_read_words_joins_a_parted_verb_at_the_end_of_its_clause() -> None:
    words = read_words(["Ze legt het mij uit, en hij werkt in de fabriek."], language="nl")
    found = [words.lemmas[place] for place in words.lemma]
    assert "uitleggen" in found
    assert "inwerken" not in found


def test_read_words_gives_places_in_the_text() -> None:
    texts = ["Fouten, ja! 🙂 Dat mag.", "", "Ook hier."]
    words = read_words(texts, language="nl")
    spelled = [
        texts[text][start:end]
        for text, start, end in zip(words.text, words.start, words.end, strict=True)
    ]
    assert spelled == ["Fouten", "ja", "Dat", "mag", "Ook", "hier"]
    assert words.n_sentences.tolist()[1:] == [0, 1]
    assert words.sentence[-1] == words.sentence[-2] > words.sentence[0]


def test_read_words_of_nothing_is_empty() -> None:
    words = read_words([], language="nl")
    assert (len(words), len(words.lemma), words.lemmas) == (0, 0, ())


@functools.cache
def sentencizer() -> Language:
    pipeline = spacy.blank("nl")
    pipeline.add_pipe("sentencizer")
    return pipeline


@given(st.lists(st.text(alphabet='ab .!?…"()\n 1A', max_size=30), max_size=5))
def test_sentences_are_those_of_the_sentencizer_of_spacy(texts: list[str]) -> None:
    pipeline = sentencizer()
    words = read_words(texts, language="nl")
    expected = [
        [sentence.text.strip() for sentence in pipeline(text).sents if sentence.text.strip()]
        for text in texts
    ]
    found = [
        [text[start:end] for start, end in words.sentence_spans(place, text)]
        for place, text in enumerate(texts)
    ]
    assert found == expected


@pytest.fixture
def own_model(tmp_path: Path) -> str:
    """A spaCy model with one odd lemma, as a user might have trained it."""
    pipeline = spacy.blank("nl")
    ruler = pipeline.add_pipe("attribute_ruler")
    ruler.add(patterns=[[{"LOWER": "fouten"}]], attrs={"LEMMA": "misser"})
    pipeline.to_disk(tmp_path / "model")
    return str(tmp_path / "model")


def test_model_of_the_user_gives_the_lemmas(own_model: str) -> None:
    words = read_words(["Fouten mogen."], language="nl", model=own_model)
    assert "misser" in words.lemmas


def test_installed_model_prefers_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["nl_core_news_sm", "nl_core_news_md", "en_core_web_sm"]
    monkeypatch.setattr(spacy.util, "get_installed_models", lambda: names)
    installed_model.cache_clear()
    try:
        assert installed_model("nl") == "nl_core_news_md"
        assert installed_model("en") == "en_core_web_sm"
    finally:
        installed_model.cache_clear()

from __future__ import annotations

import pickle

import numpy as np
import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.suggest.lexicon import Lexicon, Rarity, build_lexicon
from bouwsteen.coding.suggest.suggester import roots
from bouwsteen.coding.suggest.text import read_words


@pytest.fixture
def lexicon(book: Codebook) -> Lexicon:
    return build_lexicon(roots(book), language="nl")


def scores(lexicon: Lexicon, *texts: str) -> np.ndarray:
    return lexicon.scores(read_words(texts, language=lexicon.language))


def test_scores_follow_cues_in_any_form(lexicon: Lexicon) -> None:
    found = scores(lexicon, "Er zijn fouten gemaakt.", "De cursussen zijn betaald.")
    assert found.argmax(axis=1).tolist() == [0, 1]


def test_scores_are_nothing_where_nothing_is_found(lexicon: Lexicon) -> None:
    assert scores(lexicon, "Zzz qqq.", "").tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_cue_of_a_subcode_counts_for_its_block(lexicon: Lexicon) -> None:
    assert scores(lexicon, "Wat een blunder.")[0].argmax() == 0


def test_part_of_a_compound_meets_a_cue(lexicon: Lexicon) -> None:
    found = scores(lexicon, "Het scholingsbudget is op.")[0]
    assert found[1] > found[0]


@pytest.mark.parametrize(
    ("cue", "word"),
    [
        ("man en vrouw", "maandag"),
        ("sterke kanten", "kanter"),
        ("sterke kanten", "kantbank"),
        ("aan de lijn staan", "lijnen"),
        ("luistert naar mij", "luisteren"),
    ],
)
def test_cue_of_several_words_is_not_met_by_one(cue: str, word: str) -> None:
    code = Code(key="x", labels={"nl": "Zzz"}, cues={"nl": (cue,)})
    made = build_lexicon({"x": [code]}, language="nl")
    found = read_words([word, cue], language="nl")
    assert [made.term_for(lemma, 0) for lemma in found.lemmas] == [None] * len(found.lemmas)
    assert made.phrases_in(found) == [(1, 0, len(cue), 0)]


def test_word_of_an_example_is_no_reason_by_itself() -> None:
    code = Code(key="x", labels={"nl": "Zzz"}, examples={"nl": ("Wij maken kasten.",)})
    made = build_lexicon({"x": [code]}, language="nl")
    words = read_words(["Kasten"], language="nl")
    assert made.term_for(words.lemmas[0], 0) is None
    assert made.scores(words)[0, 0] > 0


def test_phrase_counts_most_as_written_and_less_in_another_order(lexicon: Lexicon) -> None:
    whole, loose, apart = scores(
        lexicon,
        "Je moet eerlijk toegeven.",
        "Toegeven doe je eerlijk.",
        "Eerlijk zijn. Iets toegeven.",
    )[:, 0]
    assert whole > loose > apart > 0


def test_word_of_two_codes_says_less_of_each() -> None:
    codes = {
        key: [Code(key=key, labels={"nl": key}, cues={"nl": ("fout", own)})]
        for key, own in (("x", "zaag"), ("y", "boot"))
    }
    found = build_lexicon(codes, language="nl").words
    assert found["zagen"][0].weight == pytest.approx(1.0)
    assert found["fout"][0].weight == pytest.approx(0.5)


def test_common_word_weighs_less() -> None:
    texts = ["fout"] * 50 + ["niets bijzonders hier"] * 50
    rarity = Rarity.of(read_words(texts, language="nl"))
    assert rarity.weight("fout") == pytest.approx(0.2)
    assert rarity.weight("blunder") == 1.0


def test_small_collection_makes_no_word_common() -> None:
    assert Rarity.of(read_words(["fout"] * 49, language="nl")).weight("fout") == 1.0


def test_lexicon_scores_alike_after_it_was_sent(lexicon: Lexicon) -> None:
    before = scores(lexicon, "Eerlijk toegeven dat er een fout was.")
    sent = pickle.loads(pickle.dumps(lexicon))
    assert np.array_equal(scores(sent, "Eerlijk toegeven dat er een fout was."), before)


def test_english_side_of_the_codebook_works_alike(book: Codebook) -> None:
    english = build_lexicon(roots(book), language="en")
    found = scores(english, "He owned up to his mistakes.", "The courses have a budget.")
    assert found.argmax(axis=1).tolist() == [0, 1]

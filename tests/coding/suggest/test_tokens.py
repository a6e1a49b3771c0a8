"""Tokens looked up a stretch at a time are those that spaCy cuts from the whole text."""

from __future__ import annotations

import functools
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from bouwsteen.coding.suggest.tokens import Cut, _stretches, cut_texts

Token = tuple[int, int, bool, bool]

STOPS = ".!?…"
WORDS = st.sampled_from(
    "fouten, fout. z'n auto's (leren) “ja” d.w.z. o.a. don't we've e-mail 3,5 10:30 🙂 ... ?! "
    "www.voorbeeld.nl Dr. '80 leer- Nederlandse".split()
)
SPACES = st.sampled_from([" ", " ", " ", "  ", "\n", " \n", "\t ", "\N{NO-BREAK SPACE}"])


def tokens(cut: Cut) -> list[list[Token]]:
    columns = (cut.start, cut.end, cut.punctuation, cut.stop)
    found = list(zip(*(column.tolist() for column in columns), strict=True))
    ends = cut.sizes.cumsum().tolist()
    return [found[end - size : end] for end, size in zip(ends, cut.sizes.tolist(), strict=True)]


blank = functools.cache(spacy.blank)


def by_spacy(texts: list[str], language: str) -> list[list[Token]]:
    pipeline = blank(language)
    return [
        [
            (token.idx, token.idx + len(token), token.is_punct, token.orth_ in STOPS)
            for token in pipeline(text)
        ]
        for text in texts
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.tuples(SPACES, WORDS), max_size=12), tail=SPACES)
def test_cut_texts_cuts_where_spacy_does(
    language: str, pieces: list[tuple[str, str]], tail: str
) -> None:
    text = "".join(map("".join, pieces))
    texts = [text, "", text.strip(), text + tail]
    assert tokens(cut_texts(texts, language=language)) == by_spacy(texts, language)


def test_cut_texts_gives_lemmas_in_one_order_whatever_came_before() -> None:
    texts = ["Fouten mogen, van fouten leer je.", "Ja!"]
    first = cut_texts(texts, language="nl").norms
    cut_texts(["Leidinggevenden zeggen iets geheel anders."], language="nl")
    assert cut_texts(texts, language="nl").norms == first
    assert {"fout", "mogen", ",", "!"} <= set(first)


def test_cut_texts_in_threads_at_once_cuts_where_spacy_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [f"draad{at} zegt{at} iets{at}, en dan{at}." for at in range(5)]
    known = _stretches("nl")
    tokenizer = known.tokenizer

    def slow(stretch: str) -> object:
        time.sleep(0.002)
        return tokenizer(stretch)

    monkeypatch.setattr(known, "tokenizer", slow)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: cut_texts(texts, language="nl"), range(4)))
    assert tokens(cut_texts(texts, language="nl")) == by_spacy(texts, "nl")

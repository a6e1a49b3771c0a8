"""Tokens of many texts at once: spaCy cuts each stretch between spaces once, tables do the rest.

spaCy's rules look at one stretch between spaces at a time, so that a stretch is cut alike wherever
it stands. Talk repeats its stretches: cut and kept, they are looked up and joined as arrays.
"""

from __future__ import annotations

__all__ = ["Cut", "cut_texts"]

import dataclasses
import re
import threading
from array import array
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bouwsteen.coding.suggest.lemmas import lemmas

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

_MOST = 300_000
"""Stretches that are kept; past that they are forgotten and cut anew."""

_STRETCH = re.compile(r"\S+|\s+")

_CUTTING = threading.Lock()
"""Requests run in threads, and what is kept is shared."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cut:
    """The tokens of some texts.

    Parameters
    ----------
    norms : tuple of str
        Distinct lemmas, in the order of spaCy's keys for them, as the tables write them.
    norm : array of int, shape (n_tokens,)
        Place in `norms`.
    start, end : array of int, shape (n_tokens,)
        Place in the text, half-open, in code points.
    punctuation, stop : array of bool, shape (n_tokens,)
        Whether it is punctuation, and whether it can end a sentence.
    sizes : array of int, shape (n_texts,)
        Tokens of each text.
    """

    norms: tuple[str, ...]
    norm: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    punctuation: NDArray[np.bool_]
    stop: NDArray[np.bool_]
    sizes: NDArray[np.int64]


class _Stretches(dict[str, int]):
    """Number of each stretch met so far; its tokens stand in long columns."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.tokenizer = _tokenizer(language)
        self.numbers: dict[int, int] = {}
        self.norms: list[str] = []
        self.hashes = array("Q")
        # Of each stretch: its length, its number of tokens, and where its tokens begin below.
        self.length, self.size, self.first = array("q"), array("q"), array("q")
        # Of each token: number of its lemma, start, length, punctuation, full stop.
        self.columns = tuple(array("q") for _ in range(5))

    def __missing__(self, stretch: str) -> int:
        from spacy.symbols import IDX, IS_PUNCT, LENGTH, NORM, ORTH  # type: ignore[import-not-found]

        doc = self.tokenizer(stretch)
        rows = doc.to_array([NORM, IDX, LENGTH, IS_PUNCT, ORTH]).reshape(-1, 5).tolist()
        self.length.append(len(stretch))
        self.size.append(len(rows))
        self.first.append(len(self.columns[0]))
        stops = _stop_keys()
        for key, start, length, punctuation, orth in rows:
            if key not in self.numbers:
                self.numbers[key] = len(self.norms)
                self.norms.append(doc.vocab.strings[key])
                self.hashes.append(key)
            values = (self.numbers[key], start, length, punctuation, orth in stops)
            for column, value in zip(self.columns, values, strict=True):
                column.append(value)
        self[stretch] = number = len(self.length) - 1
        return number


def cut_texts(texts: Iterable[str], *, language: str) -> Cut:
    """Cut texts into tokens, as spaCy's tokenizer of a language does.

    Parameters
    ----------
    texts : iterable of str
        One row of `Cut.sizes` each.
    language : str
        ``nl`` or ``en``.
    """
    with _CUTTING:
        return _cut(texts, language)


def _cut(texts: Iterable[str], language: str) -> Cut:
    known = _stretches(language)
    if len(known) > _MOST:
        _stretches.cache_clear()
        known = _stretches(language)
    number_of = known.__getitem__
    numbers: list[int] = []
    counts: list[int] = []
    odd: list[tuple[int, list[int]]] = []
    for text in texts:
        before = len(numbers)
        # White space other than one space between words is a token of its own.
        if text.isprintable() and "  " not in text and text.strip() == text:
            numbers.extend(map(number_of, text.split(" ") if text else ()))
        else:
            starts, stretches = _spaced(text)
            odd.append((before, starts))
            numbers.extend(map(number_of, stretches))
        counts.append(len(numbers) - before)
    return _joined(known, np.array(numbers, dtype=np.int64), np.array(counts, dtype=np.int64), odd)


def _spaced(text: str) -> tuple[list[int], list[str]]:
    """Starts and stretches of a text; one space after a word belongs to that word."""
    starts, stretches = [], []
    for found in _STRETCH.finditer(text):
        start, stretch = found.start(), found.group()
        if start and stretch[0] == " ":
            start, stretch = start + 1, stretch[1:]
        if stretch:
            starts.append(start)
            stretches.append(stretch)
    return starts, stretches


def _joined(
    known: _Stretches,
    numbers: NDArray[np.int64],
    counts: NDArray[np.int64],
    odd: list[tuple[int, list[int]]],
) -> Cut:
    lengths, sizes, firsts = (
        np.array(column)[numbers] for column in (known.length, known.size, known.first)
    )
    ends = np.cumsum(lengths + 1)
    opens = np.concatenate([[0], np.cumsum(counts)])
    begins = np.concatenate([[0], ends])
    starts = begins[:-1] - np.repeat(begins[opens[:-1]], counts)
    for place, found in odd:
        starts[place : place + len(found)] = found
    before = np.cumsum(sizes) - sizes
    token = np.arange(int(sizes.sum())) + np.repeat(firsts - before, sizes)
    norm, start, length, punctuation, stop = (np.array(one)[token] for one in known.columns)
    start += np.repeat(starts, sizes)
    total = np.concatenate([[0], np.cumsum(sizes)])
    used = np.flatnonzero(np.bincount(norm, minlength=len(known.norms)))
    # In the order of spaCy's keys, which does not hang on what was cut before.
    used = used[np.argsort(np.array(known.hashes)[used])]
    place_of = np.zeros(len(known.norms), dtype=np.int64)
    place_of[used] = np.arange(len(used))
    return Cut(
        norms=tuple([known.norms[number] for number in used.tolist()]),
        norm=place_of[norm],
        start=start,
        end=start + length,
        punctuation=punctuation != 0,
        stop=stop != 0,
        sizes=total[opens[1:]] - total[opens[:-1]],
    )


@cache
def _stretches(language: str) -> _Stretches:
    return _Stretches(language)


@cache
def _tokenizer(language: str) -> Tokenizer:
    import spacy
    from spacy.symbols import NORM

    tables = lemmas(language)
    pipeline = spacy.blank(language)
    # The norm of a word is worked out once, when spaCy first meets it, and read as an integer.
    pipeline.vocab.lex_attr_getters[NORM] = tables.lemma  # type: ignore[attr-defined]
    for lexeme in pipeline.vocab:
        lexeme.norm_ = tables.lemma(lexeme.orth_)
    tokenizer: Tokenizer = pipeline.tokenizer
    return tokenizer


@cache
def _stop_keys() -> frozenset[int]:
    from spacy.pipeline import Sentencizer
    from spacy.strings import hash_string  # type: ignore[attr-defined]

    return frozenset(map(hash_string, Sentencizer.default_punct_chars))

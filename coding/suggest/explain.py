"""Why a code is suggested: whole words of the text, the codebook's first, then what was learned."""

from __future__ import annotations

__all__ = ["explain", "narrow"]

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bouwsteen.coding.suggest.learned import Learned
from bouwsteen.coding.suggest.lemmas import lemmas
from bouwsteen.coding.suggest.lexicon import Lexicon
from bouwsteen.coding.suggest.model import Evidence, Passage, Source
from bouwsteen.coding.suggest.terms import Term, bleached
from bouwsteen.coding.suggest.text import Words
from bouwsteen.transcripts.model import Span

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_MOST = 5
_LEAST = 0.05
_LEARNED_LEAST = 0.15
_CARRIES = 0.5


def explain(
    words: Words,
    passages: Sequence[Passage],
    pairs: Sequence[tuple[int, int]],
    *,
    lexicon: Lexicon,
    learned: Learned | None = None,
    matrix: csr_array | None = None,
) -> list[tuple[Evidence, ...]]:
    """Find the words of passages that speak for codes.

    Parameters
    ----------
    words : Words
        Of the passages.
    passages : sequence of Passage
        For their places in the transcript.
    pairs : sequence of (int, int)
        Number of a passage, and number in the lexicon of a code that is suggested for it.
    lexicon : Lexicon
        The codebook's terms.
    learned : Learned, optional
        The coder's own work.
    matrix : csr_array, optional
        Its features of `words`; goes with `learned`.

    Returns
    -------
    list of tuple of Evidence
        One a pair, each at most five: the codebook's, strongest first, then learned words,
        strongest first. No two overlap.
    """
    if not pairs:
        return []
    codebook = _codebook(words, passages, pairs, lexicon)
    own: dict[int, list[Evidence]] = {}
    if learned is not None and matrix is not None:
        own = _learned(words, passages, pairs, learned, matrix, lexicon.language)
    return [
        _kept(
            [
                *sorted(codebook.get(number, ()), key=lambda one: (-one.weight, one.start)),
                *sorted(own.get(number, ()), key=lambda one: (-one.weight, one.start)),
            ]
        )
        for number in range(len(pairs))
    ]


def _kept(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The first five that do not overlap and do not repeat one another."""
    kept: list[Evidence] = []
    said = set()
    for one in found:
        apart = all(one.end <= other.start or other.end <= one.start for other in kept)
        if apart and one.text.lower() not in said:
            kept.append(one)
            said.add(one.text.lower())
            if len(kept) == _MOST:
                break
    return tuple(kept)


def narrow(
    passage: Passage, sentences: Sequence[tuple[int, int]], evidence: Sequence[Evidence]
) -> Span:
    """The sentences of a passage that carry the evidence; the whole passage when none does.

    Parameters
    ----------
    passage : Passage
        What was judged.
    sentences : sequence of (int, int)
        Start and end of its sentences in the transcript.
    evidence : sequence of Evidence
        From `explain`.

    Returns
    -------
    Span
        From the first to the last sentence that has at least half of what the best one has.
    """
    carried = [
        sum(one.weight for one in evidence if start <= one.start < end) for start, end in sentences
    ]
    best = max(carried, default=0.0)
    if not best:
        return passage.span
    strong = [place for place, weight in enumerate(carried) if weight >= _CARRIES * best]
    return Span(sentences[strong[0]][0], sentences[strong[-1]][1])


def _codebook(
    words: Words, passages: Sequence[Passage], pairs: Sequence[tuple[int, int]], lexicon: Lexicon
) -> dict[int, list[Evidence]]:
    """Terms of the codebook, by number of the pair: whole cues first, then words."""
    number_of = {pair: number for number, pair in enumerate(pairs)}
    found: dict[int, list[Evidence]] = {}
    for text, start, end, phrase in lexicon.phrases_in(words):
        _, code, cue = lexicon.phrases[phrase]
        if (text, code) in number_of:
            one = _evidence(passages[text], start, end, cue, 1.2 * cue.weight)
            found.setdefault(number_of[text, code], []).append(one)
    pair, row = _spread(words, pairs)
    codes = np.array([code for _, code in pairs])
    weights = lexicon.rows(words)[words.lemma[row], codes[pair]]
    for at in np.flatnonzero(weights > _LEAST / 2).tolist():
        number, place = int(pair[at]), int(row[at])
        text, code = pairs[number]
        term = lexicon.term_for(words.lemmas[words.lemma[place]], code)
        assert term is not None
        start, end = int(words.start[place]), int(words.end[place])
        one = _evidence(passages[text], start, end, term, float(weights[at]))
        found.setdefault(number, []).append(one)
    return {
        number: [one for one in those if one.weight >= _LEAST] for number, those in found.items()
    }


def _evidence(passage: Passage, start: int, end: int, term: Term | None, weight: float) -> Evidence:
    offset = passage.span.start
    return Evidence(
        text=passage.text[start:end],
        start=offset + start,
        end=offset + end,
        source=Source.LEARNED if term is None else Source(term.source),
        term="" if term is None else term.text,
        weight=round(weight, 3),
    )


def _spread(
    words: Words, pairs: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number of the pair and row of the word, for every word of the passage of every pair."""
    bounds = np.array(words.bounds)
    texts = np.array([text for text, _ in pairs])
    sizes = bounds[texts + 1] - bounds[texts]
    pair = np.repeat(np.arange(len(pairs)), sizes)
    before = np.cumsum(sizes) - sizes
    return pair, np.arange(len(pair)) + np.repeat(bounds[texts] - before, sizes)


def _learned(
    words: Words,
    passages: Sequence[Passage],
    pairs: Sequence[tuple[int, int]],
    learned: Learned,
    matrix: csr_array,
    language: str,
) -> dict[int, list[Evidence]]:
    """Words that a coder's work speaks for, by number of the pair."""
    known = learned.features.columns_of(words)
    stop_words, empty = lemmas(language).stop_words, bleached(language)
    telling = np.array(
        [lemma not in stop_words and lemma not in empty for lemma in words.lemmas], dtype=bool
    )
    pair, row = _spread(words, pairs)
    codes = np.array([code for _, code in pairs])[pair]
    heard = telling[words.lemma[row]] & learned.taught[codes]
    pair, row, codes = pair[heard], row[heard], codes[heard]
    weights = np.zeros(len(row))
    lemma, text = words.lemma[row], words.text[row]
    for layer in range(max(map(len, known), default=0)):
        column = np.array([one[layer] if layer < len(one) else -1 for one in known])[lemma]
        held = np.flatnonzero(column >= 0)
        values = _values(matrix, text[held], column[held])
        weights[held] += values * learned.weights[column[held], codes[held]]
    found: dict[int, list[Evidence]] = {}
    for at in np.flatnonzero(weights >= _LEARNED_LEAST).tolist():
        start, end = int(words.start[row[at]]), int(words.end[row[at]])
        one = _evidence(passages[int(text[at])], start, end, None, float(weights[at]))
        found.setdefault(int(pair[at]), []).append(one)
    return found


def _values(
    matrix: csr_array, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Entries of a matrix that it holds for certain."""
    width = matrix.shape[1]
    held = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) * width + matrix.indices
    return np.asarray(matrix.data[np.searchsorted(held, rows * width + columns)])

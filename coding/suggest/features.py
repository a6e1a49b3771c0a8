"""What the learned model counts: lemmas, parts of compounds, and pairs of neighbouring lemmas."""

from __future__ import annotations

__all__ = ["Features", "fit_features"]

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bouwsteen.coding.suggest.lemmas import lemmas
from bouwsteen.coding.suggest.text import Words

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_LEAST_PASSAGES = 2


@dataclasses.dataclass(frozen=True, kw_only=True)
class Features:
    """Columns of the model; make it with `fit_features`.

    Parameters
    ----------
    lemmas : mapping of str to int
        Lemma to column. A part of a compound is ``#part``.
    pairs : array of int, sorted
        Left lemma's column × number of lemmas + right lemma's column, one a pair.
    information : array of float
        Inverse passage frequency by column: lemmas first, then pairs.
    """

    lemmas: Mapping[str, int]
    pairs: NDArray[np.int64]
    information: NDArray[np.float64]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.lemmas) + len(self.pairs)

    def matrix(self, words: Words) -> csr_array:
        """Weights of the features of passages, each row of length 1.

        Parameters
        ----------
        words : Words
            Passages.

        Returns
        -------
        csr_array of shape (n_passages, width)
            (1 + log count) × information, L2-normalised.
        """
        from scipy.sparse import csr_array

        rows, columns = _occurrences(words, self.lemmas)
        pair_rows, keys = _neighbours(words, self.lemmas)
        places = np.searchsorted(self.pairs, keys)
        known = np.zeros(len(keys), dtype=bool)
        if len(self.pairs):
            known = self.pairs[np.minimum(places, len(self.pairs) - 1)] == keys
        rows = np.concatenate([rows, pair_rows[known]])
        columns = np.concatenate([columns, len(self.lemmas) + places[known]])
        shape = (len(words), self.width)
        found = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
        found.sum_duplicates()
        found.data = (1 + np.log(found.data)) * self.information[found.indices]
        norms = np.sqrt(found.multiply(found).sum(axis=1))
        norms[norms == 0] = 1.0
        found.data /= np.repeat(norms, np.diff(found.indptr))
        # liblinear takes no wider integers.
        found.indices, found.indptr = found.indices.astype("i4"), found.indptr.astype("i4")
        return found


def fit_features(words: Words) -> Features:
    """Choose the columns: whatever stands in at least two passages.

    Parameters
    ----------
    words : Words
        Every passage at hand, coded or not.
    """
    everything = {lemma: number for number, lemma in enumerate(_names(words))}
    rows, columns = _occurrences(words, everything)
    counts = _passages(rows, columns, len(everything))
    kept = {
        lemma: place
        for place, lemma in enumerate(
            lemma for lemma, number in everything.items() if counts[number] >= _LEAST_PASSAGES
        )
    }
    numbers = np.array([everything[lemma] for lemma in kept], dtype=np.int64)
    pair_rows, keys = _neighbours(words, kept)
    pairs, inverse = np.unique(keys, return_inverse=True)
    pair_counts = _passages(pair_rows, inverse, len(pairs))
    often = pair_counts >= _LEAST_PASSAGES
    held = np.concatenate([counts[numbers], pair_counts[often]])
    return Features(
        lemmas=kept,
        pairs=pairs[often],
        information=np.log((1 + len(words)) / (1 + held)) + 1,
    )


def _names(words: Words) -> dict[str, None]:
    tables = lemmas(words.language)
    found = dict.fromkeys(words.lemmas)
    for lemma in words.lemmas:
        found.update(dict.fromkeys(f"#{part}" for part in tables.parts(lemma)))
    return found


def _occurrences(
    words: Words, place: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and column of every lemma, and of every part of a compound, that has a column."""
    tables = lemmas(words.language)
    own = np.array([place.get(lemma, -1) for lemma in words.lemmas], dtype=np.int64)
    column = own[words.lemma] if len(own) else np.zeros(0, dtype=np.int64)
    rows, columns = [words.text[column >= 0]], [column[column >= 0]]
    parts = [
        [place[f"#{part}"] for part in tables.parts(lemma) if f"#{part}" in place]
        for lemma in words.lemmas
    ]
    sizes = np.array([len(one) for one in parts], dtype=np.int64)
    if sizes.sum():
        flat = np.array([number for one in parts for number in one], dtype=np.int64)
        first = np.cumsum(sizes) - sizes
        reps = sizes[words.lemma]
        rows.append(np.repeat(words.text, reps))
        within = np.arange(reps.sum()) - np.repeat(np.cumsum(reps) - reps, reps)
        columns.append(flat[np.repeat(first[words.lemma], reps) + within])
    return np.concatenate(rows), np.concatenate(columns)


def _neighbours(
    words: Words, place: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and key of every pair of neighbours in one sentence that both have columns."""
    if len(words.lemma) < 2:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    own = np.array([place.get(lemma, -1) for lemma in words.lemmas], dtype=np.int64)[words.lemma]
    left, right = own[:-1], own[1:]
    beside = (left >= 0) & (right >= 0) & (words.sentence[:-1] == words.sentence[1:])
    return words.text[:-1][beside], left[beside] * len(place) + right[beside]


def _passages(rows: NDArray[np.int64], columns: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """In how many passages each column occurs."""
    if not len(rows):
        return np.zeros(width, dtype=np.int64)
    once = np.unique(rows * max(1, width) + columns)
    return np.bincount(once % max(1, width), minlength=width)

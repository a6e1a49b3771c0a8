"""What the learned model counts: lemmas, parts of compounds, and pairs of neighbouring lemmas."""

from __future__ import annotations

__all__ = ["Features", "fit_features"]

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

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

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what can be worked out again when sent to a worker."""
        return {field.name: self.__dict__[field.name] for field in dataclasses.fields(self)}

    def columns_of(self, words: Words) -> list[tuple[int, ...]]:
        """Columns of each lemma: its own, -1 when it has none, then those of its parts."""
        known = self._known
        missing = [lemma for lemma in words.lemmas if lemma not in known]
        known.update(zip(missing, _columns(missing, words.language, self.lemmas), strict=True))
        return [known[lemma] for lemma in words.lemmas]

    @cached_property
    def _known(self) -> dict[str, tuple[int, ...]]:
        return {}

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

        known = self.columns_of(words)
        rows, columns = _occurrences(words, known)
        pair_rows, keys = _neighbours(words, known, len(self.lemmas))
        places = np.searchsorted(self.pairs, keys)
        held = np.zeros(len(keys), dtype=bool)
        if len(self.pairs):
            held = self.pairs[np.minimum(places, len(self.pairs) - 1)] == keys
        rows = np.concatenate([rows, pair_rows[held]])
        columns = np.concatenate([columns, len(self.lemmas) + places[held]])
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
    rows, columns = _occurrences(words, _columns(words.lemmas, words.language, everything))
    counts = _passages(rows, columns, len(everything))
    kept = {
        lemma: place
        for place, lemma in enumerate(
            lemma for lemma, number in everything.items() if counts[number] >= _LEAST_PASSAGES
        )
    }
    numbers = np.array([everything[lemma] for lemma in kept], dtype=np.int64)
    pair_rows, keys = _neighbours(words, [(kept.get(one, -1),) for one in words.lemmas], len(kept))
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


def _columns(
    names: Iterable[str], language: str, place: Mapping[str, int]
) -> list[tuple[int, ...]]:
    """Columns of lemmas, as in `Features.columns_of`."""
    tables = lemmas(language)
    found = []
    for lemma in names:
        parts = (place.get(f"#{part}", -1) for part in tables.parts(lemma))
        found.append((place.get(lemma, -1), *(column for column in parts if column >= 0)))
    return found


def _occurrences(
    words: Words, known: Sequence[tuple[int, ...]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and column of every lemma, and of every part of a compound, that has a column."""
    column = _own(known)[words.lemma]
    rows, columns = [words.text[column >= 0]], [column[column >= 0]]
    sizes = np.array([len(one) - 1 for one in known], dtype=np.int64)
    if sizes.sum():
        flat = np.array([number for one in known for number in one[1:]], dtype=np.int64)
        first = np.cumsum(sizes) - sizes
        reps = sizes[words.lemma]
        rows.append(np.repeat(words.text, reps))
        within = np.arange(reps.sum()) - np.repeat(np.cumsum(reps) - reps, reps)
        columns.append(flat[np.repeat(first[words.lemma], reps) + within])
    return np.concatenate(rows), np.concatenate(columns)


def _neighbours(
    words: Words, known: Sequence[tuple[int, ...]], width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and key of every pair of neighbours in one sentence that both have columns."""
    if len(words.lemma) < 2:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    own = _own(known)[words.lemma]
    left, right = own[:-1], own[1:]
    beside = (left >= 0) & (right >= 0) & (words.sentence[:-1] == words.sentence[1:])
    return words.text[:-1][beside], left[beside] * width + right[beside]


def _own(known: Sequence[tuple[int, ...]]) -> NDArray[np.int64]:
    return np.array([one[0] for one in known], dtype=np.int64)


def _passages(rows: NDArray[np.int64], columns: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """In how many passages each column occurs."""
    if not len(rows):
        return np.zeros(width, dtype=np.int64)
    once = np.unique(rows * max(1, width) + columns)
    return np.bincount(once % max(1, width), minlength=width)

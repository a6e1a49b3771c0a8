"""Units that carry several codes: the set of codes as one value, with a distance between sets.

Two empty sets agree fully (distance 0) and an empty set differs fully from any other (distance 1):
text that nobody codes is agreement, text that one coder leaves out is not.
"""

from __future__ import annotations

__all__ = [
    "DISTANCES",
    "SetTally",
    "alpha_of_sets",
    "code_sets",
    "jaccard",
    "masi",
    "powerset",
    "tally_sets",
]

import dataclasses
from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.agreement.values import Floats
from bouwsteen.analysis.speech import Ints

_WORD = 62
"""Codes that fit in one integer of 64 bits, sign left alone."""

_SMALL = 1 << 16
"""Numbers below this are looked up in a table instead of sorted."""

_NOTHING = 1e-9

Bools = npt.NDArray[np.bool_]


def code_sets(marks: Bools) -> tuple[Ints, Bools]:
    """Number the different sets of codes.

    Parameters
    ----------
    marks : ndarray of bool, shape (..., n_codes)
        Codes given.

    Returns
    -------
    labels : ndarray of int, shape (...)
        Each place's set.
    members : ndarray of bool, shape (n_sets, n_codes)
        Codes of each set; set 0 is the empty set, whether it occurs or not.

    Examples
    --------
    >>> labels, members = code_sets(np.array([[False, True], [False, False], [False, True]]))
    >>> labels.tolist(), members.tolist()
    ([1, 0, 1], [[False, False], [False, True]])
    """
    n_codes = marks.shape[-1]
    labels = np.zeros(marks.shape[:-1], dtype=np.int64)
    members = np.zeros((1, 0), dtype=bool)
    for start in range(0, n_codes, _WORD):
        part = marks[..., start : start + _WORD]
        bits = np.int64(1) << np.arange(part.shape[-1])
        words, word = _distinct(part @ bits)
        pairs, labels = _distinct(labels * len(words) + word)
        new = (words[pairs % len(words)][:, None] & bits).astype(bool)
        members = np.concatenate((members[pairs // len(words)], new), axis=1)
    return labels, members


def _distinct(numbers: Ints) -> tuple[Ints, Ints]:
    """Distinct numbers in order, 0 always first, and each number's place among them."""
    if numbers.size and int(numbers.max()) < _SMALL:
        seen = np.bincount(numbers.ravel(), minlength=1) > 0
        seen[0] = True
        return np.flatnonzero(seen), (np.cumsum(seen) - 1)[numbers]
    found = np.union1d(numbers, np.zeros(1, dtype=np.int64))
    return found, np.searchsorted(found, numbers)


def powerset(members: Bools) -> Floats:
    """0 for equal sets, else 1; shape (n_sets, n_sets)."""
    common, either, _ = _overlap(members)
    found: Floats = (common != either).astype(np.float64)
    return found


def jaccard(members: Bools) -> Floats:
    """``1 - |A and B| / |A or B|``, shape (n_sets, n_sets).

    References
    ----------
    Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11, 37-50.
    """
    common, either, _ = _overlap(members)
    return 1 - np.divide(common, either, out=np.ones_like(common), where=either > 0)


def masi(members: Bools) -> Floats:
    """``1 - J M``: M is 1 for equal sets, 2/3 for a subset, 1/3 for overlap, 0 for disjoint sets.

    References
    ----------
    Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic
    annotation. LREC 2006, 831-836.

    Examples
    --------
    >>> sets = np.array([[False, False], [True, False], [True, True]])
    >>> masi(sets).round(3).tolist()
    [[0.0, 1.0, 1.0], [1.0, 0.0, 0.667], [1.0, 0.667, 0.0]]
    """
    common, either, size = _overlap(members)
    smaller = np.minimum(size[:, None], size[None, :])
    monotony = np.where(common == either, 1, np.where(common == smaller, 2 / 3, 1 / 3))
    return 1 - (1 - jaccard(members)) * monotony


def _overlap(members: Bools) -> tuple[Floats, Floats, Floats]:
    inside = members.astype(np.float64)
    size = inside.sum(axis=1)
    common = inside @ inside.T
    return common, size[:, None] + size[None, :] - common, size


DISTANCES: Mapping[str, Callable[[Bools], Floats]] = {
    "powerset": powerset,
    "jaccard": jaccard,
    "masi": masi,
}
"""The distances, by name."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SetTally:
    """Additive sums of set-valued units.

    Parameters
    ----------
    distances : ndarray, shape (n_distances, n_sets, n_sets)
        One table a distance.
    sums : ndarray, shape (n_distances + n_sets, ...)
        ``n Do`` by each distance, then how often each set was given in units with two values or
        more; free axes are transcripts or replicates.
    """

    distances: Floats
    sums: Floats


def tally_sets(
    labels: Ints,
    distances: Floats,
    *,
    present: Bools,
    weight: Ints,
    transcript: Ints,
    n_transcripts: int,
) -> SetTally:
    """Sum distances and sets by transcript.

    Parameters
    ----------
    labels : ndarray of int, shape (n_units, n_coders)
        The set that each coder gave.
    distances : ndarray, shape (n_distances, n_sets, n_sets)
        Distance tables.
    present : ndarray of bool, shape (n_units, n_coders)
        Who gave a value at all.
    weight, transcript : ndarray of int, shape (n_units,)
        How many units each row stands for, and where.
    """
    n_coders, n_sets = labels.shape[1], distances.shape[1]
    given = present.sum(axis=1)
    pairable = np.where(given >= 2, weight, 0)
    observed = np.zeros((len(distances), n_transcripts))
    counts = np.zeros(n_sets * n_transcripts)
    for i in range(n_coders):
        own = np.where(present[:, i], pairable, 0)
        counts += np.bincount(
            labels[:, i] * n_transcripts + transcript, weights=own, minlength=len(counts)
        )
        for j in range(i + 1, n_coders):
            pairs = 2.0 * np.where(present[:, j], own, 0) / np.maximum(given - 1, 1)
            for place, distance in enumerate(distances):
                far = distance[labels[:, i], labels[:, j]] * pairs
                observed[place] += np.bincount(transcript, weights=far, minlength=n_transcripts)
    sums = np.concatenate((observed, counts.reshape(n_sets, n_transcripts)))
    return SetTally(distances=distances, sums=sums)


def alpha_of_sets(tally: SetTally) -> Floats:
    """Krippendorff's alpha with each distance in the place of ``delta^2``.

    Returns
    -------
    ndarray, shape (n_distances, ...)
        NaN where all values are the same set.

    References
    ----------
    Krippendorff, K. (2004). Content analysis (2nd ed.), ch. 11; a set distance in alpha as in
    Passonneau (2006).
    """
    n_distances = len(tally.distances)
    observed, counts = tally.sums[:n_distances], tally.sums[n_distances:]
    total = counts.sum(axis=0)
    expected = np.stack(
        [(counts * np.tensordot(one, counts, axes=1)).sum(axis=0) for one in tally.distances]
    )
    above = (total - 1) * observed
    undefined = np.full_like(expected, np.nan)
    ratio: Floats = np.divide(above, expected, out=undefined, where=expected > _NOTHING)
    return 1 - ratio

"""Figures on suggestions: how many codes are one key away, how right, how honest the confidence."""

from __future__ import annotations

__all__ = [
    "average",
    "calibration_error",
    "f1",
    "kappa",
    "offered",
    "recall_at",
    "thresholds",
    "top_hits",
]

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bouwsteen.coding.suggest.model import Limits

_BINS = 10
_FEW = 30
_GRID = np.arange(0.05, 0.95, 0.025)


def recall_at(
    probabilities: NDArray[np.float64], marks: NDArray[np.bool_], *, n: int = 2
) -> float | None:
    """Share of the codes given that are among the first `n` suggested for their passage.

    Parameters
    ----------
    probabilities : array of float, shape (n_passages, n_codes)
        A score will do.
    marks : array of bool, shape (n_passages, n_codes)
        Codes given.
    n : int
        How many are looked at.

    Returns
    -------
    float or None
        None when no code was given.

    Examples
    --------
    >>> recall_at(np.array([[0.9, 0.1, 0.5]]), np.array([[True, True, False]]))
    0.5
    """
    if not marks.any():
        return None
    return float(_first(probabilities, n)[marks].mean())


def top_hits(
    probabilities: NDArray[np.float64], marks: NDArray[np.bool_], *, n: int = 2
) -> float | None:
    """Share of the coded passages that have a right code among the first `n`; None without any."""
    coded = marks.any(axis=1)
    if not coded.any():
        return None
    return float((_first(probabilities, n) & marks)[coded].any(axis=1).mean())


def offered(probabilities: NDArray[np.float64], limits: Limits) -> NDArray[np.bool_]:
    """Which codes are shown with which passages, of the same shape.

    Examples
    --------
    >>> offered(np.array([[0.9, 0.3, 0.4], [0.1, 0.1, 0.3]]), Limits(per_passage=2)).tolist()
    [[True, False, True], [False, False, True]]
    """
    return np.asarray(_first(probabilities, limits.per_passage) & (probabilities >= limits.minimum))


def f1(chosen: NDArray[np.bool_], marks: NDArray[np.bool_]) -> list[float | None]:
    """F1 of each code; None for a code that was neither given nor chosen.

    Examples
    --------
    >>> f1(np.array([[True, False]]), np.array([[True, False]]))
    [1.0, None]
    """
    both = (chosen & marks).sum(axis=0)
    either = chosen.sum(axis=0) + marks.sum(axis=0)
    return [
        2 * int(hit) / int(total) if total else None
        for hit, total in zip(both, either, strict=True)
    ]


def kappa(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float | None:
    """Cohen's kappa of two judgements, each yes or no (Cohen 1960, eq. 1).

    Returns
    -------
    float or None
        None when chance agreement is total: one answer only.

    Examples
    --------
    >>> kappa(np.array([True, True, False, False]), np.array([True, False, False, False]))
    0.5
    """
    if not len(one):
        return None
    observed = float((one == other).mean())
    p, q = float(one.mean()), float(other.mean())
    expected = p * q + (1 - p) * (1 - q)
    return None if expected == 1 else (observed - expected) / (1 - expected)


def calibration_error(probabilities: NDArray[np.float64], marks: NDArray[np.bool_]) -> float | None:
    """How far confidence is off on average: expected calibration error over ten equal bins.

    (Naeini, Cooper and Hauskrecht 2015, eq. 4.) Over all pairs of passage and code.

    Returns
    -------
    float or None
        0 is perfect; None without passages.
    """
    if not probabilities.size:
        return None
    p, y = probabilities.ravel(), marks.ravel()
    bins = np.minimum((p * _BINS).astype(int), _BINS - 1)
    count = np.bincount(bins, minlength=_BINS)
    said = np.bincount(bins, weights=p, minlength=_BINS)
    was = np.bincount(bins, weights=y.astype(float), minlength=_BINS)
    return float(np.abs(said - was).sum() / count.sum())


def thresholds(probabilities: NDArray[np.float64], marks: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each code the probability from which saying yes gives the best F1.

    A code with few passages would get a chance value, so that its own best is drawn towards the
    one that is best for all codes together: n / (n + 30) of its own. Of several that do equally
    well, the middle one counts.

    Returns
    -------
    array of float, shape (n_codes,)
        0.5 throughout when no code was given.
    """
    positives = marks.sum(axis=0)
    if not positives.any():
        return np.full(marks.shape[1], 0.5)
    chosen = probabilities[:, :, None] >= _GRID
    both = (chosen & marks[:, :, None]).sum(axis=0)
    scores = 2 * both / np.maximum(1, chosen.sum(axis=0) + positives[:, None])
    shared = _best(scores[positives > 0].mean(axis=0))
    own = np.array([_best(row) for row in scores])
    weight = positives / (positives + _FEW)
    return np.asarray(weight * own + (1 - weight) * shared)


def _best(scores: NDArray[np.float64]) -> float:
    places = np.flatnonzero(scores == scores.max())
    return float(_GRID[places[len(places) // 2]])


def average(values: Sequence[float | None]) -> float | None:
    """Mean of the values that exist; None when none does."""
    held = [value for value in values if value is not None]
    return sum(held) / len(held) if held else None


def _first(values: NDArray[np.float64], n: int) -> NDArray[np.bool_]:
    order = np.argsort(-values, axis=1, kind="stable")[:, :n]
    found = np.zeros(values.shape, dtype=bool)
    np.put_along_axis(found, order, True, axis=1)
    return found

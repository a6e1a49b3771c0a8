"""From scores to probabilities: a shipped prior on the codebook, blended with what was learned."""

from __future__ import annotations

__all__ = [
    "PRIOR",
    "Blend",
    "fit_blend",
    "hints",
    "pair_features",
    "prior_features",
    "prior_logits",
]

import dataclasses

import numpy as np
from numpy.typing import NDArray

PRIOR = (-3.33, 0.39, -1.61, -0.15, 0.45, 5.91, 0.42)
"""Constant, then one coefficient a column of `prior_features`.

Learned once from three public sets of coded passages (``benchmarks/suggest.py --prior``); the
study's own codings replace it within some dozens of passages.
"""

HALF = 30
"""After so many passages the codebook and the coder's own work weigh the same."""

_CEILING = 4.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Blend:
    """Probability of a code from its score in the codebook and its learned log-odds.

    Parameters
    ----------
    coefficients : tuple of float
        Constant, then one a column of `pair_features`; empty while nothing is learned.
    share : float
        Weight of what was learned, n / (n + 30).
    rates : array of float, shape (n_codes,)
        Log-odds of each code among the coder's passages.
    """

    coefficients: tuple[float, ...]
    share: float
    rates: NDArray[np.float64]

    def probabilities(
        self,
        scores: NDArray[np.float64],
        logits: NDArray[np.float64],
        taught: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """Probabilities, shape (n_passages, n_codes)."""
        prior = _sigmoid(prior_logits(scores))
        if not self.coefficients:
            return prior
        columns = pair_features(scores, logits, taught, self.rates)
        own = _sigmoid(self.coefficients[0] + columns @ np.array(self.coefficients[1:]))
        return np.asarray(self.share * own + (1 - self.share) * prior)


def prior_features(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns of the prior: z, √z, first, second, share of the best, lead over the second.

    To come first among scores that are next to nothing means next to nothing, so that places
    count by the score itself as long as it is under 1, and the share by the best score + ½.

    Parameters
    ----------
    scores : array of float, shape (n_passages, n_codes)
        From the lexicon.

    Returns
    -------
    array of float, shape (n_passages, n_codes, 6)
    """
    z = np.clip(scores, 0.0, _CEILING)
    first, second = _ranks(scores)
    best = scores.max(axis=1, keepdims=True, initial=0.0)
    runner_up = np.where(second, scores, 0.0).sum(axis=1, keepdims=True)
    lead = np.where(first, np.clip(best - runner_up, 0.0, _CEILING), 0.0)
    size = np.minimum(z, 1.0)
    share = np.clip(scores, 0.0, None) / (np.clip(best, 0.0, None) + 0.5)
    return np.stack([z, np.sqrt(z), first * size, second * size, share, lead], axis=-1)


def hints(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the learned model hears of the codebook: √z and the share of the best score.

    Returns
    -------
    array of float, shape (n_passages, n_codes, 2)
    """
    return prior_features(scores)[..., (1, 4)]


def prior_logits(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds of the codes by the shipped prior, shape (n_passages, n_codes)."""
    return np.asarray(PRIOR[0] + prior_features(scores) @ np.array(PRIOR[1:]))


def pair_features(
    scores: NDArray[np.float64],
    logits: NDArray[np.float64],
    taught: NDArray[np.bool_],
    rates: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Columns of the blend, one row a pair of passage and code.

    Those of the prior, the learned log-odds, whether they come first or second, their product
    with the score, and how often the coder uses the code.

    Returns
    -------
    array of float, shape (n_passages, n_codes, 12)
    """
    taught = np.broadcast_to(taught, scores.shape)
    held = np.where(taught, logits, 0.0)
    first, second = _ranks(np.where(taught, logits, -np.inf))
    z = np.sqrt(np.clip(scores, 0.0, _CEILING))
    own = np.stack(
        [
            held,
            (first & taught).astype(float),
            (second & taught).astype(float),
            held * z,
            np.broadcast_to(rates, scores.shape),
            (~taught).astype(float),
        ],
        axis=-1,
    )
    return np.concatenate([prior_features(scores), own], axis=-1)


def fit_blend(
    scores: NDArray[np.float64],
    logits: NDArray[np.float64],
    taught: NDArray[np.bool_],
    marks: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    seed: int,
) -> Blend:
    """Learn, over all codes together, how far to trust the codebook and how far the coder's work.

    Parameters
    ----------
    scores : array of float, shape (n_passages, n_codes)
        From the lexicon.
    logits, taught : arrays of the same shape
        From `out_of_fold`.
    marks, weights : arrays of the same shape
        What the coder gave, and how sure that is.
    seed : int
        For the solver.

    Returns
    -------
    Blend
        With the prior alone when every mark is the same.
    """
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    n = len(marks)
    positives = marks.sum(axis=0)
    rates = np.log((positives + 0.5) / (n - positives + 0.5))
    if not n or marks.all() or not marks.any():
        return Blend(coefficients=(), share=0.0, rates=rates)
    columns = pair_features(scores, logits, taught, rates)
    solver = LogisticRegression(C=1.0, solver="liblinear", random_state=seed)
    solver.fit(columns.reshape(-1, columns.shape[-1]), marks.ravel(), sample_weight=weights.ravel())
    return Blend(
        coefficients=(float(solver.intercept_[0]), *map(float, solver.coef_[0])),
        share=n / (n + HALF),
        rates=rates,
    )


def _ranks(values: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where the highest and the second highest of each row stand; ties go to the first code."""
    first, second = (np.zeros(values.shape, dtype=bool) for _ in range(2))
    rows = np.arange(len(values))
    order = np.argsort(-values, axis=1, kind="stable")
    if values.shape[1]:
        first[rows, order[:, 0]] = True
    if values.shape[1] > 1:
        second[rows, order[:, 1]] = True
    return first, second


def _sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0))))

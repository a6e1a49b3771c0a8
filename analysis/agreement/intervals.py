"""Intervals: how far a figure would move with other transcripts and these same coders.

Turns of one interview share speaker, topic and the coder's mood, so whole transcripts are
resampled; turns treated as independent give intervals several times too narrow. Because every
coefficient is a ratio of sums over transcripts, replicates are one matrix product: weights times
sums.

- 20 transcripts or more: percentile bootstrap;
- 6 to 19: delete-one-transcript jackknife with Student's t and T - 1 degrees of freedom;
- fewer: no interval.

References
----------
Efron, B. & Tibshirani, R. J. (1993). An introduction to the bootstrap, chs. 11 and 13. Resampling
clusters: Davison, A. C. & Hinkley, D. V. (1997). Bootstrap methods and their application, sec. 3.8.
"""

from __future__ import annotations

__all__ = [
    "FEWEST",
    "FEWEST_BOOTSTRAP",
    "LIMITS",
    "Interval",
    "Resampling",
    "bootstrap",
    "interval",
    "jackknife",
    "resampling",
]

import dataclasses
from typing import Literal

import numpy as np

from bouwsteen.analysis.agreement.values import Floats, Reason

FEWEST = 6
"""Transcripts below which there is no interval."""

FEWEST_BOOTSTRAP = 20
"""Transcripts from which the bootstrap is used."""

LIMITS = (0.667, 0.800)
"""Krippendorff's limits: below the first discard, from the second rely on (2004, p. 241)."""

_TAILS = (0.025, 0.975)
_UNDEFINED_SHARE = 0.05

Method = Literal["bootstrap", "jackknife"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Resampling:
    """Weights that turn sums by transcript into replicates.

    Parameters
    ----------
    method : {"bootstrap", "jackknife"} or None
        None with fewer than six transcripts; there are no replicates then.
    weights : ndarray, shape (n_replicates, n_transcripts)
        How often each transcript counts in each replicate; drawn once for all figures, so that
        differences between codes are paired.
    seed : int or None
        Of the draws; None where nothing was drawn.
    """

    method: Method | None
    weights: Floats
    seed: int | None

    def sums(self, stack: Floats) -> Floats:
        """Replicate additive columns.

        Parameters
        ----------
        stack : ndarray, shape (n_columns, n_transcripts, ...)
            Sums by transcript.

        Returns
        -------
        ndarray, shape (n_columns, n_replicates, ...)
        """
        flat = stack.reshape(*stack.shape[:2], -1)
        return (self.weights @ flat).reshape(len(stack), len(self.weights), *stack.shape[2:])


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A 95 % interval and the probabilities of lying below Krippendorff's limits, or a reason."""

    low: float | None = None
    high: float | None = None
    below: tuple[float, float] | None = None
    reason: Reason | None = None


def bootstrap(n_transcripts: int, *, replicates: int = 10_000, seed: int = 0) -> Resampling:
    """Draw transcripts with replacement."""
    drawn = np.random.default_rng(seed).integers(
        n_transcripts, size=(replicates, n_transcripts), dtype=np.int32
    )
    drawn += np.arange(replicates, dtype=np.int32)[:, None] * n_transcripts
    counts = np.bincount(drawn.ravel(), minlength=replicates * n_transcripts)
    weights = counts.reshape(replicates, n_transcripts).astype(np.float64)
    return Resampling(method="bootstrap", weights=weights, seed=seed)


def jackknife(n_transcripts: int) -> Resampling:
    """Leave out each transcript once."""
    weights = 1 - np.eye(n_transcripts)
    return Resampling(method="jackknife", weights=weights, seed=None)


def resampling(n_transcripts: int, *, replicates: int = 10_000, seed: int = 0) -> Resampling:
    """The method that fits the number of transcripts.

    Examples
    --------
    >>> [resampling(n, replicates=10).method for n in (5, 6, 19, 20)]
    [None, 'jackknife', 'jackknife', 'bootstrap']
    """
    if n_transcripts >= FEWEST_BOOTSTRAP:
        return bootstrap(n_transcripts, replicates=replicates, seed=seed)
    if n_transcripts >= FEWEST:
        return jackknife(n_transcripts)
    return Resampling(method=None, weights=np.zeros((0, n_transcripts)), seed=None)


def interval(figure: float, replicates: Floats, *, method: Method | None) -> Interval:
    """The interval of one figure.

    Parameters
    ----------
    figure : float
        The figure itself, defined.
    replicates : ndarray, shape (n_replicates,)
        The figure in every replicate; NaN where it is undefined there.
    method : {"bootstrap", "jackknife"} or None
        How the replicates were made.

    Returns
    -------
    Interval
        Without bounds when there are too few transcripts, or when the figure is undefined in more
        than one replicate in twenty. No bound lies above 1, the most a coefficient can be.
    """
    if method is None:
        return Interval(reason=Reason.TOO_FEW_TRANSCRIPTS)
    defined = replicates[~np.isnan(replicates)]
    if len(defined) < (1 - _UNDEFINED_SHARE) * len(replicates):
        return Interval(reason=Reason.UNSTABLE)
    if method == "bootstrap":
        low, high = np.quantile(defined, _TAILS).tolist()
        first, second = (float((defined < limit).mean()) for limit in LIMITS)
        return Interval(low=low, high=high, below=(first, second))
    return _student(figure, defined)


def _student(figure: float, left_out: Floats) -> Interval:
    """``theta -+ t(T-1) SE``, SE the jackknife standard error (Efron & Tibshirani, eq. 11.5)."""
    from scipy.special import stdtr, stdtrit

    n = len(left_out)
    error = float(np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum()))
    reach = float(stdtrit(n - 1, _TAILS[1])) * error
    first, second = (
        float(stdtr(n - 1, (limit - figure) / error)) if error else float(figure < limit)
        for limit in LIMITS
    )
    return Interval(low=figure - reach, high=min(figure + reach, 1.0), below=(first, second))

"""alpha_U: Krippendorff's older unitizing coefficient, from squared differences of boundaries.

A named option beside the coefficients of 2016: it sees that a span was split, it has no lower
bound, and the limits .667 and .800 were not set for it. Units of one coder and code must not
overlap and are joined by the caller; units that touch stay two units, which is the point.

The coefficient is not additive over texts. Over several transcripts it is
``1 - sum_t L_t Do_t / sum_t L_t De_t``, L_t being the length of transcript t.

References
----------
Krippendorff, K. (1995). On the reliability of unitizing continuous data. Sociological Methodology
25, 47-76; corrected in Krippendorff, K. (2004). Content analysis (2nd ed.), pp. 251-255.
"""

from __future__ import annotations

__all__ = ["alpha_u", "disagreements_of_code", "unitizing_disagreements"]

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.agreement.values import Floats
from bouwsteen.analysis.speech import Ints
from bouwsteen.analysis.stretches import Spans

Continuum = tuple[Ints, Ints]
"""Starts and ends of one coder's units of one code, in order and disjoint."""


def alpha_u(disagreements: Floats) -> Floats:
    """``1 - Do / De``; NaN where De is zero.

    Parameters
    ----------
    disagreements : ndarray, shape (2, ...)
        Observed and expected disagreement, summed over transcripts (each times its length) and, for
        an overall figure, over codes.
    """
    observed, expected = disagreements
    ratio: Floats = np.divide(
        observed, expected, out=np.full(expected.shape, np.nan), where=expected > 0
    )
    return 1 - ratio


def unitizing_disagreements(
    spans: Spans, base: Ints, done: npt.NDArray[np.bool_], *, n_codes: int
) -> Floats:
    """``L_t Do`` and ``L_t De`` of every transcript and code.

    Parameters
    ----------
    spans : Spans
        Joined where they overlap, not where they touch.
    base : ndarray of int, shape (n_transcripts + 1,)
        Where transcripts begin, and the end of the line.
    done : ndarray of bool, shape (n_transcripts, n_coders)
        Whose continuum each transcript has.

    Returns
    -------
    ndarray of float, shape (2, n_transcripts, n_codes)
    """
    n_transcripts, n_coders = done.shape
    group = (spans.coder * n_codes + spans.code) * n_transcripts + spans.transcript
    bounds = np.searchsorted(group, np.arange(n_coders * n_codes * n_transcripts + 1))
    found = np.zeros((2, n_transcripts, n_codes))
    for transcript in range(n_transcripts):
        length = float(base[transcript + 1] - base[transcript])
        if not length:
            continue
        for code in range(n_codes):
            places = (np.flatnonzero(done[transcript]) * n_codes + code) * n_transcripts
            continua = [
                (
                    spans.start[bounds[place] : bounds[place + 1]] - base[transcript],
                    spans.end[bounds[place] : bounds[place + 1]] - base[transcript],
                )
                for place in (places + transcript).tolist()
            ]
            observed, expected = disagreements_of_code(continua, length)
            found[:, transcript, code] = length * observed, length * expected
    return found


def disagreements_of_code(continua: Sequence[Continuum], length: float) -> tuple[float, float]:
    """Do and De of one code on one continuum, O(n log n).

    Parameters
    ----------
    continua : sequence of (starts, ends)
        One a coder, from 0.
    length : float
        L, the length of the continuum.

    References
    ----------
    Krippendorff (2004), p. 251 (delta), p. 253 (Do) and p. 254 (De).

    Examples
    --------
    >>> one = (np.array([10]), np.array([30]))
    >>> two = (np.array([10, 20]), np.array([20, 30]))
    >>> observed, expected = disagreements_of_code([one, two], 100.0)
    >>> round(1 - observed / expected, 4)
    0.4954
    """
    m = len(continua)
    if m < 2 or not any(len(starts) for starts, _ in continua):
        return 0.0, 0.0
    observed = 2 * sum(_delta(one, two) for one, two in combinations(continua, 2))
    units = np.concatenate([ends - starts for starts, ends in continua]).astype(np.float64)
    gaps = np.sort(np.concatenate([_gaps(one, length) for one in continua]))
    # Sum of (gap - l + 1) over gaps at least as long as each unit, from suffix sums.
    at = np.searchsorted(gaps, units, side="left")
    suffix = np.append(np.cumsum(gaps[::-1])[::-1], 0.0)
    room = suffix[at] - (len(gaps) - at) * (units - 1)
    own = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    chances = m * length * (m * length - 1) - (units * (units - 1)).sum()
    expected = 2 / length * (own + units**2 * room).sum()
    return (
        observed / (m * (m - 1) * length**2),
        float(expected / chances) if chances > 0 else 0.0,
    )


def _delta(one: Continuum, two: Continuum) -> float:
    """Sum of squared differences between two coders' units and gaps."""
    (start, end), (other_start, other_end) = one, two
    first = np.searchsorted(other_end, start, side="right")
    reached = np.searchsorted(other_start, end, side="left") - first
    unit = np.repeat(np.arange(len(start)), reached)
    other = np.arange(len(unit)) - np.repeat(np.cumsum(reached) - reached - first, reached)
    crossing = (start[unit] - other_start[other]).astype(np.float64) ** 2
    crossing += (end[unit] - other_end[other]).astype(np.float64) ** 2
    alone = (end - start)[reached == 0].astype(np.float64)
    met = np.bincount(other, minlength=len(other_start)) > 0
    other_alone = (other_end - other_start)[~met].astype(np.float64)
    return float(crossing.sum() + (alone**2).sum() + (other_alone**2).sum())


def _gaps(continuum: Continuum, length: float) -> Floats:
    starts, ends = continuum
    lengths = np.append(starts, length) - np.concatenate(([0], ends))
    return lengths[lengths > 0].astype(np.float64)

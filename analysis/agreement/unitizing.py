"""Krippendorff's unitizing coefficients of 2016: where and which, from lengths of intersections.

Each coder partitions the continuum into units, which have a value, and gaps, which have the value
0. A unit or gap is a maximal run of one value inside a transcript, so splitting a span in two
touching ones changes nothing (alpha_U sees that, and has a module of its own). Codes that overlap
make no partition; there are two ways out, and results are labelled by them: one binary partition
per code, or the set of codes as the value.

With more than two coders the correction for common text sums over each other coder separately (the
pairwise reading of the paper's equation 10).

References
----------
Krippendorff, K., Mathet, Y., Bouvry, S. & Widlöcher, A. (2016). On the reliability of unitizing
textual continua: further developments. Quality & Quantity 50, 2347-2364; also Krippendorff, K.
(2019). Content analysis (4th ed.), section 12.6, eqs. 32-38.
"""

from __future__ import annotations

__all__ = [
    "UnitizingTally",
    "bar_u_alpha",
    "cu_alpha",
    "cu_coverage",
    "ku_alpha",
    "ku_coverage",
    "tally_unitizing",
    "u_alpha",
]

import dataclasses

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.agreement.values import Floats
from bouwsteen.analysis.speech import Ints

_NOTHING = 1e-12


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnitizingTally:
    """Additive lengths for V values, of which 0 is the gap.

    Parameters
    ----------
    n_values : int
        V.
    sums : ndarray, shape (5 * V, ...)
        The columns that the properties name; free axes are transcripts, codes or replicates.
    """

    n_values: int
    sums: Floats

    def _part(self, place: int) -> Floats:
        return self.sums[place * self.n_values : (place + 1) * self.n_values]

    @property
    def same(self) -> Floats:
        """``l_cc``, shape (V, ...): length on which pairs of coders gave value c (eq. 1)."""
        return self._part(0)

    @property
    def given(self) -> Floats:
        """``l_c.``, shape (V, ...): length with value c over all coders."""
        return self._part(1)

    @property
    def own(self) -> Floats:
        """``C_c``, shape (V, ...): squared lengths of units, lengths of gaps (eq. 4)."""
        return self._part(2)

    @property
    def common(self) -> Floats:
        """``l*_c.``, shape (V, ...): length with value c where another coder has a unit too."""
        return self._part(3)

    @property
    def common_own(self) -> Floats:
        """``C*_c``, shape (V, ...): squared common lengths of units (eq. 10)."""
        return self._part(4)


def tally_unitizing(
    values: Ints, length: Ints, transcript: Ints, *, n_values: int, n_transcripts: int
) -> UnitizingTally:
    """Sum lengths by transcript, O(n_coders^2 n_segments).

    Parameters
    ----------
    values : ndarray of int, shape (n_segments, n_coders)
        Value of each elementary segment: 0 for a gap, -1 where a coder did not do the transcript.
    length, transcript : ndarray of int, shape (n_segments,)
        Characters, and place of the transcript; segments in order.

    Returns
    -------
    UnitizingTally
        With one free axis, of length `n_transcripts`.
    """
    n_coders = values.shape[1]
    size = n_values * n_transcripts
    present = values >= 0
    others = present.sum(axis=1) - 1
    usable = present & (others >= 1)[:, None]
    per_pair = length / np.maximum(others, 1)
    cells = np.where(usable, values, 0) * n_transcripts + transcript[:, None]
    sums = np.zeros((5, size))
    for i in range(n_coders):
        mine = usable[:, i]
        first, value = _runs(values[:, i], transcript)
        where, run_others = cells[first, i], np.maximum(others[first], 1)
        run = np.where(mine[first], np.add.reduceat(length, first), 0).astype(np.float64)
        sums[1] += np.bincount(cells[:, i], weights=length * mine, minlength=size)
        sums[2] += np.bincount(where, weights=np.where(value == 0, run, run**2), minlength=size)
        unit = mine & (values[:, i] > 0)
        for j in range(n_coders):
            if j == i:
                continue
            both = usable[:, j] & mine & (values[:, i] == values[:, j])
            sums[0] += np.bincount(cells[:, i], weights=per_pair * both, minlength=size)
            covered = length * (unit & (values[:, j] > 0))
            sums[3] += np.bincount(
                cells[:, i], weights=covered / np.maximum(others, 1), minlength=size
            )
            shared = np.add.reduceat(covered, first).astype(np.float64) ** 2
            sums[4] += np.bincount(where, weights=shared / run_others, minlength=size)
    return UnitizingTally(n_values=n_values, sums=sums.reshape(5 * n_values, n_transcripts))


def _runs(value: Ints, transcript: Ints) -> tuple[npt.NDArray[np.intp], Ints]:
    """First segment and value of each maximal run."""
    new = np.ones(len(value), dtype=bool)
    new[1:] = (value[1:] != value[:-1]) | (transcript[1:] != transcript[:-1])
    first = np.flatnonzero(new)
    return first, value[first]


def _one_less(observed: Floats, expected: Floats, scale: Floats) -> Floats:
    """``1 - observed / expected``; NaN where nothing could disagree by chance."""
    defined = (expected > _NOTHING * scale) & (scale > 0)
    undefined = np.full(expected.shape, np.nan)
    ratio: Floats = np.divide(observed, expected, out=undefined, where=defined)
    return 1 - ratio


def _expected_same(tally: UnitizingTally) -> Floats:
    """``e_cc`` of equation 4."""
    total = tally.given.sum(axis=0)
    spread = total**2 - tally.own.sum(axis=0)
    factor = np.divide(total, spread, out=np.zeros_like(total), where=spread > 0)
    found: Floats = factor * (tally.given**2 - tally.own)
    return found


def u_alpha(tally: UnitizingTally) -> Floats:
    """Where and which, gaps included (eq. 5)."""
    total = tally.given.sum(axis=0)
    expected = total - _expected_same(tally).sum(axis=0)
    return _one_less(total - tally.same.sum(axis=0), expected, total)


def bar_u_alpha(tally: UnitizingTally) -> Floats:
    """Where, whichever the value: unit or gap (eq. 6, ``|u``)."""
    total = tally.given.sum(axis=0)
    spread = total**2 - tally.own.sum(axis=0)
    factor = np.divide(total, spread, out=np.zeros_like(total), where=spread > 0)
    expected = factor * (tally.given[0] * (total - tally.given[0]))
    return _one_less(tally.given[0] - tally.same[0], expected, total)


def _common(tally: UnitizingTally) -> tuple[Floats, Floats, Floats]:
    """``l*_..``, ``e*_cc`` and ``e*_.c`` of equation 10, the latter two of shape (V, ...)."""
    total = tally.common.sum(axis=0)
    own = tally.common_own.sum(axis=0)
    spread = total - np.divide(own, total, out=np.zeros_like(total), where=total > 0)
    inverse = np.divide(1.0, spread, out=np.zeros_like(total), where=spread > _NOTHING * total)
    same = inverse * (tally.common**2 - tally.common_own)
    return total, same, inverse * (total * tally.common - tally.common_own)


def cu_alpha(tally: UnitizingTally) -> Floats:
    """Which value, where two coders have a unit (eq. 11)."""
    total, same, _ = _common(tally)
    return _one_less(total - tally.same[1:].sum(axis=0), total - same.sum(axis=0), total)


def cu_coverage(tally: UnitizingTally) -> Floats:
    """Share of the continuum that `cu_alpha` is about."""
    total = tally.given.sum(axis=0)
    common = tally.common.sum(axis=0)
    found: Floats = np.divide(common, total, out=np.full_like(total, np.nan), where=total > 0)
    return found


def ku_alpha(tally: UnitizingTally) -> Floats:
    """One value against the other values, where two coders have a unit (eq. 13), shape (V, ...).

    The entry of the gap, 0, is always NaN.
    """
    _, same, expected = _common(tally)
    ratio = np.divide(
        expected, tally.common, out=np.full_like(expected, np.nan), where=tally.common > 0
    )
    observed = ratio * (tally.common - tally.same)
    found = _one_less(observed, expected - same, tally.common)
    found[0] = np.nan
    return found


def ku_coverage(tally: UnitizingTally) -> Floats:
    """Share of each value's length that `ku_alpha` is about, shape (V, ...)."""
    undefined = np.full_like(tally.given, np.nan)
    found: Floats = np.divide(tally.common, tally.given, out=undefined, where=tally.given > 0)
    return found

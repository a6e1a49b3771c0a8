"""Tally: the sums over units from which every nominal coefficient follows in one ratio.

All of them are additive, so transcripts, resampled transcripts and left-out transcripts are sums of
the same columns. Trailing axes are free: codes, transcripts, replicates.
"""

from __future__ import annotations

__all__ = ["Tally", "tally_labels", "tally_marks", "tally_tables"]

import dataclasses

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.agreement.values import Floats
from bouwsteen.analysis.speech import Ints


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Sums over units, for V values and m coders.

    Parameters
    ----------
    n_values, n_coders : int
        V and m. Marks that are there or not have the values 0 (not) and 1 (there).
    sums : ndarray of float, shape (V*V + 2*V + 3 + m*V, ...)
        The columns that the properties name, one after another.
    """

    n_values: int
    n_coders: int
    sums: Floats

    def _part(self, start: int, *shape: int) -> Floats:
        size = int(np.prod(shape))
        return self.sums[start : start + size].reshape(*shape, *self.sums.shape[1:])

    def _total(self, place: int) -> Floats:
        found: Floats = self.sums[self.n_values**2 + 2 * self.n_values + place]
        return found

    @property
    def coincidences(self) -> Floats:
        """``o_ck`` (Krippendorff 2004, p. 222), shape (V, V, ...): pairs of values within units."""
        return self._part(0, self.n_values, self.n_values)

    @property
    def paired(self) -> Floats:
        """``n_c``, shape (V, ...): values in units that two coders or more gave a value to."""
        return self._part(self.n_values**2, self.n_values)

    @property
    def shares(self) -> Floats:
        """Sum over units of the share of coders who gave each value, shape (V, ...)."""
        return self._part(self.n_values**2 + self.n_values, self.n_values)

    @property
    def agreeing(self) -> Floats:
        """Sum over units of the share of agreeing pairs of coders."""
        return self._total(0)

    @property
    def pairable(self) -> Floats:
        """Number of units with two values or more."""
        return self._total(1)

    @property
    def rated(self) -> Floats:
        """Number of units with one value or more."""
        return self._total(2)

    @property
    def by_coder(self) -> Floats:
        """How often each coder gave each value, shape (m, V, ...)."""
        return self._part(self.n_values**2 + 2 * self.n_values + 3, self.n_coders, self.n_values)

    def over(self, axis: int) -> Tally:
        """The tally summed over one of the free axes, numbered from 0."""
        return dataclasses.replace(self, sums=self.sums.sum(axis=axis + 1))

    def of(self, sums: Floats) -> Tally:
        """A tally of the same shape of values with other sums."""
        return dataclasses.replace(self, sums=sums)


def tally_tables(tables: Floats) -> Tally:
    """Tally of two coders from their cross-tables.

    Parameters
    ----------
    tables : ndarray, shape (V, V, ...)
        Units by the value of the first coder (axis 0) and of the second (axis 1).

    Examples
    --------
    >>> tally_tables(np.array([[5.0, 3.0], [1.0, 1.0]])).coincidences.tolist()
    [[10.0, 4.0], [4.0, 2.0]]
    """
    n_values, free = len(tables), tables.shape[2:]
    rows, columns = tables.sum(axis=1), tables.sum(axis=0)
    total = rows.sum(axis=0)
    same = np.zeros(free)
    for value in range(n_values):
        same = same + tables[value, value]
    parts = [
        (tables + np.swapaxes(tables, 0, 1)).reshape(n_values**2, *free),
        rows + columns,
        (rows + columns) / 2,
        same[None],
        total[None],
        total[None],
        rows,
        columns,
    ]
    return Tally(n_values=n_values, n_coders=2, sums=np.concatenate(parts))


def tally_labels(
    labels: Ints,
    *,
    n_values: int,
    weight: Ints | None = None,
    transcript: Ints | None = None,
    n_transcripts: int = 1,
) -> Tally:
    """Tally of nominal values, by transcript.

    Parameters
    ----------
    labels : ndarray of int, shape (n_units, n_coders)
        Values from 0 to ``n_values - 1``; -1 where a coder gave none.
    weight : ndarray of int, shape (n_units,), optional
        How many units each row stands for.
    transcript : ndarray of int, shape (n_units,), optional
        Each unit's transcript; without it all units are one transcript's.

    Returns
    -------
    Tally
        With one free axis, of length `n_transcripts`.
    """
    n_units, n_coders = labels.shape
    where = np.zeros(n_units, dtype=np.int64) if transcript is None else transcript
    if n_coders == 2 and (labels >= 0).all():
        cell = labels[:, 0] * n_values + labels[:, 1]
        if n_transcripts > 1:
            cell = cell * n_transcripts + where
        counts = np.bincount(cell, weights=weight, minlength=n_values**2 * n_transcripts)
        return tally_tables(counts.reshape(n_values, n_values, n_transcripts).astype(np.float64))
    weights = np.ones(n_units) if weight is None else weight.astype(np.float64)
    unit, coder = np.nonzero(labels >= 0)
    given = labels[unit, coder]
    counts = np.bincount(unit * n_values + given, minlength=n_units * n_values)
    counts = counts.reshape(n_units, n_values).astype(np.float64)
    by_coder = np.bincount(
        (coder * n_values + given) * n_transcripts + where[unit],
        weights=weights[unit],
        minlength=n_coders * n_values * n_transcripts,
    ).reshape(n_coders * n_values, n_transcripts)
    parts = [
        _unit_sums(counts[where == number], weights[where == number])
        for number in range(n_transcripts)
    ]
    return Tally(
        n_values=n_values,
        n_coders=n_coders,
        sums=np.concatenate((np.stack(parts, axis=1), by_coder)),
    )


def _unit_sums(counts: Floats, weights: Floats) -> Floats:
    """All columns but `by_coder`, for units with given numbers of coders per value."""
    given = counts.sum(axis=1)
    pairs = np.maximum(given - 1, 1)
    pairable, rated = weights * (given >= 2), weights * (given >= 1)
    scaled = counts * (pairable / pairs)[:, None]
    coincidences = counts.T @ scaled - np.diag(scaled.sum(axis=0))
    agreeing = ((counts * (counts - 1)).sum(axis=1) / (np.maximum(given, 1) * pairs)) @ pairable
    shares = (rated / np.maximum(given, 1)) @ counts
    totals = [agreeing, pairable.sum(), rated.sum()]
    return np.concatenate((coincidences.ravel(), pairable @ counts, shares, totals))


def tally_marks(
    marks: npt.NDArray[np.bool_],
    *,
    present: npt.NDArray[np.bool_],
    weight: Ints,
    transcript: Ints,
    n_transcripts: int,
) -> Tally:
    """Tally of marks that are there or not, by transcript and code.

    A present coder's unit without the code has the value 0; an absent coder's has none.

    Parameters
    ----------
    marks : ndarray of bool, shape (n_units, n_coders, n_codes)
        Who gave which code.
    present : ndarray of bool, shape (n_units, n_coders)
        Who gave a value at all.
    weight, transcript : ndarray of int, shape (n_units,)
        How many units each row stands for, and where.

    Returns
    -------
    Tally
        Of two values, with free axes (n_transcripts, n_codes).
    """
    n_codes = marks.shape[2]
    if marks.shape[1] == 2 and present.all():
        return tally_tables(_pair_tables(marks, weight, transcript, n_transcripts))
    found = [
        tally_labels(
            np.where(present, marks[:, :, code], -1).astype(np.int64),
            n_values=2,
            weight=weight,
            transcript=transcript,
            n_transcripts=n_transcripts,
        )
        for code in range(n_codes)
    ]
    return found[0].of(np.stack([one.sums for one in found], axis=-1))


def _pair_tables(
    marks: npt.NDArray[np.bool_], weight: Ints, transcript: Ints, n_transcripts: int
) -> Floats:
    """Cross-tables of two coders, shape (2, 2, n_transcripts, n_codes)."""
    n_codes = marks.shape[2]
    value = 2 * marks[:, 0].astype(np.int64) + marks[:, 1]
    cell = (value * n_transcripts + transcript[:, None]) * n_codes + np.arange(n_codes)
    weights = np.repeat(weight.astype(np.float64), n_codes)
    counts = np.bincount(cell.ravel(), weights=weights, minlength=4 * n_transcripts * n_codes)
    return counts.astype(np.float64).reshape(2, 2, n_transcripts, n_codes)

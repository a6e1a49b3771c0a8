"""Mathet's gamma: agreement on place and code at once, from the best alignment of units.

Overlapping and nested units are welcome and uncoded text plays no part. Two coders are aligned
exactly: that is an assignment, and since a pair is worth making only when it costs less than
leaving both units alone, the table of costs is sparse. Gamma rests on random continua, so seed and
number of samples belong to the figure. It is not on the scale of alpha: identical annotations give
1 even when nothing varies.

References
----------
Mathet, Y., Widlöcher, A. & Métivier, J.-P. (2015). The unified and holistic method gamma for
inter-annotator agreement measure and alignment. Computational Linguistics 41(3), 437-479.
"""

from __future__ import annotations

__all__ = ["Annotation", "disorder", "gamma", "gamma_pairwise_mean", "positional_distance"]

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.agreement.values import Floats
from bouwsteen.analysis.speech import Ints

_EMPTY = 1.0
"""``Delta_empty``: cost of a unit that has no partner; the scale of all costs."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One coder's units of one transcript.

    Parameters
    ----------
    start, end : ndarray of float, shape (n_units,)
        Bounds.
    code : ndarray of int, shape (n_units,)
        Categories.
    """

    start: Floats
    end: Floats
    code: Ints

    def __len__(self) -> int:
        return len(self.start)


def positional_distance(
    start: Floats, end: Floats, other_start: Floats, other_end: Floats
) -> Floats:
    """``((|ds| + |de|) / (l1 + l2))^2`` (Mathet et al. 2015, eq. 3, for ``Delta_empty`` 1).

    Examples
    --------
    >>> one, two = (np.array([4.0]), np.array([14.0])), (np.array([20.0]), np.array([25.0]))
    >>> positional_distance(*one, *two).round(2).tolist()
    [3.24]
    """
    moved = np.abs(start - other_start) + np.abs(end - other_end)
    spread: Floats = (moved / (end - start + other_end - other_start)) ** 2
    return spread


def disorder(
    one: Annotation, two: Annotation, *, position: float = 1.0, category: float = 1.0
) -> float:
    """Cost of the best alignment of two coders' units, not yet divided by their number.

    Parameters
    ----------
    position, category : float
        Weights (alpha and beta) of the difference in place and in code.

    Returns
    -------
    float
        The least sum, over pairs and single units, of ``position * d_pos + category * d_cat`` for a
        pair and ``Delta_empty`` for a single unit.
    """
    row, column = _candidates(one, two, reach=np.sqrt(2 * _EMPTY / position))
    cost = position * positional_distance(
        one.start[row], one.end[row], two.start[column], two.end[column]
    )
    cost = cost + category * (one.code[row] != two.code[column])
    worth = cost < 2 * _EMPTY
    row, column, cost = row[worth], column[worth], cost[worth]
    # Pairs whose units have no other candidate are decided, which leaves little to assign.
    sole = (np.bincount(row, minlength=len(one))[row] == 1) & (
        np.bincount(column, minlength=len(two))[column] == 1
    )
    paired = float(cost[sole].sum()) + _assigned(row[~sole], column[~sole], cost[~sole])
    alone = len(one) + len(two) - len(np.unique(row)) - len(np.unique(column))
    return paired + alone * _EMPTY


def _candidates(one: Annotation, two: Annotation, *, reach: float) -> tuple[Ints, Ints]:
    """Pairs near enough to be worth a look.

    A pair costs too much when starts lie further apart than `reach` times both lengths together.
    The other coder's units are taken by classes of length, so one long unit widens no other window.
    """
    rows, columns = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    length, own = two.end - two.start, one.end - one.start
    classes = np.frexp(length)[1]
    for size in np.unique(classes).tolist():
        places = np.flatnonzero(classes == size)
        places = places[np.argsort(two.start[places], kind="stable")]
        starts = two.start[places]
        window = reach * (own + length[places].max())
        first = np.searchsorted(starts, one.start - window, side="left")
        reached = np.searchsorted(starts, one.start + window, side="right") - first
        row = np.repeat(np.arange(len(one)), reached)
        step = np.arange(len(row)) - np.repeat(np.cumsum(reached) - reached - first, reached)
        rows.append(row)
        columns.append(places[step])
    return np.concatenate(rows), np.concatenate(columns)


def _assigned(row: Ints, column: Ints, cost: Floats) -> float:
    """Least cost of pairing, or leaving alone, the units that have a candidate."""
    if not len(row):
        return 0.0
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    _, row = np.unique(row, return_inverse=True)
    _, column = np.unique(column, return_inverse=True)
    n, m = int(row.max()) + 1, int(column.max()) + 1
    units, others = np.arange(n), np.arange(m)
    # A unit without partner meets its own dummy; dummies of a pair meet each other for nothing.
    # One is added to every cost because the sparse table drops zeros.
    rows = np.concatenate((row, units, n + others, n + column))
    columns = np.concatenate((column, m + units, others, m + row))
    costs = np.concatenate((cost, np.full(n + m, _EMPTY), np.zeros(len(row)))) + 1
    table = csr_matrix((costs, (rows, columns)), shape=(n + m, n + m))
    chosen_rows, chosen_columns = min_weight_full_bipartite_matching(table)
    return float(table[chosen_rows, chosen_columns].sum()) - (n + m)


def gamma(
    transcripts: Sequence[tuple[Annotation, Annotation]],
    *,
    samples: int = 100,
    seed: int = 0,
    position: float = 1.0,
    category: float = 1.0,
) -> float:
    """Gamma of two coders: ``1 - observed disorder / expected disorder``.

    Disorder is the cost of the best alignments of all transcripts over the mean number of units a
    coder. Expected disorder is its mean over random continua, made transcript by transcript:
    about as many units as these coders have, with gaps, lengths and codes drawn from what they did.

    Parameters
    ----------
    transcripts : sequence of pairs of Annotation
        Two coders' units of each transcript.
    samples : int
        Random continua; under about a hundred the first decimal still moves.
    seed : int
        Of the draws.
    position, category : float
        alpha and beta of Mathet et al. (2015), eq. 8.

    Returns
    -------
    float
        NaN when there are no units, or random continua show no disorder either.
    """
    weights = {"position": position, "category": category}
    n_units = sum(len(one) + len(two) for one, two in transcripts) / 2
    if not n_units:
        return float("nan")
    observed = sum(disorder(one, two, **weights) for one, two in transcripts) / n_units
    if observed == 0:
        return 1.0
    chance = np.random.default_rng(seed)
    expected = []
    for _ in range(samples):
        drawn = [list(_sampled(pair, chance)) for pair in transcripts]
        size = sum(len(one) + len(two) for one, two in drawn) / 2
        if size:
            expected.append(sum(disorder(one, two, **weights) for one, two in drawn) / size)
    mean = float(np.mean(expected)) if expected else 0.0
    return 1 - observed / mean if mean > 0 else float("nan")


def gamma_pairwise_mean(
    transcripts: Sequence[Sequence[Annotation | None]], *, samples: int = 100, seed: int = 0
) -> float:
    """Plain mean of the gammas of all pairs of coders; not Mathet's gamma for three or more.

    Parameters
    ----------
    transcripts : sequence of sequence of Annotation or None
        One annotation a coder; None where a coder did not do the transcript.

    Returns
    -------
    float
        NaN when a pair of coders that share transcripts has none.
    """
    n_coders = len(transcripts[0]) if transcripts else 0
    found = []
    for i, j in combinations(range(n_coders), 2):
        shared = [
            (one, two)
            for one, two in ((row[i], row[j]) for row in transcripts)
            if one is not None and two is not None
        ]
        if shared:
            found.append(gamma(shared, samples=samples, seed=seed))
    return float(np.mean(found)) if found else float("nan")


def _sampled(
    pair: tuple[Annotation, Annotation], chance: np.random.Generator
) -> Iterator[Annotation]:
    """A random annotation for each coder, by the moments of what both did."""
    counts = np.array([len(one) for one in pair], dtype=np.float64)
    if not counts.sum():
        yield from pair
        return
    lengths = np.concatenate([one.end - one.start for one in pair])
    gaps = np.concatenate([_gaps(one) for one in pair])
    codes = np.concatenate([one.code for one in pair])
    for _ in pair:
        n = int(abs(chance.normal(counts.mean(), counts.std())))
        drawn = np.maximum(np.abs(chance.normal(lengths.mean(), lengths.std(), n)), 1e-3)
        between = chance.normal(gaps.mean(), gaps.std(), n)
        end = np.cumsum(between + drawn)
        yield Annotation(start=end - drawn, end=end, code=chance.choice(codes, n))


def _gaps(one: Annotation) -> npt.NDArray[np.float64]:
    """Characters between a unit's end and the next one's start, the first from the text's start."""
    order = np.argsort(one.start, kind="stable")
    return one.start[order] - np.concatenate(([0.0], one.end[order]))[: len(one)]

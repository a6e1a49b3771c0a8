"""What a coder's own work teaches: one logistic regression a code, its weights as numbers."""

from __future__ import annotations

__all__ = ["FEWEST", "Learned", "fit_learned", "folds", "out_of_fold"]

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bouwsteen.coding.suggest.features import Features

if TYPE_CHECKING:
    from scipy.sparse import csr_array

FEWEST = 5
"""A code with fewer passages than this is left to the codebook."""

_STRENGTH = 5.0
_FOLDS = 5
_TOLERANCE = 1e-3


@dataclasses.dataclass(frozen=True, kw_only=True)
class Learned:
    """Weights of words for codes.

    Parameters
    ----------
    features : Features
        The columns.
    weights : array of float, shape (width, n_codes)
        Coefficients of the words.
    hints : array of float, shape (n_hints, n_codes)
        Coefficients of what the codebook says of the code itself.
    intercepts : array of float, shape (n_codes,)
        Constant of each code.
    taught : array of bool, shape (n_codes,)
        False for a code with too few passages; its logits are 0.
    """

    features: Features
    weights: NDArray[np.float64]
    hints: NDArray[np.float64]
    intercepts: NDArray[np.float64]
    taught: NDArray[np.bool_]

    def logits(self, matrix: csr_array, hints: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log-odds of the codes.

        Parameters
        ----------
        matrix : csr_array, shape (n_passages, width)
            From `Features.matrix`.
        hints : array of float, shape (n_passages, n_codes, n_hints)
            What the codebook says of each code.

        Returns
        -------
        array of float, shape (n_passages, n_codes)
        """
        said = np.einsum("pch,hc->pc", hints, self.hints)
        return np.asarray(matrix @ self.weights + said + self.intercepts)


def fit_learned(
    features: Features,
    matrix: csr_array,
    hints: NDArray[np.float64],
    marks: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    seed: int,
) -> Learned:
    """Fit one logistic regression for each code that has enough passages.

    Parameters
    ----------
    features : Features
        Columns of `matrix`.
    matrix : csr_array, shape (n_passages, width)
        Passages that the coder has dealt with.
    hints : array of float, shape (n_passages, n_codes, n_hints)
        What the codebook says of each code.
    marks : array of bool, shape (n_passages, n_codes)
        Which codes they carry.
    weights : array of float, shape (n_passages, n_codes)
        How sure each mark is: an unticked code in an unfinished transcript counts half.
    seed : int
        For the solver.
    """
    from scipy.sparse import csr_array, hstack
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    n_codes, n_hints = marks.shape[1], hints.shape[2]
    used = np.unique(matrix.indices)
    rows = np.concatenate([used, np.arange(features.width, features.width + n_hints)])
    matrix = matrix[:, used]
    found = np.zeros((features.width + n_hints, n_codes))
    intercepts = np.zeros(n_codes)
    positives = marks.sum(axis=0)
    taught = (positives >= FEWEST) & (positives < len(marks))
    for code in np.flatnonzero(taught):
        columns = hstack([matrix, csr_array(hints[:, code])], format="csr")
        columns.indices = columns.indices.astype("i4")
        columns.indptr = columns.indptr.astype("i4")
        solver = LogisticRegression(
            C=_STRENGTH, solver="liblinear", random_state=seed, tol=_TOLERANCE
        )
        solver.fit(columns, marks[:, code], sample_weight=weights[:, code])
        found[rows, code] = solver.coef_[0]
        intercepts[code] = solver.intercept_[0]
    return Learned(
        features=features,
        weights=found[: features.width],
        hints=found[features.width :],
        intercepts=intercepts,
        taught=taught,
    )


def folds(groups: Sequence[str], *, seed: int) -> NDArray[np.int64]:
    """Deal transcripts out over folds, so that no transcript is in two.

    Parameters
    ----------
    groups : sequence of str
        Transcript of each passage. With fewer than three, stretches of passages take their place.
    seed : int
        For the dealing.

    Returns
    -------
    array of int, shape (n_passages,)
        Fold of each passage, from 0.
    """
    names, number, sizes = np.unique(np.array(groups), return_inverse=True, return_counts=True)
    if len(names) < 3:
        return (np.arange(len(groups)) * _FOLDS) // max(1, len(groups))
    order = np.random.default_rng(seed).permutation(len(names))
    order = order[np.argsort(-sizes[order], kind="stable")]
    load = np.zeros(min(_FOLDS, len(names)), dtype=np.int64)
    fold = np.zeros(len(names), dtype=np.int64)
    for name in order:
        fold[name] = int(np.argmin(load))
        load[fold[name]] += sizes[name]
    return np.asarray(fold[number])


def out_of_fold(
    features: Features,
    matrix: csr_array,
    hints: NDArray[np.float64],
    marks: NDArray[np.bool_],
    weights: NDArray[np.float64],
    fold: NDArray[np.int64],
    *,
    seed: int,
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Log-odds that each passage gets from a model that never saw its transcript.

    Returns
    -------
    logits : array of float, shape (n_passages, n_codes)
    taught : array of bool, shape (n_passages, n_codes)
        Whether that model had learned the code.
    """
    logits = np.zeros(marks.shape)
    taught = np.zeros(marks.shape, dtype=bool)
    for one in np.unique(fold):
        inside, outside = fold == one, fold != one
        if not outside.any():
            continue
        model = fit_learned(
            features,
            matrix[outside],
            hints[outside],
            marks[outside],
            weights[outside],
            seed=seed,
        )
        logits[inside] = model.logits(matrix[inside], hints[inside])
        taught[inside] = model.taught
    return logits, taught

"""Models taught by some transcripts and asked about others."""

from __future__ import annotations

__all__ = ["Judged", "Trial", "make_trial"]

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.suggest.measures import thresholds
from bouwsteen.coding.suggest.model import Passage
from bouwsteen.coding.suggest.suggester import Ground, lay_ground
from bouwsteen.coding.suggest.teach import probabilities_of, scores_in_context, teach
from bouwsteen.coding.suggest.text import read_words
from bouwsteen.coding.suggest.training import Training

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclasses.dataclass(frozen=True, kw_only=True)
class Judged:
    """What models said of passages in transcripts that did not teach them.

    Parameters
    ----------
    probabilities : array of float, shape (n_passages, n_codes)
        Of each block.
    chosen : array of bool, of the same shape
        Whether that is enough to say yes.
    taught : float
        Passages that taught, on average over the parts.
    """

    probabilities: NDArray[np.float64]
    chosen: NDArray[np.bool_]
    taught: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trial:
    """The coded passages read once, and the parts in which they are left out.

    Make it with `make_trial`.
    """

    ground: Ground
    matrix: csr_array
    scores: NDArray[np.float64]
    training: Training
    groups: Sequence[str]
    fold: NDArray[np.int64]
    untaught: float
    seed: int

    @property
    def smallest(self) -> int:
        """Passages that teach when the largest part is left out."""
        return len(self.fold) - int(np.bincount(self.fold).max())

    def run(self, size: int | None = None) -> Judged:
        """Judge each part by what the other parts teach, thresholds and all.

        Parameters
        ----------
        size : int, optional
            Only so many passages of the other parts, drawn at random, teach.
        """
        probabilities = np.zeros(self.scores.shape)
        chosen = np.zeros(self.scores.shape, dtype=bool)
        rng = np.random.default_rng(self.seed)
        counts = []
        for one in np.unique(self.fold):
            own, taught = self.fold == one, np.flatnonzero(self.fold != one)
            if size is not None:
                taught = np.sort(rng.permutation(taught)[:size])
            probabilities[own], chosen[own] = self._judge(own, taught)
            counts.append(len(taught))
        return Judged(probabilities=probabilities, chosen=chosen, taught=float(np.mean(counts)))

    def _judge(
        self, own: NDArray[np.bool_], taught: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Probabilities of passages, and yes or no by thresholds of the taught passages alone."""
        marks = self.training.marks[taught]
        learned, blend, _, held_out = teach(
            self.ground.features,
            self.matrix[taught],
            self.scores[taught],
            marks,
            self.training.weights[taught],
            [self.groups[place] for place in taught.tolist()],
            seed=self.seed,
        )
        found = probabilities_of(learned, blend, self.matrix[own], self.scores[own])
        least = self.untaught if held_out is None else thresholds(held_out, marks)
        return found, found >= least


def make_trial(
    codebook: Codebook,
    passages: Sequence[Passage],
    training: Training,
    *,
    language: str,
    folds: int,
    untaught: float,
    seed: int,
) -> Trial:
    """Read the coded passages and deal their transcripts out over parts.

    Which words are rare is counted over all passages, those of the part left out among them:
    that takes their text, which a study has at hand before anything is coded, never their codes.

    Parameters
    ----------
    codebook : Codebook
        Whose blocks are suggested.
    passages : sequence of Passage
        Every passage of the study in this language.
    training : Training
        One coder's work.
    language : str
        ``nl`` or ``en``.
    folds : int
        Number of parts at most; no more than there are transcripts.
    untaught : float
        Probability from which to say yes while nothing teaches.
    seed : int
        For dealing out and for the solvers.
    """
    chosen = [passages[place] for place in training.places]
    ground = lay_ground(codebook, passages, language=language)
    words = read_words([one.text for one in chosen], language=language, model=ground.model)
    groups = [one.transcript for one in chosen]
    return Trial(
        ground=ground,
        matrix=ground.features.matrix(words),
        scores=scores_in_context(ground.lexicon, chosen, words),
        training=training,
        groups=groups,
        fold=_dealt(groups, folds, seed),
        untaught=untaught,
        seed=seed,
    )


def _dealt(groups: Sequence[str], folds: int, seed: int) -> NDArray[np.int64]:
    names, number = np.unique(np.array(groups), return_inverse=True)
    order = np.random.default_rng(seed).permutation(len(names))
    return np.asarray((order % min(folds, len(names)))[number])

"""From a coder's work to a model: learned weights, and how far to trust them."""

from __future__ import annotations

__all__ = ["prior_only", "probabilities_of", "scores_in_context", "teach"]

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bouwsteen.coding.suggest.blend import Blend, fit_blend, hints
from bouwsteen.coding.suggest.features import Features
from bouwsteen.coding.suggest.learned import Learned, fit_learned, folds, out_of_fold
from bouwsteen.coding.suggest.lexicon import Lexicon
from bouwsteen.coding.suggest.model import Passage
from bouwsteen.coding.suggest.text import Words, read_words

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_CONTEXT = 0.3


def scores_in_context(
    lexicon: Lexicon, passages: Sequence[Passage], words: Words
) -> NDArray[np.float64]:
    """Scores of the codebook, with a little of the question asked and of the rest of the turn.

    Parameters
    ----------
    lexicon : Lexicon
        Of the blocks.
    passages : sequence of Passage
        In the order of the text.
    words : Words
        Their words.

    Returns
    -------
    array of float, shape (n_passages, n_blocks)
    """
    own = lexicon.scores(words)
    if not len(passages):
        return own
    asked, place = np.unique([one.question for one in passages], return_inverse=True)
    read = read_words(asked.tolist(), language=lexicon.language, model=lexicon.model)
    questions = lexicon.scores(read)
    turns = [(one.transcript, one.turn) for one in passages]
    opens = [at for at in range(len(turns)) if not at or turns[at] != turns[at - 1]]
    sizes = np.diff([*opens, len(turns)])
    means = np.repeat(np.add.reduceat(own, opens, axis=0) / sizes[:, None], sizes, axis=0)
    divided = np.repeat(sizes > 1, sizes)[:, None]
    return np.asarray(own + _CONTEXT * (questions[place] + np.where(divided, means, 0.0)))


def teach(
    features: Features,
    matrix: csr_array,
    scores: NDArray[np.float64],
    marks: NDArray[np.bool_],
    weights: NDArray[np.float64],
    groups: Sequence[str],
    *,
    seed: int,
) -> tuple[Learned | None, Blend, str, NDArray[np.float64] | None]:
    """Learn from passages that a coder has dealt with.

    Parameters
    ----------
    features : Features
        Columns of `matrix`.
    matrix : csr_array, shape (n_passages, width)
        Their words.
    scores : array of float, shape (n_passages, n_codes)
        From `scores_in_context`.
    marks, weights : arrays of the same shape
        From `training_of`.
    groups : sequence of str
        Their transcripts: how far to trust the model is learned on transcripts it has not seen.
    seed : int
        For folds and solvers.

    Returns
    -------
    learned : Learned or None
    blend : Blend
    reason : str
        Why nothing was learned, as in `Teaching`; empty when something was.
    held_out : array of float, shape (n_passages, n_codes), or None
        Probabilities that these passages get from words learned in the other transcripts; they
        serve to choose thresholds. None when there is nothing to learn from.
    """
    if not len(marks):
        return None, prior_only(marks.shape[1]), "nothing_coded", None
    if (marks == marks[0]).all():
        return None, prior_only(marks.shape[1]), "all_the_same", None
    said = hints(scores)
    fold = folds(groups, seed=seed)
    logits, taught = out_of_fold(features, matrix, said, marks, weights, fold, seed=seed)
    blend = fit_blend(scores, logits, taught, marks, weights, seed=seed)
    learned = fit_learned(features, matrix, said, marks, weights, seed=seed)
    reason = "" if learned.taught.any() else "too_few"
    return learned, blend, reason, blend.probabilities(scores, logits, taught)


def probabilities_of(
    learned: Learned | None, blend: Blend, matrix: csr_array | None, scores: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Probabilities of the codes from what `teach` gave, shape (n_passages, n_codes)."""
    if learned is None or matrix is None:
        none = np.zeros(scores.shape)
        return blend.probabilities(scores, none, none.astype(bool))
    return blend.probabilities(scores, learned.logits(matrix, hints(scores)), learned.taught)


def prior_only(n_codes: int) -> Blend:
    """The shipped prior, without anything learned."""
    return Blend(coefficients=(), share=0.0, rates=np.zeros(n_codes))

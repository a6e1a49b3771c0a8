"""How good suggestions are for a coder, on transcripts that the model never saw."""

from __future__ import annotations

__all__ = ["SIZES", "evaluate"]

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.suggest.measures import (
    average,
    calibration_error,
    f1,
    kappa,
    offered,
    recall_at,
    top_hits,
)
from bouwsteen.coding.suggest.model import BANDS, Limits, Passage, band
from bouwsteen.coding.suggest.results import CodeResult, CurvePoint, Evaluation
from bouwsteen.coding.suggest.training import Training
from bouwsteen.coding.suggest.trial import Judged, Trial, make_trial
from bouwsteen.errors import CodingError

SIZES = (0, 25, 50, 100, 200, 400)
"""Numbers of coded passages at which the learning curve is measured."""


def evaluate(
    codebook: Codebook,
    passages: Sequence[Passage],
    training: Training,
    *,
    language: str,
    others: NDArray[np.bool_] | None = None,
    limits: Limits | None = None,
    silent: Collection[str] = (),
    folds: int = 5,
    seed: int = 0,
) -> Evaluation:
    """Measure suggestions against what a coder did, transcript by transcript left out.

    Nothing that a coder did in a transcript has a part in judging it: not in the words learned,
    not in the blend, not in the thresholds. Its text has: which words are rare is counted over
    all passages, coded or not, as it is when suggestions are made.

    Parameters
    ----------
    codebook : Codebook
        Whose blocks are suggested.
    passages : sequence of Passage
        Every passage of the study in this language.
    training : Training
        One coder's work in finished transcripts: elsewhere a code that is missing says nothing.
    language : str
        ``nl`` or ``en``.
    others : array of bool, shape (len(training), n_blocks), optional
        What another coder gave the same passages, for the kappa of humans.
    limits : Limits, optional
        When to keep silent.
    silent : collection of str
        Blocks that are not shown, from `silent_blocks`.
    folds : int
        In how many parts the transcripts are left out.
    seed : int
        For dealing out and for the solvers.

    Returns
    -------
    Evaluation

    Raises
    ------
    CodingError
        With work in fewer than two transcripts, or when every mark is the same.
    """
    marks = training.marks
    n = len({passages[place].transcript for place in training.places})
    _check(marks, n)
    limits = limits or Limits()
    trial = make_trial(
        codebook,
        passages,
        training,
        language=language,
        folds=folds,
        untaught=limits.minimum,
        seed=seed,
    )
    judged = trial.run()
    blocks = trial.ground.lexicon.codes
    shown = offered(judged.probabilities, limits) & [key not in silent for key in blocks]
    assisted = np.zeros(marks.shape, dtype=bool)
    if training.assisted is not None:
        assisted = marks & training.assisted
    return Evaluation(
        passages=len(marks),
        transcripts=n,
        marks=int(marks.sum()),
        assisted=int(assisted.sum()),
        recall=recall_at(judged.probabilities, marks),
        recall_assisted=recall_at(judged.probabilities, assisted),
        recall_unassisted=recall_at(judged.probabilities, marks & ~assisted),
        hits=top_hits(judged.probabilities, marks),
        macro_f1=_macro_f1(judged.chosen, marks),
        macro_f1_always=_macro_f1(np.ones(marks.shape, dtype=bool), marks),
        calibration_error=calibration_error(judged.probabilities, marks),
        codes=tuple(
            _of_code(key, place, judged, shown, marks, others) for place, key in enumerate(blocks)
        ),
        bands=_bands(judged.probabilities, shown, marks),
        curve=_curve(trial, judged, marks),
    )


def _check(marks: NDArray[np.bool_], transcripts: int) -> None:
    if transcripts < 2:
        raise CodingError(
            "Suggestions are measured on finished transcripts that the model has not seen; "
            f"there is coded work in {transcripts}.",
            "Finish a second transcript first: bouwsteen code done",
            key="suggest_too_few_done",
            transcripts=transcripts,
        )
    if marks.all() or not marks.any():
        raise CodingError(
            "Every passage carries the same codes, so right and wrong cannot be told apart.",
            "Code passages with different codes first.",
            key="suggest_no_difference",
        )


def _of_code(
    key: str,
    place: int,
    judged: Judged,
    shown: NDArray[np.bool_],
    marks: NDArray[np.bool_],
    others: NDArray[np.bool_] | None,
) -> CodeResult:
    own = marks[:, place]
    only = np.zeros(marks.shape, dtype=bool)
    only[:, place] = own
    return CodeResult(
        code=key,
        n=int(own.sum()),
        recall=recall_at(judged.probabilities, only),
        shown=int(shown[:, place].sum()),
        right=int((shown[:, place] & own).sum()),
        f1=f1(judged.chosen, marks)[place],
        kappa=kappa(judged.chosen[:, place], own),
        kappa_humans=None if others is None else kappa(others[:, place], own),
    )


def _bands(
    probabilities: NDArray[np.float64], shown: NDArray[np.bool_], marks: NDArray[np.bool_]
) -> tuple[tuple[str, int, int], ...]:
    names = np.array([band(value) for value in probabilities[shown]])
    right = marks[shown]
    return tuple(
        (name, int((names == name).sum()), int(right[names == name].sum())) for name, _ in BANDS
    )


def _curve(trial: Trial, full: Judged, marks: NDArray[np.bool_]) -> tuple[CurvePoint, ...]:
    """Points at sizes that every part can be taught with, and one with all that there is."""
    points = [trial.run(size) for size in SIZES if size < trial.smallest]
    return tuple(
        CurvePoint(
            passages=round(one.taught),
            recall=recall_at(one.probabilities, marks),
            macro_f1=_macro_f1(one.chosen, marks),
        )
        for one in (*points, full)
    )


def _macro_f1(chosen: NDArray[np.bool_], marks: NDArray[np.bool_]) -> float | None:
    occurs = marks.any(axis=0)
    return average(f1(chosen[:, occurs], marks[:, occurs]))

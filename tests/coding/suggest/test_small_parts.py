from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from bouwsteen.coding.suggest.blend import PRIOR, fit_blend, prior_logits
from bouwsteen.coding.suggest.gate import silent_blocks
from bouwsteen.coding.suggest.learned import folds
from bouwsteen.coding.suggest.measures import (
    average,
    calibration_error,
    f1,
    kappa,
    recall_at,
    thresholds,
    top_hits,
)
from bouwsteen.coding.suggest.model import Passage, Verdict
from bouwsteen.coding.suggest.order import SPREAD, working_order
from bouwsteen.transcripts.model import Span


@pytest.fixture
def marks() -> np.ndarray:
    return np.random.default_rng(1).random((200, 3)) < 0.3


def test_kappa_and_f1_are_those_of_scikit_learn(marks: np.ndarray) -> None:
    other = marks ^ (np.random.default_rng(2).random(marks.shape) < 0.1)
    assert kappa(marks[:, 0], other[:, 0]) == pytest.approx(
        cohen_kappa_score(marks[:, 0], other[:, 0])
    )
    assert f1(other, marks) == pytest.approx(f1_score(marks, other, average=None).tolist())


def test_figures_without_anything_to_measure_are_none() -> None:
    none = np.zeros((2, 2), dtype=bool)
    assert recall_at(np.zeros((2, 2)), none) is None
    assert top_hits(np.zeros((2, 2)), none) is None
    assert f1(none, none) == [None, None]
    assert kappa(none[:, 0], none[:, 0]) is None
    assert kappa(none[:0, 0], none[:0, 0]) is None
    assert calibration_error(np.zeros((0, 2)), none[:0]) is None
    assert average([None, None]) is None


def test_calibration_error_is_what_confidence_is_off() -> None:
    marks = np.array([[True], [False], [False], [False]])
    assert calibration_error(np.full((4, 1), 0.25), marks) == pytest.approx(0.0)
    assert calibration_error(np.full((4, 1), 0.75), marks) == pytest.approx(0.5)


def test_thresholds_part_what_can_be_parted() -> None:
    found = thresholds(np.array([[0.1], [0.2], [0.6], [0.7]]), np.array([[0], [0], [1], [1]]) > 0)
    assert 0.2 < found[0] <= 0.6


def test_prior_rises_with_the_score_and_is_low_without() -> None:
    logits = prior_logits(np.array([[0.0, 0.5, 3.0]]))[0]
    assert logits[0] < logits[1] < logits[2]
    # Without any score the ranks go to the first codes, which lifts them a little.
    assert logits[0] <= PRIOR[0] + PRIOR[3] + PRIOR[4]


def test_blend_is_the_prior_alone_when_every_mark_is_the_same() -> None:
    scores = np.ones((4, 2))
    blend = fit_blend(
        scores,
        np.zeros((4, 2)),
        np.zeros((4, 2), dtype=bool),
        np.zeros((4, 2), dtype=bool),
        np.ones((4, 2)),
        seed=0,
    )
    assert (blend.coefficients, blend.share) == ((), 0.0)


def test_folds_keep_transcripts_whole() -> None:
    groups = [f"t{number % 7}" for number in range(70)]
    found = folds(groups, seed=0)
    assert len(set(found.tolist())) == 5
    assert len({(group, fold) for group, fold in zip(groups, found.tolist(), strict=True)}) == 7


def test_folds_of_one_transcript_are_stretches() -> None:
    assert folds(["t"] * 10, seed=0).tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_silent_block_needs_thirty_decisions_of_which_few_accepted() -> None:
    few = [("a", Verdict.REJECTED)] * 29
    assert silent_blocks(few) == ()
    assert silent_blocks([*few, ("a", Verdict.CHANGED)]) == ("a",)
    assert silent_blocks([*few, ("a", Verdict.SKIPPED)]) == ()
    assert silent_blocks([*few, *[("a", Verdict.ACCEPTED)] * 6]) == ()
    assert silent_blocks([*[("a", Verdict.ACCEPTED)] * 50, *few, ("a", Verdict.REJECTED)]) == ("a",)


def test_working_order_spreads_the_first_fifty_then_follows_the_text() -> None:
    passages = [
        Passage(transcript=key, turn=turn, span=Span(turn, turn + 1), text="x")
        for key in ("a", "b", "c")
        for turn in range(1, 41)
    ]
    order = working_order(passages)
    assert sorted(order) == list(range(120))
    first = [passages[place].transcript for place in order[:SPREAD]]
    assert {key: first.count(key) for key in "abc"} == {"a": 17, "b": 17, "c": 16}
    assert list(order[SPREAD:]) == sorted(order[SPREAD:])
    assert working_order(passages, dealt_with=SPREAD) == tuple(range(120))

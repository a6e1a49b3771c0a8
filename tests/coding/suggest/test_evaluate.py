from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.suggest.evaluate import evaluate
from bouwsteen.coding.suggest.model import Passage
from bouwsteen.coding.suggest.training import Training
from bouwsteen.coding.suggest.trial import make_trial
from bouwsteen.errors import CodingError

Collection = tuple[list[Passage], list[str | None]]
HOW: dict[str, Any] = {"language": "nl", "folds": 5, "untaught": 0.2, "seed": 0}


def training(about: list[str | None], rows: list[int]) -> Training:
    marks = np.array([[about[row] == "veiligheid", about[row] == "geld"] for row in rows])
    return Training(places=np.array(rows), marks=marks, weights=np.ones(marks.shape))


def test_evaluate_measures_what_can_be_told_apart(book: Codebook, collection: Collection) -> None:
    passages, about = collection
    done = training(about, list(range(60)))
    found = evaluate(book, passages, done, language="nl", others=done.marks)
    assert (found.passages, found.transcripts) == (60, 6)
    assert (found.recall, found.hits) == (1.0, 1.0)
    assert found.macro_f1 == 1.0
    assert found.calibration_error is not None and found.calibration_error < 0.15
    assert [(one.code, one.n, one.kappa, one.kappa_humans) for one in found.codes] == [
        ("veiligheid", 20, 1.0, 1.0),
        ("geld", 20, 1.0, 1.0),
    ]
    # Five parts: one of two transcripts and four of one, ten passages each.
    assert [point.passages for point in found.curve] == [0, 25, 48]
    assert found.macro_f1_always == pytest.approx(0.5)
    assert (found.marks, found.assisted, found.recall_assisted) == (40, 0, None)
    assert found.recall_unassisted == found.recall
    assert sum(shown for _, shown, _ in found.bands) == sum(one.shown for one in found.codes)


def test_evaluate_needs_two_transcripts(book: Codebook, collection: Collection) -> None:
    passages, about = collection
    with pytest.raises(CodingError, match="there is coded work in 1"):
        evaluate(book, passages, training(about, list(range(10))), language="nl")


def test_evaluate_needs_different_marks(book: Codebook, collection: Collection) -> None:
    passages, _ = collection
    nothing = training([None] * 60, list(range(60)))
    with pytest.raises(CodingError, match="carries the same codes"):
        evaluate(book, passages, nothing, language="nl")


def test_start_of_the_curve_hangs_on_no_label(book: Codebook, collection: Collection) -> None:
    passages, about = collection
    taught: list[str | None] = [key or "geld" for key in about]
    rows = [row for row in range(60) if about[row]]
    plain = make_trial(book, passages, training(about, rows), **HOW).run(0)
    more = make_trial(book, passages, training(taught, rows[::-1]), **HOW).run(0)
    assert plain.taught == 0.0
    assert np.array_equal(plain.chosen, plain.probabilities >= 0.2)
    assert np.array_equal(more.chosen, more.probabilities >= 0.2)


@pytest.mark.parametrize("size", [25, None])
def test_judgement_of_a_part_hangs_on_no_label_in_it(
    book: Codebook, collection: Collection, size: int | None
) -> None:
    passages, about = collection
    done = training(about, list(range(60)))
    before = make_trial(book, passages, done, **HOW)
    own = before.fold == 0
    marks = done.marks.copy()
    marks[own] = ~marks[own]
    after = make_trial(book, passages, dataclasses.replace(done, marks=marks), **HOW)
    one, other = before.run(size), after.run(size)
    assert np.array_equal(one.probabilities[own], other.probabilities[own])
    assert np.array_equal(one.chosen[own], other.chosen[own])
    assert not np.array_equal(one.probabilities[~own], other.probabilities[~own])


def test_evaluate_shows_no_silent_block(book: Codebook, collection: Collection) -> None:
    passages, about = collection
    done = training(about, list(range(60)))
    loud = evaluate(book, passages, done, language="nl")
    found = evaluate(book, passages, done, language="nl", silent=("geld",))
    assert [(one.shown > 0, one.right) for one in loud.codes] == [(True, 20), (True, 20)]
    assert [(one.shown > 0, one.right) for one in found.codes] == [(True, 20), (False, 0)]
    assert sum(shown for _, shown, _ in found.bands) == found.codes[0].shown
    assert found.recall == loud.recall


def test_evaluate_tells_assisted_marks_apart(book: Codebook, collection: Collection) -> None:
    passages, about = collection
    done = training(about, list(range(60)))
    assisted = done.marks & (np.arange(60) % 2 == 0)[:, None]
    done = dataclasses.replace(done, assisted=assisted)
    found = evaluate(book, passages, done, language="nl")
    assert (found.marks, found.assisted) == (40, int(assisted.sum()))
    assert (found.recall_assisted, found.recall_unassisted) == (1.0, 1.0)


def test_macro_f1_is_of_the_blocks_that_occur(book: Codebook, collection: Collection) -> None:
    passages, about = collection
    only: list[str | None] = [key if key == "geld" else None for key in about]
    found = evaluate(book, passages, training(only, list(range(60))), language="nl")
    assert found.macro_f1 == found.codes[1].f1
    assert found.macro_f1_always == pytest.approx(0.5)

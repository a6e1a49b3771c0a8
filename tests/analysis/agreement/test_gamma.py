"""Gamma: seeds, several transcripts, more than two coders."""

from __future__ import annotations

import numpy as np
import pytest

from bouwsteen.analysis.agreement.gamma import (
    Annotation,
    disorder,
    gamma,
    gamma_pairwise_mean,
)


def side(*rows: tuple[int, int, int]) -> Annotation:
    start, end, code = np.array(rows, dtype=float).reshape(-1, 3).T
    return Annotation(start=start, end=end, code=code.astype(int))


ONE = side((0, 10, 0), (20, 30, 1), (40, 45, 0))
NEAR = side((1, 10, 0), (20, 31, 1), (40, 46, 1))
FAR = side((200, 210, 2))


def test_identical_annotations_have_no_disorder() -> None:
    assert disorder(ONE, ONE) == 0
    assert gamma([(ONE, ONE)]) == 1


def test_units_without_partner_cost_one_each() -> None:
    assert disorder(ONE, FAR) == 4
    assert disorder(ONE, side()) == 3
    assert disorder(side(), side()) == 0


def test_a_seed_gives_the_same_gamma_again() -> None:
    first = gamma([(ONE, NEAR)], samples=40, seed=1)
    assert first == gamma([(ONE, NEAR)], samples=40, seed=1)
    assert first != gamma([(ONE, NEAR)], samples=40, seed=2)
    assert 0 < first < 1


def test_disorders_of_transcripts_add_up() -> None:
    twice = gamma([(ONE, NEAR), (ONE, NEAR), (side(), side())], samples=300, seed=1)
    assert twice == pytest.approx(gamma([(ONE, NEAR)], samples=300, seed=1), abs=0.08)


def test_without_units_gamma_is_undefined() -> None:
    assert np.isnan(gamma([(side(), side())]))
    assert np.isnan(gamma_pairwise_mean([[side(), None]]))


def test_of_three_coders_the_mean_of_pairs_is_taken_where_both_did_the_work() -> None:
    rows = [[ONE, NEAR, ONE], [ONE, NEAR, None]]
    options = {"samples": 30, "seed": 4}
    pairs = [
        gamma([(ONE, NEAR), (ONE, NEAR)], **options),
        1.0,
        gamma([(NEAR, ONE)], **options),
    ]
    assert gamma_pairwise_mean(rows, **options) == pytest.approx(np.mean(pairs))


def test_ten_thousand_units_are_aligned() -> None:
    chance = np.random.default_rng(3)
    start = np.sort(chance.integers(0, 2_000_000, 10_000)).astype(float)
    length = chance.integers(20, 200, 10_000)
    code = chance.integers(6, size=10_000)
    one = Annotation(start=start, end=start + length, code=code)
    two = Annotation(start=start + 5, end=start + 5 + length, code=code)
    assert disorder(one, two) == pytest.approx(((10 / (2 * length)) ** 2).sum(), rel=0.01)

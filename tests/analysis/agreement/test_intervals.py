"""Replicates beside doing it the slow way; which method, and when there is none."""

from __future__ import annotations

import numpy as np
import pytest

from bouwsteen.analysis.agreement import suite
from bouwsteen.analysis.agreement.compare import agreement
from bouwsteen.analysis.agreement.intervals import (
    Interval,
    bootstrap,
    interval,
    jackknife,
    resampling,
)
from bouwsteen.analysis.agreement.nominal import cohen_kappa, krippendorff_alpha
from bouwsteen.analysis.agreement.tally import tally_labels, tally_tables
from bouwsteen.analysis.agreement.values import Reason, Value

# Units by both, anna alone, bram alone, neither in eight transcripts.
EIGHT = [
    *([30, 4, 3, 263], [12, 6, 9, 273], [25, 2, 2, 271], [8, 3, 1, 288]),
    *([40, 10, 6, 244], [5, 5, 2, 288], [18, 1, 4, 277], [22, 8, 3, 267]),
]


def test_bootstrap_is_the_same_as_drawing_transcripts_one_by_one() -> None:
    chance = np.random.default_rng(1)
    transcript = np.sort(chance.integers(5, size=60))
    labels = np.where(chance.random((60, 3)) < 0.7, chance.integers(3, size=(60, 1)), 2)
    labels[chance.random((60, 3)) < 0.1] = -1
    tally = tally_labels(labels, n_values=3, transcript=transcript, n_transcripts=5)
    draws = bootstrap(5, replicates=50, seed=9)
    found = krippendorff_alpha(tally.of(draws.sums(tally.sums)))
    for weights, alpha in zip(draws.weights.astype(int), found, strict=True):
        parts = [labels[transcript == place] for place in np.repeat(np.arange(5), weights)]
        slow = tally_labels(np.concatenate(parts), n_values=3).over(0)
        assert float(alpha) == pytest.approx(float(krippendorff_alpha(slow)), nan_ok=True)


def test_every_bootstrap_draws_as_many_transcripts_as_there_are() -> None:
    draws = bootstrap(30, replicates=500, seed=4)
    assert (draws.weights.sum(axis=1) == 30).all()
    assert draws.weights.mean(axis=0) == pytest.approx(np.ones(30), abs=0.2)
    assert (draws.weights == bootstrap(30, replicates=500, seed=4).weights).all()
    assert (draws.weights != bootstrap(30, replicates=500, seed=5).weights).any()


def test_jackknife_of_eight_transcripts() -> None:
    tally = tally_tables(np.array(EIGHT, dtype=float).T[[3, 2, 1, 0]].reshape(2, 2, 8))
    left_out = krippendorff_alpha(tally.of(jackknife(8).sums(tally.sums)))
    for place in range(8):
        others = np.delete(np.arange(8), place)
        alone = tally.of(tally.sums[:, others]).over(0)
        assert float(left_out[place]) == pytest.approx(float(krippendorff_alpha(alone)))
    alpha = float(krippendorff_alpha(tally.over(0)))
    assert alpha == pytest.approx(0.80701961, abs=1e-8)
    assert float(cohen_kappa(tally.over(0))) == pytest.approx(0.80698851, abs=1e-8)
    found = interval(alpha, left_out, method="jackknife")
    assert (found.low, found.high) == pytest.approx((0.725818, 0.888221), abs=1e-6)
    # t = -4.077 and -0.204 with seven degrees of freedom.
    assert found.below == pytest.approx((0.00236, 0.42191), abs=1e-4)


@pytest.mark.parametrize(
    ("n", "method", "replicates", "seed"),
    [(5, None, 0, None), (6, "jackknife", 6, None), (19, "jackknife", 19, None)]
    + [(20, "bootstrap", 300, 7)],
)
def test_the_method_follows_from_the_number_of_transcripts(n, method, replicates, seed) -> None:
    found = resampling(n, replicates=300, seed=7)
    assert (found.method, found.weights.shape, found.seed) == (method, (replicates, n), seed)


def test_without_replicates_there_is_a_reason() -> None:
    assert interval(0.7, np.zeros(0), method=None) == Interval(reason=Reason.TOO_FEW_TRANSCRIPTS)


def test_a_figure_that_is_often_undefined_gets_no_interval() -> None:
    chance = np.random.default_rng(1)
    replicates = chance.normal(0.7, 0.05, 1000)
    replicates[:50] = np.nan
    found = interval(0.7, replicates, method="bootstrap")
    assert (found.low, found.high) == pytest.approx((0.6, 0.8), abs=0.02)
    assert found.below == pytest.approx((0.25, 0.98), abs=0.03)
    replicates[50] = np.nan
    assert interval(0.7, replicates, method="bootstrap") == Interval(reason=Reason.UNSTABLE)


def test_a_figure_that_never_moves_has_an_interval_without_width() -> None:
    found = interval(1.0, np.ones(8), method="jackknife")
    assert found == Interval(low=1.0, high=1.0, below=(0.0, 0.0))


@pytest.mark.parametrize(("n", "method"), [(8, "jackknife"), (24, "bootstrap")])
def test_intervals_travel_with_their_method(field, n: int, method: str) -> None:
    marks = field.random_marks(2, n_transcripts=n, n_marks=12 * n)
    found = agreement(field.units(marks, n_transcripts=n), replicates=400, seed=3)
    assert (found.method, found.seed) == (method, 3)
    alpha = found.codes[0].measures["alpha"]
    assert alpha.method == method
    assert alpha.low < alpha.value < alpha.high
    assert 0 <= alpha.p_below_667 <= alpha.p_below_800 <= 1
    assert found.codes[0].measures["percent"].p_below_667 is None
    assert found.overall["alpha"].value.low is not None
    again = agreement(field.units(marks, n_transcripts=n), replicates=400, seed=3)
    assert found.to_json() == again.to_json()


def test_replicates_in_blocks_are_the_same_replicates(field, monkeypatch) -> None:
    units = field.units(field.random_marks(2, n_transcripts=20), n_transcripts=20)
    whole = agreement(units, replicates=100).to_json()
    monkeypatch.setattr(suite, "_CELLS", 300)
    assert agreement(units, replicates=100).to_json() == whole


@pytest.mark.parametrize(
    "fields",
    [{}, {"reason": "x", "low": 0.1, "high": 0.2, "method": "m"}, {"value": 1.0, "low": 0.5}]
    + [{"value": 1.0, "low": 0.5, "high": 1.0}],
)
def test_a_value_is_a_figure_or_a_reason(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"reason and no interval|two bounds"):
        Value(**fields)

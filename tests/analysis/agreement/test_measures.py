"""Percent, kappa and alpha of a two by two table."""

from __future__ import annotations

import itertools
import random

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from bouwsteen.analysis.agreement.krippendorff_alpha import nominal_alpha
from bouwsteen.analysis.agreement.measures import (
    Reason,
    Table2x2,
    Value,
    cohen_kappa,
    percent_agreement,
    undefined,
)


def table(both: int, only_a: int, only_b: int, neither: int) -> Table2x2:
    return Table2x2(both=both, only_a=only_a, only_b=only_b, neither=neither)


def coders(counts: Table2x2) -> tuple[list[int], list[int]]:
    pairs = [(1, 1)] * counts.both + [(1, 0)] * counts.only_a
    pairs += [(0, 1)] * counts.only_b + [(0, 0)] * counts.neither
    a, b = zip(*pairs, strict=True)
    return list(a), list(b)


CHANCE = random.Random(7)
TABLES = [
    table(*counts)
    for counts in (
        *itertools.product((0, 1, 3), repeat=4),
        *([CHANCE.randrange(40) for _ in range(4)] for _ in range(60)),
    )
    if sum(counts)
]
DEFINED = [counts for counts in TABLES if undefined(counts) is None]


@pytest.mark.parametrize("counts", DEFINED)
def test_kappa_and_alpha_agree_with_other_libraries(counts: Table2x2) -> None:
    a, b = coders(counts)
    assert cohen_kappa(counts).value == pytest.approx(cohen_kappa_score(a, b), abs=1e-12)
    alpha = krippendorff.alpha([a, b], level_of_measurement="nominal", value_domain=[0, 1])
    assert nominal_alpha(counts).value == pytest.approx(alpha, abs=1e-12)
    assert percent_agreement(counts).value == pytest.approx(np.mean(np.equal(a, b)), abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        (table(0, 0, 0, 0), Reason.TOO_FEW_UNITS),
        (table(0, 0, 0, 1), Reason.TOO_FEW_UNITS),
        (table(1, 0, 0, 0), Reason.TOO_FEW_UNITS),
        (table(0, 0, 0, 9), Reason.NO_CODINGS),
        (table(9, 0, 0, 0), Reason.NO_VARIATION),
    ],
)
def test_no_variation_is_undefined_with_its_reason(counts: Table2x2, reason: Reason) -> None:
    assert cohen_kappa(counts) == nominal_alpha(counts) == Value(reason=reason)


def test_percent_is_undefined_without_units_only() -> None:
    assert percent_agreement(table(0, 0, 0, 0)) == Value(reason=Reason.TOO_FEW_UNITS)
    assert percent_agreement(table(0, 0, 0, 9)) == Value(value=1.0)


@pytest.mark.parametrize(
    ("counts", "kappa", "alpha"),
    [
        (table(0, 1, 0, 0), 0.0, 0.0),
        (table(0, 4, 0, 4), 0.0, -0.25),
        (table(5, 0, 0, 5), 1.0, 1.0),
    ],
)
def test_borderline_tables_are_defined(counts: Table2x2, kappa: float, alpha: float) -> None:
    assert cohen_kappa(counts).value == pytest.approx(kappa)
    assert nominal_alpha(counts).value == pytest.approx(alpha)


def test_prevalence_is_the_coders_mean() -> None:
    assert table(1, 2, 0, 5).prevalence == 0.25
    assert table(0, 0, 0, 0).prevalence is None


@pytest.mark.parametrize("fields", [{}, {"value": 1.0, "reason": "x"}])
def test_a_value_is_a_figure_or_a_reason(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="a figure or a reason"):
        Value(**fields)

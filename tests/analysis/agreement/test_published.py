"""Tables printed in books and papers, retyped with their source."""

from __future__ import annotations

import numpy as np
import pytest

from bouwsteen.analysis.agreement.alpha_u import disagreements_of_code
from bouwsteen.analysis.agreement.nominal import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_pairs,
    percent_units,
    scott_pi,
)
from bouwsteen.analysis.agreement.tally import Tally, tally_labels, tally_tables

N = -1


def of_table(rows: list[list[int]]) -> Tally:
    return tally_tables(np.array(rows, dtype=float))


def of_units(rows: list[list[int]]) -> Tally:
    labels = np.array(rows)
    return tally_labels(labels, n_values=int(labels.max()) + 1).over(0)


# Krippendorff (2004), Content analysis (2nd ed.), p. 230: four observers, twelve units, values
# 1 to 5 (here from 0), missing values.
OBSERVERS = of_units(
    [
        *([0, 0, N, 0], [1, 1, 2, 1], [2, 2, 2, 2], [2, 2, 2, 2]),
        *([1, 1, 1, 1], [0, 1, 2, 3], [3, 3, 3, 3], [0, 0, 1, 0]),
        *([1, 1, 1, 1], [N, 4, 4, 4], [N, N, 0, 0], [N, N, 2, N]),
    ]
)
# Krippendorff (1980), Content analysis, p. 139: three coders, nine units.
NINE = [
    *([0, 0, 0], [0, 1, 1], [1, 1, 1], [3, 3, 3], [0, 3, 3]),
    *([1, 1, 1], [0, 1, 2], [2, 2, 2], [1, 1, 1]),
]


def test_observers_with_missing_values() -> None:
    assert float(krippendorff_alpha(OBSERVERS)) == pytest.approx(0.743, abs=5e-4)
    assert float(percent_pairs(OBSERVERS)) == pytest.approx(0.800, abs=5e-4)
    # Gwet (2014), Handbook of inter-rater reliability (4th ed.), ch. 2, on the same data.
    assert float(percent_units(OBSERVERS)) == pytest.approx(0.81818, abs=5e-6)
    assert float(gwet_ac1(OBSERVERS, categories=5)) == pytest.approx(0.77544, abs=5e-6)
    assert float(fleiss_kappa(OBSERVERS)) == pytest.approx(0.76117, abs=5e-6)
    assert float(conger_kappa(OBSERVERS)) == pytest.approx(0.76282, abs=5e-6)
    assert float(brennan_prediger(OBSERVERS, categories=5)) == pytest.approx(0.77273, abs=5e-6)


def test_alpha_of_two_observers_and_two_values() -> None:
    # Krippendorff (2004), p. 224.
    assert float(krippendorff_alpha(of_table([[5, 3], [1, 1]]))) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_two_observers_and_three_values() -> None:
    # Krippendorff (2004), p. 227.
    table = of_table([[1, 1, 0], [0, 4, 1], [0, 0, 5]])
    assert float(krippendorff_alpha(table)) == pytest.approx(0.734, abs=5e-4)


def test_alpha_per_category_of_three_coders() -> None:
    assert float(krippendorff_alpha(of_units(NINE))) == pytest.approx(0.642, abs=5e-4)
    for value, printed in enumerate((0.381, 0.711, 0.717, 0.764)):
        binary = (np.array(NINE) == value).astype(int).tolist()
        assert float(krippendorff_alpha(of_units(binary))) == pytest.approx(printed, abs=5e-4)


@pytest.mark.parametrize(
    ("rows", "pi", "kappa"),
    [
        ([[12, 9, 9], [9, 14, 9], [9, 9, 20]], 0.186, 0.186),
        ([[12, 18, 18], [0, 14, 18], [0, 0, 20]], 0.186, 0.258),
    ],
)
def test_kappa_rewards_a_coders_bias_and_pi_does_not(
    rows: list[list[int]], pi: float, kappa: float
) -> None:
    # Krippendorff (2004), p. 246.
    table = of_table(rows)
    assert float(percent_pairs(table)) == pytest.approx(0.46)
    assert float(brennan_prediger(table, categories=3)) == pytest.approx(0.19)
    assert float(scott_pi(table)) == pytest.approx(pi, abs=5e-4)
    assert float(cohen_kappa(table)) == pytest.approx(kappa, abs=5e-4)


def test_kappa_of_cohen() -> None:
    # Cohen (1960), p. 45, frequencies.
    table = of_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert float(cohen_kappa(table)) == pytest.approx(0.492, abs=5e-4)


def test_coefficients_of_artstein_and_poesio() -> None:
    # Artstein & Poesio (2008), Computational Linguistics 34(4), pp. 558 and 568.
    small = of_table([[20, 10], [20, 50]])
    assert float(brennan_prediger(small, categories=2)) == pytest.approx(0.4)
    assert float(scott_pi(small)) == pytest.approx(0.341, abs=5e-4)
    assert float(cohen_kappa(small)) == pytest.approx(0.348, abs=5e-4)
    large = of_table([[46, 0, 0], [6, 32, 6], [0, 0, 10]])
    assert float(scott_pi(large)) == pytest.approx(0.7995, abs=5e-5)
    assert float(cohen_kappa(large)) == pytest.approx(0.8013, abs=5e-5)
    assert float(krippendorff_alpha(large)) == pytest.approx(0.800, abs=6e-4)


def test_kappa_of_fleiss() -> None:
    # Fleiss (1971), p. 379: thirty patients, six psychiatrists, five diagnoses; counts.
    counts = [
        *([0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0]),
        *([2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6]),
        *([1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1]),
        *([0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0], [0, 2, 0, 4, 0], [1, 0, 2, 0, 3]),
        *([0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0], [1, 0, 0, 4, 1]),
        *([0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6]),
    ]
    tally = of_units([np.repeat(np.arange(5), row).tolist() for row in counts])
    assert float(percent_units(tally)) == pytest.approx(0.5556, abs=5e-5)
    assert float(fleiss_kappa(tally)) == pytest.approx(0.430, abs=5e-4)


def test_gwets_coefficient_stands_where_kappa_falls() -> None:
    # Gwet (2014), ch. 2 and 3: the abstractors, and the paradox of prevalence.
    abstractors = of_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    assert float(cohen_kappa(abstractors)) == pytest.approx(0.7964, abs=5e-5)
    assert float(gwet_ac1(abstractors, categories=3)) == pytest.approx(0.8493, abs=5e-5)
    for rows, kappa in (([[40, 9], [6, 45]], 0.70), ([[80, 10], [5, 5]], 0.32)):
        # Feinstein & Cicchetti (1990), Journal of Clinical Epidemiology 43(6), 543-549.
        assert float(percent_units(of_table(rows))) == pytest.approx(0.85)
        assert float(cohen_kappa(of_table(rows))) == pytest.approx(kappa, abs=5e-3)


def test_alpha_u_of_the_book() -> None:
    # Krippendorff (2004), p. 254: L = 300 from 150; category c.
    one = (np.array([75, 220]), np.array([145, 250]))
    two = (np.array([70, 205, 250]), np.array([150, 225, 270]))
    observed, expected = disagreements_of_code([one, two], 300.0)
    assert (round(observed, 4), round(expected, 4)) == (0.0144, 0.0532)
    assert 1 - observed / expected == pytest.approx(0.7286, abs=5e-5)

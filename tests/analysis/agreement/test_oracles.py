"""Random studies beside other programs, and beside the slow way of doing the same."""

from __future__ import annotations

import itertools
import warnings

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from bouwsteen.analysis.agreement.alpha_u import disagreements_of_code
from bouwsteen.analysis.agreement.gamma import Annotation, disorder, positional_distance
from bouwsteen.analysis.agreement.krippendorff_alpha import package_alpha
from bouwsteen.analysis.agreement.nominal import (
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    positive_agreement,
    scott_pi,
)
from bouwsteen.analysis.agreement.sets import (
    DISTANCES,
    alpha_of_sets,
    code_sets,
    tally_sets,
)
from bouwsteen.analysis.agreement.tally import tally_labels, tally_marks
from bouwsteen.analysis.agreement.unitizing import (
    UnitizingTally,
    bar_u_alpha,
    tally_unitizing,
    u_alpha,
)


def random_labels(chance: np.random.Generator) -> np.ndarray:
    n_units, n_coders = chance.integers(2, 40), chance.integers(2, 5)
    n_values = chance.integers(2, 6)
    truth = chance.integers(n_values, size=(n_units, 1))
    noise = chance.integers(n_values, size=(n_units, n_coders))
    labels = np.where(chance.random((n_units, n_coders)) < 0.6, truth, noise)
    if chance.random() < 0.5:
        labels = np.where(chance.random(labels.shape) < 0.2, -1, labels)
    return labels


def test_alpha_and_kappa_agree_with_other_programs_on_300_studies() -> None:
    chance = np.random.default_rng(20)
    alphas = kappas = 0
    for _ in range(300):
        labels = random_labels(chance)
        n_values = int(labels.max()) + 1
        halves = (np.arange(len(labels)) * 2 // len(labels)).astype(int)
        tally = tally_labels(labels, n_values=n_values, transcript=halves, n_transcripts=2).over(0)
        counts = np.stack([(labels == value).sum(axis=1) for value in range(n_values)], axis=1)
        theirs, ours = package_alpha(counts), float(krippendorff_alpha(tally))
        if theirs is None:
            assert np.isnan(ours)
        else:
            assert ours == pytest.approx(theirs, abs=1e-9)
            alphas += 1
        if labels.shape[1] == 2 and (labels >= 0).all() and not np.isnan(cohen_kappa(tally)):
            kappa = float(cohen_kappa(tally))
            assert kappa == pytest.approx(cohen_kappa_score(*labels.T), abs=1e-9)
            assert kappa == pytest.approx(float(conger_kappa(tally)), abs=1e-9)
            assert float(scott_pi(tally)) == pytest.approx(float(fleiss_kappa(tally)), abs=1e-12)
            kappas += 1
    assert alphas > 250
    assert kappas > 20


def test_marks_of_several_codes_are_tallied_as_labels_are() -> None:
    chance = np.random.default_rng(5)
    for n_coders, share in ((2, 1.0), (3, 1.0), (3, 0.7)):
        marks = chance.random((50, n_coders, 4)) < 0.4
        transcript = np.sort(chance.integers(3, size=50))
        done = chance.random((3, n_coders)) < share
        present = done[transcript]
        weight = chance.integers(1, 9, size=50)
        tally = tally_marks(
            marks, present=present, weight=weight, transcript=transcript, n_transcripts=3
        )
        rows = np.repeat(np.arange(50), weight)
        for code in range(4):
            labels = np.where(present, marks[:, :, code], -1)[rows].astype(int)
            alone = tally_labels(labels, n_values=2, transcript=transcript[rows], n_transcripts=3)
            assert tally.sums[..., code] == pytest.approx(alone.sums, abs=1e-9)
            if n_coders == 2:
                assert float(positive_agreement(alone.over(0))) == pytest.approx(
                    f1_score(*labels.T)
                )


def test_alpha_over_sets_agrees_with_the_package() -> None:
    chance = np.random.default_rng(9)
    for _ in range(30):
        n_coders = int(chance.integers(2, 4))
        marks = chance.random((25, 1, 3)) < 0.4
        marks = marks ^ (chance.random((25, n_coders, 3)) < 0.15)
        present = chance.random((25, n_coders)) < 0.8
        labels, members = code_sets(marks)
        distances = np.stack([distance(members) for distance in DISTANCES.values()])
        tally = tally_sets(
            labels,
            distances,
            present=present,
            weight=np.ones(25, dtype=int),
            transcript=np.arange(25) % 2,
            n_transcripts=2,
        )
        whole = type(tally)(distances=distances, sums=tally.sums.sum(axis=1))
        data = np.where(present, labels, np.nan).T
        for distance, ours in zip(distances, alpha_of_sets(whole), strict=True):

            def metric(
                a,
                b,
                **_,
            ) -> np.ndarray:
                return distance[np.asarray(a, int), np.asarray(b, int)]  # noqa: B023

            theirs = krippendorff.alpha(
                data, value_domain=np.arange(len(members)), level_of_measurement=metric
            )
            assert float(ours) == pytest.approx(theirs, abs=1e-9)


def test_more_codes_than_bits_are_told_apart() -> None:
    chance = np.random.default_rng(2)
    marks = chance.random((40, 3, 150)) < 0.3
    marks[0] = False
    labels, members = code_sets(marks)
    assert (members[labels] == marks).all()
    assert len(members) == len(np.unique(marks.reshape(-1, 150), axis=0))
    assert not members[0].any()


# Unitizing, character by character and pair by pair


def random_partition(chance: np.random.Generator, length: int, n_coders: int) -> np.ndarray:
    values = np.zeros((length, n_coders), dtype=int)
    for coder in range(n_coders):
        for start in range(0, length, 6):
            values[start : start + chance.integers(1, 9), coder] = chance.integers(0, 3)
    return values


def slow_u(values: np.ndarray) -> tuple[float, float]:
    """Equations 1 and 4 to 6 of 2016, written out over every character."""
    length, m = values.shape
    n = int(values.max()) + 1
    lengths = np.zeros((n, n))
    for i, j in itertools.permutations(range(m), 2):
        for c, k in zip(values[:, i], values[:, j], strict=True):
            lengths[c, k] += 1 / (m - 1)
    own = np.zeros(n)
    for coder in range(m):
        for value, run in itertools.groupby(values[:, coder]):
            size = len(list(run))
            own[value] += size if value == 0 else size**2
    given, total = lengths.sum(axis=1), m * length
    expected = total * (np.outer(given, given) - np.diag(own)) / (total**2 - own.sum())
    u = 1 - (total - np.trace(lengths)) / (total - np.trace(expected))
    bar = 1 - (given[0] - lengths[0, 0]) / (expected[0].sum() - expected[0, 0])
    return u, bar


def test_unitizing_agrees_with_every_character_written_out() -> None:
    chance = np.random.default_rng(11)
    for _ in range(25):
        m = int(chance.integers(2, 5))
        values = random_partition(chance, int(chance.integers(20, 60)), m)
        tally = tally_unitizing(
            values,
            np.ones(len(values), dtype=int),
            np.zeros(len(values), dtype=int),
            n_values=int(values.max()) + 1,
            n_transcripts=1,
        )
        one = UnitizingTally(n_values=tally.n_values, sums=tally.sums[:, 0])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            u, bar = slow_u(values)
        assert float(u_alpha(one)) == pytest.approx(u, nan_ok=True)
        assert float(bar_u_alpha(one)) == pytest.approx(bar, nan_ok=True)


def slow_alpha_u(continua: list[tuple[np.ndarray, np.ndarray]], length: int) -> tuple[float, ...]:
    """Krippendorff (2004), pp. 251-254, written out over all pairs of units and gaps."""
    sections = []
    for starts, ends in continua:
        units = [(int(s), int(e - s), 1) for s, e in zip(starts, ends, strict=True)]
        edges = [0, *(x for s, e in zip(starts, ends, strict=True) for x in (s, e)), length]
        gaps = [(int(a), int(b - a), 0) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        sections.append(units + [gap for gap in gaps if gap[1]])
    m, observed = len(sections), 0.0
    for one, two in itertools.permutations(sections, 2):
        for (b, size, w), (c, other, v) in itertools.product(one, two):
            if w and v and -size < b - c < other:
                observed += (b - c) ** 2 + (b + size - c - other) ** 2
            elif w and not v and other - size >= b - c >= 0:
                observed += size**2
            elif v and not w and other - size <= b - c <= 0:
                observed += other**2
    units = [size for own in sections for _, size, w in own if w]
    gaps = [size for own in sections for _, size, w in own if not w]
    expected = sum(
        (len(units) - 1) / 3 * (2 * x**3 - 3 * x**2 + x)
        + x**2 * sum(gap - x + 1 for gap in gaps if gap >= x)
        for x in units
    )
    chances = m * length * (m * length - 1) - sum(x * (x - 1) for x in units)
    return observed / (m * (m - 1) * length**2), 2 / length * expected / chances


def test_alpha_u_agrees_with_every_pair_written_out() -> None:
    chance = np.random.default_rng(4)
    for _ in range(40):
        length = int(chance.integers(30, 90))
        continua = []
        for _ in range(int(chance.integers(2, 5))):
            n_units = int(chance.integers(1, 6))
            cuts = np.sort(chance.choice(length, size=2 * n_units, replace=False))
            continua.append((cuts[::2], cuts[1::2]))
        assert disagreements_of_code(continua, float(length)) == pytest.approx(
            slow_alpha_u(continua, length)
        )


# Gamma


def slow_disorder(one: Annotation, two: Annotation) -> float:
    """The best alignment by trying all of them."""
    best = np.inf
    smaller, larger = sorted((one, two), key=len)
    for chosen in itertools.product([None, *range(len(larger))], repeat=len(smaller)):
        used = [place for place in chosen if place is not None]
        if len(set(used)) < len(used):
            continue
        cost = float(len(larger) - len(used))
        for mine, other in enumerate(chosen):
            if other is None:
                cost += 1
                continue
            cost += float(
                positional_distance(
                    smaller.start[mine], smaller.end[mine], larger.start[other], larger.end[other]
                )
            ) + float(smaller.code[mine] != larger.code[other])
        best = min(best, cost)
    return best


def test_disorder_is_that_of_the_best_of_all_alignments() -> None:
    chance = np.random.default_rng(6)
    for _ in range(40):
        sides = []
        for size in chance.integers(0, 5, size=2).tolist():
            start = chance.integers(0, 40, size=size).astype(float)
            sides.append(
                Annotation(
                    start=start,
                    end=start + chance.integers(1, 25, size=size),
                    code=chance.integers(2, size=size),
                )
            )
        assert disorder(*sides) == pytest.approx(slow_disorder(*sides))

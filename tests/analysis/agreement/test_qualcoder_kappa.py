"""QualCoder's kappa: cases counted by hand, and the one in the table of golden values."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from bouwsteen.analysis.agreement.qualcoder_kappa import (
    Mark,
    Recheck,
    cohens_kappa,
    qualcoder_kappa,
    recheck,
)
from bouwsteen.analysis.agreement.results import Table2x2
from bouwsteen.analysis.agreement.values import Reason, Value

GOLDENS = Path(__file__).parents[4] / "shared" / "goldens" / "agreement_goldens.json"
Stretches = list[tuple[int, int]]


def compared(a: Stretches, b: Stretches, *, more: int = 0) -> Recheck:
    marks = [
        Mark(text="t", coder=coder, code="x", start=start, end=end)
        for coder, stretches in (("a", a), ("b", b))
        for start, end in stretches
    ]
    lengths = {"t": 1000, "other": more}
    (found,) = recheck(lengths, marks, coders=("a", "b"), codes=["x"])
    return found


@pytest.mark.parametrize(
    ("a", "b", "more", "shown", "true"),
    [
        pytest.param([(100, 200)], [(150, 250)], 0, (90, 0.2987), (90, 0.4444), id="half"),
        pytest.param([(0, 500)], [(250, 750)], 0, (50, 0.2987), (50, 0.0), id="chance"),
        pytest.param([(0, 900)], [(100, 1000)], 0, (80, 0.7984), (80, -0.1111), id="below chance"),
        pytest.param([(0, 100)], [(500, 600)], 0, (80, -0.0667), (80, -0.1111), id="apart"),
        pytest.param([(0, 100)], [(0, 100)], 0, (100, 1.0), (100, 1.0), id="same"),
        pytest.param([(100, 200), (150, 250)], [], 0, (90, 0.3333), (85, 0.0), id="one coder"),
        pytest.param(
            [(100, 200), (120, 180)], [(120, 180)], 0, (90, -0.041), (96, 0.7297), id="nested"
        ),
        pytest.param([(100, 200)], [(150, 250)], 9000, (99, 0.2987), (99, 0.4949), id="more text"),
    ],
)
def test_recheck_gives_both_figures(
    a: Stretches,
    b: Stretches,
    more: int,
    shown: tuple[float, float],
    true: tuple[float, float],
) -> None:
    found = compared(a, b, more=more)
    assert found.shown_kappa.value is not None
    assert found.kappa.value is not None
    assert found.shown_percent is not None
    assert found.percent is not None
    assert (round(100 * found.shown_percent, 9), round(found.shown_kappa.value, 4)) == shown
    assert (round(100 * found.percent, 9), round(found.kappa.value, 4)) == true


def test_recheck_counts_by_hand() -> None:
    found = compared([(100, 200), (150, 250)], [(240, 260), (-5, 2), (998, 1200)])
    assert found == Recheck(
        code="x",
        coders=("a", "b"),
        table=Table2x2(both=10, only_a=140, only_b=14, neither=836),
        doubled=50,
        shown_percent=0.896,
        shown_kappa=found.shown_kappa,
        percent=0.846,
        kappa=found.kappa,
    )


def test_recheck_of_an_unused_code_is_undefined() -> None:
    found = compared([], [])
    assert (found.shown_kappa, found.kappa) == (
        Value(reason=Reason.NO_CODINGS),
        Value(reason=Reason.NO_CODINGS),
    )
    assert (found.shown_percent, found.percent) == (1.0, 1.0)


def test_recheck_where_all_is_coded_by_both() -> None:
    found = compared([(0, 1000)], [(0, 1000)])
    assert found.shown_kappa == Value(value=1.0)
    assert found.kappa == Value(reason=Reason.NO_VARIATION)


def test_recheck_without_text_has_no_percent() -> None:
    (found,) = recheck({}, [], coders=("a", "b"), codes=["x"])
    assert (found.shown_percent, found.percent) == (None, None)


def test_recheck_takes_stored_places_for_what_is_shown() -> None:
    true = [
        Mark(text="t", coder=coder, code="x", start=start, end=start + 2)
        for coder, start in (("a", 2), ("b", 2))
    ]
    stored = [
        Mark(text="t", coder="a", code="x", start=3, end=5),
        Mark(text="t", coder="b", code="x", start=9, end=11),
    ]
    (found,) = recheck({"t": 10}, true, coders=("a", "b"), codes=["x"], as_stored=stored)
    assert found.kappa == Value(value=1.0)
    assert found.shown_percent == 0.7


def test_to_json_has_stable_keys() -> None:
    assert list(compared([(0, 1)], [(0, 1)]).to_json()) == [
        "code",
        "coders",
        "both",
        "only_a",
        "only_b",
        "neither",
        "doubled",
        "qualcoder_percent",
        "qualcoder_kappa",
        "percent",
        "kappa",
    ]


def test_figures_are_those_of_the_golden_case() -> None:
    if not GOLDENS.is_file():
        pytest.skip("the golden values are not here")
    cases = json.loads(GOLDENS.read_text(encoding="utf-8"))["cases"]
    (case,) = (one for one in cases if one["id"] == "anti_qualcoder_kappa")
    both, only_a, only_b, neither = case["data"]["table"]
    expected = {one["coefficient"]: one["value"] for one in case["expected"]}
    true = cohens_kappa(Table2x2(both=both, only_a=only_a, only_b=only_b, neither=neither))
    shown = qualcoder_kappa(coded_a=both + only_a, coded_b=both + only_b, dual=both)
    assert true.value == pytest.approx(expected["cohen_kappa_characters"], abs=1e-6)
    assert shown.value == pytest.approx(expected["qualcoder_reported_kappa"], abs=1e-4)


stretches = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda one: (one[0], sum(one))),
    max_size=4,
)


@given(a=stretches, b=stretches)
def test_recheck_counts_as_character_by_character(a: Stretches, b: Stretches) -> None:
    held = np.zeros((2, 36), dtype=int)
    for coder, passages in enumerate((a, b)):
        for start, end in passages:
            held[coder, start:end] += 1
    marks = [
        Mark(text="t", coder=coder, code="x", start=start, end=end)
        for coder, passages in (("a", a), ("b", b))
        for start, end in passages
    ]
    (found,) = recheck({"t": 36}, marks, coders=("a", "b"), codes=["x"])
    on = held > 0
    assert found.table == Table2x2(
        both=int((on[0] & on[1]).sum()),
        only_a=int((on[0] & ~on[1]).sum()),
        only_b=int((on[1] & ~on[0]).sum()),
        neither=int((~on[0] & ~on[1]).sum()),
    )
    together = held.sum(axis=0)
    assert found.shown_percent == pytest.approx(np.isin(together, (0, 2)).mean())
    assert found.shown_kappa == qualcoder_kappa(
        coded_a=int(held[0].sum()), coded_b=int(held[1].sum()), dual=int((together == 2).sum())
    )
    if found.kappa.value is not None:
        assert found.kappa.value == pytest.approx(cohen_kappa_score(on[0], on[1]), abs=1e-12)

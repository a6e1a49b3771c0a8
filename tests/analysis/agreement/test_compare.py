"""The whole comparison: its JSON, what is undefined and why, and what must not matter."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bouwsteen.analysis.agreement import verify as verifying
from bouwsteen.analysis.agreement.compare import agreement
from bouwsteen.analysis.agreement.results import Agreement, Table2x2
from bouwsteen.coding.model import Done
from bouwsteen.errors import AnalysisError


def small(field, **options: object) -> Agreement:
    """Eight answers, one code: both give it to one, anna alone to one; bram codes one piece twice.

    Nobody uses the other two codes.
    """
    anna = [(0, *field.answer(0), "taak"), (1, *field.answer(2), "taak")]
    bram = [(0, *field.answer(0, 0, 30), "taak"), (0, *field.answer(0, 20), "taak")]
    return agreement(field.units({"anna": anna, "bram": bram}), **options)


def bare(figure: float | None, reason: str) -> dict[str, object]:
    value = None if figure is None else pytest.approx(figure)
    return {"value": value, "low": None, "high": None, "reason": reason, "method": None}


def test_json_says_what_was_compared(field) -> None:
    found = small(field).to_json()
    json.dumps(found)
    assert {name: value for name, value in found.items() if name not in {"overall", "codes"}} == {
        "unit": "turn",
        "rule": "overlap",
        "min_overlap": 3,
        "level": "block",
        "scope": "respondents",
        "coders": ["anna", "bram"],
        "transcripts": ["gesprek_00", "gesprek_01"],
        "missing": [],
        "n_units": 8,
        "characters": 320,
        "merges": 1,
        "outside": 0,
        "free": 0,
        "codebook_version": 4,
        "primary": "alpha",
        "method": None,
        "seed": 0,
        "replicates": 0,
        "guards": [
            {"key": "no_interval", "code": None, "figures": {"transcripts": 2, "limit": 6}},
            {"key": "too_rare", "code": "taak", "figures": {"codings": 4, "limit": 10}},
        ],
        "verified": None,
        "assisted": 0,
        "unassisted": False,
    }


def test_json_of_a_code_is_whole(field) -> None:
    code = small(field).to_json()["codes"][0]
    # Units: both 1, anna alone 1, neither 6. Characters: 40, 40 and 240.
    few = "too_few_transcripts"
    alpha = 1 - 15 * 2 / (2 * 3 * 13)
    kappa = (7 / 8 - (2 * 1 + 6 * 7) / 64) / (1 - (2 * 1 + 6 * 7) / 64)
    pi = 1 - (1 / 8) / (2 * 3 / 16 * 13 / 16)
    assert code == {
        "code": "taak",
        "n": 8,
        "prevalence": 3 / 16,
        "codings": {"anna": 2, "bram": 2},
        "marked": {"anna": 2, "bram": 1},
        "both": 1,
        "only_a": 1,
        "only_b": 0,
        "neither": 6,
        "percent": bare(7 / 8, few),
        "percent_pairs": bare(7 / 8, few),
        "positive": bare(2 / 3, few),
        "negative": bare(12 / 13, few),
        "kappa": bare(kappa, few),
        "scott_pi": bare(pi, few),
        "fleiss": bare(pi, few),
        "conger": bare(kappa, few),
        "brennan_prediger": bare(0.75, few),
        "ac1": bare(1 - (1 / 8) / (1 - 2 * 3 / 16 * 13 / 16), few),
        "alpha": bare(alpha, few),
        "u_alpha": code["u_alpha"],
        "ku_alpha": bare(None, "one_code_only"),
        "ku_coverage": {**bare(80 / 120, few), "reason": None},
        "influence": [
            {"transcript": "gesprek_00", "alone": 1.0, "without": 0.0, "share": 0.0},
            {"transcript": "gesprek_01", "alone": 0.0, "without": 1.0, "share": 1.0},
        ],
    }


def test_what_nobody_coded_is_undefined_with_its_reason(field) -> None:
    found = small(field)
    team = found.codes[1]
    assert {name: value.reason for name, value in team.measures.items() if value.value is None} == {
        "positive": "no_codings",
        "kappa": "no_codings",
        "scott_pi": "no_codings",
        "fleiss": "no_codings",
        "conger": "no_codings",
        "alpha": "no_codings",
        "u_alpha": "no_codings",
        "ku_alpha": "no_codings",
        "ku_coverage": "no_codings",
    }
    assert [team.measures[name].value for name in ("percent", "ac1", "negative")] == [1, 1, 1]
    assert found.overall["kappa"].undefined == ("team", "tijd")
    assert found.overall["alpha_macro"].value.value == found.codes[0].measures["alpha"].value


def test_figures_over_all_codes_have_names_of_their_own(field) -> None:
    found = small(field, with_alpha_u=True, gamma_samples=20)
    assert {name: one.definition for name, one in found.overall.items()} == {
        "alpha": "jaccard",
        **dict.fromkeys(
            ("percent", "percent_pairs", "positive", "negative", "kappa", "scott_pi"), "macro_mean"
        ),
        **dict.fromkeys(
            ("fleiss", "conger", "brennan_prediger", "ac1", "alpha_macro"), "macro_mean"
        ),
        "alpha_micro": "micro",
        "alpha_jaccard": "jaccard",
        "alpha_masi": "masi",
        "alpha_powerset": "powerset",
        "u_alpha": "code_set_runs",
        "bar_u_alpha": "code_set_runs",
        "cu_alpha": "code_set_runs",
        "cu_coverage": "code_set_runs",
        "alpha_u": "code_sums",
        "gamma": "best_alignment",
    }
    assert found.overall["alpha"] == found.overall["alpha_jaccard"]
    assert found.overall["cu_alpha"].value.reason == "one_code_only"
    assert found.overall["gamma"].value.reason == "not_resampled"
    frame = found.to_frame()
    assert len(frame) == len(found.overall) + 3 * len(found.codes[0].measures)
    assert set(frame["code"].dropna()) == {"taak", "team", "tijd"}


def test_without_variation_percent_and_ac1_remain(field) -> None:
    marks = [(0, *field.answer(number), "taak") for number in field.answers]
    found = agreement(field.units({"anna": marks, "bram": marks}, n_transcripts=1, codes=("taak",)))
    one = found.codes[0].measures
    assert (one["percent"].value, one["ac1"].value) == (1, 1)
    reasons = {name: str(value.reason) for name, value in one.items() if value.value is None}
    assert {name: reasons[name] for name in ("alpha", "kappa", "negative", "u_alpha")} == (
        dict.fromkeys(("alpha", "kappa", "negative", "u_alpha"), "no_variation")
    )
    assert found.overall["alpha"].value.reason == "no_variation"
    assert found.codes[0].table == Table2x2(both=4, only_a=0, only_b=0, neither=0)


def test_one_coder_who_did_the_work_and_coded_nothing_is_no_missing_value(field) -> None:
    marks = [(0, *field.answer(0), "taak"), (0, *field.answer(2), "taak")]
    found = agreement(field.units({"anna": marks, "bram": []}, n_transcripts=1, codes=("taak",)))
    one = found.codes[0].measures
    assert one["alpha"].value == pytest.approx(-1 / 6)
    assert one["kappa"].value == 0
    assert one["u_alpha"].value < 0
    assert found.overall["cu_alpha"].value.reason == "no_common_text"


def test_nobody_coded_anything(field) -> None:
    found = agreement(field.units({"anna": [], "bram": []}), with_alpha_u=True, gamma_samples=2)
    assert {
        name: str(one.value.reason)
        for name, one in found.overall.items()
        if one.value.value is None and name != "cu_alpha"
    } == dict.fromkeys(
        ("alpha", "positive", "kappa", "scott_pi", "fleiss", "conger", "alpha_macro")
        + ("alpha_micro", "alpha_jaccard", "alpha_masi", "alpha_powerset", "u_alpha")
        + ("bar_u_alpha", "alpha_u", "gamma"),
        "no_codings",
    )


def test_three_coders_with_a_missing_transcript(field) -> None:
    marks = field.random_marks(3, n_transcripts=4, n_coders=3, n_marks=30)
    units = field.units(marks, n_transcripts=4, not_done=[("carla", 3)])
    found = agreement(units, verify=True, with_alpha_u=True, gamma_samples=5)
    assert found.missing == (Done(coder="carla", transcript="gesprek_03"),)
    assert found.verified is not None
    assert (found.verified.compared, found.verified.skipped) == (4, ())
    assert {str(found.codes[0].measures[name].reason) for name in ("kappa", "scott_pi")} == {
        "two_coders_only"
    }
    assert found.overall["kappa"].value.reason == "two_coders_only"
    assert found.codes[0].table is None
    assert found.overall["gamma"].definition == "pairwise_mean"
    assert found.codes[0].measures["conger"].value is not None


@pytest.mark.parametrize("unit", ["turn", "sentence", "character"])
def test_another_program_confirms_alpha(field, unit: str) -> None:
    units = field.units(field.random_marks(8, n_transcripts=3), n_transcripts=3, unit=unit)
    found = agreement(units, verify=True).verified
    assert found is not None
    assert found.package.startswith("krippendorff ")
    assert found.compared == 4
    assert found.largest_difference < 1e-9


def test_a_difference_with_the_other_program_is_an_error(field, monkeypatch) -> None:
    units = field.units(field.random_marks(8))
    for wrong, message in ((0.5, "by the package krippendorff"), (None, "is .* here and None")):
        monkeypatch.setattr(verifying, "package_alpha", lambda counts, wrong=wrong: wrong)
        with pytest.raises(AnalysisError, match=message):
            agreement(units, verify=True)


def test_what_would_take_too_much_memory_is_left_out_and_named(field, monkeypatch) -> None:
    monkeypatch.setattr(verifying, "_MOST_CELLS", 8 * 4)
    found = agreement(field.units(field.random_marks(8)), verify=True).verified
    assert found is not None
    assert (found.compared, found.skipped) == (3, ("alpha_powerset",))


def test_the_primary_coefficient_is_one_of_them(field) -> None:
    assert small(field, primary="alpha_masi").primary == "alpha_masi"
    with pytest.raises(AnalysisError) as raised:
        small(field, primary="alpha_massi")
    assert raised.value.hint == "Did you mean alpha_masi or alpha_micro or alpha_macro?"


# What must not matter

SEEDS = st.integers(0, 10_000)
UNITS = st.sampled_from(["turn", "sentence", "character"])
QUIET = settings(max_examples=15)


def figures(found: Agreement) -> dict[str, float | None]:
    """All figures by name, of codes under their code."""
    plain = {name: one.value.value for name, one in found.overall.items()}
    return plain | {
        f"{one.code} {name}": value.value
        for one in found.codes
        for name, value in one.measures.items()
    }


def same(one: dict[str, float | None], two: dict[str, float | None]) -> None:
    assert {name for name, value in one.items() if value is None} == {
        name for name, value in two.items() if value is None
    }
    assert {name: value for name, value in one.items() if value is not None} == pytest.approx(
        {name: value for name, value in two.items() if value is not None}, abs=1e-9
    )


@QUIET
@given(seed=SEEDS, unit=UNITS)
def test_identical_layers_agree_or_say_why_not(field, seed: int, unit: str) -> None:
    own = field.random_marks(seed)["anna"]
    units = field.units({"anna": own, "bram": own}, unit=unit)
    found = figures(agreement(units, with_alpha_u=True, gamma_samples=2))
    shares = {name for name in found if name.endswith("coverage")}
    assert {round(value, 12) for name, value in found.items() if value is not None} - {
        round(found[name], 12) for name in shares if found[name] is not None
    } <= {1.0}
    assert any(value == 1 for value in found.values())


@QUIET
@given(seed=SEEDS, unit=UNITS)
def test_order_of_coders_does_not_matter(field, seed: int, unit: str) -> None:
    marks = field.random_marks(seed, n_coders=3)
    turned = dict(reversed(marks.items()))
    one, two = (
        agreement(field.units(each, unit=unit), with_alpha_u=True) for each in (marks, turned)
    )
    same(figures(one), figures(two))


@QUIET
@given(seed=SEEDS, unit=UNITS)
def test_order_of_transcripts_does_not_matter(field, seed: int, unit: str) -> None:
    marks = field.random_marks(seed, n_transcripts=3)
    shuffled = {
        coder: [((number + 1) % 3, *rest) for number, *rest in own] for coder, own in marks.items()
    }
    one, two = (
        agreement(field.units(each, n_transcripts=3, unit=unit), with_alpha_u=True)
        for each in (marks, shuffled)
    )
    same(figures(one), figures(two))


@QUIET
@given(seed=SEEDS, unit=UNITS)
def test_names_of_codes_do_not_matter(field, seed: int, unit: str) -> None:
    marks = field.random_marks(seed)
    names = {"taak": "zin", "team": "actie", "tijd": "maat"}
    renamed = {coder: [(*rest, names[code]) for *rest, code in own] for coder, own in marks.items()}
    one = agreement(field.units(marks, unit=unit), with_alpha_u=True)
    two = agreement(
        field.units(renamed, unit=unit, codes=sorted(names.values())), with_alpha_u=True
    )
    back = {new: old for old, new in names.items()}
    same(
        figures(one),
        {
            " ".join(back.get(word, word) for word in name.split()): value
            for name, value in figures(two).items()
        },
    )


def test_splitting_a_span_moves_alpha_u_alone(field) -> None:
    whole = [(0, *field.answer(1, 0, 20), "taak"), (1, *field.answer(0, 5, 30), "team")]
    halves = [
        (0, *field.answer(1, 0, 10), "taak"),
        (0, *field.answer(1, 10, 20), "taak"),
        whole[1],
    ]
    one, two = (
        figures(
            agreement(
                field.units({"anna": whole, "bram": each}, unit="character"), with_alpha_u=True
            )
        )
        for each in (whole, halves)
    )
    moved = {name for name in one if one[name] != two[name]}
    assert moved == {"alpha_u", "taak alpha_u"}
    assert two["taak alpha_u"] < 1 == one["taak alpha_u"]


def test_only_compared_text_counts(field) -> None:
    """Questions, and transcripts that one coder did not finish, change nothing."""
    marks = field.random_marks(5, n_transcripts=2)
    more = {
        coder: [*own, (2, *field.answer(0), "taak"), (0, 3, 11, "team")]
        for coder, own in marks.items()
    }
    plain = agreement(field.units(marks), with_alpha_u=True)
    found = agreement(field.units(more, n_transcripts=3, not_done=[("bram", 2)]), with_alpha_u=True)
    same(figures(plain), figures(found))
    assert found.outside >= plain.outside + 1
    assert np.isclose(found.characters, plain.characters)

"""Golden cases of the field, read from beside the repository: published, confirmed or derived."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bouwsteen.analysis.agreement.alpha_u import alpha_u, disagreements_of_code
from bouwsteen.analysis.agreement.gamma import Annotation, disorder, gamma, positional_distance
from bouwsteen.analysis.agreement.intervals import bootstrap, interval, jackknife
from bouwsteen.analysis.agreement.nominal import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    holsti,
    krippendorff_alpha,
    percent_pairs,
    percent_units,
    positive_agreement,
    scott_pi,
)
from bouwsteen.analysis.agreement.sets import (
    SetTally,
    alpha_of_sets,
    code_sets,
    jaccard,
    masi,
    powerset,
    tally_sets,
)
from bouwsteen.analysis.agreement.tally import Tally, tally_labels, tally_tables
from bouwsteen.analysis.agreement.unitizing import (
    UnitizingTally,
    bar_u_alpha,
    cu_alpha,
    cu_coverage,
    ku_alpha,
    tally_unitizing,
    u_alpha,
)
from bouwsteen.analysis.segments import segments
from bouwsteen.analysis.stretches import Spans

GOLDENS = Path(__file__).parents[4] / "shared" / "goldens" / "agreement_goldens.json"

# Values that no function here gives, and why.
NOT_OFFERED = {
    "alpha_ci95_krippendorff_bootstrap": "fixes expected disagreement; covers a third of the time",
    "alpha_ci95_gwet_analytic": "rests on independent units",
    "qualcoder_reported_kappa": "a wrong formula, kept to be recognised",
    "masi_distance_dkpro": "not Passonneau's distance, kept to be recognised",
    "gamma_cat": "gamma for codes alone is not offered",
    "unitary_alignments": "three coders are compared pair by pair",
}


def cases() -> Iterator[Any]:
    if not GOLDENS.is_file():
        yield pytest.param({}, {}, marks=pytest.mark.skip(reason="the goldens are not here"))
        return
    for case in json.loads(GOLDENS.read_text(encoding="utf-8"))["cases"]:
        for number, expected in enumerate(case["expected"]):
            yield pytest.param(
                case, expected, id=f"{case['id']}-{expected['coefficient']}-{number}"
            )


@pytest.mark.parametrize(("case", "expected"), list(cases()))
def test_golden_value_is_met(case: dict[str, Any], expected: dict[str, Any]) -> None:
    name = expected["coefficient"]
    if name in NOT_OFFERED:
        pytest.skip(NOT_OFFERED[name])
    if "cu_correction" in expected.get("params", {}):
        pytest.skip("the pairwise reading of equation 10 is used")
    if case["kind"] == "gamma" and len({one["coder"] for one in case["data"]["spans"]}) > 2:
        pytest.skip("three coders are compared pair by pair")
    found = KINDS[case["kind"]](case, expected)
    wanted = expected.get("value", expected.get("values"))
    if wanted is None:
        assert np.isnan(found)
    elif "tolerance_rel" in expected:
        assert found == pytest.approx(expected["exact"], rel=1e-5, abs=1e-9)
        assert found == pytest.approx(wanted, rel=expected["tolerance_rel"])
    else:
        assert found == pytest.approx(wanted, abs=expected.get("tolerance") or 1e-6)
        if isinstance(expected.get("exact"), float):
            assert found == pytest.approx(expected["exact"], abs=1e-9)


# Units


def labels_of(units: list[list[Any]]) -> tuple[np.ndarray, list[Any]]:
    values = sorted({value for row in units for value in row if value is not None}, key=str)
    number = {value: place for place, value in enumerate(values)}
    return np.array([[-1 if v is None else number[v] for v in row] for row in units]), values


def of_units(case: dict[str, Any], expected: dict[str, Any]) -> float:
    data, params = case["data"], expected.get("params", {})
    if "table" in data:
        table = np.array(data["table"], dtype=float)
        tally, values = tally_tables(table[:, :, None]), data["categories"]
    else:
        labels, values = labels_of(data["units"])
        if "category" in params:
            chosen = values.index(params["category"])
            labels, values = np.where(labels < 0, -1, labels == chosen), [False, True]
        tally = tally_labels(labels, n_values=max(len(values), 1))
    tally = tally.over(0)
    categories = params.get("ncat", len(values))
    measures: dict[str, Callable[[Tally], Any]] = {
        "krippendorff_alpha": lambda one: krippendorff_alpha(
            one, distance=metric(params.get("metric"), one, values)
        ),
        "percent_agreement_pairs": percent_pairs,
        "percent_agreement_units": percent_units,
        "gwet_ac1": lambda one: gwet_ac1(one, categories=categories),
        "brennan_prediger": lambda one: brennan_prediger(one, categories=categories),
        "fleiss_kappa": fleiss_kappa,
        "conger_kappa": conger_kappa,
        "scott_pi": scott_pi,
        "cohen_kappa": cohen_kappa,
    }
    return float(measures[expected["coefficient"]](tally))


def metric(name: str | None, tally: Tally, values: list[Any]) -> np.ndarray | None:
    """``delta^2`` of the metrics that coded text never needs (Krippendorff 2004, ch. 11.3)."""
    if name is None:
        return None
    if name == "ap_weighted":
        partly = np.array([value == "Chck" for value in values])
        return np.where(partly[:, None] | partly, 0.5, 1.0) * (1 - np.eye(len(values)))
    scale = np.array(values, dtype=float)
    one, two = np.meshgrid(scale, scale)
    if name == "interval":
        return (one - two) ** 2
    if name == "ratio":
        return ((one - two) / np.maximum(one + two, 1e-9)) ** 2
    ranks = np.cumsum(tally.paired) - tally.paired / 2
    return (ranks[:, None] - ranks) ** 2


def of_sets(case: dict[str, Any], expected: dict[str, Any]) -> float:
    units = case["data"]["units"]
    codes = sorted({code for row in units for one in row for code in one})
    marks = np.array([[[code in one for code in codes] for one in row] for row in units])
    labels, members = code_sets(marks)
    distances = {
        "jaccard": jaccard,
        "masi": masi,
        None: powerset,
        "dkpro_set": dkpro_set,
        "dkpro_masi": lambda sets: jaccard(sets) * dkpro_set(sets),
    }
    distance = distances[expected["params"].get("metric")](members)
    n_units = len(units)
    tally = tally_sets(
        labels,
        distance[None],
        present=np.ones(labels.shape, dtype=bool),
        weight=np.ones(n_units, dtype=int),
        transcript=np.zeros(n_units, dtype=int),
        n_transcripts=1,
    )
    if expected["coefficient"] == "percent_agreement_pairs":
        return float(1 - tally.sums[0, 0] / tally.sums[1:, 0].sum())
    return float(alpha_of_sets(SetTally(distances=tally.distances, sums=tally.sums[:, 0]))[0])


def dkpro_set(members: np.ndarray) -> np.ndarray:
    """0 equal, 1/3 subset, 2/3 overlap, 1 disjoint; the empty set counts as a subset."""
    inside = members.astype(int)
    common, size = inside @ inside.T, inside.sum(axis=1)
    smaller = np.minimum(size[:, None], size)
    found = np.where(common == smaller, 1 / 3, np.where(common > 0, 2 / 3, 1.0))
    return found * (1 - np.eye(len(members)))


def of_distances(case: dict[str, Any], expected: dict[str, Any]) -> list[float]:
    found = []
    measure = {"jaccard_distance": jaccard, "masi_distance_passonneau2006": masi}
    for one, two in case["data"]["pairs"]:
        members = np.array([[code in side for code in "ABCD"] for side in (one, two)])
        found.append(float(measure[expected["coefficient"]](members)[0, 1]))
    return found


def of_holsti(case: dict[str, Any], expected: dict[str, Any]) -> float:
    return holsti(case["data"]["agreements"], case["data"]["n1"], case["data"]["n2"])


# Spans


def of_alpha_u(case: dict[str, Any], expected: dict[str, Any]) -> float:
    data = case["data"]
    codes = sorted({one["code"] for one in data["spans"]})
    wanted = expected["params"].get("category")
    sums = np.zeros(2)
    for code in [wanted] if wanted else codes:
        continua = []
        for coder in range(data["coders"]):
            own = sorted(
                (one["start"] - data["begin"], one["end"] - data["begin"])
                for one in data["spans"]
                if (one["coder"], one["code"]) == (coder, code)
            )
            continua.append(tuple(np.array(own, dtype=np.int64).reshape(-1, 2).T))
        sums += disagreements_of_code(continua, float(data["length"]))
    parts = {"alpha_U_Do": sums[0], "alpha_U_De": sums[1], "alpha_U": alpha_u(sums)}
    return float(parts[expected["coefficient"]])


def spans_of(data: dict[str, Any]) -> tuple[Spans, list[str]]:
    codes = sorted({one["code"] for one in data["spans"]})
    rows = sorted(
        (one["coder"], codes.index(one["code"]), 0, one["start"], one["end"])
        for one in data["spans"]
    )
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    names = ("coder", "code", "transcript", "start", "end")
    return Spans(**dict(zip(names, columns, strict=True))), codes


def of_unitizing(case: dict[str, Any], expected: dict[str, Any]) -> float:
    data = case["data"]
    spans, codes = spans_of(data)
    pieces = segments(
        spans,
        np.array([0, data["length"]]),
        n_coders=data["coders"],
        n_codes=max(len(codes), 1),
    )
    labels, members = code_sets(pieces.marks)
    tally = tally_unitizing(
        labels, pieces.length, pieces.transcript, n_values=len(members), n_transcripts=1
    )
    one = UnitizingTally(n_values=tally.n_values, sums=tally.sums[:, 0])
    if expected["coefficient"] == "ku_alpha":
        alone = np.array([code == expected["params"]["code"] for code in codes])
        return float(ku_alpha(one)[members.tolist().index(alone.tolist())])
    measures = {
        "u_alpha": u_alpha,
        "bar_u_alpha": bar_u_alpha,
        "cu_alpha": cu_alpha,
        "cu_coverage": cu_coverage,
    }
    return float(measures[expected["coefficient"]](one))


def of_characters(case: dict[str, Any], expected: dict[str, Any]) -> float:
    data = case["data"]
    spans, _ = spans_of(data)
    pieces = segments(spans, np.array([0, data["length"]]), n_coders=2, n_codes=1)
    labels = pieces.marks[:, :, 0].astype(int)
    tally = tally_labels(labels, n_values=2, weight=pieces.length).over(0)
    found = float(cohen_kappa(tally))
    assert found != pytest.approx(0.2987, abs=0.01)
    return found


# Gamma


def of_gamma(case: dict[str, Any], expected: dict[str, Any]) -> float:
    data = case["data"]
    codes = sorted({one["code"] for one in data["spans"]})
    sides = []
    for coder in sorted({one["coder"] for one in data["spans"]}):
        own = [one for one in data["spans"] if one["coder"] == coder]
        sides.append(
            Annotation(
                start=np.array([one["start"] for one in own], dtype=float),
                end=np.array([one["end"] for one in own], dtype=float),
                code=np.array([codes.index(one["code"]) for one in own]),
            )
        )
    weights = {"position": data["params"]["alpha"], "category": data["params"]["beta"]}
    if expected["coefficient"] == "gamma_observed_disorder":
        return disorder(sides[0], sides[1], **weights) / (len(sides[0]) + len(sides[1])) * 2
    return gamma([(sides[0], sides[1])], samples=200, seed=1, **weights)


def of_dissimilarity(case: dict[str, Any], expected: dict[str, Any]) -> list[float]:
    pairs = np.array(case["data"]["pairs"], dtype=float)
    return positional_distance(
        pairs[:, 0, 0], pairs[:, 0, 1], pairs[:, 1, 0], pairs[:, 1, 1]
    ).tolist()


# Intervals


def of_bootstrap(case: dict[str, Any], expected: dict[str, Any]) -> Any:
    if expected["coefficient"] == "alpha_ci95_unit_bootstrap":
        return unit_bootstrap(case["data"]["see"])
    rows = case["data"]["tables_n11_n10_n01_n00_per_transcript"]
    tables = np.array(rows, dtype=float)[:, [3, 2, 1, 0]].T.reshape(2, 2, -1)
    tally = tally_tables(tables)
    whole = tally.over(0)
    left_out = krippendorff_alpha(tally.of(jackknife(len(rows)).sums(tally.sums)))
    found = interval(float(krippendorff_alpha(whole)), left_out, method="jackknife")
    spread = left_out - left_out.mean()
    measures = {
        "krippendorff_alpha": krippendorff_alpha(whole),
        "cohen_kappa": cohen_kappa(whole),
        "gwet_ac1": gwet_ac1(whole, categories=2),
        "positive_agreement": positive_agreement(whole),
        "jackknife_se_alpha": np.sqrt((len(rows) - 1) / len(rows) * (spread**2).sum()),
        "jackknife_t_ci95_alpha": [found.low, found.high],
    }
    value = measures[expected["coefficient"]]
    if expected["coefficient"] == "jackknife_se_alpha":
        return round(float(value), 5)
    return value if isinstance(value, list) else float(value)


def unit_bootstrap(see: str) -> list[float | None]:
    """Every unit its own transcript."""
    known = json.loads(GOLDENS.read_text(encoding="utf-8"))["cases"]
    labels, values = labels_of(next(one for one in known if one["id"] == see)["data"]["units"])
    tally = tally_labels(
        labels,
        n_values=len(values),
        transcript=np.arange(len(labels)),
        n_transcripts=len(labels),
    )
    draws = bootstrap(len(labels), replicates=4000, seed=3)
    alphas = krippendorff_alpha(tally.of(draws.sums(tally.sums)))
    found = interval(float(krippendorff_alpha(tally.over(0))), alphas, method="bootstrap")
    return [found.low, found.high]


KINDS: dict[str, Callable[[dict[str, Any], dict[str, Any]], Any]] = {
    "units": of_units,
    "set_units": of_sets,
    "distance": of_distances,
    "holsti": of_holsti,
    "spans": of_alpha_u,
    "spans_ufamily": of_unitizing,
    "anti": of_characters,
    "gamma": of_gamma,
    "gamma_dissimilarity": of_dissimilarity,
    "bootstrap": of_bootstrap,
}

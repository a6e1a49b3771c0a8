"""Agreement code by code, and its mean."""

from __future__ import annotations

import numpy as np
import pytest

from bouwsteen.analysis.agreement.compare import agreement
from bouwsteen.analysis.agreement.measures import Value
from bouwsteen.analysis.units import Unit, Units
from bouwsteen.coding.model import Done
from bouwsteen.errors import AnalysisError


def units(marks: list[list[list[int]]], codes: tuple[str, ...], **changes: object) -> Units:
    fields = {
        "unit": "turn",
        "rule": "overlap-3",
        "level": "block",
        "coders": ("anna", "bram"),
        "codes": codes,
        "units": tuple(Unit(transcript="a", turn=turn) for turn in range(len(marks))),
        "marks": np.array(marks, dtype=bool).reshape(len(marks), 2, len(codes)),
        "missing": (Done(coder="bram", transcript="b"),),
        **changes,
    }
    return Units(**fields)


def figure(value: float | None, reason: str | None = None) -> dict[str, object]:
    return {
        "value": None if value is None else pytest.approx(value),
        "low": None,
        "high": None,
        "reason": reason,
    }


def test_agreement_as_json_is_whole() -> None:
    # Code x: both, A alone, neither, neither. Code y: used by nobody.
    marks = [[[1, 0], [1, 0]], [[1, 0], [0, 0]], [[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    found = agreement(units(marks, ("x", "y"))).to_json()
    alpha = 1 - 7 * 2 / (2 * 3 * 5)
    assert found == {
        "unit": "turn",
        "rule": "overlap-3",
        "level": "block",
        "coders": ["anna", "bram"],
        "n_units": 4,
        "overall": {
            "percent": {**figure(0.875), "method": "macro mean", "undefined": []},
            "kappa": {**figure(0.5), "method": "macro mean", "undefined": ["y"]},
            "alpha": {**figure(alpha), "method": "macro mean", "undefined": ["y"]},
        },
        "codes": [
            {
                "code": "x",
                "n": 4,
                "prevalence": 0.375,
                "both": 1,
                "only_a": 1,
                "only_b": 0,
                "neither": 2,
                "percent": figure(0.75),
                "kappa": figure(0.5),
                "alpha": figure(alpha),
            },
            {
                "code": "y",
                "n": 4,
                "prevalence": 0.0,
                "both": 0,
                "only_a": 0,
                "only_b": 0,
                "neither": 4,
                "percent": figure(1.0),
                "kappa": figure(None, "no_codings"),
                "alpha": figure(None, "no_codings"),
            },
        ],
        "missing": [{"coder": "bram", "transcript": "b"}],
    }


def test_without_units_everything_is_undefined() -> None:
    found = agreement(units([], ("x",)))
    assert found.overall("alpha") == found.overall("percent") == Value(reason="too_few_units")
    assert found.undefined("kappa") == ("x",)


@pytest.mark.parametrize("coders", [("anna",), ("anna", "bram", "carla")])
def test_agreement_is_between_two(coders: tuple[str, ...]) -> None:
    with pytest.raises(AnalysisError) as raised:
        agreement(units([], ("x",), coders=coders))
    assert raised.value.message == f"Agreement is between two coders; these are {len(coders)}."


def test_agreement_needs_codes() -> None:
    with pytest.raises(AnalysisError, match="no code to compare"):
        agreement(units([], ()))

"""What suggestions are measured on, and who is beside the model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Ok = Callable[..., str]
Run = Callable[..., Result]
Listed = Callable[..., list[dict[str, Any]]]
Measured = Callable[..., dict[str, Any]]

BLOCKS = ("2", "5", "6", "2", "5", "6")


@pytest.fixture
def talks(ok: Ok, talks: Path) -> Path:
    """Six short interviews and three coders."""
    ok("coder", "add", "carla")
    return talks


def by_hand(ok: Ok, coder: str, *numbers: int) -> None:
    for number in numbers:
        ok("code", "add", f"g{number}", BLOCKS[number - 1], "--turn", "1", "--coder", coder)


def finish(ok: Ok, coder: str, *numbers: int) -> None:
    ok("code", "done", *(f"g{number}" for number in numbers), "--coder", coder)


@pytest.fixture
def measured(ok: Ok) -> Measured:
    def read(*words: str) -> dict[str, Any]:
        found = json.loads(ok("suggest", "evaluate", "--coder", "anna", "--format", "json", *words))
        assert isinstance(found, dict)
        return found

    return read


def test_evaluate_measures_finished_interviews_alone(
    ok: Ok, talks: Path, measured: Measured
) -> None:
    by_hand(ok, "anna", *range(1, 7))
    finish(ok, "anna", 1, 2, 3, 4)
    found = measured()
    assert (found["passages"], found["transcripts"], found["marks"]) == (8, 4, 4)
    assert (found["other_coder"], found["other_assisted"]) == (None, None)
    assert "nobody else finished" in " ".join(
        ok("suggest", "evaluate", "--coder", "anna", "--lang", "en").split()
    )


def test_evaluate_puts_the_coder_with_least_help_beside_the_model(
    ok: Ok, talks: Path, listed: Listed, measured: Measured
) -> None:
    by_hand(ok, "anna", *range(1, 7))
    ok("suggest", "run", "--coder", "bram")
    ok("suggest", "accept", str(listed(coder="bram")[0]["id"]), "--block", "--coder", "bram")
    # carla differs from anna in one interview of the two with block 2.
    by_hand(ok, "carla", 1, 2, 3, 5, 6)
    for coder in ("anna", "bram", "carla"):
        finish(ok, coder, *range(1, 7))
    found = measured()
    assert (found["coder"], found["other_coder"], found["other_assisted"]) == ("anna", "carla", 0)
    humans = {one["code"]: one["kappa_humans"] for one in found["codes"] if one["n"]}
    # 12 passages, 2 and 1 marks of which 1 shared: (11/12 - 7/9) / (1 - 7/9) = 0.625.
    assert sorted(humans.values()) == pytest.approx([0.625, 1.0, 1.0])
    said = " ".join(ok("suggest", "evaluate", "--coder", "anna", "--lang", "en").split())
    assert "Kappa of humans: anna and carla" in said


def test_evaluate_counts_what_was_accepted_and_says_what_was_assisted(
    ok: Ok, talks: Path, listed: Listed, measured: Measured
) -> None:
    ok("suggest", "run", "--coder", "anna")
    first = {one["transcript"]: one for one in listed() if one["rank"] == 1 and one["turn"] == 1}
    ok("suggest", "accept", str(first["g1"]["id"]), "--block", "--coder", "anna")
    ok("suggest", "reject", str(first["g4"]["id"]), "--coder", "anna")
    by_hand(ok, "anna", 2, 3)
    finish(ok, "anna", *range(1, 7))
    found = measured()
    assert first["g1"]["block"] == first["g4"]["block"]
    assert {one["code"]: (one["decided"], one["accepted"]) for one in found["codes"]} == {
        one["code"]: (2, 1) if one["code"] == first["g1"]["block"] else (0, 0)
        for one in found["codes"]
    }
    bands = found["accepted_bands"].values()
    assert (sum(one["decided"] for one in bands), sum(one["accepted"] for one in bands)) == (2, 1)
    # Listing showed suggestions in all interviews, so that the codes by hand are assisted too.
    assert (found["marks"], found["assisted"]) == (3, 3)
    said = " ".join(ok("suggest", "evaluate", "--coder", "anna", "--lang", "en").split())
    assert "3 of the 3 codes were given with a suggestion in sight" in said
    assert "yes to everything gives" in said
    assert "Decided on" in said and "Accepted" in said


def test_evaluate_gives_figures_and_a_picture(ok: Ok, talks: Path, measured: Measured) -> None:
    by_hand(ok, "anna", *range(1, 7))
    by_hand(ok, "bram", 1, 2, 3, 5, 6)
    ok("code", "add", "g4", "5", "--turn", "1", "--coder", "bram")
    for coder in ("anna", "bram"):
        finish(ok, coder, *range(1, 7))
    figure = talks / "curve.svg"
    found = measured("--figure", str(figure))
    assert (found["passages"], found["transcripts"], found["recall"]) == (12, 6, 1.0)
    # Of twelve passages anna gives each block two; bram gives 1, 3 and 2, and differs in one.
    # Cohen (1960): (132 - 112) / (144 - 112), (132 - 96) / (144 - 96), and 1.
    assert [one["kappa_humans"] for one in found["codes"] if one["n"]] == pytest.approx(
        [0.625, 0.75, 1.0]
    )
    assert figure.read_text(encoding="utf-8").startswith("<?xml")
    table = ok("suggest", "evaluate", "--coder", "anna", "--lang", "en")
    assert "12 passages in 6 interviews" in table


def test_evaluate_without_codings_is_told(run: Run, talks: Path) -> None:
    result = run("suggest", "evaluate", "--coder", "anna")
    assert result.exit_code == 1
    assert "er is gecodeerd werk in 0" in result.stderr

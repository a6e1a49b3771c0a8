"""What suggestions are measured on, and who is beside the model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ok = Callable[..., str]

FIRST = (
    "Toen ging er iets fout en ik gaf het eerlijk toe, niemand werd boos.",
    "Er is een opleidingsbudget en de cursus wordt gewoon betaald.",
    "De klant komt elke maand meedenken over een nieuw product.",
    "Een fout maken mag, daar krijg je de schuld niet van.",
    "Voor scholing is geld, de training wordt vergoed.",
    "Onze leverancier legt uit hoe die lijm werkt, samen met de klant.",
)
SECOND = "We aten soep in de tuin en keken naar de wolken boven zee."
BLOCKS = ("2", "5", "6", "2", "5", "6")


@pytest.fixture
def talks(ok: Ok, tmp_path: Path) -> None:
    """Six short interviews and three coders."""
    for number, first in enumerate(FIRST, start=1):
        text = f"R1: {first}\nR1: {SECOND}\n"
        (tmp_path / f"g{number}.txt").write_text(text, encoding="utf-8")
    ok("init", "s")
    ok("transcript", "import", *(f"g{number}.txt" for number in range(1, 7)))
    for coder in ("anna", "bram", "carla"):
        ok("coder", "add", coder)


def by_hand(ok: Ok, coder: str, *numbers: int) -> None:
    for number in numbers:
        ok("code", "add", f"g{number}", BLOCKS[number - 1], "--turn", "1", "--coder", coder)


def finish(ok: Ok, coder: str, *numbers: int) -> None:
    ok("code", "done", *(f"g{number}" for number in numbers), "--coder", coder)


@pytest.fixture
def measured(ok: Ok) -> Callable[[], dict[str, Any]]:
    def read() -> dict[str, Any]:
        found = json.loads(ok("suggest", "evaluate", "--coder", "anna", "--format", "json"))
        assert isinstance(found, dict)
        return found

    return read


def test_evaluate_measures_finished_interviews_alone(
    ok: Ok, talks: None, measured: Callable[[], dict[str, Any]]
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
    ok: Ok, talks: None, measured: Callable[[], dict[str, Any]]
) -> None:
    by_hand(ok, "anna", *range(1, 7))
    ok("suggest", "run", "--coder", "bram")
    seen = json.loads(ok("suggest", "list", "--coder", "bram", "--format", "json"))
    ok("suggest", "accept", str(seen[0]["id"]), "--block", "--coder", "bram")
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
    ok: Ok, talks: None, measured: Callable[[], dict[str, Any]]
) -> None:
    ok("suggest", "run", "--coder", "anna")
    seen = json.loads(ok("suggest", "list", "--coder", "anna", "--format", "json"))
    first = {one["transcript"]: one for one in seen if one["rank"] == 1 and one["turn"] == 1}
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

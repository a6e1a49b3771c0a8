"""Suggestions accepted and rejected from the command line, one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.coding.suggest.control import BEFORE_CONTROL, Apart, in_control
from bouwsteen.coding.suggest_commands import suggest
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

Ok = Callable[..., str]
Run = Callable[..., Result]
Listed = Callable[..., list[dict[str, Any]]]


def test_accept_makes_one_coding_that_says_so(ok: Ok, talks: Path, listed: Listed) -> None:
    ok("suggest", "run", "--coder", "anna")
    first, second = listed()[0], next(one for one in listed() if one["transcript"] == "g2")
    ok("suggest", "accept", str(first["id"]), "--coder", "anna", "--block")
    ok("suggest", "accept", str(second["id"]), "--coder", "anna", "--code", "4")
    with Study.open(talks / "s.bouwsteen") as study:
        one, other = study.quotations.select()
    assert [(held.code, held.origin, held.assistance) for held in one.codings] == [
        (first["block"], "accepted", "shown")
    ]
    assert [(held.code, held.origin, held.assistance) for held in other.codings] == [
        ("leiderschap", "manual", "shown")
    ]
    assert (one.span.start, one.span.end) == (first["start"], first["end"])


def test_accept_takes_one_at_a_time(run: Run, ok: Ok, talks: Path) -> None:
    ok("suggest", "run", "--coder", "anna")
    assert run("suggest", "accept", "1", "2", "--coder", "anna").exit_code == 2


def test_no_command_accepts_more_than_one_suggestion() -> None:
    command = suggest.commands["accept"]
    (argument,) = (one for one in command.params if one.param_type_name == "argument")
    assert argument.nargs == 1
    assert {"all", "every", "above", "minimum"}.isdisjoint(one.name for one in command.params)


@pytest.mark.parametrize("others", [(), ("--code", "leiderschap")])
def test_accept_with_the_suggested_code_named_is_an_acceptance(
    ok: Ok, talks: Path, listed: Listed, others: tuple[str, ...]
) -> None:
    ok("suggest", "run", "--coder", "anna")
    one = listed()[0]
    ok("suggest", "accept", str(one["id"]), *others, "--code", one["code"], "--coder", "anna")
    with Study.open(talks / "s.bouwsteen") as study:
        held = study.suggestions.get(one["id"], coder="anna")
        (quotation,) = study.quotations.select()
        assert study.suggestions.rejected("anna") == []
    assert held.decision is not None
    assert (held.decision.verdict, held.decision.code) == ("accepted", one["code"])
    assert {code.code: code.origin for code in quotation.codings} == {
        one["code"]: "accepted",
        **dict.fromkeys(others[1:], "manual"),
    }


def test_accept_with_another_sub_code_rejects_no_block(ok: Ok, talks: Path, listed: Listed) -> None:
    ok("suggest", "run", "--coder", "anna")
    one = next(one for one in listed() if one["transcript"] == "g1")
    with Study.open(talks / "s.bouwsteen") as study:
        below = study.codebook.get().children(one["block"])
    other = next(code.key for code in below if code.key != one["code"])
    codes = ("--code", "leiderschap", "--code", other)
    ok("suggest", "accept", str(one["id"]), *codes, "--coder", "anna")
    with Study.open(talks / "s.bouwsteen") as study:
        held = study.suggestions.get(one["id"], coder="anna")
        assert study.suggestions.rejected("anna") == []
    assert held.decision is not None
    assert (held.decision.verdict, held.decision.code) == ("changed", other)
    assert held.block_verdict == "accepted"


def test_undo_takes_an_accepted_suggestion_back(ok: Ok, talks: Path, listed: Listed) -> None:
    ok("suggest", "run", "--coder", "anna")
    before = listed()
    ok("suggest", "accept", str(before[0]["id"]), "--coder", "anna")
    assert len(listed()) == len(before) - 1
    ok("undo", "--coder", "anna")
    assert listed() == before
    assert json.loads(ok("code", "list", "--coder", "anna", "--format", "json")) == []


def test_reject_holds_through_the_next_run(ok: Ok, talks: Path, listed: Listed) -> None:
    ok("suggest", "run", "--coder", "anna")
    gone = listed()[0]
    ok("suggest", "reject", str(gone["id"]), "--coder", "anna")
    ok("suggest", "run", "--coder", "anna", "--minimum", "0", "--per-passage", "6")
    assert (gone["transcript"], gone["turn"], gone["block"]) not in {
        (one["transcript"], one["turn"], one["block"]) for one in listed()
    }


def test_rejected_stays_rejected_after_more_coding_and_training(
    ok: Ok, talks: Path, listed: Listed
) -> None:
    ok("suggest", "run", "--coder", "anna")
    gone = listed()[0]
    ok("suggest", "reject", str(gone["id"]), "--coder", "anna")
    for number in range(2, 7):
        ok("code", "add", f"g{number}", gone["block"], "--turn", "1", "--coder", "anna")
    ok("suggest", "train", "--coder", "anna")
    ok("suggest", "run", "--coder", "anna", "--minimum", "0", "--per-passage", "6")
    found = {(one["transcript"], one["turn"], one["block"]) for one in listed()}
    assert (gone["transcript"], gone["turn"], gone["block"]) not in found
    assert any(one[0] == gone["transcript"] and one[1] == gone["turn"] for one in found)


def test_suggestion_that_a_later_run_replaced_says_so(
    run: Run, ok: Ok, talks: Path, listed: Listed
) -> None:
    ok("suggest", "run", "--coder", "anna")
    number = listed()[0]["id"]
    ok("suggest", "run", "--coder", "anna")
    for verb in ("accept", "reject"):
        result = run("suggest", verb, str(number), "--coder", "anna")
        assert result.exit_code == 1
        assert result.stderr == (
            f"Error: Suggestie {number} staat er niet meer: een latere ronde of een correctie kwam "
            "ervoor in de plaats.\nZie wat er nu wacht: bouwsteen suggest list\n"
        )
    assert "Er is geen suggestie 9999" in run("suggest", "reject", "9999", "--coder", "anna").stderr


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_blind_control_takes_no_decision_on_what_was_not_shown(
    run: Run, ok: Ok, talks: Path, verb: str
) -> None:
    seed = next(seed for seed in range(999) if in_control("g1", 1, seed=seed, share=0.12))
    ok("suggest", "run", "--coder", "anna")
    with Study.open(talks / "s.bouwsteen") as study:
        number = study.suggestions.select(coder="anna", transcript="g1")[0].suggestion.id
        with study.change("settings"):
            study.suggestions.set_apart(Apart(seed=seed))
        with study.change("code add", actor="anna"):
            study.quotations.add(
                Quotation(
                    transcript="g2",
                    span=Span(4, 5 + place),
                    coder="anna",
                    codings=(Coding(code="leiderschap"),),
                )
                for place in range(BEFORE_CONTROL)
            )
    result = run("suggest", verb, str(number), "--coder", "anna")
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: Suggestie {number} valt in de blinde controle, die zonder suggesties wordt "
        "gecodeerd.\nCodeer de beurt met de hand: bouwsteen code add\n"
    )
    with Study.open(talks / "s.bouwsteen") as study:
        (held,) = (one for one in study.suggestions.select() if one.suggestion.id == number)
        assert (held.shown, held.decision) == (None, None)
        assert len(study.quotations.select()) == BEFORE_CONTROL

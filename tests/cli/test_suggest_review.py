"""Suggestions decided on one after another, a key at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bouwsteen.cli import main

Ok = Callable[..., str]
Run = Callable[..., Result]
Keys = Callable[..., str]


@pytest.fixture
def keys(talks: Path) -> Callable[..., str]:
    """Run ``suggest review`` and press keys."""

    def press(pressed: str, *words: str) -> str:
        result = CliRunner().invoke(
            main,
            ["suggest", "review", "--coder", "anna", "--lang", "en", *words],
            input=pressed,
            catch_exceptions=False,
        )
        assert result.exit_code == 0, result.output
        return result.output

    return press


def codings(ok: Ok) -> list[dict[str, Any]]:
    found = json.loads(ok("code", "list", "--coder", "anna", "--format", "json"))
    assert isinstance(found, list)
    return found


def test_review_accepts_rejects_skips_undoes_and_quits(ok: Ok, keys: Keys) -> None:
    ok("suggest", "run", "--coder", "anna", "--per-passage", "1")
    said = keys("arsq")
    assert "Interview by interview, in the order of the text." in said
    assert "“fout”" in said
    assert re.search(r"3 decisions; \d+ suggestions are still waiting\.", said)
    assert len(codings(ok)) == 1
    said = keys("uaurq")
    assert "There is nothing to undo in this round." in said
    assert "1 decisions" in said
    assert len(codings(ok)) == 1


def test_review_gives_another_code_and_knows_no_other_keys(ok: Ok, keys: Keys) -> None:
    ok("suggest", "run", "--coder", "anna")
    said = keys("zonope\noleiderschap; 3.2\nq")
    assert "No code 'nope'" in said
    (one,) = codings(ok)
    assert one["codes"] == ["leiderschap", "kennisuitwisseling"]


def test_review_without_suggestions_says_so(keys: Keys) -> None:
    assert keys("") == "No suggestions are waiting; make them with: suggest run.\n"


@pytest.mark.parametrize("key", ["\x03", "\x04", "\x1b", "Q", ""])
def test_review_stops_at_every_key_that_means_stop(ok: Ok, keys: Keys, key: str) -> None:
    ok("suggest", "run", "--coder", "anna")
    assert "0 decisions" in keys(key)


def test_review_without_a_terminal_says_what_to_do(
    run: Run, ok: Ok, talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok("suggest", "run", "--coder", "anna")

    def refuse() -> str:
        raise OSError(6, "No such device or address", "/dev/tty")

    monkeypatch.setattr("bouwsteen.coding.suggest_review_commands.click.getchar", refuse)
    result = run("suggest", "review", "--coder", "anna")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: Review leest toetsen van een terminal, en die is er hier niet.\n"
        "Besluit een voor een: bouwsteen suggest list, daarna accept of reject\n"
    )


def test_review_undoes_nothing_of_an_earlier_round(ok: Ok, keys: Keys) -> None:
    ok("suggest", "run", "--coder", "anna")
    keys("s" * 40)
    ok("code", "add", "g6", "leiderschap", "--turn", "3", "--coder", "anna")
    said = keys("suq")
    assert "There is nothing to undo in this round." in said
    assert "0 decisions" in said
    assert [one["transcript"] for one in codings(ok)] == ["g6"]


def test_review_skips_on_to_the_next_and_undoes_the_decision_before(ok: Ok, keys: Keys) -> None:
    ok("suggest", "run", "--coder", "anna")
    keys("s" * 40)
    said = keys("asuq")
    assert "0 decisions" in said
    assert [place.split("/")[0] for place in re.findall(r"^\d+/\d+(?= ·)", said, re.M)] == [
        *("1", "2", "3", "1")
    ]
    assert codings(ok) == []


def test_review_does_not_undo_what_was_done_elsewhere_since(
    ok: Ok, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok("suggest", "run", "--coder", "anna")
    pressed = iter("ruq")

    def key() -> str:
        letter = next(pressed)
        if letter == "u":
            ok("code", "add", "g6", "leiderschap", "--turn", "3", "--coder", "anna")
        return letter

    monkeypatch.setattr("bouwsteen.coding.suggest_review_commands.click.getchar", key)
    said = keys("")
    assert "code add came after it" in said
    assert "1 decisions" in said
    assert [one["transcript"] for one in codings(ok)] == ["g6"]

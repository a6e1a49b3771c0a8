"""Coding by hand, done and undo, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Ok = Callable[..., str]
Run = Callable[..., Result]

QUOTE = "vertel het maar"


def listed(ok: Ok, *words: str) -> list[dict[str, object]]:
    found = json.loads(ok("code", "list", "--format", "json", *words))
    return [{key: one[key] for key in ("quote", "codes", "memo")} for one in found]


@pytest.mark.parametrize("name", ["2.2", "fouten-mogen-maken", "Fouten mogen maken"])
def test_code_add_takes_key_number_and_label(ok: Ok, study: Path, name: str) -> None:
    said = ok("code", "add", "een", name, "4", "--quote", QUOTE, "--memo", "twijfel")
    assert said == "Citaat 1 (119:134): fouten-mogen-maken, leiderschap.\n"
    assert listed(ok) == [
        {"quote": QUOTE, "codes": ["fouten-mogen-maken", "leiderschap"], "memo": "twijfel"}
    ]


def test_code_add_by_turn_and_span(ok: Ok, study: Path) -> None:
    ok("code", "add", "een", "6", "--turn", "4")
    ok("code", "add", "een", "2", "--span", "119:134")
    assert [one["quote"] for one in listed(ok)] == [
        QUOTE,
        "Die komt elke maand langs. Van fouten leer je.",
    ]


def test_code_add_new_makes_a_free_code_that_moves_under_a_block(ok: Ok, study: Path) -> None:
    ok("code", "add", "een", "klant komt langs", "--new", "--turn", "4")
    assert listed(ok)[0]["codes"] == ["klant-komt-langs"]
    table = json.loads(ok("table", "quotes", "--format", "json"))
    assert (table["totals"]["total"], table["free"]) == (0, [1])
    ok("codebook", "move", "klant-komt-langs", "--parent", "6", "--reason", "axiaal")
    table = json.loads(ok("table", "quotes", "--format", "json"))
    assert [row["total"] for row in table["rows"]] == [0, 0, 0, 0, 0, 1]
    history = json.loads(ok("codebook", "history", "--format", "json"))
    assert [(one["version"], one["reason"]) for one in history] == [
        (1, "mkb-leercultuur, as it came"),
        (2, "open coding: klant komt langs"),
        (3, "axiaal"),
    ]


def test_code_remove_one_code_then_the_quotation(ok: Ok, study: Path) -> None:
    ok("code", "add", "een", "2.2", "4", "--quote", QUOTE)
    ok("code", "remove", "1", "--code", "4")
    assert listed(ok)[0]["codes"] == ["fouten-mogen-maken"]
    ok("code", "remove", "1")
    assert listed(ok) == []


@pytest.mark.usefixtures("english")
def test_done_locks_and_reopen_unlocks(ok: Ok, run: Run, study: Path) -> None:
    ok("code", "done", "een")
    result = run("code", "add", "een", "2.2", "--quote", QUOTE)
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: anna has declared een done; it is locked.\n"
        "Reopen it with: bouwsteen code reopen een\n",
    )
    ok("code", "reopen", "een")
    ok("code", "add", "een", "2.2", "--quote", QUOTE)


def test_undo_and_log_tell_what_happened(ok: Ok, run: Run, study: Path) -> None:
    ok("code", "add", "een", "2.2", "--quote", QUOTE)
    assert ok("undo", "--lang", "en").startswith("Taken back: code add (line 4 of the log")
    assert listed(ok) == []
    log = json.loads(ok("log", "--format", "json"))
    assert [(one["action"], one["undone"]) for one in log] == [
        ("init", False),
        ("transcript import", False),
        ("coder add", False),
        ("code add", True),
        ("undo", False),
    ]
    assert log[3]["details"] == {
        "transcript": "een",
        "quotation": 1,
        "codes": ["fouten-mogen-maken"],
    }


def test_merge_takes_codings_along_and_split_lists_them(ok: Ok, study: Path) -> None:
    ok("code", "add", "een", "2.1", "--quote", QUOTE)
    said = ok("codebook", "merge", "2.1", "2.2", "--reason", "niet te scheiden", "--lang", "en")
    assert "The codings of every coder followed, also in finished transcripts." in said
    assert listed(ok)[0]["codes"] == ["fouten-mogen-maken"]
    said = ok("codebook", "split", "fouten-mogen-maken", "Melden", "Bespreken", "--reason", "r")
    assert "1 citaten dragen fouten-mogen-maken nog" in said
    assert QUOTE in said
    assert listed(ok)[0]["codes"] == ["fouten-mogen-maken"]


@pytest.mark.usefixtures("english")
def test_coder_sees_and_changes_the_own_layer_only(ok: Ok, run: Run, study: Path) -> None:
    ok("coder", "add", "bram")
    ok("code", "add", "een", "2.2", "--quote", QUOTE, "--coder", "anna")
    assert listed(ok, "--coder", "bram") == []
    result = run("code", "remove", "1", "--coder", "bram")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        1,
        "Error: Quotation 1 is anna's, not bram's.",
    )
    assert run("code", "list").stderr.startswith("Error: The study has 2 coders: anna, bram.")


def ends(ok: Ok) -> list[tuple[int, str, str]]:
    found = json.loads(ok("code", "list", "--format", "json"))
    return [(one["id"], one["quote"], one["memo"]) for one in found]


def test_move_takes_the_ends_elsewhere_and_keeps_the_rest(ok: Ok, study: Path) -> None:
    ok("code", "add", "een", "2.2", "--quote", QUOTE, "--memo", "m")
    start = json.loads(ok("code", "list", "--format", "json"))[0]["start"]
    said = ok("code", "move", "1", "--end", str(start + 4), "--lang", "en")
    assert said == f"Quotation 1 now runs from {start} to {start + 4}.\n"
    assert ends(ok) == [(1, QUOTE[:4], "m")]
    ok("code", "move", "1", "--start", str(start + 1))
    assert ends(ok) == [(1, QUOTE[1:4], "m")]
    ok("code", "move", "1", "--quote", QUOTE)
    assert ends(ok) == [(1, QUOTE, "m")]
    ok("undo")
    assert ends(ok) == [(1, QUOTE[1:4], "m")]
    log = json.loads(ok("log", "--format", "json"))
    assert (log[-2]["action"], log[-2]["details"]["before"]) == (
        "code move",
        [start + 1, start + 4],
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Say where with --quote, or with --start, --end or both."),
        (("--quote", QUOTE, "--start", "3"), 2, "Say where with --quote"),
        (("--quote", "staat er niet"), 1, "the text 'staat er niet' does not occur."),
        (("--end", "99999"), 1, "ends outside the text"),
        (("--start", "9", "--end", "4"), 1, "9:4 is no span"),
    ],
    ids=["nothing", "both", "absent", "outside", "reversed"],
)
@pytest.mark.usefixtures("english")
def test_move_refuses_a_place_that_is_none(
    ok: Ok, run: Run, study: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    ok("code", "add", "een", "2.2", "--quote", QUOTE)
    result = run("code", "move", "1", *words)
    assert result.exit_code == code
    assert said in result.stderr
    assert ends(ok) == [(1, QUOTE, "")]


def test_move_is_for_the_own_and_unlocked_layer(ok: Ok, run: Run, study: Path) -> None:
    ok("coder", "add", "bram")
    ok("code", "add", "een", "2.2", "--quote", QUOTE, "--coder", "anna")
    assert run("code", "move", "1", "--end", "40", "--coder", "bram").exit_code == 1
    ok("code", "done", "een", "--coder", "anna")
    assert run("code", "move", "1", "--end", "40", "--coder", "anna").exit_code == 1
    assert [one["quote"] for one in listed(ok, "--coder", "anna")] == [QUOTE]


def test_redo_gives_back_what_undo_took(ok: Ok, run: Run, study: Path) -> None:
    ok("code", "add", "een", "2.2", "--quote", QUOTE)
    held = listed(ok)
    ok("undo")
    assert ok("redo", "--lang", "en").startswith("Done again: code add (line 4 of the log")
    assert listed(ok) == held
    ok("undo")
    ok("code", "add", "een", "2.1", "--quote", QUOTE)
    result = run("redo", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: code add came after the undo, so there is nothing to redo any more.\n"
        "What was undone stands in the log: bouwsteen log\n",
    )

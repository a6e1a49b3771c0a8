"""Suggestions made and listed from the command line."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bouwsteen.coding.model import Coding, Layer, Quotation
from bouwsteen.coding.suggest import spread
from bouwsteen.study.study import Study
from bouwsteen.study.suggestion_store import SuggestionStore

Ok = Callable[..., str]
Run = Callable[..., Result]
Listed = Callable[..., list[dict[str, Any]]]

KEYS = [
    *("id", "transcript", "turn", "start", "end", "quote", "code", "block", "confidence", "rank"),
    "evidence",
]


def test_run_then_list_gives_the_stable_keys(ok: Ok, talks: Path, listed: Listed) -> None:
    said = ok("suggest", "run", "--coder", "anna", "--lang", "en")
    found = listed()
    assert len(found) > 5
    assert f"{len(found)} suggestions for 12 passages" in said
    assert "Nothing is coded yet to learn from" in said
    assert {tuple(one) for one in found} == {tuple(KEYS)}
    first = {one["transcript"]: one["block"] for one in found if one["rank"] == 1}
    assert (first["g1"], first["g2"], first["g3"]) == (
        "ruimte-en-veiligheid",
        "organisatie-inrichting",
        "externe-omgeving",
    )
    for one in found:
        text = (talks / f"{one['transcript']}.txt").read_text(encoding="utf-8")
        assert one["quote"] == text.splitlines()[0].removeprefix("R1: ")
        for piece in one["evidence"]:
            assert piece["text"] in one["quote"]


def test_interviewer_gets_no_suggestions(ok: Ok, talks: Path, listed: Listed) -> None:
    ok("suggest", "run", "--coder", "anna", "--minimum", "0", "--unit", "sentence")
    found = {(one["transcript"], one["turn"]) for one in listed()}
    assert found == {(f"g{number}", turn) for number in range(1, 7) for turn in (1, 3)}


def test_list_reads_as_a_table_and_as_csv(ok: Ok, talks: Path) -> None:
    ok("suggest", "run", "--coder", "anna")
    table = ok("suggest", "list", "--coder", "anna", "--limit", "1", "--lang", "en")
    assert "Ruimte" not in table and "Mistakes allowed" in table
    lines = ok("suggest", "list", "--coder", "anna", "--format", "csv").splitlines()
    assert lines[0] == "id,transcript,turn,start,end,code,block,confidence,rank,why,quote"


def test_list_without_suggestions_says_so(ok: Ok, talks: Path) -> None:
    said = ok("suggest", "list", "--coder", "anna", "--lang", "en")
    assert said == "No suggestions are waiting; make them with: suggest run.\n"
    assert json.loads(ok("suggest", "list", "--coder", "anna", "--format", "json")) == []


def test_run_on_finished_work_says_so(ok: Ok, talks: Path) -> None:
    ok("code", "done", "--all", "--coder", "anna")
    said = ok("suggest", "run", "--coder", "anna", "--lang", "en")
    assert "anna has finished all interviews" in said


def test_run_on_another_language_says_what_it_knows(run: Run, ok: Ok, tmp_path: Path) -> None:
    german = "R: Ich habe das nicht mit der Frau für die Schule, aber wir sind auch ein Haus.\n"
    (tmp_path / "de.txt").write_text(german * 3, encoding="utf-8")
    ok("init", "s")
    ok("transcript", "import", "de.txt")
    ok("coder", "add", "anna")
    result = run("suggest", "run")
    assert result.exit_code == 1
    assert "Suggesties kennen Nederlands en Engels" in result.stderr


def test_run_without_transcripts_says_so(run: Run, ok: Ok) -> None:
    ok("init", "s")
    ok("coder", "add", "anna")
    result = run("suggest", "run")
    assert result.exit_code == 1
    assert "Er is nog geen respondent aan het woord" in result.stderr


@pytest.mark.parametrize(
    ("command", "option", "value"),
    [
        ("run", "--cores", "0"),
        ("run", "--cores", "-3"),
        ("run", "--per-passage", "0"),
        ("list", "--limit", "0"),
        ("list", "--limit", "-1"),
    ],
)
def test_option_that_counts_takes_one_or_more(
    run: Run, talks: Path, command: str, option: str, value: str
) -> None:
    result = run("suggest", command, option, value, "--coder", "anna")
    assert result.exit_code == 2
    assert f"Invalid value for '{option}': {value} is not in the range x>=1" in result.stderr


def test_run_hands_suggestions_over_batch_by_batch(
    ok: Ok, talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "batches_of", functools.partial(spread.batches_of, size=1))
    store, held = SuggestionStore.replace, []

    def replace(self: Any, coder: str, suggestions: Any, transcripts: Any) -> int:
        def told() -> Any:
            for batch in suggestions:
                held.append({one.transcript for one in batch})
                yield batch

        return store(self, coder, told(), transcripts)

    monkeypatch.setattr(SuggestionStore, "replace", replace)
    ok("code", "add", "g1", "2", "--turn", "1", "--coder", "anna")
    ok("suggest", "run", "--coder", "anna", "--per-passage", "1")
    assert held == [set(), {"g2"}, {"g3"}, {"g4"}, {"g5"}, {"g6"}]


def model_of(ok: Ok, coder: str) -> set[str]:
    rows = json.loads(ok("suggest", "train", "--coder", coder, "--format", "json"))
    return {row["model"] for row in rows}


def test_model_of_one_coder_never_sees_the_other_s_codings(
    ok: Ok, talks: Path, listed: Listed
) -> None:
    ok("suggest", "run", "--coder", "bram")
    model, suggestions = model_of(ok, "bram"), listed(coder="bram")
    own = model_of(ok, "anna")
    for number in range(1, 7):
        ok("code", "add", f"g{number}", "leiderschap", "--turn", "3", "--coder", "anna")
    ok("code", "done", "--all", "--coder", "anna")
    assert model_of(ok, "anna") != own
    assert model_of(ok, "bram") == model
    ok("suggest", "run", "--coder", "bram")
    fresh = [{**one, "id": 0} for one in listed(coder="bram")]
    assert fresh == [{**one, "id": 0} for one in suggestions]


def test_consensus_does_not_silence_suggestions(ok: Ok, talks: Path, listed: Listed) -> None:
    ok("suggest", "run", "--coder", "anna")
    before = {(one["transcript"], one["block"]) for one in listed()}
    with Study.open(talks / "s.bouwsteen") as study:
        span = study.transcripts.get("g1").turns[0].span
        with study.change("consensus"):
            study.quotations.add(
                [
                    Quotation(
                        transcript="g1",
                        span=span,
                        coder="anna",
                        layer=Layer.CONSENSUS,
                        codings=(Coding(code="ruimte-en-veiligheid"),),
                    )
                ]
            )
    ok("suggest", "run", "--coder", "anna")
    assert {(one["transcript"], one["block"]) for one in listed()} == before
    assert ("g1", "ruimte-en-veiligheid") in before

"""transcript correct, versions, show --version and code place, as a researcher types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Ok = Callable[..., str]
Run = Callable[..., Result]
INTERVIEW = """I: Hoe leren jullie hier?
R: Ja, van fouten leer je 🙂 het meest. Mijn chef zegt altijd: vertel het maar.
I: En de klant?
R: Die komt elke maand langs. Van fouten leer je.
"""
CORRECTED = """I: Hoe leren jullie hier, op de vloer?
R: Ja, van fouten leer je 🙂 het allermeest. Mijn baas zegt altijd: vertel het maar.
I: En de leverancier?
R: Nee.
"""


@pytest.fixture
def coded(ok: Ok, tmp_path: Path) -> Path:
    """One transcript with three quotations of anna, and the corrected file beside it."""
    (tmp_path / "een.txt").write_text(INTERVIEW, encoding="utf-8")
    (tmp_path / "beter.txt").write_text(CORRECTED, encoding="utf-8")
    ok("init", "s")
    ok("transcript", "import", "een.txt")
    ok("respondent", "set", "r1", "role=Medewerker", "--transcript", "een", "--speaker", "R")
    ok("coder", "add", "anna")
    ok("code", "add", "een", "2.2", "--quote", "van fouten leer je 🙂")
    ok("code", "add", "een", "4", "--quote", "Mijn chef zegt altijd: vertel het maar.")
    ok("code", "add", "een", "6.2", "--quote", "Die komt elke maand langs.", "--memo", "mooi")
    return tmp_path


def test_correct_reports_carries_and_keeps_the_old_text(ok: Ok, coded: Path) -> None:
    words = ("transcript", "correct", "een", "beter.txt", "--reason", "spelfouten")
    planned = json.loads(ok(*words, "--dry-run", "--format", "json"))
    assert ok("log").count("transcript correct") == 0
    done = json.loads(ok(*words, "--coder", "anna", "--format", "json"))
    assert done == {**planned, "dry_run": False}
    assert done["counts"] == {"same": 1, "moved": 0, "changed": 1, "shortened": 0, "unplaced": 1}
    assert [one["old_text"] for one in done["quotations"]] == [
        "Mijn chef zegt altijd: vertel het maar.",
        "Die komt elke maand langs.",
    ]
    assert done["quotations"][0]["new_text"] == "Mijn baas zegt altijd: vertel het maar."
    assert [one["start"] is None for one in done["quotations"]] == [False, True]
    listed = json.loads(ok("transcript", "versions", "een", "--format", "json"))
    assert [(one["version"], one["actor"], one["reason"]) for one in listed] == [
        (1, None, ""),
        (2, "anna", "spelfouten"),
    ]
    texts = [
        json.loads(ok("transcript", "show", "een", *words, "--format", "json"))["text"]
        for words in (("--version", "1"), ("--version", "2"), ())
    ]
    assert texts == [INTERVIEW, CORRECTED, CORRECTED]


def test_correct_speaks_on_a_terminal(ok: Ok, coded: Path) -> None:
    text = ok("transcript", "correct", "een", "beter.txt", "--reason", "r", "--lang", "en")
    assert text.startswith(
        "een now has version 2. Quotations: 1 same, 0 moved, 1 changed, 0 shortened, "
        "1 without a place.\n"
    )
    assert "unplaced" in text and "changed" in text
    assert text.endswith("place them (code place ID --quote TEXT) or drop them (--drop).\n")
    assert "2.2" not in text and "fouten-mogen-maken" not in text


def test_other_coders_quotations_are_not_shown(ok: Ok, coded: Path) -> None:
    ok("coder", "add", "bram")
    words = ("transcript", "correct", "een", "beter.txt", "--reason", "r", "--coder", "bram")
    report = json.loads(ok(*words, "--format", "json"))
    assert (report["counts"]["changed"], report["quotations"]) == (1, [])
    rows = ok(*words[:3], "een.txt", *words[4:], "--format", "csv")
    assert rows == "id,coder,kind,start,end,score,old_text,new_text\n"


def test_unplaced_quotation_stays_visible_until_somebody_decides(ok: Ok, coded: Path) -> None:
    ok("transcript", "correct", "een", "beter.txt", "--reason", "r")
    listed = json.loads(ok("code", "list", "--format", "json"))
    assert [(one["id"], one["start"] is None) for one in listed] == [
        (1, False),
        (2, False),
        (3, True),
    ]
    assert (listed[2]["quote"], listed[2]["memo"]) == ("Die komt elke maand langs.", "mooi")
    assert json.loads(ok("status", "--format", "json"))["unplaced"] == [
        {"transcript": "een", "coder": "anna", "quotations": 1}
    ]
    assert "Citaten zonder plaats na een correctie" in ok("status")
    assert "na een correctie vonden deze citaten geen plaats" in ok("code", "list")
    assert json.loads(ok("table", "quotes", "--format", "json"))["unplaced"] == [3]
    assert "vond na een correctie van het transcript geen plaats" in ok("table", "quotes")
    ok("export", "tables", "t.md")
    assert "geen plaats en is niet geteld (nummer 3)" in Path("t.md").read_text(encoding="utf-8")
    ok("code", "place", "3", "--quote", "Nee.")
    assert json.loads(ok("status", "--format", "json"))["unplaced"] == []
    placed = json.loads(ok("code", "list", "--format", "json"))[2]
    assert (placed["id"], placed["quote"], placed["memo"]) == (3, "Nee.", "mooi")
    assert ok("undo").startswith("Teruggedraaid: code place")
    assert ok("code", "place", "3", "--drop") == "Citaat 3 is vervallen.\n"
    assert len(json.loads(ok("code", "list", "--format", "json"))) == 2


def test_undo_gives_the_old_study_back(ok: Ok, coded: Path) -> None:
    before = ok("study", "check"), ok("code", "list")
    ok("transcript", "correct", "een", "beter.txt", "--reason", "r")
    assert ok("study", "check") != before[0]
    ok("undo")
    assert (ok("study", "check"), ok("code", "list")) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("transcript", "correct", "twee", "beter.txt"), "There is no transcript 'twee'"),
        (("transcript", "correct", "een", "weg.txt"), "weg.txt cannot be read"),
        (("transcript", "correct", "een", "een.txt"), "een reads like that already"),
        (("transcript", "show", "een", "--version", "2"), "een has no version 2."),
        (("transcript", "versions", "twee"), "There is no transcript 'twee'"),
        (("code", "place", "1", "--quote", "Nee."), "No quotation 1 awaits a place."),
    ],
)
def test_mistakes_are_told_on_one_line(
    run: Run,
    coded: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.setenv("BOUWSTEEN_LANG", "en")
    reason = ("--reason", "r") if words[1] == "correct" else ()
    result = run(*words, *reason)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {message}")


def test_place_wants_one_place(run: Run, coded: Path) -> None:
    assert run("code", "place", "1").exit_code == 2
    assert run("code", "place", "1", "--turn", "1", "--drop").exit_code == 2

"""Commands that show what is in a study print it whole, and in both languages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from bouwsteen.cli import main

Ok = Callable[..., str]
Run = Callable[..., Result]


def test_status_says_who_has_done_what(ok: Ok, study: Path) -> None:
    ok("code", "add", "een", "2.2", "--turn", "2")
    ok("code", "done", "een")
    assert ok("status", "--lang", "en").splitlines() == [
        str(study),
        "",
        " Interview   Turns   Words   anna",
        " ────────────────────────────────",
        " een             4      31   1 ✓",
        "",
        "Codebook mkb-leercultuur, version 1, 26 codes.",
        "1 transcripts, 2 respondents. ✓ = done.",
    ]
    found = json.loads(ok("status", "--format", "json"))
    assert found["transcripts"] == [
        {
            "transcript": "een",
            "turns": 4,
            "words": 31,
            "coders": {"anna": {"quotations": 1, "done": True}},
        }
    ]
    assert found["unlinked_speakers"] == []


def test_status_lists_speakers_without_a_row(ok: Ok, tmp_path: Path) -> None:
    (tmp_path / "twee.txt").write_text("V: Ja?\nA: Nee.\nV: O.\nA: Ja.\n", encoding="utf-8")
    ok("init", "s")
    ok("transcript", "import", "twee.txt")
    found = json.loads(ok("status", "--format", "json"))
    assert found["unlinked_speakers"] == [["twee", "V"], ["twee", "A"]]


def test_transcript_show_gives_turns_with_respondent_and_role(ok: Ok, study: Path) -> None:
    found = json.loads(ok("transcript", "show", "een", "--format", "json"))
    assert found["turns"][1] == {
        "index": 2,
        "speaker": "R",
        "respondent": "r1",
        "role": "Medewerker",
        "start": found["text"].index("Ja, van"),
        "end": found["text"].index("\nI: En de klant"),
        "time": None,
        "text": "Ja, van fouten leer je 🙂 het meest. Mijn leidinggevende zegt altijd: "
        "vertel het maar.",
        "flags": [],
    }
    assert len(found["sha256"]) == 64


def test_dry_run_shows_turns_and_speakers_and_stores_nothing(ok: Ok, study: Path) -> None:
    before = study.read_bytes()
    shown = ok("transcript", "import", "een.txt", "--dry-run", "--lang", "en")
    assert "Hoe leren jullie hier?" in shown
    assert [line.split() for line in shown.splitlines() if line.startswith(" R ")] == [
        ["R", "2", "24"]
    ]
    assert study.read_bytes() == before


def test_csv_in_a_pipe_is_clean(ok: Ok, study: Path) -> None:
    ok("code", "add", "een", "2.2", "2.3", "--turn", "2")
    rows = list(csv.DictReader(io.StringIO(ok("code", "list", "--format", "csv"))))
    assert rows[0]["codes"] == "fouten-mogen-maken;experimenteerruimte"
    table = list(csv.DictReader(io.StringIO(ok("table", "quotes", "--format", "csv"))))
    assert table[1]["Medewerker"] == "1"


def test_table_by_an_attribute_of_ones_own(ok: Ok, run: Run, study: Path) -> None:
    ok("code", "add", "een", "2.2", "--turn", "2")
    found = json.loads(ok("table", "quotes", "--by", "jaren", "--format", "json"))
    assert found["columns"] == ["4"]
    result = run("table", "quotes", "--by", "leeftijd")
    assert result.exit_code == 1
    assert "leeftijd" in result.stderr


def test_respondent_set_changes_the_column(ok: Ok, study: Path) -> None:
    ok("code", "add", "een", "2.2", "--turn", "2")
    ok("respondent", "set", "r1", "role=Directie", "jaren=")
    assert json.loads(ok("table", "quotes", "--format", "json"))["columns"] == ["Directie"]
    people = json.loads(ok("respondent", "list", "--format", "json"))
    assert [one["respondent"] for one in people] == ["interviewer", "r1"]


def test_check_and_backup(ok: Ok, run: Run, study: Path, tmp_path: Path) -> None:
    assert "is in orde" in ok("study", "check")
    ok("study", "backup", "b.bouwsteen")
    assert run("study", "backup", "b.bouwsteen").exit_code == 1
    (tmp_path / "s.bouwsteen").unlink()
    assert "is sound" in ok("study", "check", "--lang", "en")


def test_summaries_in_the_list_of_commands_are_the_commands_own() -> None:
    for name, (_, summary) in main.places.items():
        command = main.get_command(None, name)
        assert command.help.partition("\n")[0] == summary

"""Commands on speakers and surveys."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Ok = Callable[..., str]
Run = Callable[..., Result]

SPELLINGS = "Interviewer 1: Hoe?\nR: Zo.\nInterviewer1 : En?\nR: Hm-m.\nInterviewer 1: Mooi.\n"
SURVEY = "nr;rol;Wat leer je?;Van wie?\n1;HR;Veel.;Jan\n2;HR;;Vera\n3;HR;;\n"


def test_speakers_are_shown_with_likenesses(ok: Ok, tmp_path: Path) -> None:
    (tmp_path / "twee.txt").write_text(SPELLINGS, encoding="utf-8")
    ok("init", "s")
    ok("transcript", "import", "twee.txt")
    assert ok("transcript", "speakers", "twee", "--lang", "en").splitlines() == [
        "twee",
        "",
        " Speaker         Turns   Words   Only listening   Respondent   May be",
        " ───────────────────────────────────────────────────────────────────────────",
        " Interviewer 1       2       2                0",
        " R                   2       2                1",
        " Interviewer1        1       1                0                Interviewer 1",
        "",
        "Interviewer1 may be Interviewer 1: the same label, spelled differently.",
    ]
    found = json.loads(ok("transcript", "speakers", "twee", "--format", "json"))
    assert found[2] == {
        "speaker": "Interviewer1",
        "turns": 1,
        "words": 1,
        "backchannels": 0,
        "respondent": None,
        "proposal": "Interviewer 1",
    }


def test_speakers_are_merged_and_renamed_when_asked(ok: Ok, tmp_path: Path) -> None:
    (tmp_path / "twee.txt").write_text(SPELLINGS, encoding="utf-8")
    ok("init", "s")
    ok("transcript", "import", "twee.txt")
    text = json.loads(ok("transcript", "show", "twee", "--format", "json"))["text"]
    said = ok(
        "transcript", "speakers", "twee", "--merge-proposed", "--rename", "R=Jan", "--lang", "en"
    )
    assert said.splitlines()[:2] == [
        "Speaker Interviewer1 is called Interviewer 1 now; the respondent goes along.",
        "Speaker R is called Jan now; the respondent goes along.",
    ]
    shown = json.loads(ok("transcript", "show", "twee", "--format", "json"))
    assert [turn["speaker"] for turn in shown["turns"]] == [
        "Interviewer 1",
        "Jan",
        "Interviewer 1",
        "Jan",
        "Interviewer 1",
    ]
    assert shown["text"] == text
    ok("undo")
    found = json.loads(ok("transcript", "speakers", "twee", "--format", "json"))
    assert [row["speaker"] for row in found] == ["Interviewer 1", "R", "Interviewer1"]


def test_speakers_refuses_what_is_no_pair(run: Run, study: Path) -> None:
    result = run("transcript", "speakers", "een", "--rename", "R")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: 'R' is niet OUD=NIEUW.\nBijvoorbeeld: --rename 'Interviewer1=I'\n",
    )


def test_survey_is_imported_with_respondents(ok: Ok, tmp_path: Path) -> None:
    (tmp_path / "enq.csv").write_text(SURVEY, encoding="utf-8")
    ok("init", "s")
    words = (
        "transcript",
        "survey",
        "enq.csv",
        "--id",
        "nr",
        "--question",
        "Wat",
        "--question",
        "Van",
    )
    left_out = [
        "No answer to “Wat leer je?”: 2.",
        "No answer to “Van wie?”: 1.",
        "Answered nothing, so no transcript: 3.",
    ]
    assert ok(*words, "--dry-run", "--lang", "en").splitlines() == [
        "",
        " Interview   Respondent   Answers   Words",
        " ────────────────────────────────────────",
        " enq-1       1                  2       2",
        " enq-2       2                  1       1",
        "",
        *left_out,
    ]
    assert json.loads(ok("transcript", "list", "--format", "json")) == []
    assert ok(*words, "--lang", "en").splitlines() == [
        "Imported 2 transcripts, 6 turns.",
        *left_out,
    ]
    shown = json.loads(ok("transcript", "show", "enq-2", "--format", "json"))
    assert [(turn["text"], turn["respondent"], turn["role"]) for turn in shown["turns"]] == [
        ("Van wie?", "interviewer", "interviewer"),
        ("Vera", "2", "HR"),
    ]
    ok("undo")
    assert json.loads(ok("transcript", "list", "--format", "json")) == []


def test_survey_refuses_a_column_that_is_not_there(run: Run, ok: Ok, tmp_path: Path) -> None:
    (tmp_path / "enq.csv").write_text(SURVEY, encoding="utf-8")
    ok("init", "s")
    result = run("transcript", "survey", "enq.csv", "--id", "nummer", "--question", "Wat")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: enq.csv: er is geen kolom 'nummer'.\n"
        "De eerste rij heeft nr, rol, Wat leer je?, Van wie?.\n"
    )

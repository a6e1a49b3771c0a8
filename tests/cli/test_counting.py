"""What is counted, divided by and traced when not everything is coded yet."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from bouwsteen.counting import counted
from bouwsteen.study.study import Study

Ok = Callable[..., str]

SECOND = "I: En hoe gaat het daar?\nR: Wij leren daar niets nieuws.\n"
RESPONDENTS = "transcript;speaker;respondent;role\ntwee;I;;interviewer\ntwee;R;r2;Directie\n"


@pytest.fixture
def two(ok: Ok, study: Path, tmp_path: Path) -> Path:
    """Two interviews, of which anna and bram coded the first; only anna is done."""
    (tmp_path / "twee.txt").write_text(SECOND, encoding="utf-8")
    (tmp_path / "meer.csv").write_text(RESPONDENTS, encoding="utf-8")
    ok("transcript", "import", "twee.txt", "--respondents", "meer.csv")
    ok("coder", "add", "bram")
    for coder in ("anna", "bram"):
        ok("code", "add", "een", "2.2", "--quote", "vertel het maar", "--coder", coder)
    ok("code", "done", "een", "--coder", "anna")
    return study


@pytest.fixture
def met(ok: Ok, two: Path) -> Path:
    """The coders met about the first interview."""
    ok("code", "done", "een", "--coder", "bram")
    ok("consensus", "start", "--coder", "anna")
    ok("consensus", "finish", "--coder", "anna")
    return two


def rates(ok: Ok, *words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        ok("table", "quotes", "--show", "per-interview", "--format", "json", *words)
    )
    return found


def test_what_is_finished_after_the_meeting_feigns_no_saturation(ok: Ok, met: Path) -> None:
    ok("code", "done", "twee", "--coder", "bram")
    with Study.open(met) as study:
        assert counted(study, None).finished == {"een"}
        assert counted(study, "bram").finished == {"een", "twee"}
    found = json.loads(ok("table", "saturation", "--format", "json"))
    assert ([row["transcript"] for row in found["rows"]], found["left_out"]) == (["een"], ["twee"])
    said = ok("table", "saturation", "--lang", "en")
    assert "1 interview holds 1 of the 26 codes in the codebook." in said


def test_rates_do_not_divide_by_what_is_not_coded_yet(ok: Ok, two: Path) -> None:
    found = rates(ok, "--coder", "anna")
    assert found["values"] == {"Directie": None, "Medewerker": 1.0, "total": 1.0}
    assert (found["undefined"], found["left_out"]) == ("no_interviews", ["twee"])
    said = ok("table", "quotes", "--show", "per-interview", "--coder", "anna", "--lang", "en")
    assert "interviews with somebody of the group: Directie 0, Medewerker 1; total 1." in said
    assert (
        "1 interview without a counted quotation is not finished yet; nothing is divided by it "
        "(twee)." in said
    )
    ok("code", "done", "twee", "--coder", "anna")
    found = rates(ok, "--coder", "anna")
    assert found["values"] == {"Directie": 0.0, "Medewerker": 1.0, "total": 0.5}
    assert found["left_out"] == []


def traces(ok: Ok, *words: str) -> list[str]:
    ok("export", "tables", "t.md", "--table", "quotes", "--coder", "anna", *words)
    lines = Path("t.md").read_text(encoding="utf-8").splitlines()
    (note,) = (line for line in lines if "SHA-256" in line)
    return note.strip("*").split(" (SHA-256).")


def test_a_code_that_moves_and_a_role_change_the_trace(ok: Ok, two: Path) -> None:
    codings, book, people, _ = traces(ok)
    ok("codebook", "move", "2.2", "--parent", "3", "--reason", "past daar")
    moved = traces(ok)
    assert (moved[0], moved[2]) == (codings, people)
    assert moved[1] != book
    Path("rol.csv").write_text(
        "transcript;speaker;respondent;role\ntwee;R;r2;Medewerker\n", encoding="utf-8"
    )
    ok("respondent", "import", "rol.csv")
    assert traces(ok)[1] == moved[1]
    assert traces(ok)[2] != people


def test_digests_under_pseudonyms_are_of_what_is_printed(ok: Ok, two: Path) -> None:
    plain = traces(ok)
    names = Path("namen.csv")
    names.write_text("name,pseudonym\nMijn,Onze\n", encoding="utf-8")
    ok("study", "anonymise", "--names", "namen.csv", "--output", "a.bouwsteen")
    renamed = traces(ok, "--study", "s.bouwsteen", "--names", "namen.csv")
    assert renamed[2] != plain[2]
    assert renamed[3].strip() == (
        "De kenmerken zijn van de studie zoals die hier is afgedrukt, met pseudoniemen op de "
        "plaats van namen."
    )
    with Study.open("a.bouwsteen") as study:
        found = counted(study, "coder-1", trace=True).traces
    assert found[2].sha256[:12] in renamed[2]


def test_layers_are_not_added_up_where_coders_are_listed(ok: Ok, met: Path) -> None:
    found = json.loads(ok("coder", "list", "--format", "json"))
    assert {one["coder"]: one["quotations"] for one in found} == {"anna": 1, "bram": 1}
    first = json.loads(ok("status", "--format", "json"))["transcripts"][0]
    assert {key: one["quotations"] for key, one in first["coders"].items()} == {
        "anna": 1,
        "bram": 1,
    }


def test_report_of_one_layer_says_so_in_its_methods(ok: Ok, met: Path) -> None:
    def methods(*words: str) -> list[str]:
        ok("export", "report", "r.docx", "--lang", "en", *words)
        lines = [one.text for one in docx.Document("r.docx").paragraphs]
        return lines[lines.index("Methods") :]

    said = "The tables, figures and quotations in this report rest on the codings of bram alone."
    assert said in methods("--coder", "bram")
    assert not any("rest on the codings of" in line for line in methods())

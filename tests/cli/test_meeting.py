"""Agreement, disagreements and the consensus meeting from the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result

Ok = Callable[..., str]
Run = Callable[..., Result]

HEAD = "transcript,start,end,coder,code,memo,quote"
# The coders share one quotation, differ on one, and each has one alone.
CODINGS = f"""{HEAD}
een,,,anna,2.2,,vertel het maar
een,,,bram,2.2,,vertel het maar
een,,,anna,6,maandelijks,Die komt elke maand langs.
een,,,bram,3.2,,Die komt elke maand langs.
een,,,anna,4.2,,Mijn leidinggevende zegt altijd
"""


@pytest.fixture
def coded(ok: Ok, study: Path, tmp_path: Path) -> Path:
    """Two coders who are done with the one interview."""
    (tmp_path / "codings.csv").write_text(CODINGS, encoding="utf-8")
    ok("code", "import", "codings.csv")
    for coder in ("anna", "bram"):
        ok("code", "done", "een", "--coder", coder)
    return study


def issues(ok: Ok, *words: str) -> list[dict[str, object]]:
    return list(json.loads(ok("consensus", "list", "--format", "json", *words))["issues"])


def test_agreement_says_what_it_was_computed_on(ok: Ok, coded: Path) -> None:
    ok("agreement", "plan", "--primary", "alpha_jaccard", "--unit", "sentence")
    found = json.loads(ok("agreement", "--verify", "--format", "json"))
    assert (found["unit"], found["rule"], found["coders"], found["n_units"]) == (
        "sentence",
        "overlap",
        ["anna", "bram"],
        4,
    )
    assert found["primary"] == "alpha_jaccard"
    by_code = {one["code"]: one for one in found["codes"]}
    assert by_code["ruimte-en-veiligheid"]["percent"]["value"] == 1.0
    assert by_code["inhoud-van-werk"]["alpha"]["value"] is None
    assert by_code["inhoud-van-werk"]["alpha"]["reason"] == "no_codings"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["agreement", "--coders", "anna"], "Agreement is between two coders or more"),
        (["agreement", "--coders", "anna,x"], "There is no coder 'x' in the study."),
        (["agreement", "--coders", "anna,carla"], "carla"),
        (["agreement", "plan", "--primary", "kapa"], "There is no coefficient 'kapa'."),
        (["consensus", "list"], "No consensus meeting was begun."),
        (["consensus", "start", "--coders", "anna"], "A consensus meeting needs two different"),
        (["consensus", "start", "--coders", "anna,carla"], "No transcript was declared done by"),
        (["consensus", "finish"], "No consensus meeting was begun."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
@pytest.mark.usefixtures("english")
def test_bad_input_is_one_line(
    ok: Ok, run: Run, coded: Path, words: list[str], message: str
) -> None:
    ok("coder", "add", "carla")
    before = coded.read_bytes()
    result = run(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert message in result.stderr.splitlines()[0]
    assert len(result.stderr.splitlines()) <= 2
    assert coded.read_bytes() == before


@pytest.mark.usefixtures("english")
def test_nobody_done_is_one_line(run: Run, study: Path) -> None:
    assert run("agreement").stderr.splitlines()[0] == (
        "Error: Nobody has declared a transcript done; agreement is between two coders or more."
    )


def test_disagreements_are_typed_ranked_and_logged(ok: Ok, coded: Path) -> None:
    found = json.loads(ok("agreement", "disagreements", "--format", "json"))
    kinds = {one["text"]: one["kind"] for one in found["disagreements"]}
    assert kinds == {
        "Die komt elke maand langs.": "other_code",
        "Mijn leidinggevende zegt altijd": "only_a",
    }
    assert json.loads(ok("log", "--format", "json"))[-1]["action"] == "agreement disagreements"
    assert "Die komt elke maand langs." in ok("agreement", "disagreements", "--limit", "1")


@pytest.mark.usefixtures("english")
def test_meeting_is_begun_stopped_resumed_and_finished(
    ok: Ok, run: Run, coded: Path, tmp_path: Path
) -> None:
    begun = ok("consensus", "start", "--coder", "anna", "--lang", "en")
    assert begun == "Meeting begun: 1 quotations go over by rule, 2 issues to discuss.\n"
    first, second = (str(one["id"]) for one in issues(ok))
    ok("consensus", "resolve", first, "--reject", "--reason", "geen voorbeeld", "--coder", "anna")
    stopped = run("consensus", "finish")
    assert stopped.exit_code == 1
    assert stopped.stderr.startswith("Error: 1 of 2 issues are open")
    assert [one["id"] for one in issues(ok, "--open")] == [second]
    ok(
        *("consensus", "resolve", second[:6], "--code", "6", "--code", "3.2"),
        *("--reason", "beide spelen", "--coder", "bram"),
    )
    ok("consensus", "finish", "--coder", "anna")
    table = json.loads(ok("table", "quotes", "--format", "json"))
    assert table["layer"] == "consensus"
    assert {row["code"]: row["total"] for row in table["rows"] if row["total"]} == {
        "ruimte-en-veiligheid": 1,
        "samenwerken": 1,
        "externe-omgeving": 1,
    }
    ok("consensus", "minutes", "minutes.docx", "--lang", "en")
    words = "\n".join(one.text for one in docx.Document(tmp_path / "minutes.docx").paragraphs)
    assert "geen voorbeeld" in words and "beide spelen" in words
    ok("undo")
    assert run("table", "quotes").exit_code == 1


def test_decisions_come_in_from_the_list_filled_in(
    ok: Ok, run: Run, coded: Path, tmp_path: Path
) -> None:
    ok("consensus", "start", "--coder", "anna")
    rows = list(csv.DictReader(io.StringIO(ok("consensus", "list", "--format", "csv"))))
    rows[0] |= {"verdict": "accept", "accept": "bram"}
    rows[1] |= {"verdict": "new", "codes": "6; 3.2", "reason": "beide"}
    sheet = tmp_path / "meeting.csv"

    def write() -> None:
        with sheet.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0], delimiter=";")
            table.writeheader()
            table.writerows(rows)

    write()
    said = ok("consensus", "import", "meeting.csv", "--lang", "en")
    assert said == "2 decisions read. 0 still open.\n"
    assert (
        list(csv.DictReader(io.StringIO(ok("consensus", "list", "--format", "csv"))))[1]["codes"]
        == "externe-omgeving; kennisuitwisseling"
    )
    rows[0]["accept"], rows[1]["reason"] = "carla", ""
    write()
    before = coded.read_bytes()
    result = run("consensus", "import", "meeting.csv", "--lang", "en")
    assert result.exit_code == 1
    assert "row 2" in result.stderr and "row 3" in result.stderr
    assert coded.read_bytes() == before


@pytest.mark.usefixtures("english")
def test_layers_stay_locked_while_the_meeting_stands(ok: Ok, run: Run, coded: Path) -> None:
    ok("consensus", "start")
    result = run("code", "reopen", "een", "--coder", "anna")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        1,
        "Error: The consensus meeting on anna's layer has begun; it stays locked.",
    )
    assert run("consensus", "start").stderr.splitlines()[0] == (
        "Error: A consensus meeting was begun already."
    )
    ok("undo")
    ok("code", "reopen", "een", "--coder", "anna")


def test_log_tells_agreement_who_saw_whose_codes(
    ok: Ok, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "codings.csv").write_text(CODINGS, encoding="utf-8")
    ok("code", "import", "codings.csv")
    monkeypatch.setenv("BOUWSTEEN_CODER", "bram")
    ok("quotes", "--coder", "anna")
    monkeypatch.delenv("BOUWSTEEN_CODER")
    for coder in ("anna", "bram"):
        ok("code", "done", "een", "--coder", coder)
    guards = json.loads(ok("agreement", "--format", "json"))["guards"]
    assert "saw_other_codes" in {one["key"] for one in guards}


def test_two_laptops(ok: Ok, run: Run, study: Path, tmp_path: Path) -> None:
    ok("coder", "add", "bram")
    ok("code", "add", "een", "2.2", "--turn", "2", "--coder", "anna")
    ok("study", "copy", "bram.bouwsteen", "--coder", "bram")
    there = ("--study", "bram.bouwsteen")
    assert json.loads(ok(*there, "code", "list", "--format", "json")) == []
    ok(*there, "code", "add", "een", "4", "--turn", "2")
    ok(*there, "code", "done", "een")
    said = ok("--study", "s.bouwsteen", "study", "merge", "bram.bouwsteen", "--lang", "en")
    assert said == (
        "bram: 1 quotations added, 0 were here already, 1 transcripts now done, 0 differences.\n"
    )
    again = ok("--study", "s.bouwsteen", "study", "merge", "bram.bouwsteen", "--format", "json")
    assert (json.loads(again)["added"], json.loads(again)["same"]) == (0, 1)
    assert run("--study", "s.bouwsteen", "study", "merge", "een.txt").exit_code == 1


def test_other_versions_of_the_codebook_are_told(ok: Ok, study: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEAD}\neen,,,anna,2.2,,vertel het maar\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"{HEAD}\neen,,,bram,2.2,,vertel het maar\n", encoding="utf-8")
    ok("code", "import", "a.csv")
    ok("codebook", "edit", "2.2", "--definition", "anders", "--reason", "scherper")
    ok("code", "import", "b.csv")
    for coder in ("anna", "bram"):
        ok("code", "done", "een", "--coder", coder)
    guards = json.loads(ok("agreement", "--format", "json"))["guards"]
    assert {
        "key": "codebook_versions",
        "code": None,
        "figures": {"versions": "anna: 1; bram: 2"},
    } in (guards)


def test_meeting_goes_on_after_the_codebook_was_changed(ok: Ok, run: Run, coded: Path) -> None:
    ok("consensus", "start", "--coder", "anna")
    first, second = issues(ok)
    ok("consensus", "resolve", str(first["id"]), "--reject", "--reason", "nee", "--coder", "anna")
    ok(
        *("consensus", "resolve", str(second["id"]), "--code", "3.2", "--reason", "deel"),
        *("--coder", "anna"),
    )
    ok("codebook", "merge", "3.2", "3.1", "--reason", "niet te scheiden")
    decided = {one["text"]: one["decision"] for one in issues(ok)}
    verdicts = sorted(one["verdict"] if one else "open" for one in decided.values())
    assert verdicts == ["open", "reject"]
    (waiting,) = issues(ok, "--open")
    ok("consensus", "resolve", str(waiting["id"]), "--accept", "bram", "--coder", "anna")
    ok("consensus", "finish")
    assert "Error" not in ok("consensus", "minutes", "m.docx")


def test_later_done_leaves_the_agenda_as_it_was(ok: Ok, coded: Path, tmp_path: Path) -> None:
    (tmp_path / "twee.txt").write_text("I: Ja?\nR: Ja hoor.\nI: En?\nR: Nee.\n", encoding="utf-8")
    ok("transcript", "import", "twee.txt")
    ok("consensus", "start", "--coder", "anna")
    before = issues(ok)
    ok("code", "add", "twee", "2", "--turn", "2", "--coder", "anna")
    for coder in ("anna", "bram"):
        ok("code", "done", "twee", "--coder", coder)
    assert issues(ok) == before


@pytest.mark.usefixtures("english")
def test_meeting_that_codes_nothing_ends_too(ok: Ok, run: Run, study: Path) -> None:
    ok("coder", "add", "bram")
    ok("code", "add", "een", "2", "--turn", "2", "--coder", "anna")
    for coder in ("anna", "bram"):
        ok("code", "done", "een", "--coder", coder)
    ok("consensus", "start", "--coder", "anna")
    (one,) = issues(ok)
    ok("consensus", "resolve", str(one["id"]), "--reject", "--reason", "nee", "--coder", "anna")
    ok("consensus", "finish")
    assert run("consensus", "finish").stderr.startswith("Error: The consensus meeting is finished.")
    table = json.loads(ok("table", "quotes", "--format", "json"))
    assert (table["layer"], table["totals"]["total"]) == ("consensus", 0)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--accept", "bram", "--coder", "zzz"], "There is no coder 'zzz' in the study."),
        (["--code", "2", "--span", "0:5", "--reason", "x"], "een 0:5 lies outside issue"),
        (["--both"], "both needs a reason"),
    ],
)
@pytest.mark.usefixtures("english")
def test_bad_decision_is_refused_at_once(
    ok: Ok, run: Run, coded: Path, words: list[str], message: str
) -> None:
    ok("consensus", "start", "--coder", "anna")
    before = coded.read_bytes()
    result = run("consensus", "resolve", str(issues(ok)[0]["id"]), *words)
    assert result.exit_code == 1
    assert message in result.stderr.splitlines()[0]
    assert coded.read_bytes() == before


def test_report_tells_of_the_meeting_of_these_coders_only(
    ok: Ok, coded: Path, tmp_path: Path
) -> None:
    ok("coder", "add", "carla")
    ok("code", "done", "een", "--coder", "carla")
    ok("consensus", "start", "--coders", "anna,bram", "--coder", "anna")
    for one in issues(ok):
        ok("consensus", "resolve", str(one["id"]), "--accept", "anna", "--coder", "anna")
    ok("consensus", "finish")
    texts = []
    for coders in ("anna,bram", "anna,carla"):
        ok("export", "agreement", "r.html", "--coders", coders, "--lang", "en")
        texts.append((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert "2 differences" in texts[0] and "2 differences" not in texts[1]
    assert json.loads(ok("log", "--format", "json"))[-1]["action"] == "export agreement"

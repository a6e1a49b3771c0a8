"""What keeps suggestions from counting, and what says how codes came about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bouwsteen.study.study import Study

Ok = Callable[..., str]
Run = Callable[..., Result]
Listed = Callable[..., list[dict[str, Any]]]

EXPORTS = (
    ("tables", "csv", "anna"),
    ("tables", "docx", "anna"),
    ("tables", "xlsx", "anna"),
    ("quotes", "csv", "anna"),
    ("quotes", "docx", "anna"),
    ("quotes", "xlsx", "anna"),
    ("codings", "csv", "anna"),
    ("disagreements", "docx", None),
    ("agreement", "csv", None),
    ("agreement", "html", None),
)


def half_done(ok: Ok) -> None:
    """Both coders do two interviews by hand, so that there is something to compare."""
    for coder in ("anna", "bram"):
        for transcript in ("g1", "g2"):
            ok("code", "add", transcript, "leiderschap", "--turn", "3", "--coder", coder)
        ok("code", "done", "g1", "g2", "--coder", coder)


def snapshot(ok: Ok, folder: Path) -> list[str]:
    """All that is counted, compared and exported."""
    said = [
        ok("table", "quotes", "--by", "role", "--coder", "anna", "--format", "json"),
        ok("table", "coverage", "--format", "json"),
        ok("agreement", "--coders", "anna,bram", "--format", "json"),
        ok("code", "list", "--coder", "anna", "--format", "json"),
        ok("quotes", "--coder", "anna", "--format", "json"),
        ok("study", "check").split(":")[-1],
    ]
    files = []
    for kind, whose in (("quotes", "anna"), ("codings", "anna"), ("tables", "anna")):
        target = folder / f"{kind}.csv"
        ok("export", kind, str(target), "--coder", whose)
        files += [path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"{kind}*.csv"))]
    assert len(files) > 3
    return [*said, *files]


def test_no_suggestion_counts_until_it_is_accepted(ok: Ok, talks: Path, listed: Listed) -> None:
    for coder in ("anna", "bram"):
        ok("code", "add", "g1", "fouten-mogen-maken", "--turn", "3", "--coder", coder)
        ok("code", "add", "g2", "leiderschap", "--turn", "3", "--coder", coder)
        ok("code", "done", "g1", "g2", "--coder", coder)
    before = snapshot(ok, talks)
    ok("suggest", "run", "--coder", "anna")
    found = listed()
    assert {one["transcript"] for one in found} == {"g3", "g4", "g5", "g6"}
    ok("suggest", "reject", str(found[-1]["id"]), "--coder", "anna")
    assert snapshot(ok, talks) == before
    ok("suggest", "accept", str(found[0]["id"]), "--coder", "anna")
    assert snapshot(ok, talks) != before


def test_exports_are_the_same_bytes_whatever_is_suggested_shown_or_rejected(
    ok: Ok, talks: Path, listed: Listed
) -> None:
    half_done(ok)
    target = talks / "out"
    target.mkdir()

    def written() -> dict[str, bytes]:
        for kind, suffix, coder in EXPORTS:
            whose = ("--coder", coder) if coder else ("--coders", "anna,bram")
            ok("export", kind, str(target / f"{kind}.{suffix}"), *whose)
        return {path.name: path.read_bytes() for path in sorted(target.iterdir())}

    before = written()
    assert len(before) >= len(EXPORTS)
    ok("suggest", "run", "--coder", "anna")
    ok("suggest", "reject", str(listed()[0]["id"]), "--coder", "anna")
    assert written() == before
    ok("suggest", "accept", str(listed()[0]["id"]), "--coder", "anna")
    assert written() != before


def test_reliability_set_is_coded_with_suggestions_off(
    run: Run, ok: Ok, talks: Path, listed: Listed
) -> None:
    said = ok("suggest", "reliability-set", "g1", "g2", "--control", "0.15", "--lang", "en")
    assert (
        said == "Without suggestions: g1, g2. Of the other turns 15% stays blind, as a control.\n"
    )
    ok("suggest", "run", "--coder", "anna")
    assert {one["transcript"] for one in listed()} == {"g3", "g4", "g5", "g6"}
    refused = run("suggest", "list", "--transcript", "g1", "--coder", "anna")
    assert refused.exit_code == 1
    assert "g1 hoort bij de betrouwbaarheidsset" in refused.stderr
    taken = run("suggest", "reliability-set", "g3", "--lang", "en")
    assert "Suggestions were shown in g3" in taken.stderr
    assert "–" in ok("suggest", "reliability-set", "--clear")


def test_reliability_set_stores_nothing_as_shown(ok: Ok, talks: Path) -> None:
    ok("suggest", "reliability-set", "g1", "g2")
    ok("suggest", "run", "--coder", "anna")
    ok("suggest", "list", "--coder", "anna")
    ok("code", "add", "g1", "leiderschap", "--turn", "1", "--coder", "anna")
    with Study.open(talks / "s.bouwsteen") as study:
        everything = study.suggestions.select(retired=True)
        shown = {transcript for transcript, _ in study.suggestions.exposure("anna")}
        (mine,) = study.quotations.select()
    assert {one.suggestion.transcript for one in everything} == {"g3", "g4", "g5", "g6"}
    assert shown == {"g3", "g4", "g5", "g6"}
    assert mine.codings[0].assistance == "unassisted"


@pytest.fixture
def accepted(ok: Ok, talks: Path, listed: Listed) -> tuple[str, dict[str, Any]]:
    """Two interviews compared, in one of which anna accepted one suggestion."""
    for coder in ("anna", "bram"):
        ok("code", "add", "g1", "leiderschap", "--turn", "3", "--coder", coder)
        ok("code", "add", "g2", "leiderschap", "--turn", "3", "--coder", coder)
    ok("suggest", "run", "--coder", "anna")
    one = next(one for one in listed() if one["transcript"] == "g2")
    ok("suggest", "accept", str(one["id"]), "--coder", "anna", "--block")
    ok("code", "add", "g2", one["block"], "--turn", "1", "--coder", "bram")
    for coder in ("anna", "bram"):
        ok("code", "done", "g1", "g2", "--coder", coder)
    return one["block"], one


def test_agreement_can_be_of_transcripts_without_suggestions_seen(
    run: Run, ok: Ok, talks: Path, listed: Listed
) -> None:
    for coder in ("anna", "bram"):
        for key in ("g1", "g2"):
            ok("code", "add", key, "leiderschap", "--turn", "3", "--coder", coder)
    ok("suggest", "reliability-set", "g1")
    ok("suggest", "run", "--coder", "bram")
    shown = {one["transcript"] for one in listed(coder="bram")}
    assert "g2" in shown and "g1" not in shown
    for coder in ("anna", "bram"):
        ok("code", "done", "g1", "g2", "--coder", coder)
    found = json.loads(ok("agreement", "--unseen", "--format", "json"))
    assert found["transcripts"] == ["g1"]
    (guard,) = (one for one in found["guards"] if one["key"] == "unseen")
    assert guard["figures"] == {"n": 1, "transcripts": 2}
    assert {one["transcript"] for one in found["missing"]} == {"g3", "g4", "g5", "g6"}
    said = flat(ok("agreement", "--unseen", "--lang", "en"))
    assert "a suggestion there: 1 of the 2 interviews that two coders finished." in said
    ok("export", "agreement", "uit.html", "--unseen")
    written = (talks / "uit.html").read_text(encoding="utf-8")
    assert "1 van de 2 interviews die door twee codeurs zijn afgerond" in written
    assert "Van de 6 interviews zijn er 1 (17%) door ten minste twee codeurs gecodeerd" in written
    assert "g2 (" not in written
    # Of what one coder finished alone nothing is said, whatever was shown there.
    ok("code", "done", "g3", "--coder", "bram")
    found = json.loads(ok("agreement", "--unseen", "--format", "json"))
    (guard,) = (one for one in found["guards"] if one["key"] == "unseen")
    assert guard["figures"] == {"n": 1, "transcripts": 2}
    assert [one for one in found["missing"] if one["transcript"] == "g3"] == [
        {"coder": "anna", "transcript": "g3"}
    ]
    for coder in ("anna", "bram"):
        ok("code", "reopen", "g1", "--coder", coder)
    refused = run("agreement", "--unseen", "--lang", "en")
    assert refused.exit_code == 1
    assert "was shown a suggestion" in refused.stderr


def flat(text: str) -> str:
    return " ".join(text.split())


def test_agreement_says_how_many_codings_were_assisted(
    ok: Ok, accepted: tuple[str, dict[str, Any]]
) -> None:
    found = json.loads(ok("agreement", "--format", "json"))
    assert (found["assisted"], found["unassisted"]) == (1, False)
    guards = {one["key"]: one["figures"] for one in found["guards"]}
    assert guards["assisted"] == {"assisted": 1, "codings": 6}
    assert "1 of the 6 codings compared were given" in flat(ok("agreement", "--lang", "en"))
    assert "1 van de 6 vergeleken coderingen" in flat(ok("agreement", "--lang", "nl"))


def test_agreement_unassisted_leaves_assisted_codings_out(
    ok: Ok, accepted: tuple[str, dict[str, Any]]
) -> None:
    block, _ = accepted

    def marked(*words: str) -> dict[str, int]:
        found = json.loads(ok("agreement", "--format", "json", *words))
        return next(one["codings"] for one in found["codes"] if one["code"] == block)

    assert marked() == {"anna": 1, "bram": 1}
    assert marked("--unassisted") == {"anna": 0, "bram": 1}
    found = json.loads(ok("agreement", "--format", "json", "--unassisted"))
    assert (found["assisted"], found["unassisted"]) == (1, True)
    assert "were left out" in flat(ok("agreement", "--unassisted", "--lang", "en"))


@pytest.mark.parametrize(
    ("words", "said"),
    [((), "codings compared were given"), (("--unassisted",), "codings were left out")],
)
def test_methods_paragraph_says_what_was_assisted(
    ok: Ok, talks: Path, accepted: tuple[str, dict[str, Any]], words: tuple[str, ...], said: str
) -> None:
    target = talks / "report.html"
    ok("export", "agreement", str(target), "--lang", "en", *words)
    report = flat(target.read_text(encoding="utf-8"))
    # Once among the reservations, once in the paragraph on method.
    assert report.count(said) == 2


def test_agreement_without_suggestions_says_nothing_of_them(ok: Ok, talks: Path) -> None:
    half_done(ok)
    found = json.loads(ok("agreement", "--format", "json"))
    assert found["assisted"] == 0
    assert not {"assisted", "unassisted"} & {one["key"] for one in found["guards"]}


def test_code_list_says_how_codes_came_about(ok: Ok, accepted: tuple[str, dict[str, Any]]) -> None:
    rows = json.loads(ok("code", "list", "--coder", "anna", "--format", "json"))
    assert [(row["transcript"], row["origin"], row["assistance"]) for row in rows] == [
        ("g1", ["manual"], ["unassisted"]),
        ("g2", ["accepted"], ["shown"]),
        ("g2", ["manual"], ["unassisted"]),
    ]
    assert "suggestion accepted" in ok("code", "list", "--coder", "anna", "--lang", "en")

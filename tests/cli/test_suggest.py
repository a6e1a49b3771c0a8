"""Suggestions from the command line, and the guards that keep them from counting."""

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

TALK = """R1: {first}
I: En wat gebeurde er toen?
R1: {second}
"""
FIRST = (
    "Toen ging er iets fout en ik gaf het eerlijk toe, niemand werd boos.",
    "Er is een opleidingsbudget en de cursus wordt gewoon betaald.",
    "De klant komt elke maand meedenken over een nieuw product.",
    "Een fout maken mag, daar krijg je de schuld niet van.",
    "Voor scholing is geld, de training wordt vergoed.",
    "Onze leverancier legt uit hoe die lijm werkt, samen met de klant.",
)
SECOND = "We aten soep in de tuin en keken naar de wolken boven zee."
KEYS = [
    *("id", "transcript", "turn", "start", "end", "quote", "code", "block", "confidence", "rank"),
    "evidence",
]


@pytest.fixture
def talks(ok: Ok, tmp_path: Path) -> Path:
    """Six short interviews, two coders, nothing coded."""
    rows = ["transcript;speaker;respondent;role"]
    for number, first in enumerate(FIRST, start=1):
        text = TALK.format(first=first, second=SECOND)
        (tmp_path / f"g{number}.txt").write_text(text, encoding="utf-8")
        rows += [f"g{number};I;;interviewer", f"g{number};R1;p{number};Medewerker"]
    (tmp_path / "wie.csv").write_text("\n".join(rows), encoding="utf-8")
    ok("init", "s")
    files = [f"g{number}.txt" for number in range(1, len(FIRST) + 1)]
    ok("transcript", "import", *files, "--respondents", "wie.csv")
    ok("coder", "add", "anna")
    ok("coder", "add", "bram")
    return tmp_path


@pytest.fixture
def listed(ok: Ok) -> Callable[..., list[dict[str, Any]]]:
    def read(*words: str, coder: str = "anna") -> list[dict[str, Any]]:
        found = json.loads(ok("suggest", "list", "--coder", coder, "--format", "json", *words))
        assert isinstance(found, list)
        return found

    return read


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


def test_run_then_list_gives_the_stable_keys(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
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
        assert one["quote"] == FIRST[int(one["transcript"][1:]) - 1]
        for piece in one["evidence"]:
            assert piece["text"] in one["quote"]


def test_interviewer_gets_no_suggestions(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
    ok("suggest", "run", "--coder", "anna", "--minimum", "0", "--unit", "sentence")
    found = {(one["transcript"], one["turn"]) for one in listed()}
    assert found == {(f"g{number}", turn) for number in range(1, 7) for turn in (1, 3)}


def test_list_reads_as_a_table_and_as_csv(ok: Ok, talks: Path) -> None:
    ok("suggest", "run", "--coder", "anna")
    table = ok("suggest", "list", "--coder", "anna", "--limit", "1", "--lang", "en")
    assert "Ruimte" not in table and "Mistakes allowed" in table
    lines = ok("suggest", "list", "--coder", "anna", "--format", "csv").splitlines()
    assert lines[0] == "id,transcript,turn,start,end,code,block,confidence,rank,why,quote"


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


def test_no_suggestion_counts_until_it_is_accepted(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
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


def test_accept_makes_one_coding_that_says_so(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
    from bouwsteen.study.study import Study

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


def test_undo_takes_an_accepted_suggestion_back(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
    ok("suggest", "run", "--coder", "anna")
    before = listed()
    ok("suggest", "accept", str(before[0]["id"]), "--coder", "anna")
    assert len(listed()) == len(before) - 1
    ok("undo", "--coder", "anna")
    assert listed() == before
    assert json.loads(ok("code", "list", "--coder", "anna", "--format", "json")) == []


def test_reject_holds_through_the_next_run(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
    ok("suggest", "run", "--coder", "anna")
    gone = listed()[0]
    ok("suggest", "reject", str(gone["id"]), "--coder", "anna")
    ok("suggest", "run", "--coder", "anna", "--minimum", "0", "--per-passage", "6")
    assert (gone["transcript"], gone["turn"], gone["block"]) not in {
        (one["transcript"], one["turn"], one["block"]) for one in listed()
    }


def model_of(ok: Ok, coder: str) -> set[str]:
    rows = json.loads(ok("suggest", "train", "--coder", coder, "--format", "json"))
    return {row["model"] for row in rows}


def test_model_of_one_coder_never_sees_the_other_s_codings(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
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


def test_reliability_set_is_coded_with_suggestions_off(
    run: Run, ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
    said = ok("suggest", "reliability-set", "g1", "g2", "--control", "0.15", "--lang", "en")
    assert (
        said == "Without suggestions: g1, g2. Of the other turns 15% stays blind, as a control.\n"
    )
    ok("suggest", "run", "--coder", "anna")
    assert {one["transcript"] for one in listed()} == {"g3", "g4", "g5", "g6"}
    refused = run("suggest", "list", "--transcript", "g1", "--coder", "anna")
    assert refused.exit_code == 1
    assert "g1 is in the reliability set" in refused.stderr
    taken = run("suggest", "reliability-set", "g3")
    assert "Suggestions were shown in g3" in taken.stderr
    assert "–" in ok("suggest", "reliability-set", "--clear")


def test_review_accepts_rejects_skips_undoes_and_quits(ok: Ok, keys: Callable[..., str]) -> None:
    ok("suggest", "run", "--coder", "anna", "--per-passage", "1")
    said = keys("arsq")
    assert "Interview by interview, in the order of the text." in said
    assert "“fout”" in said
    assert re.search(r"3 decisions; \d+ suggestions are still waiting\.", said)
    assert len(json.loads(ok("code", "list", "--coder", "anna", "--format", "json"))) == 1
    said = keys("uaurq")
    assert "There is nothing to undo in this round." in said
    assert "1 decisions" in said
    assert len(json.loads(ok("code", "list", "--coder", "anna", "--format", "json"))) == 1


def test_review_gives_another_code_and_knows_no_other_keys(
    ok: Ok, keys: Callable[..., str]
) -> None:
    ok("suggest", "run", "--coder", "anna")
    said = keys("zonope\noleiderschap; 3.2\nq")
    assert "No code 'nope'" in said
    (one,) = json.loads(ok("code", "list", "--coder", "anna", "--format", "json"))
    assert one["codes"] == ["leiderschap", "kennisuitwisseling"]


def test_review_without_suggestions_says_so(keys: Callable[..., str]) -> None:
    assert keys("") == "No suggestions are waiting; make them with: suggest run.\n"


@pytest.fixture
def coded(ok: Ok, talks: Path) -> None:
    blocks = {"anna": ("2", "5", "6", "2", "5", "6"), "bram": ("2", "5", "6", "5", "5", "6")}
    for coder, given in blocks.items():
        for number, block in enumerate(given, start=1):
            ok("code", "add", f"g{number}", block, "--turn", "1", "--coder", coder)
    for coder in ("anna", "bram"):
        ok("code", "done", "--all", "--coder", coder)


def test_evaluate_gives_figures_and_a_picture(ok: Ok, coded: None, talks: Path) -> None:
    figure = talks / "curve.svg"
    found = json.loads(
        ok(
            *("suggest", "evaluate", "--coder", "anna"),
            *("--format", "json", "--figure", str(figure)),
        )
    )
    assert (found["passages"], found["transcripts"], found["recall"]) == (12, 6, 1.0)
    # Of twelve passages anna gives each block two; bram gives 1, 3 and 2, and differs in one.
    # Cohen (1960): (132 - 112) / (144 - 112), (132 - 96) / (144 - 96), and 1.
    assert [one["kappa_humans"] for one in found["codes"] if one["n"]] == pytest.approx(
        [0.625, 0.75, 1.0]
    )
    assert figure.read_text(encoding="utf-8").startswith("<?xml")
    table = ok("suggest", "evaluate", "--coder", "anna", "--lang", "en")
    assert "12 passages in 6 interviews" in table


def test_evaluate_without_codings_is_told(run: Run, talks: Path) -> None:
    result = run("suggest", "evaluate", "--coder", "anna")
    assert result.exit_code == 1
    assert "there is coded work in 0" in result.stderr


def test_run_on_finished_work_says_so(ok: Ok, coded: None) -> None:
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
    assert "Suggestions know Dutch and English" in result.stderr


def test_run_without_transcripts_says_so(run: Run, ok: Ok) -> None:
    ok("init", "s")
    ok("coder", "add", "anna")
    result = run("suggest", "run")
    assert result.exit_code == 1
    assert "No respondent says anything yet" in result.stderr


def half_done(ok: Ok) -> None:
    """Both coders do two interviews by hand, so that there is something to compare."""
    for coder in ("anna", "bram"):
        for transcript in ("g1", "g2"):
            ok("code", "add", transcript, "leiderschap", "--turn", "3", "--coder", coder)
        ok("code", "done", "g1", "g2", "--coder", coder)


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


def test_exports_are_the_same_bytes_whatever_is_suggested_shown_or_rejected(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
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


@pytest.fixture
def accepted(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> tuple[str, dict[str, Any]]:
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


def test_agreement_says_how_many_codings_were_assisted(
    ok: Ok, accepted: tuple[str, dict[str, Any]]
) -> None:
    found = json.loads(ok("agreement", "--format", "json"))
    assert (found["assisted"], found["unassisted"]) == (1, False)
    guards = {one["key"]: one["figures"] for one in found["guards"]}
    assert guards["assisted"] == {"assisted": 1, "codings": 6}
    assert "1 of the 6 codings compared were given" in flat(ok("agreement", "--lang", "en"))
    assert "1 van de 6 vergeleken coderingen" in flat(ok("agreement", "--lang", "nl"))


def flat(text: str) -> str:
    return " ".join(text.split())


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


def test_reliability_set_stores_nothing_as_shown(ok: Ok, talks: Path) -> None:
    from bouwsteen.study.study import Study

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


def test_no_command_accepts_more_than_one_suggestion() -> None:
    from bouwsteen.coding.suggest_commands import suggest

    command = suggest.commands["accept"]
    (argument,) = (one for one in command.params if one.param_type_name == "argument")
    assert argument.nargs == 1
    assert {"all", "every", "above", "minimum"}.isdisjoint(one.name for one in command.params)


@pytest.mark.parametrize("key", ["\x03", "\x04", "\x1b", "Q", ""])
def test_review_stops_at_every_key_that_means_stop(
    ok: Ok, keys: Callable[..., str], key: str
) -> None:
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
        "Error: Review reads keys from a terminal, and there is none here.\n"
        "Decide one by one: bouwsteen suggest list, then accept or reject\n"
    )


def test_list_without_suggestions_says_so(ok: Ok, talks: Path) -> None:
    said = ok("suggest", "list", "--coder", "anna", "--lang", "en")
    assert said == "No suggestions are waiting; make them with: suggest run.\n"
    assert json.loads(ok("suggest", "list", "--coder", "anna", "--format", "json")) == []


def test_rejected_stays_rejected_after_more_coding_and_training(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
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


def codings(ok: Ok) -> list[dict[str, Any]]:
    found = json.loads(ok("code", "list", "--coder", "anna", "--format", "json"))
    assert isinstance(found, list)
    return found


def test_review_undoes_nothing_of_an_earlier_round(ok: Ok, keys: Callable[..., str]) -> None:
    ok("suggest", "run", "--coder", "anna")
    keys("s" * 40)
    ok("code", "add", "g6", "leiderschap", "--turn", "3", "--coder", "anna")
    said = keys("suq")
    assert "There is nothing to undo in this round." in said
    assert "0 decisions" in said
    assert [one["transcript"] for one in codings(ok)] == ["g6"]


def test_review_skips_on_to_the_next_and_undoes_the_decision_before(
    ok: Ok, keys: Callable[..., str]
) -> None:
    ok("suggest", "run", "--coder", "anna")
    keys("s" * 40)
    said = keys("asuq")
    assert "0 decisions" in said
    assert [place.split("/")[0] for place in re.findall(r"^\d+/\d+(?= ·)", said, re.M)] == [
        *("1", "2", "3", "1")
    ]
    assert codings(ok) == []


def test_review_does_not_undo_what_was_done_elsewhere_since(
    ok: Ok, keys: Callable[..., str], monkeypatch: pytest.MonkeyPatch
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


@pytest.mark.parametrize("others", [(), ("--code", "leiderschap")])
def test_accept_with_the_suggested_code_named_is_an_acceptance(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]], others: tuple[str, ...]
) -> None:
    from bouwsteen.study.study import Study

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


def test_accept_with_another_sub_code_rejects_no_block(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
    from bouwsteen.study.study import Study

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


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_blind_control_takes_no_decision_on_what_was_not_shown(
    run: Run, ok: Ok, talks: Path, verb: str
) -> None:
    from bouwsteen.coding.model import Coding, Quotation
    from bouwsteen.coding.suggest.control import BEFORE_CONTROL, Apart, in_control
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.model import Span

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
        f"Error: Suggestion {number} is in the blind control, which is coded without "
        "suggestions.\nCode it by hand: bouwsteen code add\n"
    )
    with Study.open(talks / "s.bouwsteen") as study:
        (held,) = (one for one in study.suggestions.select() if one.suggestion.id == number)
        assert (held.shown, held.decision) == (None, None)
        assert len(study.quotations.select()) == BEFORE_CONTROL


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


def test_suggestion_that_a_later_run_replaced_says_so(
    run: Run, ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
    ok("suggest", "run", "--coder", "anna")
    number = listed()[0]["id"]
    ok("suggest", "run", "--coder", "anna")
    for verb in ("accept", "reject"):
        result = run("suggest", verb, str(number), "--coder", "anna")
        assert result.exit_code == 1
        assert result.stderr == (
            f"Error: Suggestion {number} no longer stands: a later run or a correction took its "
            "place.\nSee what waits now: bouwsteen suggest list\n"
        )
    assert (
        "There is no suggestion 9999" in run("suggest", "reject", "9999", "--coder", "anna").stderr
    )


def test_run_hands_suggestions_over_batch_by_batch(
    ok: Ok, talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import functools

    from bouwsteen.coding.suggest import spread
    from bouwsteen.study.suggestion_store import SuggestionStore

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


def test_consensus_does_not_silence_suggestions(
    ok: Ok, talks: Path, listed: Callable[..., list[dict[str, Any]]]
) -> None:
    from bouwsteen.coding.model import Coding, Layer, Quotation
    from bouwsteen.study.study import Study

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

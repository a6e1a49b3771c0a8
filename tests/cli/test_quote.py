"""Illustrative quotes and interpretations, from the command line to the files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result

from bouwsteen.study.study import Study

Ok = Callable[..., str]
Run = Callable[..., Result]

LONG = "Ja, van fouten leer je 🙂 het meest. Mijn leidinggevende zegt altijd: vertel het maar."
EDITED = "[V]an fouten leer je […]. Mijn leidinggevende [Jan] zegt altijd: vertel het maar."
SHORT = ("--min-words", "3", "--max-words", "20")


@pytest.fixture
def coded(ok: Ok, study: Path) -> Path:
    """Quotation 1 is the long turn under 2.2, quotation 2 a short stretch of the other turn."""
    ok("code", "add", "een", "2.2", "--quote", LONG)
    ok("code", "add", "een", "6", "--quote", "Die komt elke maand langs.")
    return study


def listed(ok: Ok) -> list[tuple[int, str, str]]:
    found = json.loads(ok("quote", "list", "--format", "json"))
    return [(one["id"], one["state"], one["standing"]) for one in found]


def ids(ok: Ok, *words: str) -> list[int]:
    found = json.loads(ok("quote", "choose", "--format", "json", *words))
    return [one["id"] for cell in found["cells"] for one in cell["chosen"]]


def test_choose_pin_bar_release_and_list(ok: Ok, coded: Path) -> None:
    assert ids(ok, *SHORT) == [1, 2]
    assert ids(ok) == [1]
    assert ok("quote", "pin", "2") == "Citaat 2 wordt altijd gekozen.\n"
    assert ok("quote", "bar", "1", "--reason", "herkenbaar", "--coder", "anna") == (
        "Citaat 1 wordt nooit gekozen.\n"
    )
    assert ids(ok, *SHORT) == [2]
    assert listed(ok) == [(1, "barred", "stands"), (2, "pinned", "stands")]
    assert ok("quote", "release", "1") == "Citaat 1 volgt weer de regel.\n"
    assert ids(ok, *SHORT) == [1, 2]
    ok("undo")
    assert ids(ok, *SHORT) == [2]
    assert [one["action"] for one in json.loads(ok("log", "--format", "json"))][-2:] == [
        "quote release",
        "undo",
    ]


def test_choose_says_why_in_words_and_as_keys(ok: Ok, coded: Path) -> None:
    said = ok("quote", "choose", *SHORT)
    assert (
        "eerste van deze respondent; eerste van deze organisatie; hele zinnen; lengte past" in said
    )
    assert "Citaten gekozen volgens regel: per bouwsteen en rol ten hoogste 2 van 3 tot 20" in said
    assert "Geen citaat dat aan de regel voldoet: 1 Inhoud van werk, Medewerker;" in said
    (first, _) = csv.DictReader(ok("quote", "choose", *SHORT, "--format", "csv").splitlines())
    assert first == {
        "block": "ruimte-en-veiligheid",
        "role": "Medewerker",
        "id": "1",
        "respondent": "r1",
        "organisation": "Bedrijf 1",
        "words": "15",
        "coders": "",
        "why": "respondent;organisation;sentences;length",
        "text": LONG,
    }


@pytest.mark.usefixtures("english")
def test_an_edited_quote_is_checked_when_it_is_pinned(ok: Ok, run: Run, coded: Path) -> None:
    result = run("quote", "pin", "1", "--text", "Van fouten leer je veel")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        1,
        "Error: The edited quote says 'Van' where the quotation does not.",
    )
    assert listed(ok) == []
    ok("quote", "pin", "1", "--text", EDITED)
    (cell,) = (
        cell
        for cell in json.loads(ok("quote", "choose", "--format", "json"))["cells"]
        if cell["chosen"]
    )
    assert [(one["text"], one["why"][:2]) for one in cell["chosen"]] == [
        (EDITED, ["pinned", "edited"])
    ]


@pytest.mark.usefixtures("english")
def test_what_cannot_be_pinned_is_refused(ok: Ok, run: Run, coded: Path) -> None:
    ok("code", "add", "een", "6", "--quote", "En de klant?")
    for words, message in (
        (("pin", "9"), "There is no quotation 9."),
        (("bar", "9"), "There is no quotation 9."),
        (("pin", "3"), "Quotation 3 has no words of a respondent."),
        (("release", "1"), "Quotation 1 is neither pinned nor barred."),
    ):
        result = run("quote", *words)
        assert (result.exit_code, result.stderr.splitlines()[0]) == (1, f"Error: {message}")


def test_a_removed_quotation_is_named_wherever_quotes_are_chosen(ok: Ok, coded: Path) -> None:
    ok("quote", "pin", "1")
    ok("code", "remove", "1")
    assert listed(ok) == [(1, "pinned", "gone")]
    note = "Vastgezet, maar het citaat is verwijderd: nummer 1."
    assert note in ok("quote", "choose")
    ok("export", "quotes", "q.md", "--chosen")
    assert note in Path("q.md").read_text(encoding="utf-8")


def test_a_corrected_text_sets_an_edited_quote_aside_and_says_so(ok: Ok, coded: Path) -> None:
    ok("quote", "pin", "1", "--text", EDITED)
    ok("quote", "pin", "2")
    text = Path("een.txt").read_text(encoding="utf-8")
    text = text.replace("zegt altijd", "zegt steeds").replace("Die komt elke maand langs. ", "")
    Path("beter.txt").write_text(text, encoding="utf-8")
    ok("transcript", "correct", "een", "beter.txt", "--reason", "verstaan")
    assert listed(ok) == [(1, "pinned", "altered"), (2, "pinned", "unplaced")]
    found = json.loads(ok("quote", "choose", "--format", "json"))
    assert [one["text"] for cell in found["cells"] for one in cell["chosen"]] == [
        LONG.replace("altijd", "steeds")
    ]
    assert found["left_out"] == [
        {"quotation": 1, "reason": "altered"},
        {"quotation": 2, "reason": "unplaced"},
    ]


def test_a_pin_holds_for_the_same_place_in_the_layer_that_is_read(ok: Ok, coded: Path) -> None:
    ok("coder", "add", "bram")
    ok("code", "add", "een", "2.2", "--quote", LONG, "--coder", "bram")
    ok("quote", "pin", "1")
    ok("quote", "pin", "2")
    found = json.loads(ok("quote", "choose", "--coder", "bram", "--format", "json"))
    assert [one["id"] for cell in found["cells"] for one in cell["chosen"]] == [3]
    assert found["left_out"] == [{"quotation": 2, "reason": "layer"}]
    # What fewer than two have finished is not compared; a third who only began changes nothing.
    ok("coder", "add", "carla")
    ok("code", "add", "een", "6", "--quote", "En de klant?", "--coder", "carla")
    for coders, finish in ((None, "anna"), (None, "bram"), (2, None)):
        found = json.loads(ok("quote", "choose", "--coder", "bram", "--format", "json"))
        assert [one["coders"] for cell in found["cells"] for one in cell["chosen"]] == [coders]
        if finish:
            ok("code", "done", "een", "--coder", finish)


@pytest.mark.parametrize("suffix", ["docx", "md", "html", "tex", "xlsx", "csv"])
def test_export_chosen_writes_every_format_the_same_each_time(
    ok: Ok, coded: Path, suffix: str
) -> None:
    ok("quote", "pin", "1", "--text", EDITED)
    name = f"q.{suffix}"
    assert ok("export", "quotes", name, "--chosen", *SHORT) == f"{name} geschreven.\n"
    first = Path(name).read_bytes()
    ok("export", "quotes", name, "--chosen", *SHORT)
    assert Path(name).read_bytes() == first
    if suffix in ("md", "html", "tex"):
        assert "ten hoogste 2 van 3 tot 20 woorden" in first.decode("utf-8")


def test_exported_quotes_carry_respondent_role_and_firm(ok: Ok, run: Run, coded: Path) -> None:
    ok("quote", "pin", "1", "--text", EDITED)
    ok("export", "quotes", "q.docx", "--chosen", *SHORT, "--lang", "en")
    lines = [one.text for one in docx.Document("q.docx").paragraphs]
    assert lines[:6] == [
        "Illustrative quotes",
        "2 Time, facilities and (psychological) safety",
        f"“{EDITED}”",
        "(r1, Medewerker, Bedrijf 1) Mistakes allowed",
        "6 Connection to the external environment",
        "“Die komt elke maand langs.”",
    ]
    assert lines[-2].startswith("[…] marks words left out")
    result = run("export", "quotes", "q.docx", "--chosen", "--role", "Medewerker")
    assert (result.exit_code, "--chosen does not go with" in result.stderr) == (2, True)


def test_chosen_quotes_are_printed_with_pseudonyms(ok: Ok, coded: Path) -> None:
    ok("quote", "pin", "1", "--text", EDITED)
    Path("namen.csv").write_text(
        "name,pseudonym\nJan,Piet\nBedrijf 1,Bakkerij\nleidinggevende,baas\n", encoding="utf-8"
    )
    ok("export", "quotes", "q.md", "--chosen", "--names", "namen.csv")
    text = Path("q.md").read_text(encoding="utf-8")
    assert "Mijn baas \\[Piet] zegt altijd" in text
    assert "(r1, Medewerker, Bakkerij)" in text
    ok("codebook", "interpret", "2", "Jan durft.")
    ok("study", "anonymise", "--names", "namen.csv", "--output", "a.bouwsteen")
    with Study.open("a.bouwsteen") as study:
        (said,) = study.illustrations.all()
        assert said.text == EDITED.replace("Jan", "Piet").replace("leidinggevende", "baas")
        assert [one.text for one in study.interpretations.all()] == ["Piet durft."]


def test_a_name_cut_by_a_bracket_does_not_get_into_the_new_study(ok: Ok, coded: Path) -> None:
    ok("quote", "pin", "1", "--text", "[m]ijn leidinggevende zegt altijd")
    Path("namen.csv").write_text("name,pseudonym\nMijn,Zijn\n", encoding="utf-8")
    ok("study", "anonymise", "--names", "namen.csv", "--output", "a.bouwsteen")
    with Study.open("a.bouwsteen") as study:
        assert [(one.state, one.text) for one in study.illustrations.all()] == [("pinned", "")]


def test_interpretations_make_the_summary_table(ok: Ok, coded: Path) -> None:
    ok("export", "tables", "t.csv")
    assert not Path("t-summary.csv").exists()
    assert ok("codebook", "interpret", "2") == (
        "ruimte-en-veiligheid heeft nog geen interpretatie in deze taal (nl).\n"
    )
    assert ok("codebook", "interpret", "2", "Fouten mogen.") == (
        "Interpretatie van ruimte-en-veiligheid (nl) bewaard.\n"
    )
    assert ok("codebook", "interpret", "2") == "Fouten mogen.\n"
    ok("export", "tables", "t.csv")
    rows = list(csv.reader(Path("t-summary.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["Bouwsteen", "Kenmerken", "Eigen interpretatie"]
    assert [row[0] for row in rows[1:7]] == [
        "1 Inhoud van werk",
        "2 Ruimte en veiligheid",
        "3 Samenwerken",
        "4 Leiderschap",
        "5 Organisatie-inrichting",
        "6 Externe omgeving",
    ]
    assert [row[2] for row in rows[1:7]] == ["", "Fouten mogen.", "", "", "", ""]
    assert "Fouten mogen maken" in rows[2][1].split("; ")
    assert ok("codebook", "interpret", "2", "") == (
        "Interpretatie van ruimte-en-veiligheid (nl) weggehaald.\n"
    )


def left_out(ok: Ok, *words: str) -> list[tuple[int, str]]:
    found = json.loads(ok("quote", "choose", *words, "--format", "json"))["left_out"]
    return [(one["quotation"], one["reason"]) for one in found]


def test_pseudonyms_of_another_length_do_not_change_the_choice(ok: Ok, coded: Path) -> None:
    Path("namen.csv").write_text("name,pseudonym\nMijn leidinggevende,Baas\n", encoding="utf-8")
    assert ids(ok) == [1]
    ok("export", "quotes", "q.csv", "--chosen", "--names", "namen.csv")
    (row,) = csv.DictReader(Path("q.csv").read_text(encoding="utf-8-sig").splitlines())
    assert row["Citaat"] == LONG.replace("Mijn leidinggevende", "Baas")
    assert row["Woorden"] == "15"


def test_a_bar_keeps_its_words_out_within_other_boundaries(ok: Ok, coded: Path) -> None:
    ok("coder", "add", "bram")
    ok("code", "add", "een", "4.2", "--quote", "Mijn leidinggevende zegt altijd", "--coder", "bram")
    ok("quote", "bar", "3")
    assert ids(ok, "--coder", "anna", *SHORT) == [2]
    ok("quote", "pin", "1")
    assert ids(ok, "--coder", "anna", *SHORT) == [1, 2]
    assert left_out(ok, "--coder", "anna") == [(1, "disputed")]
    ok("code", "remove", "3", "--coder", "bram")
    assert left_out(ok, "--coder", "anna") == [(3, "barred_gone")]
    assert "Geweerd, maar het citaat is verwijderd" in ok("quote", "choose", "--coder", "anna")


def test_two_pins_on_one_place_are_both_accounted_for(ok: Ok, coded: Path) -> None:
    for coder in ("bram", "carla"):
        ok("coder", "add", coder)
        ok("code", "add", "een", "2.2", "--quote", LONG, "--coder", coder)
    ok("quote", "pin", "3", "--text", "[V]an fouten leer je")
    ok("quote", "pin", "4", "--text", "Ja, van fouten leer je")
    found = json.loads(ok("quote", "choose", "--coder", "anna", "--format", "json"))
    texts = [one["text"] for cell in found["cells"] for one in cell["chosen"]]
    assert (texts, found["left_out"]) == (
        ["[V]an fouten leer je"],
        [{"quotation": 4, "reason": "double"}],
    )
    ok("quote", "bar", "4")
    assert ids(ok, "--coder", "anna") == []
    assert left_out(ok, "--coder", "anna") == [(3, "barred")]


def test_a_cell_without_a_quote_says_whether_one_would_fit(ok: Ok, coded: Path) -> None:
    ok("code", "add", "een", "4", "--quote", LONG)
    said = ok("quote", "choose", *SHORT)
    none = next(one for one in said.splitlines() if one.startswith("Geen citaat dat aan de regel"))
    elsewhere = next(one for one in said.splitlines() if one.startswith("Er zijn citaten die"))
    assert "4 Leiderschap" not in none
    assert elsewhere == (
        "Er zijn citaten die aan de regel voldoen, maar die of hun woorden staan al elders: "
        "4 Leiderschap, Medewerker."
    )
    assert "Niets staat er twee keer" in said


@pytest.mark.parametrize("words", [("pin", "3"), ("bar", "3"), ("list",)])
def test_reading_another_coders_quotation_is_logged(
    ok: Ok, coded: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    ok("coder", "add", "bram")
    ok("code", "add", "een", "6", "--quote", "Die komt elke maand", "--coder", "bram")
    if words == ("list",):
        ok("quote", "bar", "3")
    monkeypatch.setenv("BOUWSTEEN_CODER", "anna")
    ok("quote", *words)
    log = json.loads(ok("log", "--format", "json"))
    (look,) = (one for one in log if one["action"] == "look")
    assert (look["actor"], look["details"]) == ("anna", {"coder": "bram", "transcripts": ["een"]})

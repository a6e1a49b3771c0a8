"""Unlinking a speaker, writing who speaks where, and looking for words in quotes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import SpeakerLink
from bouwsteen.transcripts.respondents import read_respondents

Ok = Callable[..., str]
Run = Callable[..., Result]


def links(path: Path) -> set[SpeakerLink]:
    with Study.open(path) as study:
        return set(study.respondents.links())


def test_unlinked_speaker_stands_for_nobody_until_undo(study: Path, ok: Ok) -> None:
    before = links(study)
    said = ok("respondent", "unlink", "een", "R", "--lang", "en")
    assert said == "R in een is nobody any more.\n"
    assert before - links(study) == {SpeakerLink(transcript="een", speaker="R", respondent="r1")}
    with Study.open(study) as held:
        event = held.log()[-1]
    assert (event.action, dict(event.details)) == (
        "respondent unlink",
        {"transcript": "een", "speaker": "R"},
    )
    ok("undo")
    assert links(study) == before


def test_speaker_who_is_nobody_cannot_be_unlinked(study: Path, run: Run) -> None:
    result = run("respondent", "unlink", "een", "Z")
    assert result.exit_code == 1
    assert result.stderr == "Error: Spreker 'Z' van een is niemand.\n"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_respondents_that_were_written_are_read_back(study: Path, ok: Ok, lang: str) -> None:
    with Study.open(study) as held:
        people, linked = held.respondents.all(), held.respondents.links()
    ok("export", "respondents", "wie.csv", "--lang", lang)
    found = read_respondents(study.parent / "wie.csv")
    assert found == (people, linked)
    ok("respondent", "import", "wie.csv")
    with Study.open(study) as held:
        assert (held.respondents.all(), held.respondents.links()) == (people, linked)


def test_respondents_are_written_under_pseudonyms(study: Path, ok: Ok) -> None:
    (study.parent / "namen.csv").write_text("name,pseudonym\nBedrijf 1,Firma A\n", encoding="utf-8")
    ok("export", "respondents", "wie.md", "--names", "namen.csv")
    written = (study.parent / "wie.md").read_text(encoding="utf-8")
    assert "Firma A" in written
    assert "Bedrijf 1" not in written


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--text", "FOUTEN  leer"), 2),
        (("--text", "foutén"), 2),
        (("--text", "leid"), 1),
        (("--text", "leid", "--whole-words"), 0),
        (("--text", "leer je", "--whole-words"), 2),
    ],
)
def test_quotes_are_found_by_their_words(
    study: Path, ok: Ok, words: tuple[str, ...], count: int
) -> None:
    with Study.open(study) as held:
        text = held.transcripts.get("een").text
    for quote in ("van fouten leer je", "Mijn leidinggevende zegt altijd", "Van fouten leer je"):
        start = text.index(quote)
        place = f"{start}:{start + len(quote)}"
        ok("code", "add", "een", "leiderschap", "--span", place, "--coder", "anna")
    found = json.loads(ok("quotes", "--format", "json", *words))
    assert len(found) == count

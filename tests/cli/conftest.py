"""The command line in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bouwsteen.cli import main

Ok = Callable[..., str]
Run = Callable[..., Result]

INTERVIEW = """Verzonnen interview

I: Hoe leren jullie hier?
R: Ja, van fouten leer je 🙂 het meest. Mijn leidinggevende zegt altijd: vertel het maar.
I: En de klant?
R: Die komt elke maand langs. Van fouten leer je.
"""
RESPONDENTS = """transcript;speaker;respondent;role;organisation;jaren
een;I;;interviewer;;
een;R;r1;Medewerker;Bedrijf 1;4
"""
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


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder: ``run("table", "quotes")``."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOUWSTEEN_STUDY", "BOUWSTEEN_CODER", "BOUWSTEEN_LANG"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), prog_name="bouwsteen", catch_exceptions=False)

    return invoke


@pytest.fixture
def english(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands speak English unless they are asked for Dutch."""
    monkeypatch.setenv("BOUWSTEEN_LANG", "en")


@pytest.fixture
def ok(run: Run) -> Ok:
    """Run a command that must succeed, and give what it printed on standard output."""

    def invoke(*words: str) -> str:
        result = run(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


@pytest.fixture
def study(ok: Ok, tmp_path: Path) -> Path:
    """A study with one interview, its respondents and the coder anna."""
    (tmp_path / "een.txt").write_text(INTERVIEW, encoding="utf-8")
    (tmp_path / "respondenten.csv").write_text(RESPONDENTS, encoding="utf-8")
    ok("init", "s")
    ok("transcript", "import", "een.txt", "--respondents", "respondenten.csv")
    ok("coder", "add", "anna", "--name", "Anna")
    return tmp_path / "s.bouwsteen"


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
    """The suggestions that wait, as ``suggest list`` gives them in JSON."""

    def read(*words: str, coder: str = "anna") -> list[dict[str, Any]]:
        found = json.loads(ok("suggest", "list", "--coder", coder, "--format", "json", *words))
        assert isinstance(found, list)
        return found

    return read

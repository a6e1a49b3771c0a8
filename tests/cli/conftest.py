"""The command line in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bouwsteen.cli import main

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
def ok(run: Run) -> Callable[..., str]:
    """Run a command that must succeed, and give what it printed on standard output."""

    def invoke(*words: str) -> str:
        result = run(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


@pytest.fixture
def study(ok: Callable[..., str], tmp_path: Path) -> Path:
    """A study with one interview, its respondents and the coder anna."""
    (tmp_path / "een.txt").write_text(INTERVIEW, encoding="utf-8")
    (tmp_path / "respondenten.csv").write_text(RESPONDENTS, encoding="utf-8")
    ok("init", "s")
    ok("transcript", "import", "een.txt", "--respondents", "respondenten.csv")
    ok("coder", "add", "anna", "--name", "Anna")
    return tmp_path / "s.bouwsteen"

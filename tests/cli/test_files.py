"""What the export commands write, and what the import commands read back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result

from bouwsteen.examples.commands import OPEN

Ok = Callable[..., str]
Run = Callable[..., Result]


@pytest.fixture
def coded(ok: Ok, study: Path) -> Path:
    ok("code", "add", "een", "2.2", "--turn", "2")
    ok("code", "add", "een", "6", "--turn", "4")
    return study


@pytest.mark.parametrize("kind", ["tables", "quotes"])
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "csv", "md"])
def test_export_twice_gives_the_same_bytes(
    ok: Ok, coded: Path, tmp_path: Path, kind: str, suffix: str
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        ok("export", kind, f"{name}/{kind}.{suffix}")
    first = sorted((tmp_path / "a").iterdir())
    assert [one.name for one in first] == [one.name for one in sorted((tmp_path / "b").iterdir())]
    assert first
    for one in first:
        assert one.read_bytes() == (tmp_path / "b" / one.name).read_bytes()


def test_export_to_unknown_suffix_or_folder_is_one_line(run: Run, coded: Path) -> None:
    for target in ("t.pdf", "none/t.docx"):
        result = run("export", "tables", target)
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: ")
        assert len(result.stderr.splitlines()) == 2


def test_word_comments_become_codings_of_their_author(ok: Ok, run: Run, tmp_path: Path) -> None:
    document = docx.Document()
    lines = ["I: Hoe gaat het?", "R: Goed, van fouten leer je.", "I: O?", "R: Ja hoor."]
    paragraphs = [document.add_paragraph(line) for line in lines]
    document.save(tmp_path / "drie.docx")
    document.add_comment(paragraphs[1].runs, text="2.2; leiderschap; mooi", author="Carla Bos")
    document.add_comment(paragraphs[3].runs, text="leiderschp", author="Carla Bos")
    document.save(tmp_path / "drie_carla.docx")
    ok("init", "s")
    ok("transcript", "import", "drie.docx")
    result = run("code", "import", "drie_carla.docx")
    assert result.exit_code == 0
    assert result.stderr == (
        "drie_carla.docx: opmerking van Carla Bos, beurt 4, teken 55: ‘leiderschp’ lijkt op de "
        "naam van een code, maar is er geen. Bedoelde je leiderschap of leadership?\n"
    )
    found = json.loads(ok("code", "list", "--coder", "carla-bos", "--format", "json"))
    assert [(one["quote"], one["codes"], one["memo"]) for one in found] == [
        ("Goed, van fouten leer je.", ["fouten-mogen-maken", "leiderschap"], "mooi")
    ]
    assert json.loads(ok("coder", "list", "--format", "json")) == [
        {"coder": "carla-bos", "name": "Carla Bos", "quotations": 1, "done": []}
    ]


@pytest.mark.parametrize("suffix", ["toml", "csv"])
def test_codebook_goes_out_and_comes_back(ok: Ok, study: Path, suffix: str) -> None:
    ok("codebook", "export", f"mkb-leercultuur.{suffix}")
    ok("init", "t", "--codebook", f"mkb-leercultuur.{suffix}")
    shown = [
        json.loads(ok("--study", name, "codebook", "show", "--format", "json"))
        for name in ("s.bouwsteen", "t.bouwsteen")
    ]
    assert shown[0] == shown[1]


def test_demo_runs_from_transcripts_to_tables(ok: Ok, tmp_path: Path) -> None:
    printed = ok("demo", "--dir", "d", "--lang", "en")
    assert "$ bouwsteen table quotes" in printed
    assert {one.name for one in (tmp_path / "d" / "out").iterdir()} >= set(OPEN)
    found = json.loads(ok("--study", "d/demo.bouwsteen", "table", "quotes", "--format", "json"))
    assert found["layer"] == "consensus"
    assert found["columns"] == ["Directie", "HR-professional", "Leidinggevende", "Medewerker"]
    assert all(row["total"] > 0 for row in found["rows"])
    assert ok("demo", "--dir", "d").splitlines()[-len(OPEN) :] == [
        f"  {Path('d') / 'out' / name}" for name in OPEN
    ]


@pytest.mark.usefixtures("english")
def test_demo_keeps_out_of_a_folder_that_is_not_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "mine.txt").write_text("x", encoding="utf-8")
    result = run("demo", "--dir", "d")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "Error: d is not empty.")


def test_codebook_from_its_own_csv_keeps_its_name_and_crosswalk(ok: Ok) -> None:
    ok("init", "een")
    ok("codebook", "export", "uit.csv", "--study", "een.bouwsteen")
    ok("init", "twee", "--codebook", "uit.csv")
    first, second = (
        ok("codebook", "crosswalk", "--format", "json", "--study", f"{name}.bouwsteen")
        for name in ("een", "twee")
    )
    assert json.loads(first)[0]["blocks"] != []
    assert second == first

"""A user's mistake is one clear line and a hint, exit code 1, and changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bouwsteen.study import engine
from bouwsteen.study.study import Study

Run = Callable[..., Result]

HAY = "Van fouten leer je."


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            ["code", "add", "een", "2.9", "--turn", "2"],
            "No code '2.9' in mkb-leercultuur.",
            "Did you mean 2.3 or 2.2 or 2.1?",
        ),
        (
            ["code", "add", "twee", "2", "--turn", "2"],
            "There is no transcript 'twee' in the study.",
            None,
        ),
        (["code", "add", "een", "2", "--turn", "9"], "een has no turn 9.", "Its turns are"),
        (["code", "add", "een", "2", "--span", "9:3"], "een: '9:3' is no span.", "Write START"),
        (["code", "add", "een", "2", "--span", "9:9999"], "een: 9:9999 ends outside", None),
        (
            ["code", "add", "een", "2", "--quote", "fouten leer je"],
            "een: the text 'fouten leer je' occurs 2 times: turn 2, offset",
            "Quote more of it",
        ),
        (["code", "add", "een", "2", "--turn", "2", "--coder", "x"], "There is no coder 'x'", None),
        (["code", "remove", "7"], "There is no quotation 7.", "See: bouwsteen code list"),
        (["code", "import", "none.csv"], "none.csv", None),
        (["transcript", "import", "een.txt"], "There is a transcript 'een'", None),
        (["transcript", "import", "none.docx"], "none.docx", None),
        (["transcript", "show", "en"], "There is no transcript 'en'", "Did you mean een?"),
        (["table", "quotes"], "Nothing is coded yet.", "Code first"),
        (["table", "quotes", "--coder", "bram"], "There is no coder 'bram'", None),
        (["export", "tables", "t.pdf"], "Nothing is coded yet.", None),
        (["codebook", "merge", "2", "2.1", "--reason", "x"], "fouten", None),
        (["codebook", "remove", "2", "--reason", "x"], "ruimte-en-veiligheid has sub-codes", None),
        (["codebook", "use", "none", "--reason", "x"], "none", None),
        (["respondent", "set", "r1", "Medewerker"], "'Medewerker' is not NAME=VALUE.", "For ex"),
        (["respondent", "import", "een.txt"], "een.txt", None),
        (["agreement"], "Nobody has declared a transcript done; agreement is between two", "Each"),
    ],
    ids=lambda value: " ".join(value[:4]) if isinstance(value, list) else None,
)
def test_mistake_is_one_line_and_changes_nothing(
    run: Run,
    study: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    message: str,
    hint: str | None,
) -> None:
    monkeypatch.setenv("BOUWSTEEN_LANG", "en")
    before = study.read_bytes()
    result = run(*words)
    first, *rest = result.stderr.splitlines()
    assert first.startswith("Error: ")
    if not words[0] == "codebook" or words[1] != "merge":
        assert message in first
    assert len(rest) <= 1
    if hint is not None:
        assert rest[0].startswith(hint)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert study.read_bytes() == before


def test_no_study_and_two_studies_are_told_apart(run: Run, tmp_path: Path) -> None:
    result = run("status")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: Er is hier geen studie.\nMaak er een met: bouwsteen init NAAM.bouwsteen\n",
    )
    run("init", "a")
    run("init", "b")
    result = run("status", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: There is more than one study here: a.bouwsteen, b.bouwsteen.\n"
        "Name one with --study PATH or BOUWSTEEN_STUDY.\n",
    )
    assert run("--study", "a.bouwsteen", "status").exit_code == 0
    assert run("status", "--study", "b.bouwsteen").exit_code == 0


@pytest.mark.usefixtures("english")
def test_random_binary_as_study_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.bouwsteen"
    path.write_bytes(bytes(range(256)) * 16)
    result = run("status")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: x.bouwsteen is not a bouwsteen study.\n"
        "Nothing was changed. Name a .bouwsteen file.\n"
    ).replace("x.bouwsteen is", f"{path} is")
    assert path.read_bytes() == bytes(range(256)) * 16


@pytest.mark.usefixtures("english")
def test_locked_study_is_one_line(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.05)
    other = sqlite3.connect(study, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = run("code", "add", "een", "2", "--turn", "2")
    other.close()
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == f"Error: {study} is in use by another program."
    assert run("code", "add", "een", "2", "--turn", "2").exit_code == 0


def test_one_bad_file_keeps_all_files_out(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "goed.txt").write_text("I: Ja?\nR: Ja hoor.\nI: En?\nR: Nee.\n", encoding="utf-8")
    (tmp_path / "leeg.txt").write_text("", encoding="utf-8")
    result = run("transcript", "import", "goed.txt", "leeg.txt")
    assert result.exit_code == 1
    with Study.open(study) as opened:
        assert opened.transcripts.keys() == ("een",)


def test_one_bad_row_keeps_all_codings_out(run: Run, study: Path, tmp_path: Path) -> None:
    rows = [
        "transcript,start,end,coder,code,memo,quote",
        "een,,,anna,2.2,,klant",
        "een,,,anna,9,,I",
        "eeen,,,anna,2.2,,klant",
    ]
    (tmp_path / "c.csv").write_text("\n".join(rows), encoding="utf-8")
    result = run("code", "import", "c.csv")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: c.csv: 2 rijen zijn niet te gebruiken. Rij 3: een: de tekst 'I' komt 2 keer "
        "voor, bij teken 21, 136. Rij 4: Er is geen transcript 'eeen'. Misschien bedoel je: een.\n"
        "Er is niets ingelezen. Verbeter deze rijen en lees het bestand opnieuw in.\n",
    )
    english = run("code", "import", "c.csv", "--lang", "en").stderr
    assert english.startswith(
        "Error: c.csv: 2 rows cannot be used: row 3: een: the text 'I' occurs 2 times: offset 21; "
        "offset 136; row 4: there is no transcript 'eeen'. Did you mean een?."
    )
    with Study.open(study) as opened:
        assert opened.quotations.select() == []


def test_mistake_in_a_codebook_is_told_in_dutch_with_its_line(run: Run, tmp_path: Path) -> None:
    rows = "key,parent,label_nl\nleren,,Leren\nfouten,lern,Fouten\n"
    (tmp_path / "c.csv").write_text(rows, encoding="utf-8")
    result = run("init", "s", "--codebook", "c.csv")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: c.csv, regel 3: Code fouten staat onder 'lern', en die code is er niet.\n"
        "Bedoelde je leren?\n",
    )


def test_wrong_usage_is_exit_code_two(run: Run, study: Path) -> None:
    assert run("code", "add", "een", "2").exit_code == 2
    assert run("table", "quotes", "--format", "xml").exit_code == 2
    assert run("nonsense").exit_code == 2

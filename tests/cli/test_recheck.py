"""``agreement --recheck``: QualCoder's kappa beside Cohen's, of a project and of a study."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., str]

TABLES = """
create table project (databaseversion text, date text, memo text, about text);
create table source (id integer primary key, name text, fulltext text, mediapath text, memo text,
    owner text, date text);
create table code_cat (catid integer primary key, name text, memo text, supercatid integer);
create table code_name (cid integer primary key, name text, memo text, catid integer, color text);
create table code_text (ctid integer primary key, cid integer, fid integer, seltext text,
    pos0 integer, pos1 integer, owner text, date text, memo text);
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two coders on a thousand characters: by chance, with overlaps of their own, alone."""
    folder = tmp_path / "team.qda"
    folder.mkdir()
    connection = sqlite3.connect(folder / "data.qda")
    connection.executescript(TABLES)
    connection.execute("insert into source (id, name, fulltext) values (1, 't', ?)", ("x" * 1000,))
    connection.executemany(
        "insert into code_name (cid, name) values (?, ?)",
        [(1, "toeval"), (2, "genest"), (3, "nooit"), (4, "alles")],
    )
    connection.executemany(
        "insert into code_text (cid, fid, pos0, pos1, owner) values (?, 1, ?, ?, ?)",
        [
            (1, 0, 500, "anna"),
            (1, 250, 750, "bert"),
            (2, 100, 200, "anna"),
            (2, 120, 180, "anna"),
            (2, 120, 180, "bert"),
            (4, 0, 1000, "anna"),
            (4, 0, 1000, "bert"),
        ],
    )
    connection.commit()
    connection.close()
    return folder


def test_recheck_prints_both_figures(ok: Run, project: Path) -> None:
    lines = ok("agreement", "--recheck", str(project), "--lang", "en").splitlines()
    found = [line.split() for line in lines if line.split()[:1] in (["toeval"], ["genest"])]
    assert found == [
        ["toeval", "250", "250", "250", "250", "50%", "50%", "0.30", "0.00"],
        ["genest", "60", "40", "0", "900", "90%", "96%", "-0.04", "0.73"],
    ]
    notes = "\n".join(lines[-6:])
    assert "First coder: anna; second coder: bert." in notes
    assert "multiplies the two chances of agreeing where Cohen (1960) adds them" in notes
    assert "1,000 characters (texts: 1)" in notes
    assert "here they count once. This concerns: genest." in notes
    assert "because all coders gave every unit the same value: alles." in notes
    assert "Codes that neither used: 1." in notes


def test_recheck_prints_dutch(ok: Run, project: Path) -> None:
    said = ok("agreement", "--recheck", str(project))
    assert "Kappa zoals QualCoder die toont, en Cohens kappa" in said
    assert "-0,04" in said


def test_recheck_gives_json(ok: Run, project: Path) -> None:
    found = json.loads(ok("agreement", "--recheck", str(project), "--format", "json"))
    assert {key: found[key] for key in ("texts", "characters", "unused")} == {
        "texts": 1,
        "characters": 1000,
        "unused": ["nooit"],
    }
    first = found["codes"][0]
    assert (first["code"], first["coders"], first["both"]) == ("toeval", ["anna", "bert"], 250)
    assert round(first["qualcoder_kappa"]["value"], 4) == 0.2987
    assert first["kappa"]["value"] == 0
    assert found["codes"][2]["kappa"]["reason"] == "no_variation"


def test_recheck_gives_csv(ok: Run, project: Path) -> None:
    lines = ok("agreement", "--recheck", str(project), "--format", "csv").splitlines()
    assert lines[0] == (
        "coder_a,coder_b,code,both,only_a,only_b,neither,doubled,"
        "qualcoder_percent,qualcoder_kappa,percent,kappa,reason"
    )
    assert lines[2].startswith("anna,bert,genest,60,40,0,900,60,0.9,-0.04")


def test_recheck_compares_every_pair(ok: Run, project: Path) -> None:
    connection = sqlite3.connect(project / "data.qda")
    connection.execute(
        "insert into code_text (cid, fid, pos0, pos1, owner) values (1, 1, 0, 500, 'cees')"
    )
    connection.commit()
    connection.close()
    said = ok("agreement", "--recheck", str(project), "--lang", "en")
    assert "anna – cees" in said
    chosen = ok("agreement", "--recheck", str(project), "--coders", "cees,anna", "--format", "json")
    assert {tuple(one["coders"]) for one in json.loads(chosen)["codes"]} == {("cees", "anna")}


@pytest.mark.parametrize(
    ("coders", "said"),
    [
        ("anna", "Error: Kappa is between two coders; here is 1."),
        ("anna,berd", "Error: There are no codings of 'berd'.\nDid you mean bert?"),
    ],
)
@pytest.mark.usefixtures("english")
def test_recheck_refuses_coders(
    run: Callable[..., object], project: Path, coders: str, said: str
) -> None:
    result = run("agreement", "--recheck", str(project), "--coders", coders)
    assert (result.exit_code, said in result.stderr) == (1, True)  # type: ignore[attr-defined]


def test_recheck_reads_a_study(ok: Run, study: Path) -> None:
    ok("coder", "add", "bert")
    ok("code", "add", "een", "1", "--quote", "van fouten leer je", "--coder", "anna")
    ok("code", "add", "een", "1", "--quote", "van fouten leer je 🙂 het meest", "--coder", "bert")
    found = json.loads(ok("agreement", "--recheck", "--format", "json"))
    (code,) = found["codes"]
    assert (code["both"], code["only_a"], code["only_b"]) == (18, 0, 12)
    assert found["texts"] == 1
    assert code["kappa"]["value"] < code["qualcoder_kappa"]["value"] + 1
    shown = ok("agreement", "--recheck", "--lang", "en")
    assert [line.split()[:2] for line in shown.splitlines() if line.startswith(" 1 ")] == [
        ["1", "Job"]
    ]


def test_recheck_of_an_imported_project_is_that_of_the_project(ok: Run, project: Path) -> None:
    ok("study", "import", str(project), "--study", "uit.bouwsteen")
    found = json.loads(ok("agreement", "--recheck", "--study", "uit.bouwsteen", "--format", "json"))
    before = json.loads(ok("agreement", "--recheck", str(project), "--format", "json"))
    assert found == before

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bouwsteen.study.carried_store import CarriedPart, KeptGuid
from bouwsteen.study.study import Study

PROJECT = """<Project xmlns="urn:QDA-XML:project:1.0" name="Leren" origin="ATLAS.ti 9">
<Users><User guid="U1" name="anna"/><User guid="U2" name="bob"/></Users>
<CodeBook><Codes><Code guid="C1" name="Fouten" isCodable="true"/></Codes></CodeBook>
<Variables><Variable guid="V1" name="rol" typeOfVariable="Text"/></Variables>
<Cases><Case guid="K1" name="R1"><VariableValue><VariableRef targetGUID="V1"/>
<TextValue>HR</TextValue></VariableValue><SourceRef targetGUID="S1"/></Case></Cases>
<Sources><TextSource guid="S1" name="een" plainTextPath="internal://S1.txt">
<PlainTextSelection guid="P1" name="fouten" startPosition="24" endPosition="30">
<Coding guid="G1" creatingUser="U1"><CodeRef targetGUID="C1"/></Coding>
<Coding guid="G2" creatingUser="U2"><CodeRef targetGUID="C1"/></Coding>
</PlainTextSelection></TextSource></Sources>
<Notes><Note guid="N1" name="Memo"><PlainTextContent>Let op</PlainTextContent></Note></Notes>
</Project>"""
TALK = "I: Hoe leer je dat?\nR: Van fouten leer je.\nI: Zo.\nR: Ja.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "leren.qdpx"
    text = PROJECT.replace('"24"', f'"{TALK.index("fouten")}"')
    text = text.replace('"30"', f'"{TALK.index("fouten") + 6}"')
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("project.qde", text)
        package.writestr("sources/S1.txt", TALK)
    return path


def test_project_becomes_a_study(ok: Callable[..., str], project: Path, tmp_path: Path) -> None:
    said = ok("study", "import", str(project), "--lang", "en")
    assert said.startswith("Made leren.bouwsteen of project Leren.\n")
    with Study.open(tmp_path / "leren.bouwsteen") as study:
        (text,) = study.transcripts.all()
        assert (text.key, text.text, text.speakers) == ("een", TALK, ("I", "R"))
        assert [one.key for one in study.coders.all()] == ["anna", "bob"]
        assert [
            (one.coder, one.codes, one.span.of(text.text)) for one in study.quotations.select()
        ] == [("anna", ("fouten",), "fouten"), ("bob", ("fouten",), "fouten")]
        assert [(one.key, one.role) for one in study.respondents.all()] == [("R1", "HR")]
        assert [(one.speaker, one.respondent) for one in study.respondents.links()] == [("R", "R1")]
        assert KeptGuid(kind="code", own="fouten", guid="C1") in study.carried.guids()
        assert [one for one in study.carried.parts() if one.kind == "note"] == [
            CarriedPart(
                kind="note",
                guid="N1",
                name="Memo",
                xml='<Note guid="N1" name="Memo">'
                "<PlainTextContent>Let op</PlainTextContent></Note>",
            )
        ]
        assert study.verify() == []
        assert study.settings.get("refi") == {"name": "Leren", "origin": "ATLAS.ti 9"}


def test_import_is_one_change_that_can_be_undone(
    ok: Callable[..., str], project: Path, tmp_path: Path
) -> None:
    ok("study", "import", str(project))
    ok("undo", "--study", "leren.bouwsteen")
    with Study.open(tmp_path / "leren.bouwsteen") as study:
        assert study.transcripts.keys() == ()
        assert study.carried.guids() == []
        assert study.carried.parts() == []
    ok("study", "import", str(project), "--study", "leren.bouwsteen")


def test_dry_run_writes_nothing(ok: Callable[..., str], project: Path, tmp_path: Path) -> None:
    found = json.loads(ok("study", "import", str(project), "--dry-run", "--format", "json"))
    assert list(tmp_path.glob("*.bouwsteen")) == []
    assert (found["study"], found["project"], found["origin"]) == (None, "Leren", "ATLAS.ti 9")
    assert (found["read"]["coding"], found["kept"]["coding"]) == (2, 2)
    assert found["carried"] == {"variable": 1, "note": 1}
    assert found["losses"] == []
    assert found["offsets"] == {
        "reading": "code points, CR LF counted as 1",
        "doubtful": False,
        "selections": 1,
        "inside": 1,
        "quotes": 1,
        "matched": 1,
        "edges": 2,
    }


def test_account_is_in_the_language_that_was_asked_for(
    ok: Callable[..., str], project: Path
) -> None:
    with zipfile.ZipFile(project) as package:
        text = package.read("project.qde").decode()
    with zipfile.ZipFile(project, "w") as package:
        package.writestr("project.qde", text.replace('targetGUID="S1"/></Case>',
                                                     'targetGUID="S9"/></Case>'))  # fmt: skip
        package.writestr("sources/S1.txt", TALK)
    said = ok("study", "import", str(project), "--dry-run", "--lang", "nl").splitlines()
    assert said[-5:] == [
        "Geschreven door ATLAS.ti 9.",
        "Posities gelezen als codepunten, CR LF geteld als 1: 1 van 1 passages liggen in hun "
        "tekst, 2 van 2 uiteinden aan de rand van een woord.",
        "Citaten die het bestand bewaart en die hetzelfde luiden: 1 van 1.",
        "Wie codeerde, is gelezen bij de codering (zo doet het programma dat het bestand schreef).",
        "– 1 × tekst van een case (R1): de tekst waar het bij hoort, staat niet in het project",
    ]
    found = ok("study", "import", str(project), "--dry-run", "--lang", "en", "--format", "json")
    assert json.loads(found)["losses"] == [
        {
            "kind": "text of a case",
            "what": "R1",
            "n": 1,
            "why": "text_unknown",
            "in_words": "the text it should belong to is not in the project",
        }
    ]
    assert json.loads(found)["notes"][0] == {"key": "origin", "in_words": "Written by ATLAS.ti 9."}


def test_report_is_a_table_for_programs_too(ok: Callable[..., str], project: Path) -> None:
    lines = ok("study", "import", str(project), "--dry-run", "--format", "csv").splitlines()
    assert lines[0] == "part,read,kept,carried,dropped"
    assert "coding,2,2,0,0" in lines


def test_study_that_holds_something_is_not_filled(
    run: Callable[..., object], ok: Callable[..., str], project: Path, study: Path
) -> None:
    result = run("study", "import", str(project), "--study", str(study), "--lang", "en")
    assert result.exit_code == 1  # type: ignore[attr-defined]
    assert "is not empty" in result.stderr  # type: ignore[attr-defined]


def test_empty_study_is_filled(ok: Callable[..., str], project: Path, tmp_path: Path) -> None:
    ok("init", "leeg")
    ok("study", "import", str(project), "--study", "leeg.bouwsteen")
    with Study.open(tmp_path / "leeg.bouwsteen") as held:
        assert [code.key for code in held.codebook.get().codes] == ["fouten"]


def test_unsafe_project_leaves_no_study(
    run: Callable[..., object], project: Path, tmp_path: Path
) -> None:
    project.write_bytes(project.read_bytes()[:-40])
    result = run("study", "import", str(project))
    assert result.exit_code == 1  # type: ignore[attr-defined]
    assert result.stderr.startswith("Error: leren.qdpx:")  # type: ignore[attr-defined]
    assert list(tmp_path.glob("*.bouwsteen")) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('guid="U2"', 'guid="U1"', "two users have the same GUID U1: 'anna' and 'bob'."),
        ('guid="G2"', 'guid="G1"', "two codings of text have the same GUID G1."),
        (
            f'"{TALK.index("fouten") + 6}"',
            '"900"',
            f"passage P1 of 'een' runs from {TALK.index('fouten')} to 900, past the end of the "
            f"text at {len(TALK)}; offsets read as code points, CR LF counted as 1.",
        ),
    ],
)
@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.usefixtures("english")
def test_project_that_cannot_be_believed_is_refused_and_changes_nothing(
    run: Callable[..., Result],
    ok: Callable[..., str],
    project: Path,
    tmp_path: Path,
    old: str,
    new: str,
    said: str,
    filled: bool,
) -> None:
    with zipfile.ZipFile(project) as package:
        text = package.read("project.qde").decode()
    assert text.count(old) == 1
    with zipfile.ZipFile(project, "w") as package:
        package.writestr("project.qde", text.replace(old, new))
        package.writestr("sources/S1.txt", TALK)
    if filled:
        ok("init", "leren")
    before = {one.name: one.read_bytes() for one in tmp_path.glob("*.bouwsteen")}
    result = run("study", "import", str(project), "--study", "leren.bouwsteen", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == f"Error: leren.qdpx: {said}"
    assert len(result.stderr.splitlines()) == 2
    assert {one.name: one.read_bytes() for one in tmp_path.glob("*.bouwsteen")} == before

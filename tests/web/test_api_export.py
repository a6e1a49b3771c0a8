"""Every view as a file: the same bytes as the commands write, with pseudonyms and without."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from bouwsteen.cli import main
from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.codings_csv import read_codings
from bouwsteen.coding.model import Done
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Respondent
from bouwsteen.transcripts.respondents import read_respondents

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Client = Callable[..., "TestClient"]

KEY = "02_hr_installatie"
TABLES = ("docx", "xlsx", "csv", "md", "html", "tex")
OWN = {
    "tables": TABLES,
    "figure": ("svg", "png"),
    "quotes": TABLES,
    "codings": ("csv",),
    "codebook": ("docx", "xlsx", "csv", "qdc", "toml", "md", "html", "tex"),
    "history": TABLES,
    "respondents": TABLES,
    "progress": TABLES,
    "transcript": ("docx", "html", "txt"),
}
"""What a coder may have at any time, and as what."""

BOTH = {
    "agreement": ("docx", "html", "xlsx", "csv"),
    "disagreements": TABLES,
    "picture": ("svg", "png"),
}
"""What there is once two coders are done."""

COMMANDS = {
    "tables.csv": ("tables", "--table", "quotes"),
    "tables.csv?rows=code&show=row-percent": (
        "tables",
        "--table",
        "codes",
        "--show",
        "row-percent",
    ),
    "tables.html": ("tables", "--table", "quotes"),
    "figure.svg": ("figure",),
    "figure.svg?kind=bars&rows=code": ("figure", "--kind", "bars", "--rows", "code"),
    "quotes.csv": ("quotes",),
    "quotes.html?code=leiderschap&role=Medewerker": (
        *("quotes", "--code", "leiderschap"),
        *("--role", "Medewerker"),
    ),
    "codings.csv": ("codings",),
    "codebook.qdc": ("codebook",),
    "codebook.toml": ("codebook",),
    "codebook.tex": ("codebook",),
    "respondents.csv": ("respondents",),
    f"transcript.html?transcript={KEY}": ("transcript", KEY),
    f"transcript.txt?transcript={KEY}": ("transcript", KEY),
}
"""An address, and the command that writes the same file."""
NO_CODER = ("codebook", "respondents")


@pytest.fixture
def finished_path(study_path: Path) -> Path:
    """The bundled study, done by anna and bram."""
    with Study.open(study_path) as study:
        keys = study.transcripts.keys()
        for coder in ("anna", "bram"):
            with study.change("code done", actor=coder):
                study.coders.mark_done([Done(coder=coder, transcript=key) for key in keys])
    return study_path


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of names in which a role, a firm's word and a speaker's label are names."""
    table = tmp_path / "namen.csv"
    table.write_text(
        "name,pseudonym\nMedewerker,Persoon A\nik,missers\ninstallatie,Bedrijf X\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("BOUWSTEEN_NAMES", str(table))
    return table


def wrote(study: Path, folder: Path, address: str, command: tuple[str, ...]) -> bytes:
    """What the command of an address writes."""
    target = folder / f"made{Path(address.partition('?')[0]).suffix}"
    words = [*command, str(target), "--lang", "en"]
    if command[0] not in NO_CODER:
        words += ["--coder", "anna"]
    result = CliRunner().invoke(main, ["--study", str(study), "export", *words])
    assert result.exit_code == 0, result.output
    return target.read_bytes()


def test_every_view_has_a_button(page_client: TestClient) -> None:
    """The formats that the pages offer are those that are tested here."""
    script = page_client.get("/static/exports.mjs").text
    table = re.search(r"const TABLE = \[(.*?)\]", script)
    assert table is not None
    body = script.partition("FORMATS = {")[2].partition("};")[0].replace("TABLE", f"[{table[1]}]")
    offered = {
        view: tuple(re.findall(r'"(\w+)"', forms))
        for view, forms in re.findall(r"(\w+): \[(.*?)\]", body)
    }
    links = page_client.get(f"/transcript/{KEY}").text + page_client.get("/static/agenda.mjs").text
    for view in ("transcript", "minutes"):
        offered[view] = tuple(re.findall(rf'"/export/{view}\.(\w+)', links))
    tested = {**OWN, **BOTH, "minutes": ("docx",)}
    assert {**offered, "figure": ("svg", "png")} == tested


@pytest.mark.parametrize(
    ("view", "suffix"), [(view, suffix) for view, forms in OWN.items() for suffix in forms]
)
def test_own_view_is_a_file(page_client: TestClient, view: str, suffix: str) -> None:
    answer = page_client.get(f"/export/{view}.{suffix}?transcript={KEY}")
    assert answer.status_code == 200, answer.text
    stem = KEY if view == "transcript" else view
    assert answer.headers["content-disposition"] == f'attachment; filename="{stem}.{suffix}"'
    assert len(answer.content) > 60
    if suffix in ("docx", "xlsx"):
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


@pytest.mark.parametrize(
    ("view", "suffix"), [(view, suffix) for view, forms in BOTH.items() for suffix in forms]
)
def test_view_of_two_coders_opens_when_both_are_done(
    visit: Client, study_path: Path, request: pytest.FixtureRequest, view: str, suffix: str
) -> None:
    address = f"/export/{view}.{suffix}?number=0"
    assert visit(study_path).get(address).status_code == 403
    request.getfixturevalue("finished_path")
    answer = visit(study_path).get(address)
    assert answer.status_code == 200, answer.text
    assert len(answer.content) > 200


@pytest.mark.parametrize("number", ["", "x", "99", "-1", "²"])
def test_picture_that_is_none_is_refused(visit: Client, finished_path: Path, number: str) -> None:
    answer = visit(finished_path).get(f"/export/picture.svg?number={number}")
    assert answer.status_code == 404


@pytest.mark.parametrize("address", COMMANDS)
def test_file_is_that_of_the_command(
    visit: Client, study_path: Path, tmp_path: Path, address: str
) -> None:
    found = visit(study_path).get(f"/export/{address}")
    assert found.status_code == 200
    assert found.content == wrote(study_path, tmp_path, address, COMMANDS[address])


@pytest.mark.parametrize("address", [one for one in COMMANDS if "role=" not in one])
def test_file_under_pseudonyms_is_that_of_the_command(
    visit: Client, study_path: Path, tmp_path: Path, names: Path, address: str
) -> None:
    found = visit(study_path).get(f"/export/{address}")
    assert found.status_code == 200, found.text
    assert found.content == wrote(study_path, tmp_path, address, COMMANDS[address])
    assert b"Medewerker" not in found.content


def test_conditions_and_words_are_under_pseudonyms(page_client: TestClient, names: Path) -> None:
    asked = "role=Medewerker&text=ik&whole=1"
    shown = page_client.get(f"/api/quotes?{asked}").json()["total"]
    answer = page_client.get(f"/export/quotes.csv?{asked}")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == shown > 0
    assert {row["Role"] for row in rows} == {"Persoon A"}
    assert all("missers" in row["Quotation"].casefold() for row in rows)
    told = page_client.get(f"/export/tables.md?{asked}")
    assert told.status_code == 200
    assert "Only role Persoon A, with “missers” as whole words." in told.text


def test_name_that_stays_stops_a_file_in_words(
    visit: Client, finished_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Agreement puts no pseudonyms in, so a name in it stops it; as the command says it."""
    table = tmp_path / "namen.csv"
    table.write_text("name,pseudonym\nalpha,R1\n", encoding="utf-8")
    monkeypatch.setenv("BOUWSTEEN_NAMES", str(table))
    client = visit(finished_path)
    answer = client.get("/export/agreement.html")
    assert answer.status_code == 422
    target = tmp_path / "agreement.html"
    said = CliRunner().invoke(
        main, ["--study", str(finished_path), "export", "agreement", str(target), "--lang", "en"]
    )
    assert said.exit_code == 1
    found = answer.json()
    assert "would hold the name 'alpha'" in found["message"]
    assert found["message"].partition(": …")[0] in said.output
    assert found["hint"] == "Change the text there, or save the file all the same."
    assert found["force"] is True
    assert client.get("/export/agreement.html?force=1").status_code == 200


def test_transcript_of_the_other_layer_is_refused(page_client: TestClient) -> None:
    answer = page_client.get(f"/export/transcript.html?transcript={KEY}&layer=consensus")
    assert answer.status_code == 403


def test_respondents_are_read_back_as_they_were(
    page_client: TestClient, study_path: Path, tmp_path: Path
) -> None:
    with Study.open(study_path) as study:
        people, links = study.respondents.all(), study.respondents.links()
    table = tmp_path / "wie.csv"
    table.write_bytes(page_client.get("/export/respondents.csv").content)
    read, linked = read_respondents(table)
    assert sorted(read, key=lambda one: one.key) == sorted(people, key=lambda one: one.key)
    assert sorted(linked) == sorted(links)


def test_codings_and_codebook_are_read_back_as_they_were(
    page_client: TestClient, study_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "c.csv").write_bytes(page_client.get("/export/codings.csv").content)
    (tmp_path / "b.toml").write_bytes(page_client.get("/export/codebook.toml").content)
    with Study.open(study_path) as study:
        book, stored = study.codebook.get(), study.transcripts.all()
        own = study.quotations.select(coder="anna")
    assert load_codebook(str(tmp_path / "b.toml")).codes == book.codes
    found = read_codings(tmp_path / "c.csv", stored, book).quotations
    assert {(one.transcript, one.span, one.codes) for one in found} == {
        (one.transcript, one.span, one.codes) for one in own
    }


def test_codings_are_those_of_the_quotes_on_the_page(page_client: TestClient) -> None:
    asked = "code=leiderschap&role=Medewerker"
    shown = page_client.get(f"/api/quotes?{asked}").json()["quotes"]
    rows = csv.DictReader(io.StringIO(page_client.get(f"/export/codings.csv?{asked}").text))
    places = {(row["transcript"], int(row["start"])) for row in rows}
    assert places == {(one["transcript"], one["start"]) for one in shown}
    assert len(places) > 2


def test_progress_names_the_own_coder_only(page_client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(page_client.get("/export/progress.csv").text)))
    assert {row["Coder"] for row in rows} == {"anna"}
    assert len(rows) == 8


def test_history_has_versions_and_reasons(page_client: TestClient) -> None:
    change = {"code": "leiderschap", "colour": "#102030", "reason": "beter te zien", "version": 1}
    assert page_client.post("/api/codebook/edit", json=change).status_code == 200
    rows = list(csv.DictReader(io.StringIO(page_client.get("/export/history.csv").text)))
    assert [(row["Version"], row["Who"], row["Why"]) for row in rows][0] == (
        *("2", "anna", "beter te zien"),
    )
    assert "colour" in rows[0]["What"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ('gesprek café "1"', "gesprek café -1-.txt"),
        ("🎙" * 120, "🎙" * 50 + ".txt"),
        # The e at the end goes with its accent, which would come just behind the longest name.
        ("a" * 199 + "e\u0301" * 9, "a" * 199 + ".txt"),
        ("\u0301" * 120, "\u0301" * 100 + ".txt"),
    ],
    ids=["signs", "emoji", "accent", "accents"],
)
def test_file_of_a_strange_key_has_a_safe_name(
    visit: Client, study_path: Path, key: str, name: str
) -> None:
    with Study.open(study_path) as study:
        one = dataclasses.replace(study.transcripts.get(KEY), key=key)
        with study.change("transcript import"):
            study.transcripts.add([one])
            study.respondents.put([Respondent(key="x")])
    answer = visit(study_path).get("/export/transcript.txt", params={"transcript": key})
    said = answer.headers["content-disposition"].removeprefix("attachment; filename")
    assert unquote(said.removeprefix("*=UTF-8''")) in (name, f'="{name}"')

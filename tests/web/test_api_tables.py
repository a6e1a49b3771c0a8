"""Tables and quotes on the page: the same figures as the commands, and no other coder's."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bouwsteen.cli import main
from bouwsteen.coding.model import Done
from bouwsteen.study.study import Study

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Client = Callable[..., "TestClient"]


def commanded(path: Path, *words: str) -> object:
    result = CliRunner().invoke(main, ["--study", str(path), *words, "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("coder", ["anna", "bram"])
@pytest.mark.parametrize("rows", ["block", "code"])
def test_table_is_that_of_the_command(
    visit: Client, study_path: Path, coder: str, rows: str
) -> None:
    found = visit(study_path, coder=coder).get(f"/api/tables?rows={rows}&by=role").json()
    expected = commanded(
        study_path, "table", "quotes", "--rows", rows, "--coder", coder, "--lang", "en"
    )
    assert [(row["code"], [cell["quotes"] for cell in row["cells"]]) for row in found["rows"]] == [
        (row["code"], list(row["counts"].values())) for row in expected["rows"]
    ]


@pytest.mark.parametrize("asked", ["rows=block&by=role", "rows=code&by=organisation"])
def test_every_cell_opens_as_many_quotes_as_it_counts(page_client: TestClient, asked: str) -> None:
    by = asked.partition("by=")[2]
    table = page_client.get(f"/api/tables?{asked}").json()
    opened = {}
    for row in table["rows"]:
        for value, cell in zip(table["values"], row["cells"], strict=True):
            query = {"code": row["code"], by: value or ""}
            if "rows=code" in asked:
                query["alone"] = "1"
            answer = page_client.get("/api/quotes", params=query).json()
            opened[row["code"], value] = (answer["total"], cell["quotes"])
    assert opened
    assert {place: pair for place, pair in opened.items() if pair[0] != pair[1]} == {}


def test_filter_narrows_counts_and_denominators(page_client: TestClient) -> None:
    whole = page_client.get("/api/tables").json()
    part = page_client.get("/api/tables?role=Medewerker").json()
    place = whole["values"].index("Medewerker")
    assert part["values"] == ["Medewerker"]
    assert [row["cells"] for row in part["rows"]] == [
        [row["cells"][place]] for row in whole["rows"]
    ]
    assert [line[1] for line in part["foot"]] == [line[place + 1] for line in whole["foot"]]
    assert part["notes"][0] == "Only role Medewerker."


def test_quotes_hold_the_words_looked_for(page_client: TestClient) -> None:
    found = page_client.get("/api/quotes", params={"text": "FOUTEN"}).json()
    assert found["total"] == len(found["quotes"]) > 0
    assert all("fouten" in one["text"].casefold() for one in found["quotes"])


def test_words_are_found_whatever_their_accents_and_parting(
    page_client: TestClient, study_path: Path
) -> None:
    everything = page_client.get("/api/quotes").json()["quotes"]
    short = {one["id"] for one in everything if "leer" in one["text"].casefold()}
    found = page_client.get("/api/quotes", params={"text": "L\u00e9\u00e9r"}).json()
    whole = page_client.get("/api/quotes", params={"text": "leer", "whole": "1"}).json()
    assert {one["id"] for one in found["quotes"]} == short
    alone = {one["id"] for one in whole["quotes"]}
    assert alone == {
        one["id"] for one in everything if re.search(r"\bleer\b", one["text"], re.IGNORECASE)
    }
    assert set() < alone < short


def test_words_narrow_a_table_and_its_cells(page_client: TestClient) -> None:
    asked = {"text": "fouten", "whole": "1"}
    table = page_client.get("/api/tables", params=asked).json()
    quotes = page_client.get("/api/quotes", params=asked).json()
    assert table["notes"][0] == "Only with \u201cfouten\u201d as whole words."
    assert quotes["only"] == table["notes"][0]
    for row in table["rows"]:
        for value, cell in zip(table["values"], row["cells"], strict=True):
            query = {**asked, "code": row["code"], "role": value or ""}
            assert page_client.get("/api/quotes", params=query).json()["total"] == cell["quotes"]
    assert quotes["total"] > 0


@pytest.mark.parametrize("show", ["per-interview", "per-1000-words"])
def test_rates_divide_as_those_of_the_command(visit: Client, study_path: Path, show: str) -> None:
    """Interviews that are finished and hold nothing count in the denominators of both."""
    with Study.open(study_path) as study:
        with study.change("clear", actor="anna"):
            numbers = [
                one.id
                for one in study.quotations.select(coder="anna")
                if one.transcript == study.transcripts.keys()[0]
            ]
            study.quotations.remove(numbers)
        with study.change("code done", actor="anna"):
            study.coders.mark_done(
                [Done(coder="anna", transcript=key) for key in study.transcripts.keys()]
            )
    found = visit(study_path).get(f"/api/tables?show={show}").json()
    expected = commanded(study_path, "table", "quotes", "--show", show, "--coder", "anna")
    assert [[cell["figure"] for cell in row["cells"]] for row in found["rows"]] == [
        list(row["values"].values())[: len(found["values"])] for row in expected["rows"]
    ]


def test_unknown_names_are_told(page_client: TestClient) -> None:
    answer = page_client.get("/api/tables?by=nothing")
    assert answer.status_code == 422
    assert answer.json()["message"] == "Respondents have no attribute 'nothing'."


@pytest.mark.parametrize(
    "address", ["/api/tables", "/api/quotes", "/export/tables.csv", "/export/quotes.csv"]
)
def test_consensus_is_refused_before_the_meeting(page_client: TestClient, address: str) -> None:
    answer = page_client.get(f"{address}?layer=consensus")
    assert answer.status_code == 403
    assert (
        answer.json()["message"] == "No consensus meeting has begun, so there is no consensus yet."
    )


@pytest.mark.parametrize("address", ["/api/quotes", "/api/tables", "/export/quotes.csv"])
def test_no_parameter_reaches_another_coder(visit: Client, study_path: Path, address: str) -> None:
    """Whatever an address says, the answer is that of the page's own coder."""
    with Study.open(study_path) as study:
        with study.change("code done", actor="anna"):
            study.coders.mark_done(
                [Done(coder="anna", transcript=key) for key in study.transcripts.keys()]
            )
    client = visit(study_path, coder="anna")
    own = client.get(address).content
    for asked in ("coder=bram", "layer=bram", "layer=independent", "by=role&coder=bram"):
        assert client.get(f"{address}?{asked}").content == own
    assert visit(study_path, coder="bram").get(address).content != own


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "csv", "md", "html", "tex"])
@pytest.mark.parametrize("view", ["tables", "quotes"])
def test_export_is_a_file_to_keep(page_client: TestClient, view: str, suffix: str) -> None:
    answer = page_client.get(f"/export/{view}.{suffix}?code=leiderschap")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="{view}.{suffix}"'
    assert answer.headers["cache-control"] == "no-store"
    if suffix in ("docx", "xlsx"):
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    else:
        assert "eiderschap" in answer.text or "eadership" in answer.text


def test_export_holds_all_quotes_of_the_filter(page_client: TestClient) -> None:
    asked = "code=samenwerken&role=Medewerker"
    shown = page_client.get(f"/api/quotes?{asked}").json()["total"]
    lines = page_client.get(f"/export/quotes.csv?{asked}").text
    import csv

    assert len(list(csv.DictReader(io.StringIO(lines.removeprefix("\ufeff"))))) == shown


@pytest.mark.parametrize("name", ["nothing.csv", "tables.exe", "minutes.csv"])
def test_export_that_is_none_is_refused(page_client: TestClient, name: str) -> None:
    assert page_client.get(f"/export/{name}").status_code in (404, 422)


@pytest.fixture
def agreed_on_two(visit: Client, study_path: Path) -> Path:
    """A finished consensus over two interviews of all that there are."""
    keys = ("02_hr_installatie", "04_medewerker_metaal")
    with Study.open(study_path) as study:
        with study.change("code done"):
            study.coders.mark_done(
                [Done(coder=coder, transcript=key) for coder in ("anna", "bram") for key in keys]
            )
    client = visit(study_path)
    assert client.post("/api/consensus/start", json={}).status_code == 201
    for issue in client.get("/api/consensus").json()["issues"]:
        body = {"seen": None, "verdict": "accept", "accept": "anna", "reason": "r"}
        answer = client.post(f"/api/consensus/issues/{issue['id']}", json=body)
        assert answer.status_code == 200, answer.text
    assert client.post("/api/consensus/finish", json={}).status_code == 200
    return study_path


def test_table_of_a_consensus_says_what_it_is_not_about(visit: Client, agreed_on_two: Path) -> None:
    client = visit(agreed_on_two)
    found = client.get("/api/tables?layer=consensus").json()
    texts = [[cell["text"] for cell in row["cells"]] for row in found["rows"]]
    known = [value in ("HR-professional", "Medewerker") for value in found["values"]]
    assert any(known) and not all(known)
    for row in texts:
        assert [text != "–" for text in row] == known
    foot = {line[0]: line[1:] for line in found["foot"]}
    assert foot["Interviews"][-1] == "2"
    assert [text != "–" for text in foot["Total"][:-1]] == known
    assert any("Counted over 2 of 8 interviews" in note for note in found["notes"])
    expected = commanded(agreed_on_two, "table", "quotes", "--lang", "en")
    assert [
        [count is not None for count in row["counts"].values()] for row in expected["rows"]
    ] == [known] * len(texts)
    assert expected["denominators"]["total"]["interviews"] == 2
    for suffix in ("csv", "html", "docx"):
        assert client.get(f"/export/tables.{suffix}?layer=consensus").status_code == 200
    for kind in ("heatmap", "bars"):
        picture = client.get(f"/export/figure.svg?layer=consensus&kind={kind}")
        assert picture.status_code == 200, picture.text
        assert "2 of 8 interviews" in " ".join(picture.text.split())

"""Undo of the pages around coding: named first, then taken back, refused in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from bouwsteen.codebook.edit import change_code
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Respondent, Span

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Client = Callable[..., "TestClient"]
TALK = b"I: Hoe gaat het?\nR: Goed.\n"


def undo(client: TestClient, page: str) -> Any:
    """Take back what the page names."""
    ticket = client.get(f"/api/undo/{page}").json()["ticket"]
    return client.post(f"/api/undo/{page}", json={"ticket": ticket})


def imported(client: TestClient, *names: str) -> None:
    files = []
    for name in names:
        headers = {"X-File-Name": quote(name), "Content-Type": "application/octet-stream"}
        look = client.post("/api/import/look", content=TALK, headers=headers).json()
        files.append({"ticket": look["ticket"], "key": look["key"]})
    assert client.post("/api/import", json={"files": files}).status_code == 201


@pytest.mark.parametrize("page", ["respondents", "codebook", "import"])
def test_page_without_changes_has_nothing_to_undo(page_client: TestClient, page: str) -> None:
    assert page_client.get(f"/api/undo/{page}").json() == {"ticket": None, "what": "", "at": None}
    answer = page_client.post(f"/api/undo/{page}", json={"ticket": "x"})
    assert answer.status_code == 409


def test_page_that_is_none_is_refused(page_client: TestClient) -> None:
    assert page_client.get("/api/undo/tables").status_code == 404
    assert page_client.post("/api/undo/tables", json={"ticket": "x"}).status_code == 404


def test_changes_of_respondents_are_named_and_go_back_one_by_one(
    visit: Client, study_path: Path
) -> None:
    client = visit(study_path)
    with Study.open(study_path) as study:
        before = (study.respondents.all(), study.respondents.links())
    client.post("/api/respondents", json={"key": "X9"})
    client.patch("/api/respondents/X9", json={"name": "role", "value": "Directie", "before": ""})
    client.patch("/api/respondents/X9", json={"name": "jaren", "value": "3", "before": ""})
    link = {"transcript": "01_directie_metaal", "speaker": "R"}
    client.post("/api/links", json={**link, "respondent": "X9", "before": "D1"})
    client.post("/api/links", json={**link, "respondent": "", "before": "X9"})
    client.delete("/api/respondents/X9")
    said = []
    while client.get("/api/undo/respondents").json()["ticket"]:
        answer = undo(client, "respondents")
        assert answer.status_code == 200, answer.text
        said.append(answer.json()["what"])
    assert said == [
        "respondent X9 removed",
        "R in 01_directie_metaal is nobody any more",
        "R in 01_directie_metaal is X9",
        "jaren of X9 filled in",
        "role of X9 filled in",
        "respondent X9 added",
    ]
    with Study.open(study_path) as study:
        assert (study.respondents.all(), study.respondents.links()) == before


def test_change_that_another_built_on_stays(visit: Client, study_path: Path) -> None:
    client = visit(study_path)
    cell = {"name": "role", "value": "Baas", "before": "Directie"}
    assert client.patch("/api/respondents/D1", json=cell).status_code == 200
    with Study.open(study_path) as study, study.change("respondent set", actor="bram"):
        study.respondents.put([Respondent(key="D1", role="Chef")])
    answer = undo(client, "respondents")
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("This can no longer be undone by itself")
    assert answer.json()["hint"] == "Undo first what came later, or change it back by hand."
    with Study.open(study_path) as study:
        assert next(one for one in study.respondents.all() if one.key == "D1").role == "Chef"


def test_only_ones_own_change_is_named(visit: Client, study_path: Path) -> None:
    visit(study_path, coder="bram").post("/api/respondents", json={"key": "X9"})
    assert visit(study_path).get("/api/undo/respondents").json()["ticket"] is None


def test_ticket_of_another_change_is_refused(visit: Client, study_path: Path) -> None:
    """Two windows: what one of them names is not what the other one undoes by mistake."""
    client = visit(study_path)
    client.post("/api/respondents", json={"key": "X8"})
    seen = client.get("/api/undo/respondents").json()["ticket"]
    client.post("/api/respondents", json={"key": "X9"})
    answer = client.post("/api/undo/respondents", json={"ticket": seen})
    assert answer.status_code == 409
    with Study.open(study_path) as study:
        assert {"X8", "X9"} <= {one.key for one in study.respondents.all()}


def test_import_goes_back_whole(visit: Client, study_path: Path) -> None:
    client = visit(study_path)
    imported(client, "a.txt", "b.txt", "c.txt", "d.txt")
    assert (
        client.get("/api/undo/import").json()["what"] == "a.txt, b.txt, c.txt and 1 more imported"
    )
    assert undo(client, "import").status_code == 200
    with Study.open(study_path) as study:
        assert len(study.transcripts.keys()) == 8


def test_import_that_was_coded_since_stays(visit: Client, study_path: Path) -> None:
    client = visit(study_path)
    imported(client, "a.txt")
    one = Quotation(
        transcript="a", span=Span(3, 7), coder="bram", codings=(Coding(code="leiderschap"),)
    )
    with Study.open(study_path) as study, study.change("code add", actor="bram"):
        study.quotations.add([one])
    answer = undo(client, "import")
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("This can no longer be undone by itself")
    with Study.open(study_path) as study:
        assert "a" in study.transcripts.keys()


def test_codebook_goes_back_version_by_version(visit: Client, study_path: Path) -> None:
    client = visit(study_path)
    with Study.open(study_path) as study:
        before = study.codebook.get()
    add = {"labels": {"en": "New idea"}, "reason": "seen", "version": 1}
    assert client.post("/api/codebook/add", json=add).status_code == 200
    merge = {"code": "leiderschap", "into": "samenwerken", "with_children": True}
    merged = client.post("/api/codebook/merge", json={**merge, "reason": "one", "version": 2})
    assert merged.status_code == 200, merged.text
    with Study.open(study_path) as study:
        assert not [one for one in study.quotations.select() if "leiderschap" in one.codes]
    said = [undo(client, "codebook").json()["what"] for _ in range(2)]
    assert said == ["code leiderschap merged", "code new-idea added"]
    with Study.open(study_path) as study:
        assert study.codebook.get() == before
        assert [one for one in study.quotations.select() if "leiderschap" in one.codes]


def test_codebook_version_under_a_later_one_stays(visit: Client, study_path: Path) -> None:
    """A later version holds the change too; taking back the earlier one would change nothing."""
    client = visit(study_path)
    edit = {"code": "leiderschap", "colour": "#102030", "reason": "mine", "version": 1}
    assert client.post("/api/codebook/edit", json=edit).status_code == 200
    with Study.open(study_path) as study, study.change("codebook edit", actor="bram"):
        made = change_code(study.codebook.get(), "samenwerken", reason="his", colour="#405060")
        study.codebook.put(made.codebook, reason=made.reason, actor="bram")
    answer = undo(client, "codebook")
    assert answer.status_code == 409
    with Study.open(study_path) as study:
        book = study.codebook.get()
    assert (book.version, book["leiderschap"].colour) == (3, "#102030")

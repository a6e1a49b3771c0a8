"""Respondents in a table: a cell at a time, a link at a time, and no change lost unseen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Respondent, SpeakerLink

if TYPE_CHECKING:
    from starlette.testclient import TestClient

FIRST = "01_directie_metaal"


def person(path: Path, key: str) -> Respondent | None:
    with Study.open(path) as study:
        return next((one for one in study.respondents.all() if one.key == key), None)


def links(path: Path) -> list[SpeakerLink]:
    with Study.open(path) as study:
        return study.respondents.links()


def test_list_gives_people_attributes_and_speakers(page_client: TestClient) -> None:
    found = page_client.get("/api/respondents").json()
    assert found["attributes"] == ["sector", "years"]
    (one,) = (one for one in found["respondents"] if one["key"] == "D1")
    assert one == {
        "key": "D1",
        "interviewer": False,
        "values": {
            "role": "Directie",
            "organisation": "Bedrijf 1",
            "sector": "metaalbewerking",
            "years": "37",
        },
        "transcripts": [FIRST],
    }
    speakers = found["transcripts"][0]["speakers"]
    assert [(one["speaker"], one["turns"], one["respondent"]) for one in speakers] == [
        ("I", 22, "interviewer"),
        ("R", 22, "D1"),
    ]


def test_cell_is_written_cleared_and_logged(page_client: TestClient, study_path: Path) -> None:
    def write(name: str, value: str, before: str) -> Any:
        content = {"name": name, "value": value, "before": before}
        return page_client.patch("/api/respondents/D1", json=content)

    assert write("role", "  Algemeen   directeur ", "Directie").json() == {
        "value": "Algemeen directeur",
        "interviewer": False,
    }
    assert write("years", "", "37").status_code == 200
    assert write("afdeling", "staf", "").status_code == 200
    assert person(study_path, "D1") == Respondent(
        key="D1",
        role="Algemeen directeur",
        organisation="Bedrijf 1",
        attributes={"sector": "metaalbewerking", "afdeling": "staf"},
    )
    with Study.open(study_path) as study:
        assert [(one.action, one.actor, one.details) for one in study.log()[-3:]] == [
            ("respondent set", "anna", {"respondent": "D1", "values": [name]})
            for name in ("role", "years", "afdeling")
        ]


def test_interviewer_is_known_in_any_case(page_client: TestClient, study_path: Path) -> None:
    content = {"name": "role", "value": "Interviewer", "before": "Directie"}
    answer = page_client.patch("/api/respondents/D1", json=content)
    assert answer.json() == {"value": "interviewer", "interviewer": True}
    found = person(study_path, "D1")
    assert found is not None and found.is_interviewer


def test_cell_that_changed_meanwhile_is_not_overwritten(
    page_client: TestClient, study_path: Path
) -> None:
    with Study.open(study_path) as study, study.change("respondent set", actor="bram"):
        study.respondents.put([Respondent(key="D1", role="Eigenaar")])
    content = {"name": "role", "value": "Baas", "before": "Directie"}
    answer = page_client.patch("/api/respondents/D1", json=content)
    assert (answer.status_code, answer.json()["present"]) == (412, "Eigenaar")
    assert "“Eigenaar”" in answer.json()["message"]
    assert person(study_path, "D1") == Respondent(key="D1", role="Eigenaar")
    # Who writes what stands there already is in nobody's way.
    content["value"] = "Eigenaar"
    assert page_client.patch("/api/respondents/D1", json=content).status_code == 200


@pytest.mark.parametrize("name", ["", "transcript", "speaker", "respondent"])
def test_reserved_name_is_no_attribute(page_client: TestClient, name: str) -> None:
    content = {"name": name, "value": "x", "before": ""}
    answer = page_client.patch("/api/respondents/D1", json=content)
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        f"“{name}” cannot be an attribute.",
    )


def test_respondent_is_added_once_and_removed(page_client: TestClient, study_path: Path) -> None:
    hostile = "<b>/R 9"
    assert page_client.post("/api/respondents", json={"key": hostile}).status_code == 201
    assert page_client.post("/api/respondents", json={"key": hostile}).status_code == 422
    assert page_client.post("/api/respondents", json={"key": " "}).status_code == 422
    assert person(study_path, hostile) == Respondent(key=hostile)
    address = "/api/respondents/%3Cb%3E%2FR%209"
    assert page_client.request("DELETE", address, json={}).status_code == 200
    assert person(study_path, hostile) is None
    assert page_client.request("DELETE", address, json={}).status_code == 422


def test_link_is_set_and_taken_away(page_client: TestClient, study_path: Path) -> None:
    def link(respondent: str, before: str, speaker: str = "R") -> int:
        content = {
            "transcript": FIRST,
            "speaker": speaker,
            "respondent": respondent,
            "before": before,
        }
        return page_client.post("/api/links", json=content).status_code

    mine = [one for one in links(study_path) if one.transcript == FIRST]
    rest = [one for one in mine if one.speaker != "R"]
    assert link("H1", "D1") == 200
    assert {one for one in links(study_path) if one.transcript == FIRST} == {
        *rest,
        SpeakerLink(transcript=FIRST, speaker="R", respondent="H1"),
    }
    assert link("D1", "D1") == 412
    assert link("", "H1") == 200
    assert [one for one in links(study_path) if one.transcript == FIRST] == rest
    assert link("nobody", "") == 422
    assert link("D1", "", speaker="Q") == 422
    assert [one for one in links(study_path) if one.transcript == FIRST] == rest


def test_table_is_imported_whole_or_refused(page_client: TestClient, study_path: Path) -> None:
    def send(text: str) -> Any:
        headers = {"Content-Type": "application/octet-stream", "X-File-Name": "..%2Fwie.csv"}
        return page_client.post("/api/respondents/table", content=text.encode(), headers=headers)

    good = send(f"transcript;spreker;respondent;rol;uren\n{FIRST};R;D1;Eigenaar;32\n")
    assert (good.status_code, good.json()) == (200, {"respondents": 1, "links": 1})
    found = person(study_path, "D1")
    assert found is not None
    assert (found.role, found.organisation, found.attributes["uren"]) == (
        "Eigenaar",
        "Bedrijf 1",
        "32",
    )
    bad = send("a;b\n1;2\n")
    assert bad.status_code == 422
    assert bad.json()["message"].startswith("wie.csv: columns transcript")

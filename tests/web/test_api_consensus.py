"""The meeting on the page, from the first disagreement to the last, and who may see it when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.coding.model import Done, Layer
from bouwsteen.study.study import Study

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Client = Callable[..., "TestClient"]


def declare(path: Path, coder: str, *, but: int = 0) -> None:
    with Study.open(path) as study:
        keys = study.transcripts.keys()[but:]
        with study.change("code done", actor=coder):
            study.coders.mark_done([Done(coder=coder, transcript=key) for key in keys])


@pytest.fixture
def finished(study_path: Path) -> Path:
    declare(study_path, "anna")
    declare(study_path, "bram")
    return study_path


@pytest.fixture
def anna(visit: Client, finished: Path) -> TestClient:
    """Anna in a meeting that has begun."""
    client = visit(finished)
    rules = {"overlap": 0.5, "boundary": "union"}
    assert client.post("/api/consensus/start", json=rules).status_code == 201
    return client


def agenda(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/consensus").json()
    return found


def decide(client: TestClient, issue: str, **asked: Any) -> Any:
    return client.post(f"/api/consensus/issues/{issue}", json={"seen": None, **asked})


@pytest.mark.parametrize("address", ["/api/consensus", "/export/minutes.docx"])
def test_meeting_is_refused_before_both_are_done(
    visit: Client, study_path: Path, address: str
) -> None:
    client = visit(study_path)
    assert client.get(address).status_code == 403
    assert client.post("/api/consensus/start", json={}).status_code == 403
    declare(study_path, "bram")
    declare(study_path, "anna", but=1)
    assert client.post("/api/consensus/start", json={}).status_code == 403
    assert client.get(address).status_code == 403


def test_meeting_stays_closed_to_who_has_not_finished(visit: Client, study_path: Path) -> None:
    """Anna began with all her interviews; bram has one left, so that he sees nothing yet."""
    declare(study_path, "anna")
    declare(study_path, "bram", but=1)
    anna, bram = visit(study_path), visit(study_path, coder="bram")
    assert anna.post("/api/consensus/start", json={}).status_code == 201
    issue = agenda(anna)["issues"][0]["id"]
    for address in (
        "/api/consensus",
        f"/api/consensus/issues/{issue}",
        "/export/minutes.docx",
        "/api/tables?layer=consensus",
    ):
        answer = bram.get(address)
        assert answer.status_code == 403, address
    assert decide(bram, issue, verdict="accept", accept="anna").status_code == 403
    assert bram.post("/api/consensus/undo", json={}).status_code == 403
    assert bram.post("/api/consensus/finish", json={}).status_code == 403


def test_issues_come_heaviest_first_with_both_sides(anna: TestClient, finished: Path) -> None:
    found = agenda(anna)
    with Study.open(finished) as study:
        issues = {one.id: one for one in study.consensus.agenda().issues}
        texts = {one.key: one.text for one in study.transcripts.all()}
    assert found["state"] == "begun"
    assert found["open"] == len(found["issues"]) == len(issues)
    # "<1%" stands below "1%".
    parts = [0 if one["part"] == "<1%" else int(one["part"].rstrip("%")) for one in found["issues"]]
    assert parts == sorted(parts, reverse=True)
    for one in found["issues"]:
        assert [side["coder"] for side in one["sides"]] == ["anna", "bram"]
        assert sum(len(side["marks"]) for side in one["sides"]) == len(issues[one["id"]].members)
    first = found["issues"][0]
    context = anna.get(f"/api/consensus/issues/{first['id']}").json()
    for turn in context["turns"]:
        assert texts[first["transcript"]][turn["start"] : turn["end"]] == turn["text"]
    assert context["turns"][0]["start"] <= first["start"]
    assert context["turns"][-1]["end"] >= first["end"]


def test_meeting_goes_from_first_to_last(anna: TestClient, finished: Path) -> None:
    assert anna.post("/api/consensus/finish", json={}).status_code == 422
    for number, one in enumerate(agenda(anna)["issues"]):
        verdicts: list[dict[str, Any]] = [
            {"verdict": "accept", "accept": "anna"},
            {"verdict": "accept", "accept": "bram"},
            {"verdict": "both", "reason": "het is allebei waar"},
            {"verdict": "reject", "reason": "dit gaat niet over leren"},
            {"verdict": "new", "codes": ["samenwerken"], "reason": "samen gelezen"},
        ]
        assert decide(anna, one["id"], **verdicts[number % 5]).status_code == 200
    found = agenda(anna)
    assert (found["open"], found["resolved"]) == (0, len(found["issues"]))
    answer = anna.post("/api/consensus/finish", json={})
    assert answer.status_code == 200
    with Study.open(finished) as study:
        layer = study.quotations.select(layer=Layer.CONSENSUS)
    assert len(layer) == answer.json()["quotations"] > 0
    assert agenda(anna)["state"] == "finished"
    assert anna.get("/api/tables?layer=consensus").status_code == 200
    assert "consensus" in anna.get("/api/choices").json()["layers"]
    minutes = anna.get("/export/minutes.docx")
    assert minutes.headers["content-disposition"] == 'attachment; filename="minutes.docx"'


def test_undo_opens_the_last_issue_and_then_the_meeting(anna: TestClient) -> None:
    first, second, *_ = (one["id"] for one in agenda(anna)["issues"])
    for issue in (first, second):
        decide(anna, issue, verdict="accept", accept="bram")
    assert anna.post("/api/consensus/undo", json={}).json() == {"issue": second}
    assert anna.post("/api/consensus/undo", json={}).json() == {"issue": first}
    answer = anna.post("/api/consensus/undo", json={})
    assert answer.status_code == 422
    assert answer.json()["message"] == "You have nothing to take back in this meeting."
    assert agenda(anna)["resolved"] == 0


def test_undo_that_is_sent_again_opens_one_issue(
    anna: TestClient, visit: Client, finished: Path
) -> None:
    """As after a restart, which forgets the answers that were given."""
    first, second, *_ = (one["id"] for one in agenda(anna)["issues"])
    for issue in (first, second):
        made = decide(anna, issue, verdict="accept", accept="bram").json()
    after = {"after": made["far"]["op"]}
    assert after == {"after": agenda(anna)["op"]}
    for _ in range(2):
        assert anna.post("/api/consensus/undo", json=after).json() == {"issue": second}
    assert agenda(anna)["resolved"] == 1
    decide(visit(finished), second, verdict="accept", accept="anna")
    assert anna.post("/api/consensus/undo", json=after).status_code == 409
    assert agenda(anna)["resolved"] == 2


def test_decision_on_what_was_decided_meanwhile_is_refused(
    anna: TestClient, visit: Client, finished: Path
) -> None:
    bram = visit(finished, coder="bram")
    issue = agenda(anna)["issues"][0]["id"]
    made = decide(bram, issue, verdict="accept", accept="bram").json()["decision"]
    late = decide(anna, issue, verdict="accept", accept="anna")
    assert late.status_code == 412
    assert late.json()["present"] == made
    again = decide(anna, issue, verdict="accept", accept="anna", seen=made["version"])
    assert again.status_code == 200
    assert agenda(bram)["issues"][0]["decision"]["who"] == "anna"


@pytest.mark.parametrize(
    "asked",
    [
        {"verdict": "both"},
        {"verdict": "perhaps"},
        {"verdict": "accept"},
        {"verdict": "accept", "accept": "carla"},
        {"verdict": "new", "codes": ["nothing"], "reason": "x"},
        {"verdict": "new", "codes": "samenwerken", "reason": "x"},
        {"verdict": "new", "codes": ["samenwerken"], "start": -1, "end": 5, "reason": "x"},
        {"verdict": "new", "codes": ["samenwerken"], "start": True, "end": 5, "reason": "x"},
        {"verdict": "new", "codes": ["samenwerken"], "start": 0, "end": 2, "reason": "x"},
    ],
)
def test_decision_that_does_not_fit_is_refused(anna: TestClient, asked: dict[str, Any]) -> None:
    issue = agenda(anna)["issues"][0]["id"]
    answer = decide(anna, issue, **asked)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert agenda(anna)["resolved"] == 0


def test_issue_that_is_gone_is_told(anna: TestClient) -> None:
    assert anna.get("/api/consensus/issues/0123456789ab").status_code == 404
    answer = decide(anna, "0123456789ab", verdict="accept", accept="anna")
    assert answer.status_code == 404


@pytest.mark.parametrize("rules", [{"overlap": 0}, {"overlap": "x"}, {"boundary": "half"}])
def test_rules_that_make_no_sense_are_refused(
    visit: Client, finished: Path, rules: dict[str, Any]
) -> None:
    assert visit(finished).post("/api/consensus/start", json=rules).status_code == 422


def test_meeting_begins_once(anna: TestClient) -> None:
    assert anna.post("/api/consensus/start", json={}).status_code == 422

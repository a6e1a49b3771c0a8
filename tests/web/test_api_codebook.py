"""The codebook by the page: own counts only, a version a change, nothing overwritten unseen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.coding.model import Done
from bouwsteen.study.study import Study

if TYPE_CHECKING:
    from starlette.testclient import TestClient

FREE = "vrij-idee"


def change(client: TestClient, verb: str, version: int = 1, **content: Any) -> Any:
    content = {"version": version, "reason": "proef", **content}
    return client.post(f"/api/codebook/{verb}", json=content)


def codes(client: TestClient) -> dict[str, Any]:
    return {one["key"]: one for one in client.get("/api/codebook/texts").json()["codes"]}


def test_codebook_comes_in_the_language_of_the_page(page_client: TestClient) -> None:
    book = page_client.get("/api/codebook").json()
    first, second = book["codes"][:2]
    assert (book["key"], book["version"]) == ("mkb-leercultuur", 1)
    assert (first["number"], first["depth"], first["parent"], first["label"]) == (
        "1",
        0,
        None,
        "Job content",
    )
    assert (second["number"], second["depth"], second["parent"]) == ("1.1", 1, first["key"])
    assert "texts" not in first
    assert codes(page_client)[first["key"]]["texts"]["labels"] == {
        "nl": "Inhoud van werk",
        "en": "Job content",
    }


def test_counts_are_the_coders_own(page_client: TestClient, study_path: Path) -> None:
    with Study.open(study_path) as study:
        own = Counter(key for one in study.quotations.select(coder="anna") for key in one.codes)
        assert study.codebook.usage() != dict(own)
    shown = {key: one["used"] for key, one in codes(page_client).items() if one["used"]}
    assert shown == dict(own)


def test_edit_changes_one_language_and_is_in_the_history(
    page_client: TestClient, study_path: Path
) -> None:
    answer = change(
        page_client,
        "edit",
        code="fouten-mogen-maken",
        definition={"nl": " Anders gezegd. "},
        cues={"en": ["slip", " ", "mistake "]},
        colour="#102030",
    )
    assert (answer.status_code, answer.json()) == (200, {"version": 2, "codes": []})
    with Study.open(study_path) as study:
        version = study.codebook.history()[-1]
        code = version.codebook["fouten-mogen-maken"]
        old = study.codebook.history()[0].codebook["fouten-mogen-maken"]
        event = study.log()[-1]
    assert (version.reason, version.actor, code.colour) == ("proef", "anna", "#102030")
    assert code.definition == {**old.definition, "nl": "Anders gezegd."}
    assert code.cues == {**old.cues, "en": ("slip", "mistake")}
    assert (event.action, event.details) == (
        "codebook edit",
        {"code": "fouten-mogen-maken", "reason": "proef", "version": 2},
    )
    newest = page_client.get("/api/codebook/history").json()["versions"][0]
    assert (newest["version"], newest["actor"], newest["reason"], newest["changes"]) == (
        2,
        "anna",
        "proef",
        ["fouten-mogen-maken: definition_nl, cues_en, colour"],
    )


def test_change_of_an_older_version_is_refused(page_client: TestClient, study_path: Path) -> None:
    assert change(page_client, "edit", code="leiderschap", colour="#102030").status_code == 200
    late = change(page_client, "edit", code="leiderschap", colour="#302010")
    assert (late.status_code, late.json()["version"]) == (412, 2)
    missing = page_client.post("/api/codebook/edit", json={"code": "leiderschap", "reason": "x"})
    assert missing.status_code == 412
    with Study.open(study_path) as study:
        assert study.codebook.get()["leiderschap"].colour == "#102030"


def test_code_is_added_moved_merged_and_removed(page_client: TestClient, study_path: Path) -> None:
    added = change(page_client, "add", labels={"nl": "Vrij idee", "en": ""}, parent=None)
    assert added.json() == {"version": 2, "codes": [FREE]}
    assert codes(page_client)[FREE]["free"]
    assert change(page_client, "move", 2, code=FREE, parent="leiderschap", position=1).json() == {
        "version": 3,
        "codes": [],
        "everyone": True,
    }
    assert codes(page_client)[FREE]["number"].endswith(".1")
    assert change(page_client, "add", 3, labels={"nl": "Nog een"}, block=True).json()["codes"] == [
        "nog-een"
    ]
    assert change(page_client, "merge", 4, code="nog-een", into=FREE).json() == {
        "version": 5,
        "codes": [FREE],
        "everyone": True,
    }
    assert change(page_client, "remove", 5, code=FREE).json()["version"] == 6
    with Study.open(study_path) as study:
        assert study.codebook.get().codes == study.codebook.history()[0].codebook.codes


@pytest.mark.parametrize("used", [True, False])
def test_merge_says_that_everybodys_codings_follow_and_tells_no_numbers(
    page_client: TestClient, study_path: Path, used: bool
) -> None:
    """Also where nobody carries the code: whether others use one is not for this page."""
    code, into = "fouten-mogen-maken", "leiderschap"
    with Study.open(study_path) as study:
        theirs = [one for one in study.quotations.select(coder="bram") if code in one.codes]
        assert theirs
        with study.change("code done"):
            study.coders.mark_done([Done(coder="bram", transcript=theirs[0].transcript)])
    if not used:
        assert change(page_client, "add", labels={"nl": "Nieuw"}, block=True).status_code < 300
        code = "nieuw"
    answer = change(page_client, "merge", 1 if used else 2, code=code, into=into)
    assert answer.json() == {"version": 2 if used else 3, "codes": [into], "everyone": True}
    with Study.open(study_path) as study:
        event = study.log()[-1]
        held = study.quotations.get(theirs[0].id).codes
    assert (into in held) == used or into in theirs[0].codes
    assert (event.action, event.actor, event.details) == (
        "codebook merge",
        "anna",
        {"code": code, "into": into, "reason": "proef", "version": 2 if used else 3},
    )


def test_rename_says_that_everybodys_codings_follow(page_client: TestClient) -> None:
    answer = change(page_client, "edit", code="fouten-mogen-maken", key="fouten")
    assert answer.json()["everyone"] is True


def test_split_lists_the_coders_own_quotations(page_client: TestClient, study_path: Path) -> None:
    code = "fouten-mogen-maken"
    answer = change(page_client, "split", code=code, labels=["Eigen fout", "Andermans fout"])
    with Study.open(study_path) as study:
        own = [one for one in study.quotations.select(coder="anna") if code in one.codes]
        texts = {one.key: one.text for one in study.transcripts.all()}
    assert own
    assert answer.json() == {
        "version": 2,
        "codes": ["eigen-fout", "andermans-fout"],
        "review": [
            {
                "id": one.id,
                "transcript": one.transcript,
                "quote": one.span.of(texts[one.transcript]),
            }
            for one in own
        ],
    }


def test_removal_does_not_tell_how_often_others_used_a_code(
    page_client: TestClient, study_path: Path
) -> None:
    with Study.open(study_path) as study:
        used = study.codebook.usage()
        book = study.codebook.get()
        code = next(key for key in used if used[key] > 1 and not book.children(key))
    answer = change(page_client, "remove", code=code)
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        f"Quotations carry {code}; it was not removed.",
    )


@pytest.mark.parametrize(
    ("verb", "content"),
    [
        ("edit", {"code": "leiderschap", "reason": " ", "colour": "#102030"}),
        ("edit", {"code": "leiderschap", "colour": "red;background:url(x)"}),
        ("edit", {"code": "leiderschap", "labels": {"fr": "x"}}),
        ("edit", {"code": "leiderschap", "labels": {"nl": 3}}),
        ("edit", {"code": "leiderschap", "cues": {"nl": "x"}}),
        ("edit", {"code": ["leiderschap"], "colour": "#102030"}),
        ("edit", {"code": "nergens", "colour": "#102030"}),
        ("move", {"code": "leiderschap", "parent": "leiderschap"}),
        ("move", {"code": "leiderschap", "position": True}),
        ("add", {"labels": {"nl": "<script>"}, "key": "<script>"}),
        ("add", {"labels": {}}),
        ("merge", {"code": "leiderschap", "into": "leiderschap"}),
        ("split", {"code": "leiderschap", "labels": []}),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    page_client: TestClient, study_path: Path, verb: str, content: dict[str, Any]
) -> None:
    assert change(page_client, verb, **content).status_code == 422
    with Study.open(study_path) as study:
        assert study.codebook.get().version == 1


def test_unknown_change_is_not_there(page_client: TestClient) -> None:
    assert change(page_client, "rename", code="leiderschap").status_code == 404

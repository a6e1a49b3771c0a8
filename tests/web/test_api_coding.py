"""Coding through the page's endpoints gives what the commands give, for the page's coder alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen import marking
from bouwsteen.coding.apply import quote_span
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

if TYPE_CHECKING:
    from starlette.testclient import TestClient

KEY = "04_medewerker_metaal"


def own(path: Path, coder: str = "anna") -> list[tuple[int, Span, tuple[str, ...], str]]:
    with Study.open(path) as study:
        return [
            (one.id, one.span, one.codes, one.memo)
            for one in study.quotations.select(coder=coder, transcript=KEY)
        ]


def patch(client: TestClient, row: dict[str, Any], version: str | None = None, **body: Any) -> Any:
    headers = {"If-Match": version or row["version"]}
    return client.patch(f"/api/quotations/{row['id']}", json=body, headers=headers)


def test_transcript_gives_turns_whose_texts_and_gaps_make_the_text(
    page_client: TestClient, text: str
) -> None:
    found = page_client.get(f"/api/transcript/{KEY}").json()
    turns = found["turns"]
    assert all(text[one["start"] : one["end"]] == one["text"] for one in turns)
    joined = "".join(one["text"] + one["gap"] for one in turns)
    assert text[: turns[0]["start"]] + joined == text
    assert {one["role"] for one in turns} == {"interviewer", "Medewerker"}


def test_list_gives_the_coders_own_quotations_only(
    page_client: TestClient, study_path: Path
) -> None:
    found = page_client.get(f"/api/quotations?transcript={KEY}").json()
    assert [(one["id"], tuple(one["codes"])) for one in found["quotations"]] == [
        (number, codes) for number, _, codes, _ in own(study_path)
    ]
    assert found["done"] is False


def test_add_stores_the_span_that_the_command_finds(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    body = sent(memo="twijfel")
    answer = page_client.post("/api/quotations", json=body)
    assert answer.status_code == 201
    row = answer.json()
    with Study.open(study_path) as study:
        span = quote_span(study.transcripts.get(KEY), body["quote"])
        event = study.log()[-1]
    assert (row["id"], span, ("samenwerken",), "twijfel") in own(study_path)
    assert (event.id, event.action, event.actor) == (row["op"], "code add", "anna")


def test_add_twice_is_once(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    first = page_client.post("/api/quotations", json=sent()).json()
    held = own(study_path)
    second = page_client.post("/api/quotations", json=sent()).json()
    assert (second["id"], second["op"]) == (first["id"], None)
    assert own(study_path) == held


@pytest.mark.parametrize(
    "wrong",
    [{"quote": "iets anders"}, {"sha256": "0" * 64}, {"start": -4}, {"end": 10**9}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_add_refuses_a_place_that_reads_otherwise(
    page_client: TestClient,
    study_path: Path,
    sent: Callable[..., dict[str, Any]],
    wrong: dict[str, Any],
) -> None:
    held = own(study_path)
    answer = page_client.post("/api/quotations", json=sent(**wrong))
    assert (answer.status_code, answer.json()["message"]) == (
        409,
        "The text of this transcript is no longer the text on the page.",
    )
    assert own(study_path) == held


def test_change_codes_adds_and_takes_off_in_one_change(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    row = page_client.post("/api/quotations", json=sent()).json()
    changed = patch(page_client, row, codes=["kennisuitwisseling", "leiderschap"]).json()
    assert changed["codes"] == ["kennisuitwisseling", "leiderschap"]
    assert changed["op"] == row["op"] + 1
    page_client.post("/api/undo", json={"transcript": KEY})
    assert [codes for number, _, codes, _ in own(study_path) if number == row["id"]] == [
        ("samenwerken",)
    ]


def test_change_memo_and_ends_keep_the_number(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    row = page_client.post("/api/quotations", json=sent()).json()
    row = patch(page_client, row, memo="eerste\ntweede").json()
    place = {name: sent(9)[name] for name in ("start", "end", "quote", "sha256")}
    moved = patch(page_client, row, **place).json()
    span = Span(place["start"], place["end"])
    assert (row["id"], span, ("samenwerken",), "eerste\ntweede") in own(study_path)
    assert moved["id"] == row["id"]


def test_change_ends_to_a_stretch_that_is_marked_is_refused(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    first = page_client.post("/api/quotations", json=sent()).json()
    other = page_client.post("/api/quotations", json=sent(9)).json()
    held = own(study_path)
    place = {name: sent()[name] for name in ("start", "end", "quote", "sha256")}
    answer = patch(page_client, other, **place)
    assert answer.status_code == 422
    assert answer.json()["message"] == f"Quotation {first['id']} marks that stretch already."
    assert own(study_path) == held


def test_change_of_a_row_that_changed_meanwhile_gives_the_row_as_it_is(
    visit: Callable[..., TestClient], study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    here, there = visit(study_path), visit(study_path)
    row = here.post("/api/quotations", json=sent()).json()
    newer = patch(there, row, memo="van daar").json()
    answer = patch(here, row, memo="van hier")
    assert (answer.status_code, answer.json()["row"]) == (412, {**newer, "op": None})
    assert "van daar" in [memo for *_, memo in own(study_path)]


def test_remove_and_undo_give_the_same_study_back(
    page_client: TestClient, study_path: Path
) -> None:
    held = own(study_path)
    row = page_client.get(f"/api/quotations?transcript={KEY}").json()["quotations"][0]
    headers = {"If-Match": row["version"]}
    gone = page_client.request("DELETE", f"/api/quotations/{row['id']}", headers=headers, json={})
    assert gone.status_code == 200
    assert own(study_path) == held[1:]
    assert page_client.post("/api/undo", json={"transcript": KEY}).json()["undone"] == (
        "code_remove"
    )
    assert own(study_path) == held


def test_redo_gives_back_what_undo_took_until_something_else_is_done(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    body = {"transcript": KEY}
    page_client.post("/api/quotations", json=sent())
    row = page_client.post("/api/quotations", json=sent(9)).json()
    patch(page_client, row, memo="m")
    held = own(study_path)
    for _ in range(3):
        assert page_client.post("/api/undo", json=body).status_code == 200
    for action in ("code_add", "code_add", "code_memo"):
        assert page_client.post("/api/redo", json=body).json()["redone"] == action
    assert own(study_path) == held
    page_client.post("/api/undo", json=body)
    page_client.post("/api/quotations", json=sent(12))
    held = own(study_path)
    late = page_client.post("/api/redo", json=body)
    assert (late.status_code, late.json()["message"]) == (
        409,
        "code add came after the undo, so there is nothing to redo any more.",
    )
    assert own(study_path) == held


@pytest.mark.parametrize("way", ["undo", "redo"])
def test_step_that_is_sent_again_is_done_once(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]], way: str
) -> None:
    """As after a restart, which forgets the answers that were given."""
    for shift in (3, 9, 12):
        op = page_client.post("/api/quotations", json=sent(shift)).json()["op"]
    body = {"transcript": KEY, "after": op}
    if way == "redo":
        for _ in range(2):
            body["after"] = page_client.post("/api/undo", json={"transcript": KEY}).json()["op"]
    first = page_client.post(f"/api/{way}", json=body)
    held = own(study_path)
    again = page_client.post(f"/api/{way}", json=body)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    assert own(study_path) == held


@pytest.mark.parametrize("way", ["undo", "redo"])
def test_step_from_a_page_that_has_not_seen_the_last_act_is_refused(
    visit: Callable[..., TestClient],
    study_path: Path,
    sent: Callable[..., dict[str, Any]],
    way: str,
) -> None:
    here, there, bram = visit(study_path), visit(study_path), visit(study_path, coder="bram")
    here.post("/api/quotations", json=sent())
    op = here.post("/api/undo", json={"transcript": KEY}).json()["op"]
    there.post("/api/quotations", json=sent(9))
    held = own(study_path)
    answer = here.post(f"/api/{way}", json={"transcript": KEY, "after": op})
    assert (answer.status_code, answer.json()["message"]) == (
        409,
        "Something was changed in another window in the meantime.",
    )
    assert own(study_path) == held
    # What another coder did, or what was done elsewhere, is in nobody's way.
    op = there.get(f"/api/quotations?transcript={KEY}").json()["op"]
    bram.post("/api/quotations", json=sent())
    with Study.open(study_path) as study:
        other = study.transcripts.get("02_hr_installatie")
        marking.mark(study, "anna", other.key, other.turns[2].span, ["samenwerken"])
    answer = there.post("/api/undo", json={"transcript": KEY, "after": op})
    assert answer.json()["undone"] == "code_add"


def test_redo_is_for_the_own_transcript_and_coder_alone(
    visit: Callable[..., TestClient], study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    anna, bram = visit(study_path), visit(study_path, coder="bram")
    held = own(study_path)
    anna.post("/api/quotations", json=sent())
    after = own(study_path)
    anna.post("/api/undo", json={"transcript": KEY})
    for client, key in ((bram, KEY), (anna, "02_hr_installatie")):
        answer = client.post("/api/redo", json={"transcript": key})
        assert (answer.status_code, answer.json()["message"]) == (
            409,
            "There is nothing to redo in this transcript.",
        )
    assert own(study_path) == held
    bram.post("/api/done", json={"transcript": KEY, "done": True})
    assert anna.post("/api/redo", json={"transcript": KEY}).json()["redone"] == "code_add"
    assert own(study_path) == after


def test_add_makes_a_new_code_only_when_that_is_said(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    body = sent(codes=["Nog geen code"])
    assert page_client.post("/api/quotations", json=body).status_code == 422
    answer = page_client.post("/api/quotations", json={**body, "new": True})
    assert (answer.status_code, answer.json()["code"]) == (201, "nog-geen-code")


def test_undo_leaves_what_came_in_by_file(page_client: TestClient, study_path: Path) -> None:
    held = own(study_path)
    answer = page_client.post("/api/undo", json={"transcript": KEY})
    assert (answer.status_code, answer.json()["message"]) == (
        409,
        "There is nothing to undo in this transcript.",
    )
    assert own(study_path) == held


def test_undo_reaches_the_own_change_below_another_coders(
    visit: Callable[..., TestClient], study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    anna, bram = visit(study_path), visit(study_path, coder="bram")
    held = own(study_path)
    anna.post("/api/quotations", json=sent())
    bram.post("/api/quotations", json=sent())
    theirs = own(study_path, "bram")
    assert anna.post("/api/undo", json={"transcript": KEY}).status_code == 200
    assert (own(study_path), own(study_path, "bram")) == (held, theirs)


def test_in_vivo_makes_a_free_code_of_the_words(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    body = sent()
    end = body["start"] + 12
    body |= {"end": end, "quote": body["quote"][:12]}
    answer = page_client.post("/api/invivo", json=body)
    assert answer.status_code == 201
    with Study.open(study_path) as study:
        code = study.codebook.get()[answer.json()["code"]]
    assert (code.free, code.labels["en"]) == (True, " ".join(body["quote"].split()))


def test_changes_tell_of_the_own_changes_only(
    visit: Callable[..., TestClient], study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    anna, bram = visit(study_path), visit(study_path, coder="bram")
    since = anna.get(f"/api/quotations?transcript={KEY}").json()["op"]
    bram.post("/api/quotations", json=sent())
    mine = anna.post("/api/quotations", json=sent()).json()["op"]
    assert anna.get(f"/api/changes?since={since}").json() == {"op": mine, "ops": [mine]}


def test_changes_tell_of_a_text_that_anybody_corrected(
    page_client: TestClient, study_path: Path, corrected: Callable[[], str]
) -> None:
    since = page_client.get(f"/api/quotations?transcript={KEY}").json()["op"]
    corrected()
    answer = page_client.get(f"/api/changes?since={since}").json()
    assert answer == {"op": since + 1, "ops": [since + 1]}
    with Study.open(study_path) as study:
        study.undo(actor="bram")
    assert page_client.get(f"/api/changes?since={since}").json()["ops"] == [since + 1, since + 2]


def test_done_locks_and_reopening_unlocks(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    held = own(study_path)
    assert page_client.post("/api/done", json={"transcript": KEY, "done": True}).json()["done"]
    assert page_client.post("/api/quotations", json=sent()).status_code == 422
    assert own(study_path) == held
    opened = page_client.post("/api/done", json={"transcript": KEY, "done": False})
    assert opened.json()["done"] is False
    assert page_client.post("/api/quotations", json=sent()).status_code == 201


def test_another_coders_quotation_is_not_there(page_client: TestClient, study_path: Path) -> None:
    number = own(study_path, "bram")[0][0]
    held = own(study_path, "bram")
    for method, body in (("PATCH", {"memo": "x"}), ("DELETE", {})):
        answer = page_client.request(method, f"/api/quotations/{number}", json=body)
        assert answer.status_code == 404
    assert page_client.get(f"/api/quotations/{number}/history").status_code == 404
    assert own(study_path, "bram") == held


def test_history_tells_what_the_coder_did(
    page_client: TestClient, sent: Callable[..., dict[str, Any]]
) -> None:
    row = page_client.post("/api/quotations", json=sent()).json()
    patch(page_client, row, memo="m")
    found = page_client.get(f"/api/quotations/{row['id']}/history").json()["events"]
    assert [(one["what"], one["codes"]) for one in found] == [
        ("code_add", ["samenwerken"]),
        ("code_memo", []),
    ]

"""What a page may not change: another text than it shows, what rests on something, odd names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen import marking
from bouwsteen.errors import StudyError
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


def test_list_says_of_which_text_its_offsets_are(
    page_client: TestClient, corrected: Callable[[], str]
) -> None:
    seen = page_client.get(f"/api/transcript/{KEY}").json()["sha256"]
    assert page_client.get(f"/api/quotations?transcript={KEY}").json()["sha256"] == seen
    fresh = corrected()
    assert page_client.get(f"/api/quotations?transcript={KEY}").json()["sha256"] == fresh != seen


@pytest.mark.parametrize(
    "body", [{"codes": ["leiderschap"]}, {"memo": "over iets anders"}, None], ids=str
)
def test_write_from_a_page_with_another_text_is_refused(
    page_client: TestClient,
    study_path: Path,
    corrected: Callable[[], str],
    body: dict[str, Any] | None,
) -> None:
    seen = page_client.get(f"/api/quotations?transcript={KEY}").json()
    fresh = corrected()
    before = own(study_path)
    row = page_client.get(f"/api/quotations?transcript={KEY}").json()["quotations"][0]
    headers = {"If-Match": row["version"]}
    for digest, status in ((seen["sha256"], 409), (fresh, 200)):
        answer = page_client.request(
            "DELETE" if body is None else "PATCH",
            f"/api/quotations/{row['id']}",
            json={**(body or {}), "sha256": digest},
            headers=headers,
        )
        assert answer.status_code == status, answer.text
        if status == 409:
            assert answer.json()["message"].startswith("The text of this transcript is no longer")
            assert own(study_path) == before
    assert own(study_path) != before


def test_declaring_another_text_done_than_was_read_is_refused(
    page_client: TestClient, study_path: Path, corrected: Callable[[], str]
) -> None:
    seen = page_client.get(f"/api/transcript/{KEY}").json()["sha256"]
    fresh = corrected()
    for digest, status, done in ((seen, 409, False), (fresh, 200, True)):
        body = {"transcript": KEY, "sha256": digest, "done": True}
        assert page_client.post("/api/done", json=body).status_code == status
        with Study.open(study_path) as study:
            marks = study.coders.done()
        assert any((one.coder, one.transcript) == ("anna", KEY) for one in marks) is done


@pytest.mark.parametrize("since", ["99999999999999999999999999", "-1", "1e3", "x"])
def test_changes_since_no_number_of_the_log_is_refused(page_client: TestClient, since: str) -> None:
    answer = page_client.get(f"/api/changes?since={since}")
    assert (answer.status_code, answer.json()["message"]) == (
        400,
        "since is no valid value.",
    )


@pytest.mark.parametrize("words", ["🙂", "学习", "שלום", "…"])
def test_in_vivo_makes_a_key_of_words_in_any_script(study_path: Path, words: str) -> None:
    with Study.open(study_path) as study:
        before = {code.key for code in study.codebook.get().codes}
        held = study.transcripts.get(KEY)
        made = [
            marking.mark(study, "anna", KEY, Span(at, at + 4), [name], new_in="nl").codes[0]
            for at, name in ((3, words), (9, f"{words}{words}"), (15, words))
        ]
        book = study.codebook.get()
    assert held.text
    assert made == ["code", "code-2", "code"]
    assert {code.key for code in book.codes} - before == {"code", "code-2"}
    assert (book["code"].labels, book["code"].free) == ({"nl": words}, True)


def test_in_vivo_refuses_a_name_as_long_as_a_turn(
    page_client: TestClient, study_path: Path, sent: Callable[..., dict[str, Any]]
) -> None:
    body = sent()
    assert len(body["quote"]) > marking.NAME_MOST
    before = own(study_path)
    answer = page_client.post("/api/invivo", json=body)
    n = len(" ".join(body["quote"].split()))
    assert answer.status_code == 422
    assert answer.json()["message"] == (
        f"A code needs a name of at most 80 characters; this one has {n}."
    )
    assert answer.json()["hint"].startswith("Select fewer words")
    assert own(study_path) == before
    with Study.open(study_path) as study:
        assert not any(code.free for code in study.codebook.get().codes)


@pytest.mark.parametrize("coder", ["bram", "anna"])
def test_refused_undo_does_not_tell_whose_work_rests_on_it(
    page_client: TestClient,
    study_path: Path,
    sent: Callable[..., dict[str, Any]],
    coder: str,
) -> None:
    """One's own code that is used in another interview is refused in the same words."""
    body = sent()
    quote = body["quote"][:20].strip()
    body |= {"end": body["start"] + len(quote), "quote": quote}
    made = page_client.post("/api/invivo", json=body).json()
    with Study.open(study_path) as study:
        other = next(key for key in study.transcripts.keys() if key != KEY)
        turn = study.transcripts.get(other).turns[2]
        marking.mark(study, coder, other, turn.span, [made["code"]])
    answer = page_client.post("/api/undo", json={"transcript": KEY})
    assert (answer.status_code, answer.json()) == (
        409,
        {
            "message": "Something later rests on this, so it cannot be undone here.",
            "hint": "Take the code off, or remove the quotation.",
        },
    )


def test_undo_after_a_correction_is_refused_with_what_came_between(
    page_client: TestClient, study_path: Path, corrected: Callable[[], str]
) -> None:
    row = page_client.get(f"/api/quotations?transcript={KEY}").json()["quotations"][0]
    headers = {"If-Match": row["version"]}
    page_client.delete(f"/api/quotations/{row['id']}", headers=headers)
    corrected()
    before = own(study_path)
    answer = page_client.post("/api/undo", json={"transcript": KEY})
    assert answer.status_code == 409
    assert answer.json()["message"] == (
        f"The text of {KEY} was corrected after code remove, so other words stand there now; "
        "nothing was changed."
    )
    assert own(study_path) == before


@pytest.mark.parametrize("half", [b"\\ud83d", b"\\uD83D", b"\xed\xa0\xbd"], ids=repr)
def test_memo_with_half_a_character_is_refused(
    page_client: TestClient, study_path: Path, half: bytes
) -> None:
    before = own(study_path)
    row = page_client.get(f"/api/quotations?transcript={KEY}").json()["quotations"][0]
    headers = {"If-Match": row["version"], "Content-Type": "application/json"}
    body = b'{"memo": "' + half + b'"}'
    answer = page_client.patch(f"/api/quotations/{row['id']}", content=body, headers=headers)
    assert answer.status_code == 400, answer.text
    assert own(study_path) == before


def test_recode_of_what_was_moved_meanwhile_does_not_double_it(
    study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Study.open(study_path) as study, Study.open(study_path) as other:
        held = study.quotations.select(coder="anna", transcript=KEY)[0]
        number, codebook = held.id, study.codebook.get()
        code = next(one.key for one in codebook.codes if one.key not in held.codes)
        span = Span(held.span.start, held.span.end - 1)

        def meanwhile() -> object:
            if other.quotations.get(number).span != span:
                marking.move(other, "anna", number, span)
            return codebook

        monkeypatch.setattr(study.codebook, "get", meanwhile)
        before = len(study.quotations.select())
        marking.recode(study, "anna", number, [*held.codes, code])
        monkeypatch.undo()
        after = study.quotations.get(number)
        assert (after.span, set(after.codes)) == (span, {*held.codes, code})
        assert len(study.quotations.select()) == before


@pytest.mark.parametrize("theirs", ["memo", "codes", "place", "text", "gone"])
@pytest.mark.parametrize("mine", ["memo", "codes", "place", "gone"])
def test_of_two_writes_at_once_the_second_finds_what_the_first_did(
    visit: Callable[..., TestClient],
    study_path: Path,
    sent: Callable[..., dict[str, Any]],
    corrected: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
    mine: str,
    theirs: str,
) -> None:
    here, there = visit(study_path), visit(study_path)
    row = here.post("/api/quotations", json=sent()).json()

    def send(client: TestClient, what: str) -> Any:
        seen = sent(5 if client is here else 9)
        place = {name: seen[name] for name in ("start", "end", "quote")}
        body = {"memo": {"memo": what}, "codes": {"codes": ["leiderschap"]}, "place": place}
        return client.request(
            "DELETE" if what == "gone" else "PATCH",
            f"/api/quotations/{row['id']}",
            json={**body.get(what, {}), "sha256": seen["sha256"]},
            headers={"If-Match": row["version"]},
        )

    begin, held = Study.change, []

    def meanwhile(study: Study, *words: Any, **named: Any) -> Any:
        monkeypatch.undo()
        if theirs == "text":
            corrected()
        else:
            assert send(there, theirs).status_code == 200
        held.append(own(study_path))
        return begin(study, *words, **named)

    monkeypatch.setattr(Study, "change", meanwhile)
    answer = send(here, mine)
    assert answer.status_code == {"text": 409, "gone": 404}.get(theirs, 412), answer.text
    assert held == [own(study_path)]


def test_text_that_was_corrected_during_the_write_is_refused(
    study_path: Path, corrected: Callable[[], str]
) -> None:
    with Study.open(study_path) as study:
        seen = study.transcripts.get(KEY).sha256
        number, span, codes, _ = own(study_path)[0]
        corrected()
        before = own(study_path)
        place = Span(span.start, span.end - 1)
        acts: list[Callable[[], object]] = [
            lambda: marking.mark(study, "anna", KEY, place, codes, seen=seen),
            lambda: marking.in_vivo(study, "anna", KEY, Span(3, 9), lang="nl", seen=seen),
            lambda: marking.move(study, "anna", number, place, seen=seen),
        ]
        for act in acts:
            with pytest.raises(StudyError, match="was corrected since it was looked at"):
                act()
    assert own(study_path) == before

"""Importing by the page: look, then store all or none; names that mean harm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bouwsteen.cli import main
from bouwsteen.errors import TranscriptError
from bouwsteen.examples.bundled import TRANSCRIPTS, data_path
from bouwsteen.study.study import Study
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.web.importing import Pending, file_name

if TYPE_CHECKING:
    from starlette.testclient import TestClient

TALK = "I: Hoe leren jullie hier?\nR: Van elkaar, op de vloer.\nI: En fouten?\nR: Die mogen.\n"


@pytest.fixture
def look(page_client: TestClient) -> Callable[..., Any]:
    """Drop a file on the page."""

    def send(data: bytes, name: str, reader: str = "") -> Any:
        return page_client.post(
            f"/api/import/look?reader={reader}",
            content=data,
            headers={"Content-Type": "application/octet-stream", "X-File-Name": name},
        )

    return send


def keys(path: Path) -> tuple[str, ...]:
    with Study.open(path) as study:
        return study.transcripts.keys()


def test_look_tells_what_dry_run_tells(look: Callable[..., Any]) -> None:
    name = Path(TRANSCRIPTS[0]).name
    path = data_path(TRANSCRIPTS[0])
    seen = look(path.read_bytes(), name).json()
    said = CliRunner().invoke(
        main, ["transcript", "import", "--dry-run", "--lang", "nl", str(path)]
    )
    shown = " ".join(said.output.split())
    assert said.exit_code == 0
    assert seen["title"] in shown
    for turn in seen["turns"]:
        assert " ".join(f"{turn['turn']} {turn['time']} {turn['speaker']}".split()) in shown
        assert " ".join(turn["text"].split()) in shown
    for one in seen["speakers"]:
        assert f"{one['speaker']} {one['turns']} {one['words']}" in shown
    for line in [*seen["dropped"], *seen["warnings"]]:
        assert " ".join(line.split()) in shown
    assert len(seen["turns"]) == 10
    assert seen["dropped"]


def test_look_stores_nothing_and_names_the_twin(look: Callable[..., Any], study_path: Path) -> None:
    before = keys(study_path)
    name = Path(TRANSCRIPTS[0]).name
    seen = look(data_path(TRANSCRIPTS[0]).read_bytes(), name).json()
    assert (seen["key"], seen["twin"]) == (before[0], before[0])
    assert keys(study_path) == before


def test_store_keeps_what_was_looked_at_in_one_change(
    look: Callable[..., Any], page_client: TestClient, study_path: Path
) -> None:
    before = keys(study_path)
    seen = [look(TALK.encode(), "een.txt").json(), look(TALK.encode(), "twee.txt").json()]
    files = [
        {"ticket": seen[0]["ticket"], "key": "een"},
        {"ticket": seen[1]["ticket"], "key": " anders "},
    ]
    answer = page_client.post("/api/import", json={"files": files})
    assert (answer.status_code, answer.json()) == (
        201,
        {"transcripts": ["een", "anders"], "turns": 8},
    )
    assert keys(study_path) == (*before, "een", "anders")
    with Study.open(study_path) as study:
        event = study.log()[-1]
        assert (event.action, event.actor, event.details) == (
            "transcript import",
            "anna",
            {"files": ["een.txt", "twee.txt"]},
        )
        expected = load_bytes(TALK.encode(), "een.txt").transcript
        assert study.transcripts.get("een") == expected
        assert study.transcripts.get("anders").title == "anders"


def test_store_is_all_or_nothing(
    look: Callable[..., Any], page_client: TestClient, study_path: Path
) -> None:
    before = keys(study_path)
    good, taken = (look(TALK.encode(), f"{name}.txt").json()["ticket"] for name in "ab")
    files = [{"ticket": good, "key": "a"}, {"ticket": taken, "key": before[0]}]
    answer = page_client.post("/api/import", json={"files": files})
    assert answer.status_code == 422
    assert before[0] in answer.json()["message"]
    assert keys(study_path) == before
    # The files are still there, so another name is enough.
    files[1]["key"] = "b"
    assert page_client.post("/api/import", json={"files": files}).status_code == 201


@pytest.mark.parametrize("files", [[], [{"ticket": "x", "key": "a"}], ["x"], [{"ticket": "x"}]])
def test_store_refuses_what_was_not_looked_at(page_client: TestClient, files: list[Any]) -> None:
    answer = page_client.post("/api/import", json={"files": files})
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        "A preview is not there any more.",
    )


def test_look_reads_as_the_reader_that_was_chosen(look: Callable[..., Any]) -> None:
    assert look(TALK.encode(), "a.txt").json()["n_turns"] == 4
    assert [one["speaker"] for one in look(TALK.encode(), "a.txt", "prose").json()["speakers"]] == [
        None
    ]
    refused = look(TALK.encode(), "a.txt", "nonsense")
    assert (refused.status_code, refused.json()["message"]) == (
        422,
        "There is no reader 'nonsense'.",
    )


def test_damaged_file_is_refused_with_a_sentence(look: Callable[..., Any]) -> None:
    answer = look(b"PK\x03\x04 nothing", "kapot.docx")
    assert answer.status_code == 422
    assert answer.json()["message"].startswith("kapot.docx: ")


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("gesprek%201.docx", "gesprek 1.docx"),
        ("..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("C%3A%5CUsers%5Canna%5Cgesprek.txt", "gesprek.txt"),
        ("a%00b%0Ac%1B.txt", "abc.txt"),
        ("goed%E2%80%AEtxt.exe", "goedtxt.exe"),
        ("caf%65%CC%81.txt", "café.txt"),
        ("%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.txt", "<img src=x onerror=alert(1)>.txt"),
        ("%FF%FE.txt", "\ufffd\ufffd.txt"),
        (f"{'a' * 500}.txt", f"{'a' * 196}.txt"),
    ],
)
def test_file_name_keeps_only_what_can_be_seen(sent: str, name: str) -> None:
    assert file_name(sent, lang="en") == name


@pytest.mark.parametrize("sent", [None, "", "%00", "..", "a/", "%20"])
def test_file_without_a_name_is_refused(sent: str | None) -> None:
    with pytest.raises(TranscriptError, match="The file has no name"):
        file_name(sent, lang="en")


def test_pending_forgets_the_oldest() -> None:
    pending, loaded = Pending(), load_bytes(TALK.encode(), "a.txt")
    tickets = [pending.put(loaded) for _ in range(201)]
    assert [pending.get(one) is None for one in (tickets[0], tickets[1], tickets[-1])] == [
        True,
        False,
        False,
    ]


def test_choices_name_readers_and_keys_in_use(page_client: TestClient, study_path: Path) -> None:
    found = page_client.get("/api/import").json()
    assert found["keys"] == list(keys(study_path))
    assert {"docx", "text", "labels", "prose"} <= set(found["readers"])


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("..", "addresses and folders use it"),
        ("a\u202eb", "cannot be seen: U+202E"),
        ("a\x00b", "cannot be seen: U+0000"),
        ("", "needs a key"),
    ],
)
def test_store_refuses_a_key_that_cannot_be_told_apart(
    page_client: TestClient, study_path: Path, look: Callable[..., Any], key: str, said: str
) -> None:
    before = keys(study_path)
    ticket = look(TALK.encode(), "gesprek.txt").json()["ticket"]
    answer = page_client.post("/api/import", json={"files": [{"ticket": ticket, "key": key}]})
    assert (answer.status_code, said in answer.json()["message"]) == (422, True)
    assert keys(study_path) == before
    files = [{"ticket": ticket, "key": "cafe\u0301"}]
    answer = page_client.post("/api/import", json={"files": files})
    assert answer.status_code < 300
    assert keys(study_path) == (*before, "café")

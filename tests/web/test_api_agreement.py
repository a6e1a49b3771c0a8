"""Agreement on the page: the report of the command, on what this coder has finished, not before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bouwsteen.coding.model import Coder, Done
from bouwsteen.study.study import Study

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Client = Callable[..., "TestClient"]
ADDRESSES = (
    "/api/agreement",
    "/api/agreement?where=1",
    "/figure/agreement-0.svg",
    "/export/agreement.csv",
    "/export/disagreements.csv",
)


def declare(path: Path, **done: list[str]) -> list[str]:
    """Let coders declare transcripts done; gives the keys of all transcripts."""
    with Study.open(path) as study:
        for coder, keys in done.items():
            with study.change("code done", actor=coder):
                study.coders.mark_done([Done(coder=coder, transcript=key) for key in keys])
        return study.transcripts.keys()


@pytest.fixture
def finished(study_path: Path) -> Path:
    keys = declare(study_path)
    declare(study_path, anna=keys, bram=keys)
    return study_path


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("done", [[], ["anna"], ["bram"]])
def test_agreement_is_refused_before_both_are_done(
    visit: Client, study_path: Path, address: str, done: list[str]
) -> None:
    keys = declare(study_path)
    declare(study_path, **dict.fromkeys(done, keys))
    answer = visit(study_path).get(address)
    assert answer.status_code == 403
    assert answer.json() == {
        "message": "Agreement can be seen once you and another coder have declared the same "
        "interview done.",
        "hint": "Declare an interview done when you have finished it; that keeps the codings "
        "independent.",
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_agreement_opens_when_both_are_done(visit: Client, finished: Path, address: str) -> None:
    assert visit(finished).get(address).status_code == 200


def test_report_is_that_of_the_command(visit: Client, finished: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from bouwsteen.cli import main

    target = tmp_path / "verslag.csv"
    words = ("--study", str(finished), "export", "agreement", str(target), "--lang", "en")
    assert CliRunner().invoke(main, words).exit_code == 0
    assert visit(finished).get("/export/agreement.csv").content == target.read_bytes()


def test_transcripts_of_others_alone_play_no_part(visit: Client, study_path: Path) -> None:
    """Bram and carla finished one that anna has not: their codes of it are not shown to her."""
    first, second, *_ = declare(study_path)
    with Study.open(study_path) as study:
        with study.change("coder add"):
            study.coders.add([Coder(key="carla")])
    declare(study_path, anna=[first], bram=[first, second], carla=[second])
    client = visit(study_path)
    answer = client.get("/api/agreement?where=1")
    assert answer.status_code == 200
    assert answer.json()["subtitle"].startswith("anna and bram; ")
    assert second not in client.get("/export/disagreements.csv").text


def test_figures_and_differences_go_into_the_log_once(visit: Client, finished: Path) -> None:
    client = visit(finished)
    for _ in range(2):
        client.get("/api/agreement")
        client.get("/api/agreement?where=1")
        client.get("/figure/agreement-0.svg")
    with Study.open(finished) as study:
        shown = [one.action for one in study.log() if one.action.startswith("agreement")]
    assert shown == ["agreement figures", "agreement disagreements", "agreement confusion"]


def test_figures_are_pictures_with_their_words(visit: Client, finished: Path) -> None:
    client = visit(finished)
    parts = [
        part
        for section in client.get("/api/agreement?where=1").json()["sections"]
        for part in section["parts"]
        if part["kind"] == "picture"
    ]
    assert [part["number"] for part in parts] == [0, 1]
    assert all(part["alt"] and part["caption"] for part in parts)
    for part in parts:
        picture = client.get(f"/figure/agreement-{part['number']}.svg?where=1")
        assert picture.headers["content-type"] == "image/svg+xml"
        assert b"<svg" in picture.content
    assert client.get("/figure/agreement-7.svg").status_code == 404


def test_a_change_makes_the_report_anew(visit: Client, finished: Path) -> None:
    client = visit(finished)
    before = client.get("/api/agreement").json()
    with Study.open(finished) as study:
        keys = study.transcripts.keys()
        with study.change("code reopen", actor="bram"):
            study.coders.reopen([Done(coder="bram", transcript=key) for key in keys[1:]])
    after = client.get("/api/agreement").json()
    assert before["sections"] != after["sections"]


def test_unknown_unit_is_refused(visit: Client, finished: Path) -> None:
    assert visit(finished).get("/api/agreement?unit=word").status_code == 422

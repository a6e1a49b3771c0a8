"""A workbench without a network: the application called as a server calls it."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.codings_csv import read_codings
from bouwsteen.coding.model import Coder
from bouwsteen.examples.bundled import CODINGS, RESPONDENTS, TRANSCRIPTS, data_path
from bouwsteen.study.study import Study
from bouwsteen.transcripts.load import load
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.respondents import read_respondents

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HOST = "127.0.0.1:8000"
TOKEN = "a-token-for-one-visit"
CODED = "04_medewerker_metaal"

Client = Callable[..., "TestClient"]
Process = subprocess.Popen[str]
Serve = Callable[..., tuple[Process, str]]


@pytest.fixture(scope="session")
def filled_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled interviews with coders anna and bram, nothing coded; copy it before use."""
    path = tmp_path_factory.mktemp("filled") / "bundled.bouwsteen"
    transcripts = [load(data_path(name)).transcript for name in TRANSCRIPTS]
    with Study.create(path, codebook=load_codebook("mkb-leercultuur")) as study:
        with study.change("fill"):
            study.transcripts.add(transcripts)
            study.respondents.merge(*read_respondents(data_path(RESPONDENTS)))
            study.coders.add([Coder(key="anna", name="Anna"), Coder(key="bram", name="Bram")])
    return path


@pytest.fixture(scope="session")
def coded_study(filled_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled study, coded by anna and bram, nothing declared done; copy it before use."""
    path = Path(shutil.copy(filled_study, tmp_path_factory.mktemp("coded") / "s.bouwsteen"))
    with Study.open(path) as study:
        stored, book = study.transcripts.all(), study.codebook.get()
        for name, coder in zip(CODINGS, ("anna", "bram"), strict=True):
            found = read_codings(data_path(name), stored, book)
            with study.change("code import", actor=coder):
                study.quotations.add(found.quotations)
    return path


@pytest.fixture
def study_path(coded_study: Path, tmp_path: Path) -> Path:
    """A copy of the bundled, coded study for one test."""
    return Path(shutil.copy(coded_study, tmp_path / "s.bouwsteen"))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start ``bouwsteen serve`` as a process; gives it, and the address that logs in once."""
    started: list[Process] = []

    def start(
        study: Path,
        *words: str,
        program: tuple[str, ...] = ("-m", "bouwsteen"),
        coder: str = "anna",
        lang: str = "en",
    ) -> tuple[Process, str]:
        command = ("--study", str(study), "serve", "--no-browser", "--coder", coder, *words)
        process = subprocess.Popen(
            [sys.executable, "-u", *program, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "BOUWSTEEN_LANG": lang},
        )
        started.append(process)
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if found := re.fullmatch(r"http://127\.0\.0\.1:\d+/login\?token=\S{43}\n", line):
                return process, found[0].strip()
        raise AssertionError(f"serve gave no address:\n{said}")

    yield start
    for process in started:
        process.kill()
        process.wait(timeout=60)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def visit() -> Client:
    """Start a workbench on a study and log in: ``visit(path, coder="bram")``."""
    starlette = pytest.importorskip("starlette.testclient", reason="httpx2 is not installed")

    def start(
        path: Path, *, coder: str = "anna", login: bool = True, lang: str = "en"
    ) -> TestClient:
        from bouwsteen.web.app import make_app

        app = make_app(path, coder=coder, token=TOKEN, host=HOST, lang=lang)
        client = starlette.TestClient(
            app,
            base_url=f"http://{HOST}",
            headers={"X-Workbench": "1", "Content-Type": "application/json"},
            follow_redirects=False,
        )
        if login:
            assert client.get(f"/login?token={TOKEN}").status_code == 200
        return client

    return start


@pytest.fixture
def page_client(visit: Client, study_path: Path) -> TestClient:
    """Anna, logged in at the bundled study."""
    return visit(study_path)


@pytest.fixture
def text(study_path: Path) -> str:
    """Text of the interview that tests code in."""
    with Study.open(study_path) as study:
        return study.transcripts.get(CODED).text


@pytest.fixture
def sent(study_path: Path, text: str) -> Callable[..., dict[str, Any]]:
    """What the page sends to code a stretch that is not coded yet."""
    with Study.open(study_path) as study:
        one = study.transcripts.get(CODED)
    turn = max(one.turns, key=lambda turn: turn.span.end - turn.span.start)

    def make(shift: int = 3, **changed: Any) -> dict[str, Any]:
        words = text[turn.span.start + shift : turn.span.end - shift]
        start = turn.span.start + shift + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return {
            "transcript": CODED,
            "sha256": one.sha256,
            "start": start,
            "end": end,
            "quote": text[start:end],
            "codes": ["samenwerken"],
            **changed,
        }

    return make


@pytest.fixture
def corrected(study_path: Path) -> Callable[[], str]:
    """Put words before everything else in the text, as a correction elsewhere does."""

    def correct() -> str:
        with Study.open(study_path) as study:
            old = study.transcripts.get(CODED)
            first = old.turns[0]
            added = "Tja weet je "
            text = old.text[: first.span.start] + added + old.text[first.span.start :]
            turns = tuple(
                dataclasses.replace(
                    one,
                    span=Span(
                        one.span.start + (0 if one is first else len(added)),
                        one.span.end + len(added),
                    ),
                )
                for one in old.turns
            )
            new = dataclasses.replace(old, text=text, turns=turns)
            study.correct(new, reason="tikfout", actor="bram")
            return new.sha256

    return correct

"""Any key that a study allows can be opened, coded and searched through the page's addresses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.model import Coder
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HOSTILE = (
    "jaar 1/groep 2",
    "/begin",
    "eind/",
    "a//b/../c",
    "vraag?antwoord=1&x=2",
    "hek#t3",
    "100%",
    "a+b c",
    " spatie ",
    "punt.",
    "schuine\\streep",
    "'\"<b>&amp;",
    "één 👩‍🔧 café",
    "e\u0301",
    "регион",
    "regel\neind\n",
    "{key}",
    "quotes",
    ".",
    "..",
)


def at(base: str, key: str) -> str:
    """What `keyed` of static/address.mjs gives."""
    safe = quote(key, safe="!'()*-._~")
    return f"{base}/?key={safe}" if key in (".", "..") else f"{base}/{safe}"


@pytest.fixture(scope="module")
def hostile_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "s.bouwsteen"
    text = "R: Wij leren van fouten.\n"
    with Study.create(path, codebook=load_codebook("mkb-leercultuur")) as study:
        with study.change("fill"):
            study.transcripts.add(
                [
                    Transcript(
                        key=key,
                        title=key,
                        text=text,
                        turns=(Turn(index=1, speaker="R", span=Span(3, 24)),),
                    )
                    for key in HOSTILE
                ]
            )
            study.respondents.put(
                [Respondent(key=key, role="Medewerker") for key in HOSTILE],
                [SpeakerLink(transcript=key, speaker="R", respondent=key) for key in HOSTILE],
            )
            study.coders.add([Coder(key="anna")])
    return path


@pytest.fixture(scope="module")
def client(hostile_study: Path) -> TestClient:
    starlette = pytest.importorskip("starlette.testclient", reason="httpx2 is not installed")
    from bouwsteen.web.app import make_app

    found = starlette.TestClient(
        make_app(hostile_study, coder="anna", token="t", host="127.0.0.1:8000", lang="en"),
        base_url="http://127.0.0.1:8000",
        headers={"X-Workbench": "1", "Content-Type": "application/json"},
        follow_redirects=False,
    )
    assert found.get("/login?token=t").status_code == 200
    return found


@pytest.mark.parametrize("key", HOSTILE)
def test_page_and_text_of_a_transcript_are_found_under_any_key(
    client: TestClient, key: str
) -> None:
    page = client.get(at("/transcript", key), headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    found = client.get(at("/api/transcript", key)).json()
    assert (found["key"], found["turns"][0]["role"]) == (key, "Medewerker")


@pytest.mark.parametrize("key", HOSTILE)
def test_coding_goes_to_the_transcript_of_the_key(client: TestClient, key: str) -> None:
    text = client.get(at("/api/transcript", key)).json()
    place = {"start": 3, "end": 7, "quote": "Wij ", "sha256": text["sha256"]}
    body = {"transcript": key, **place, "codes": ["samenwerken"]}
    assert client.post("/api/quotations", json=body).status_code == 201
    asked = client.get("/api/quotations", params={"transcript": key}).json()
    assert [(one["transcript"], one["codes"]) for one in asked["quotations"]] == [
        (key, ["samenwerken"])
    ]
    assert client.post("/api/undo", json={"transcript": key}).json()["undone"] == "code_add"
    assert client.post("/api/redo", json={"transcript": key}).json()["redone"] == "code_add"
    assert client.post("/api/done", json={"transcript": key, "done": True}).json()["done"]
    assert client.post("/api/done", json={"transcript": key, "done": False}).status_code == 200
    assert client.get("/api/suggestions", params={"transcript": key}).status_code == 200


@pytest.mark.parametrize("key", HOSTILE)
def test_quotes_are_asked_for_under_any_key(client: TestClient, key: str) -> None:
    assert client.get("/api/quotes", params={"transcript": key}).status_code == 200


@pytest.mark.parametrize("key", HOSTILE)
def test_respondent_is_changed_under_any_key(
    client: TestClient, hostile_study: Path, key: str
) -> None:
    body = {"name": "organisation", "value": "Bedrijf 1", "before": ""}
    assert client.patch(at("/api/respondents", key), json=body).status_code == 200
    with Study.open(hostile_study) as study:
        found = {one.key: one.organisation for one in study.respondents.all()}
    assert found[key] == "Bedrijf 1"


def test_a_key_that_is_not_there_is_said_so(
    visit: Callable[..., TestClient], hostile_study: Path
) -> None:
    anna = visit(hostile_study)
    answer = anna.get(at("/api/transcript", "jaar 1"))
    assert (answer.status_code, answer.json()["message"]) == (
        404,
        "There is no transcript 'jaar 1' in the study.",
    )
    assert anna.get("/api/transcript/").status_code == 400

"""The pages, their words, and how they look in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.model import Coder, Done
from bouwsteen.exports.labels import texts
from bouwsteen.study.study import Study

if TYPE_CHECKING:
    from starlette.testclient import TestClient

PAGES = (
    *("/", "/import", "/respondents", "/codebook", "/agreement", "/consensus", "/tables"),
    *("/quotes", "/transcript/01_directie_metaal"),
)
WEB = Path(__file__).parents[2] / "web"


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_content_and_nothing_inline(page_client: TestClient, path: str) -> None:
    text = page_client.get(path).text
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text) == []
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', text) == []
    (title,) = re.findall(r"<title>(.*?)</title>", text)
    assert title.endswith(" · bouwsteen")
    assert "metaal" not in title
    assert 'translate="no"' in text


@pytest.mark.parametrize("path", PAGES)
def test_pages_name_files_that_are_there(page_client: TestClient, path: str) -> None:
    named = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page_client.get(path).text))
    assert len(named) > 2
    assert {name: page_client.get(name).status_code for name in named} == dict.fromkeys(named, 200)


def test_scripts_import_files_that_are_there() -> None:
    for script in sorted((WEB / "static").glob("*.mjs")):
        found = re.findall(r'(?:from|import) "([^"]+)"', script.read_text(encoding="utf-8"))
        names = [name.removeprefix("/static/").removeprefix("./") for name in found]
        assert [name for name in names if not (WEB / "static" / name).is_file()] == []


def test_scripts_offer_nothing_that_nobody_takes() -> None:
    """What is left over would be kept up for nobody."""
    scripts = {one.name: one.read_text("utf-8") for one in (WEB / "static").glob("*.mjs")}
    everything = "".join(scripts.values())
    tests = "".join(one.read_text("utf-8") for one in Path(__file__).parent.rglob("*.py"))
    taken = {
        (Path(script).name, name)
        for names, script in re.findall(r'import \{([^}]*)\} from "([^"]+)"', everything)
        for name in re.findall(r"(\w+)(?: as \w+)?(?:,|\s*$)", names)
    }
    offered = re.compile(r"^export (?:async )?(?:function|const|class|let) (\w+)", re.MULTILINE)
    unused = [
        (script, name)
        for script, source in sorted(scripts.items())
        if f'await import("./{script}")' not in everything
        for name in offered.findall(source)
        if (script, name) not in taken and f"{script.removesuffix('.mjs')}.{name}(" not in tests
    ]
    assert unused == []


def test_scripts_write_text_as_text() -> None:
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML"
    for script in sorted((WEB / "static").glob("*.mjs")):
        assert re.findall(risky, script.read_text(encoding="utf-8")) == [], script.name


def test_scripts_keep_nothing_on_disk() -> None:
    for script in sorted((WEB / "static").glob("*.mjs")):
        assert "localStorage" not in script.read_text(encoding="utf-8"), script.name


def test_words_are_the_same_keys_in_both_languages() -> None:
    def places(lang: str) -> dict[str, list[str]]:
        return {
            key: sorted(re.findall(r"\{(\w+)", text))
            for key, text in texts(lang).items()
            if key.startswith("web.")
        }

    assert places("nl") == places("en")


def test_words_are_given_by_part(page_client: TestClient) -> None:
    assert page_client.get("/api/words?under=web.saved").json()["saved"] == "Saved"
    assert page_client.get("/api/words?under=nothing").json() == {}


def test_look_changes_language_and_theme(page_client: TestClient) -> None:
    assert '<html lang="en" data-theme="auto"' in page_client.get("/").text
    look = {"lang": "nl", "theme": "dark"}
    assert page_client.post("/api/look", json=look).json() == look
    text = page_client.get("/").text
    assert '<html lang="nl" data-theme="dark"' in text
    assert "Overzicht" in text


@pytest.mark.parametrize("look", [{"lang": "fr"}, {"theme": "pink"}, {"lang": 1}])
def test_look_refuses_what_there_is_not(page_client: TestClient, look: dict[str, Any]) -> None:
    assert page_client.post("/api/look", json=look).status_code == 400
    assert '<html lang="en" data-theme="auto"' in page_client.get("/").text


def test_absent_page_is_said_in_a_page(page_client: TestClient) -> None:
    for path in ("/nothing", "/transcript/nothing", "/transcript/%3Cscript%3E"):
        answer = page_client.get(path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["content-type"]) == (
            404,
            "text/html; charset=utf-8",
        )
        assert "<script" not in answer.text


def test_overview_counts_own_work_only(page_client: TestClient, study_path: Path) -> None:
    with Study.open(study_path) as study:
        key = study.transcripts.all()[0].key
        own = len(study.quotations.select(coder="anna", transcript=key))
        both = len(study.quotations.select(transcript=key))
        with study.change("code done", actor="anna"):
            study.coders.mark_done([Done(coder="anna", transcript=key)])
    view = page_client.get("/api/overview").json()
    assert own < both
    assert view["transcripts"][0] == {
        "key": "01_directie_metaal",
        "title": "01_directie_metaal",
        "roles": ["Directie"],
        "turns": 22,
        "coded": 15,
        "words": 1380,
        "quotations": own,
        "begun": True,
        "done": True,
        "unplaced": 0,
    }
    assert view["next"] == "02_hr_installatie"
    assert view["unlinked"] == 0


def test_overview_goes_on_where_work_was_begun(visit: Any, study_path: Path) -> None:
    with Study.open(study_path) as study, study.change("coder add"):
        study.coders.add([Coder(key="cees")])
    client = visit(study_path, coder="cees")
    assert client.get("/api/overview").json()["next"] == "01_directie_metaal"
    with Study.open(study_path) as study:
        one = study.quotations.select(coder="anna", transcript="03_leidinggevende_bakkerij")[0]
        code = {"codes": list(one.codes), "start": one.span.start, "end": one.span.end}
        text = study.transcripts.get(one.transcript)
    made = client.post(
        "/api/quotations",
        json={
            "transcript": text.key,
            "sha256": text.sha256,
            "quote": one.span.of(text.text),
            **code,
        },
    )
    assert made.status_code == 201
    assert client.get("/api/overview").json()["next"] == "03_leidinggevende_bakkerij"


def test_overview_of_an_empty_study_is_empty(visit: Any, tmp_path: Path) -> None:
    path = tmp_path / "leeg.bouwsteen"
    with Study.create(path, codebook=load_codebook("mkb-leercultuur")) as study:
        with study.change("coder add"):
            study.coders.add([Coder(key="anna")])
    assert visit(path).get("/api/overview").json() == {
        "transcripts": [],
        "next": None,
        "unlinked": 0,
    }


def test_write_that_is_sent_again_is_done_once(page_client: TestClient, study_path: Path) -> None:
    with Study.open(study_path) as study:
        text = study.transcripts.get("01_directie_metaal")
        before = len(study.quotations.select())
    content = {
        "transcript": text.key,
        "sha256": text.sha256,
        "start": 0,
        "end": 5,
        "quote": text.text[:5],
        "codes": ["leiderschap"],
    }
    first, again = (
        page_client.post("/api/quotations", json=content, headers={"X-Request": "one"})
        for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    with Study.open(study_path) as study:
        assert len(study.quotations.select()) == before + 1


def test_refused_write_may_be_sent_again(page_client: TestClient) -> None:
    headers = {"X-Request": "two"}
    refused = page_client.post("/api/look", json={"lang": "fr"}, headers=headers)
    mended = page_client.post("/api/look", json={"lang": "nl"}, headers=headers)
    assert (refused.status_code, mended.status_code) == (400, 200)


def test_numbers_beyond_sqlite_are_absent(page_client: TestClient) -> None:
    headers = {"If-Match": "x"}
    assert page_client.delete(f"/api/quotations/{2**63}", headers=headers).status_code == 404

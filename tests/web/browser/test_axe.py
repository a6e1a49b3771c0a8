"""axe-core finds no serious fault in any view, in both languages and both themes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bouwsteen.coding.codings_csv import read_codings
from bouwsteen.coding.consensus import Settings
from bouwsteen.coding.suggest.model import Limits
from bouwsteen.examples.bundled import CODINGS, TRANSCRIPTS, data_path
from bouwsteen.renewing import renew
from bouwsteen.study.study import Study

READ = ".qbar"
SHOWN = "/transcript/01_directie_metaal"
DOCX = next(name for name in TRANSCRIPTS if name.endswith(".docx"))
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
COLOURS: dict[str, object] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
LANGUAGES = ("nl", "en")

Act = Callable[[Any], None]


def nothing(page: Any) -> None:
    """The page as it opens."""


def press(*keys: str) -> Act:
    """Keys in the first turn of a respondent that carries a quotation."""

    def act(page: Any) -> None:
        page.locator(".turn:has(.qbar)").first.locator(".txt").click(position={"x": 2, "y": 12})
        for key in keys:
            page.keyboard.press(key)

    return act


def click(*places: str) -> Act:
    """Click the first element at each of these places, one after another."""

    def act(page: Any) -> None:
        for place in places:
            page.locator(place).first.click()

    return act


def find_code(page: Any) -> None:
    page.locator("#find-code").fill("le")
    page.locator("#found-codes li").first.wait_for()


def explain_code(page: Any) -> None:
    page.locator(".code").nth(2).focus()
    page.locator("#meaning:popover-open").wait_for()


def refused(page: Any) -> None:
    """What the page says when the server does not do what was asked."""
    page.evaluate(
        """async () => {
            const api = await import("/static/api.mjs");
            await api.post("/api/look", {lang: "xx"}).catch(() => null);
        }"""
    )
    page.locator("#told p").first.wait_for()


def move_code(page: Any) -> None:
    page.locator(".tree-code").nth(1).click()
    page.locator(".action-buttons button").nth(1).click()


def two_memos(page: Any) -> None:
    """The question that a memo brings which another window changed meanwhile."""
    answer = {"message": "", "row": {"memo": "van daar"}}
    page.route("**/api/quotations/*", lambda route: route.fulfill(status=412, json=answer))
    page.locator(".qbar").first.click()
    page.locator("#card textarea").fill("van hier")
    page.locator("#conflict[open]").wait_for()
    page.unroute("**/api/quotations/*")


def corrected(page: Any) -> None:
    """What the page says when its text is no longer the text of the study."""
    page.route("**/api/quotations?*", lambda route: route.fulfill(json={"sha256": ""}))
    page.reload()
    page.locator("section[role=alert] button").wait_for()
    page.unroute("**/api/quotations?*")


def changed_elsewhere(page: Any) -> None:
    """A definition that somebody else wrote anew while it was being written here."""
    page.locator(".sheet-form textarea").first.fill("van hier")
    page.evaluate(
        """async () => {
            const api = await import("/static/api.mjs");
            const {version, codes: [{key}]} = await api.get("/api/codebook");
            const definition = {nl: `van daar ${version}`};
            await api.post("/api/codebook/edit", {code: key, reason: "x", version, definition});
        }"""
    )
    page.locator(".sheet-foot input").fill("x")
    page.locator(".sheet-foot .primary").click()
    page.locator(".clash").wait_for()


def lost(page: Any) -> None:
    """What the header says when the connection is gone."""
    page.locator("#saved").evaluate(
        """(node) => {
            node.dataset.state = "offline";
            node.textContent = node.dataset.offline;
        }"""
    )


def choose_files(page: Any) -> None:
    """One file that can be read and one that cannot."""
    whole = {"name": "03.docx", "mimeType": "", "buffer": data_path(DOCX).read_bytes()}
    broken = {"name": "kapot.docx", "mimeType": "", "buffer": b"PK"}
    page.locator("#chooser").set_input_files([whole, broken])
    page.locator(".file-card.read").wait_for()
    page.locator(".file-card.failed").wait_for()


class View(NamedTuple):
    """A page, what tells that it stands, what is done on it, and the part that this opens."""

    name: str
    address: str
    ready: str
    act: Act = nothing
    part: str = "html"


BEFORE = (
    View("overview", "/", ".transcripts"),
    View("display", "/", ".transcripts", click(".look summary"), ".look"),
    View("lost connection", "/", ".transcripts", lost, ".bar"),
    View("transcript", SHOWN, READ),
    View("keys", SHOWN, READ, press("?"), "#keys"),
    View("palette", SHOWN, READ, find_code, "#side"),
    View("meaning of a code", SHOWN, READ, explain_code, "#meaning"),
    View("card", SHOWN, READ, click(".qbar", ".card-history summary"), "#card"),
    View("memo", SHOWN, READ, press("m"), "#card"),
    View("two memos", SHOWN, READ, two_memos, "#conflict"),
    View("corrected text", SHOWN, READ, corrected, "section[role=alert]"),
    View("second key", SHOWN, READ, press("3"), "#chord"),
    View("suggestions", SHOWN, READ, click("[data-suggest=all]", ".suggestion"), ".suggestions"),
    View("refusal", SHOWN, READ, refused, "#told"),
    View("codebook", "/codebook", "#history table"),
    View("two definitions", "/codebook", ".sheet-form", changed_elsewhere, "#sheet"),
    View("moving a code", "/codebook", "#history table", move_code, "#sheet"),
    View("respondents", "/respondents", ".links"),
    View("removing", "/respondents", ".links", click(".people .quiet-button"), "#people-said"),
    View("import", "/import", "#drop"),
    View("preview", "/import", "#drop", choose_files),
    View("agreement before both are done", "/agreement", ".refusal"),
    View("consensus before both are done", "/consensus", ".refusal"),
)
AFTER = (
    View("overview", "/", ".transcripts"),
    View("transcript that is done", SHOWN, READ, click(".qbar")),
    View("agreement", "/agreement?where=1", ".report section"),
    View("consensus", "/consensus", ".verdicts"),
    View("another code", "/consensus", ".verdicts", click("#other summary"), "#desk"),
    View("keys of the meeting", "/consensus", ".verdicts", click(".keys summary"), ".keys"),
    View("tables", "/tables", ".heat-map"),
    View("export", "/tables", ".heat-map", click(".export-menu summary"), ".exports"),
    View("tables of codes", "/tables?rows=code&by=organisation", ".heat-map", part="#table"),
    View("quotes", "/quotes?code=leiderschap", ".quote"),
    View("quotes of nothing", "/quotes?text=zzzz", "#quotes .quiet", part="main"),
)
EMPTY = (
    View("overview", "/", ".nothing"),
    View("codebook", "/codebook", "#history table"),
    View("respondents", "/respondents", ".empty", part="main"),
    View("agreement", "/agreement", ".refusal", part="main"),
    View("consensus", "/consensus", ".refusal", part="main"),
    View("tables", "/tables", "#table :first-child", part="main"),
    View("quotes", "/quotes", "#quotes :first-child", part="main"),
)


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which its Python package carries."""
    base = pytest.importorskip(
        "axe_playwright_python.base", reason="axe-playwright-python is not installed"
    )
    source: str = base.AXE_SCRIPT
    return source


@pytest.fixture
def coding_study(bundled_study: Path, tmp_path: Path) -> Path:
    """The bundled interviews while anna codes them, with suggestions that wait."""
    with Study.open(bundled_study) as study:
        found = read_codings(
            tmp_path / CODINGS[0], study.transcripts.all(), study.codebook.get()
        ).quotations
        with study.change("code import"):
            study.quotations.add(found)
        renew(study, "anna", limits=Limits())
    return bundled_study


@pytest.fixture
def meeting_study(finished_study: Path) -> Path:
    """The bundled interviews at the start of the consensus meeting."""
    with Study.open(finished_study) as study:
        with study.change("consensus start", actor="anna", coders=["anna", "bram"]):
            study.consensus.begin(Settings(coders=("anna", "bram"), recorder="anna"))
    return finished_study


def faults(page: Any, part: str = "html", only: dict[str, object] | None = None) -> list[str]:
    """Every serious or critical violation with the first elements that it concerns."""
    found = page.evaluate(
        """([part, only]) => axe.run(part, {
            runOnly: only,
            rules: only.type === "tag" ? {"target-size": {enabled: true}} : {},
            resultTypes: ["violations"],
        })""",
        [part, only or {"type": "tag", "values": list(TAGS)}],
    )
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def judged(desk: Any, axe: str, views: tuple[View, ...]) -> dict[str, list[str]]:
    """What is wrong, by view and look; empty where nothing is."""
    found = {}
    # A colour that is still on its way to the other theme is no fault.
    desk.page.emulate_media(reduced_motion="reduce")
    for lang in LANGUAGES:
        desk.look(lang=lang, theme="light")
        for name, address, ready, act, part in views:
            desk.page.goto(f"{desk.base}{address}")
            desk.page.locator(ready).first.wait_for()
            assert desk.page.locator("html").get_attribute("lang") == lang
            act(desk.page)
            desk.page.evaluate(axe)
            found[name, lang, "light"] = faults(desk.page, part)
            # The theme changes colours and nothing else, so they alone are judged again.
            desk.page.evaluate('() => { document.documentElement.dataset.theme = "dark"; }')
            found[name, lang, "dark"] = faults(desk.page, part, COLOURS)
    return {look: said for look, said in found.items() if said}


def test_views_while_coding_are_accessible(
    open_desk: Callable[..., Any], coding_study: Path, axe: str
) -> None:
    assert judged(open_desk(coding_study), axe, BEFORE) == {}


def test_views_after_coding_are_accessible(
    open_desk: Callable[..., Any], meeting_study: Path, axe: str
) -> None:
    assert judged(open_desk(meeting_study), axe, AFTER) == {}


def test_views_of_an_empty_study_are_accessible(
    open_desk: Callable[..., Any], empty_study: Path, axe: str
) -> None:
    assert judged(open_desk(empty_study), axe, EMPTY) == {}


def test_axe_sees_faults(open_desk: Callable[..., Any], small_study: Path, axe: str) -> None:
    desk = open_desk(small_study)
    desk.page.evaluate(axe)
    desk.page.evaluate(
        """() => {
            const image = document.createElement("img");
            image.src = "data:,";
            const faint = document.createElement("p");
            faint.textContent = "faint";
            faint.style.cssText = "color: #bbb; background: #fff";
            const small = [1, 2].map((at) => {
                const button = document.createElement("button");
                button.textContent = String(at);
                button.style.cssText = "min-height: 0; width: 10px; height: 10px; padding: 0";
                return button;
            });
            document.querySelector("main").append(image, faint, ...small);
        }"""
    )
    assert sorted(re.match(r"[\w-]+", one)[0] for one in faults(desk.page)) == [
        "color-contrast",
        "image-alt",
        "target-size",
    ]

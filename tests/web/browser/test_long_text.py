"""A long interview: only what is near the window is laid out, and nothing else differs for that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript, Turn

if TYPE_CHECKING:
    from playwright.sync_api import Page

TURNS = 200
SEEN = """(node) => node.checkVisibility({contentVisibilityAuto: true})"""
DRAWN = """async (node) => {
    for (let frame = 0; frame < 300; frame += 1) {
        if (node.checkVisibility({contentVisibilityAuto: true})) return true;
        await new Promise(requestAnimationFrame);
    }
    return false;
}"""
TOP = """async (node) => {
    const top = () => Math.round(node.getBoundingClientRect().top);
    for (let last = top(), same = 0, frame = 0; same < 20 && frame < 300; frame += 1) {
        await new Promise(requestAnimationFrame);
        same = top() === last ? same + 1 : 0;
        last = top();
    }
    return top();
}"""
"""How high it stands, once it has kept still for twenty frames."""
LANES = """() => import("/static/store.mjs").then(({Store}) => {
    const store = new Store({key: "lang", sha256: "", done: false, coder: "anna"});
    const row = (id, start, end, codes = ["x"]) => ({id, start, end, codes, version: codes.join()});
    const spans = [[1, 0, 9], [2, 2, 5], [3, 2, 8], [4, 5, 6], [5, 9, 12]];
    const lanes = () => [...store.quotations.values()].map((one) => one.lane);
    store.take({op: 1, done: false, sha256: "", quotations: spans.map((span) => row(...span))});
    const first = lanes();
    const others = spans.slice(2).map((span) => row(...span));
    store.take({op: 2, done: false, sha256: "", quotations: [row(1, 0, 9, ["y"]), ...others]});
    return [first, lanes()];
})"""


@pytest.fixture
def long_study(small_study: Path) -> Path:
    """The small study with an interview of 200 turns, one quotation far down in it."""
    text, turns = "", []
    for number in range(1, TURNS + 1):
        speech = f"Beurt {number} 🙂 gaat over leren. " + "Daar is tijd voor nodig. " * (number % 7)
        span = Span(len(text), len(text) + len(speech.rstrip()))
        turns.append(Turn(index=number, speaker="IR"[number % 2], span=span))
        text += f"{speech.rstrip()}\n"
    one = Transcript(key="lang", title="lang", text=text, turns=tuple(turns), language="nl")
    place = Span(turns[149].span.start, turns[149].span.start + len("Beurt 150"))
    coding = Coding(code="leiderschap")
    with Study.open(small_study) as study, study.change("fill"):
        study.transcripts.add([one])
        study.quotations.add(
            [Quotation(transcript="lang", span=place, coder="anna", codings=(coding,))]
        )
    return small_study


@pytest.fixture
def page(open_desk: Any, long_study: Path) -> Page:
    desk = open_desk(long_study)
    desk.open("/transcript/lang")
    return desk.page


def test_far_turns_stand_in_the_page_and_are_drawn_when_they_come_near(page: Page) -> None:
    far = page.locator(".txt").nth(149)
    assert page.locator(".txt").count() == TURNS
    assert (page.locator(".txt").nth(0).evaluate(SEEN), far.evaluate(SEEN)) == (True, False)
    assert far.locator(".seg").count() == 0
    far.scroll_into_view_if_needed()
    expect(far.locator(".seg")).to_have_text("Beurt 150")
    assert far.evaluate(DRAWN)


def test_words_over_two_stretches_are_one_quotation(page: Page, long_study: Path) -> None:
    page.evaluate(
        """() => new Promise((done) => {
            document.addEventListener("selectionchange", done, {once: true});
            const [from, to] = [9, 10].map((at) => document.querySelectorAll(".txt")[at]);
            from.closest(".turn").focus();
            getSelection().setBaseAndExtent(from.firstChild, 0, to.firstChild, 8);
        }).then(() => undefined)"""
    )
    page.keyboard.press("Digit1")
    expect(page.locator(".txt").nth(10).locator(".seg")).to_have_text("Beurt 11")
    page.locator("#saved[data-state=saved]").wait_for()
    with Study.open(long_study) as study:
        one = study.transcripts.get("lang")
        found = study.quotations.select(coder="anna", transcript="lang")[0].span
    assert (found.start, found.end) == (one.turns[9].span.start, one.turns[10].span.start + 8)


def test_a_selection_stays_when_its_turn_is_drawn_anew(page: Page) -> None:
    page.evaluate(
        """() => new Promise((done) => {
            document.addEventListener("selectionchange", done, {once: true});
            const words = document.querySelectorAll(".txt")[1];
            words.closest(".turn").focus();
            getSelection().setBaseAndExtent(words.firstChild, 0, words.firstChild, 7);
        }).then(() => undefined)"""
    )
    page.keyboard.press("Digit2")
    expect(page.locator(".txt").nth(1).locator(".seg")).to_have_text("Beurt 2")
    assert page.evaluate("getSelection().toString()") == "Beurt 2"


def test_a_reload_shows_the_same_words_at_the_same_place(page: Page) -> None:
    page.locator(".turn").nth(120).evaluate("(node) => node.scrollIntoView({block: 'center'})")
    before = page.locator(".turn").nth(120).evaluate(TOP)
    page.reload(wait_until="networkidle")
    after = page.locator(".turn").nth(120).evaluate(TOP)
    assert 100 < before < 600
    assert abs(after - before) <= 2


def test_a_link_to_a_turn_brings_it_in_sight(page: Page) -> None:
    page.goto(f"{page.url}#turn-150")
    page.reload(wait_until="networkidle")
    expect(page.locator(".turn").nth(149)).to_be_in_viewport()
    expect(page.locator(".turn.here .txt")).to_contain_text("Beurt 150")


def test_lines_under_the_words_are_the_first_that_are_free_and_stay(page: Page) -> None:
    assert page.evaluate(LANES) == [[0, 1, 2, 1, 0], [0, 2, 1, 0]]

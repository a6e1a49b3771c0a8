"""A transcript that is corrected while the page is open: nothing is drawn on the wrong words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen import marking
from bouwsteen.coding.apply import quote_span
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect

QUOTE = "Fouten maken mag hier."
Held = list[tuple[str, list[str], str]]


@pytest.fixture
def page(desk: Any) -> Page:
    with Study.open(desk.study) as study:
        span = quote_span(study.transcripts.get("klein"), QUOTE)
        marking.mark(study, "anna", "klein", span, ["samenwerken"])
    desk.open("/transcript/klein")
    return desk.page


def correct(desk: Any, *, actor: str | None) -> None:
    """Put two words before all others, as `transcript correct` does."""
    with Study.open(desk.study) as study:
        study.correct(
            longer(study.transcripts.get("klein"), "Zeg eens: "), reason="gehoord", actor=actor
        )


def longer(one: Transcript, words: str) -> Transcript:
    first, *others = one.turns
    at = first.span.start
    turns = [dataclasses.replace(first, span=Span(at, first.span.end + len(words)))]
    for turn in others:
        span = Span(turn.span.start + len(words), turn.span.end + len(words))
        turns.append(dataclasses.replace(turn, span=span))
    return dataclasses.replace(one, text=one.text[:at] + words + one.text[at:], turns=tuple(turns))


@pytest.mark.parametrize("actor", ["anna", "bram", None])
def test_the_page_says_so_and_draws_no_place_of_another_text(
    desk: Any, page: Page, held: Callable[..., Held], actor: str | None
) -> None:
    correct(desk, actor=actor)
    page.locator("#unsaved").wait_for()
    assert "verbeterd" in page.locator("#unsaved").text_content()
    expect(page.locator(".seg")).to_have_text([QUOTE])
    # Until it is loaded anew nothing is coded on words that moved.
    page.locator(".turn").nth(3).focus()
    page.keyboard.press("Digit4")
    assert "verbeterd" in page.locator("#said").text_content()
    assert held() == [(QUOTE, ["samenwerken"], "")]
    page.locator("#unsaved button").click()
    page.locator(".txt", has_text="Zeg eens: Hoe leren").wait_for()
    page.locator(".seg", has_text=QUOTE).wait_for()
    assert page.locator("#unsaved").is_hidden()
    page.locator(".turn").nth(3).focus()
    page.keyboard.press("Digit4")
    assert [codes for _, codes, _ in held()] == [["samenwerken"], ["leiderschap"]]


def test_all_that_was_refused_is_listed_and_nothing_is_declared_done(desk: Any, page: Page) -> None:
    page.context.set_offline(True)
    page.locator(".turn").nth(3).focus()
    for key in ("Digit4", "KeyM"):
        page.keyboard.press(key)
    page.locator("#card textarea").press("x")
    page.keyboard.press("Escape")
    page.locator(".turn").nth(5).focus()
    page.locator("#find-code").fill("Nieuw idee")
    page.keyboard.press("Enter")
    page.locator(".turn").nth(7).focus()
    for key in ("KeyW", "KeyV"):
        page.keyboard.press(key)
    page.locator(".turn").nth(1).focus()
    for key in ("KeyO", "Delete"):
        page.keyboard.press(key)
    correct(desk, actor="bram")
    page.context.set_offline(False)
    rows = page.locator("#unsaved li")
    expect(rows).to_have_count(4)
    new, labelled, words, going = rows.all_text_contents()
    assert new.endswith(" 4 Leiderschapx")
    assert labelled.endswith(" Nieuw idee")
    assert words == "Iedere Iedere"
    assert going == f"Verwijderen: {QUOTE} 3 Samenwerken"
    for act in (page.locator("#finish").click, lambda: page.keyboard.press("Control+KeyZ")):
        page.evaluate("document.getElementById('said').textContent = ''")
        act()
        assert "verbeterd" in page.locator("#said").text_content()
    with Study.open(desk.study) as study:
        assert study.coders.done() == set()
        assert [one.codes for one in study.quotations.select()] == [("samenwerken",)]


def test_what_could_not_be_saved_stands_there_to_be_taken_along(desk: Any, page: Page) -> None:
    page.route(
        "**/api/changes*", lambda route: route.fulfill(json={"op": 0, "ops": []}, status=200)
    )
    page.locator(".qbar").click()
    page.locator("#card textarea").press("x")
    correct(desk, actor="bram")
    page.locator("#card textarea").press_sequentially("yz")
    page.locator("#unsaved").wait_for()
    page.locator("#unsaved li", has_text="xyz").wait_for()
    row = page.locator("#unsaved li").text_content()
    assert QUOTE in row and "3 Samenwerken" in row
    assert page.locator("#saved").get_attribute("data-state") == "saving"

"""What is typed or moved counts as not saved from the first key, and is sent on turning away."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen import marking
from bouwsteen.coding.apply import quote_span
from bouwsteen.coding.model import Done
from bouwsteen.study.study import Study

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect

QUOTE = "Fouten maken mag hier."
Held = list[tuple[str, list[str], str]]


@pytest.fixture
def page(desk: Any) -> Page:
    """The transcript with two quotations of anna in one turn."""
    with Study.open(desk.study) as study:
        for words, code in ((QUOTE, "samenwerken"), ("vooral van elkaar", "leiderschap")):
            span = quote_span(study.transcripts.get("klein"), words)
            marking.mark(study, "anna", "klein", span, [code])
    desk.open("/transcript/klein")
    return desk.page


def state(page: Page) -> str | None:
    return page.locator("#saved").get_attribute("data-state")


def memo(page: Page) -> Any:
    """Open the card of the second quotation and go to its memo."""
    page.locator(".qbar").nth(1).click()
    return page.locator("#card textarea")


def move_end(page: Page) -> None:
    """Take the last word off the first quotation."""
    page.locator(".turn").nth(1).focus()
    for key in ("KeyO", "BracketRight", "ArrowLeft"):
        page.keyboard.press(key)


def asked_on_leaving(page: Page) -> list[str]:
    """Reload; gives the kinds of questions that the browser asked before."""
    asked: list[str] = []

    def accept(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.reload(wait_until="networkidle")
    return asked


def test_a_memo_counts_from_its_first_letter_and_survives_leaving(
    page: Page, held: Callable[..., Held]
) -> None:
    memo(page).press("x")
    assert state(page) == "saving"
    assert asked_on_leaving(page) == ["beforeunload"]
    assert held()[1] == (QUOTE, ["samenwerken"], "x")


def test_a_moved_end_counts_at_once_and_survives_leaving(
    page: Page, held: Callable[..., Held]
) -> None:
    move_end(page)
    assert state(page) == "saving"
    assert asked_on_leaving(page) == ["beforeunload"]
    assert held()[0] == ("vooral van", ["leiderschap"], "")


def test_what_is_typed_reaches_the_study_though_the_page_is_put_away_unasked(
    desk: Any, page: Page, held: Callable[..., Held]
) -> None:
    memo(page).press("x")
    # A browser that throws a page away asks nothing; it tells the page, and the page sends.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert held()[1][2] == "x"


def test_a_moved_end_is_saved_for_the_quotation_that_was_moved(
    page: Page, held: Callable[..., Held]
) -> None:
    move_end(page)
    page.locator(".seg", has_text=QUOTE).click()
    assert held() == [("vooral van", ["leiderschap"], ""), (QUOTE, ["samenwerken"], "")]
    expect(page.locator(".seg")).to_have_text(["vooral van", QUOTE])


def test_arrows_move_no_other_quotation_after_turning_to_it(
    page: Page, held: Callable[..., Held]
) -> None:
    move_end(page)
    page.locator(".qbar").nth(1).click()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    assert [quote for quote, _, _ in held()] == ["vooral van", QUOTE]


def test_a_memo_is_kept_when_another_card_opens(page: Page, held: Callable[..., Held]) -> None:
    memo(page).press("x")
    page.locator(".qbar").first.click()
    assert [memo for _, _, memo in held()] == ["", "x"]


def test_a_refused_memo_stays_in_its_field_and_counts_as_not_saved(
    desk: Any, page: Page, held: Callable[..., Held]
) -> None:
    area = memo(page)
    with Study.open(desk.study) as study, study.change("code done", actor="anna"):
        study.coders.mark_done([Done(coder="anna", transcript="klein")])
    area.press("x")
    expect(page.locator("#told")).not_to_be_empty()
    page.locator("#done-state").wait_for()
    # What is drawn anew after the refusal is drawn within a frame.
    page.wait_for_timeout(300)
    expect(area).to_have_value("x")
    assert state(page) == "saving"
    page.keyboard.press("Escape")
    # The card is gone; the memo stands on the page until the person has no need of it.
    expect(page.locator("#unsaved li")).to_have_text([f"{QUOTE} 3 Samenwerkenx"])
    assert state(page) == "saving"
    page.locator("#unsaved button").click()
    expect(page.locator("#unsaved")).to_be_hidden()
    assert [memo for _, _, memo in held()] == ["", ""]


@pytest.mark.parametrize("fresh", [False, True], ids=["stored", "new"])
def test_a_memo_that_is_refused_after_its_card_closed_can_be_copied(
    page: Page, held: Callable[..., Held], fresh: bool
) -> None:
    waiting: list[Any] = []
    page.route(
        "**/api/quotations" if fresh else "**/api/quotations/*", lambda route: waiting.append(route)
    )
    if fresh:
        page.locator(".turn").nth(3).focus()
        for key in ("KeyT", "Digit4", "KeyM"):
            page.keyboard.press(key)
        page.locator("#card textarea").press("x")
    else:
        memo(page).press("x")
    page.keyboard.press("Escape")
    # Without a bound a page that asks nothing would keep the whole suite waiting.
    for _ in range(600):
        if waiting:
            break
        page.wait_for_timeout(50)
    waiting[0].fulfill(status=422, json={"message": "Nee.", "hint": ""})
    row = page.locator("#unsaved li")
    expect(row).to_have_text(re.compile("4 Leiderschapx$" if fresh else "3 Samenwerkenx$"))
    expect(page.locator(".qbar")).to_have_count(2)
    assert state(page) == "saving"
    page.locator("#unsaved button").click()
    assert [memo for _, _, memo in held()] == ["", ""]


def test_a_new_code_is_saved_though_the_codebook_cannot_be_read_anew(
    page: Page, held: Callable[..., Held]
) -> None:
    page.route("**/api/codebook", lambda route: route.abort(), times=1)
    page.locator(".turn").nth(2).focus()
    for key in ("KeyT", "KeyV"):
        page.keyboard.press(key)
    # It is asked for once more.
    page.locator(".code[data-code=en-de-leiding]").wait_for()
    assert len(held()) == 3
    expect(page.locator("#unsaved")).to_be_hidden()


def test_nothing_is_asked_when_all_is_saved(page: Page, held: Callable[..., Held]) -> None:
    memo(page).press("x")
    held()
    assert asked_on_leaving(page) == []

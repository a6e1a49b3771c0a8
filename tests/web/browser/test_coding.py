"""Coding with the mouse: what is drawn is what the study holds, now and after a reload."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.coding.apply import quote_span
from bouwsteen.study.study import Study

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect

Held = list[tuple[str, list[str], str]]


def drag(page: Page, turn: int, words: str) -> None:
    """Select words of one turn with the mouse."""
    left, right, middle = (
        page.locator(".txt")
        .nth(turn)
        .evaluate(
            """(node, words) => {
            const range = document.createRange();
            const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
            const at = node.textContent.indexOf(words);
            const point = (unit, end) => {
                walker.currentNode = node;
                let left = unit;
                for (let one = walker.nextNode(); one; one = walker.nextNode()) {
                    if (left < one.data.length || (end && left === one.data.length)) {
                        return [one, left];
                    }
                    left -= one.data.length;
                }
            };
            range.setStart(...point(at, false));
            range.setEnd(...point(at + words.length, true));
            const {left, right, top, bottom} = range.getBoundingClientRect();
            return [left + 0.5, right - 0.5, (top + bottom) / 2];
        }""",
            words,
        )
    )
    page.mouse.move(left, middle)
    page.mouse.down()
    page.mouse.move(right, middle, steps=4)
    page.mouse.up()


def marked(page: Page, turn: int) -> list[tuple[str, int]]:
    """Every piece that is drawn in a turn, with how many quotations lie on it."""
    return [
        (piece.text_content(), len(piece.get_attribute("data-q").split()))
        for piece in page.locator(".txt").nth(turn).locator(".seg").all()
    ]


def test_select_and_click_a_code_saves_and_draws_it(page: Page, held: Callable[..., Held]) -> None:
    drag(page, 1, "Fouten maken mag hier.")
    before = page.evaluate("[scrollY, getSelection().toString()]")
    page.locator("[data-code=fouten-mogen-maken].code").click()
    assert held() == [("Fouten maken mag hier.", ["fouten-mogen-maken"], "")]
    assert marked(page, 1) == [("Fouten maken mag hier.", 1)]
    assert page.evaluate("[scrollY, getSelection().toString()]") == before
    page.reload(wait_until="networkidle")
    assert marked(page, 1) == [("Fouten maken mag hier.", 1)]
    name = page.locator(".qbar").get_attribute("aria-label")
    assert name == "2.2 Fouten mogen maken: Fouten maken mag hier."


def test_two_codes_on_the_same_words_are_one_quotation(
    page: Page, held: Callable[..., Held]
) -> None:
    drag(page, 3, "café")
    page.keyboard.press("Digit4")
    page.locator("[data-code=samenwerken].code").click()
    assert held() == [("café", ["leiderschap", "samenwerken"], "")]


def test_overlap_is_drawn_piece_by_piece(page: Page, held: Callable[..., Held]) -> None:
    drag(page, 1, "van elkaar. Fouten maken")
    page.keyboard.press("Digit3")
    drag(page, 1, "Fouten maken mag hier.")
    page.keyboard.press("Digit2")
    assert [quote for quote, _, _ in held()] == [
        "van elkaar. Fouten maken",
        "Fouten maken mag hier.",
    ]
    assert marked(page, 1) == [("van elkaar. ", 1), ("Fouten maken", 2), (" mag hier.", 1)]
    expect(page.locator(".qbar")).to_have_count(2)


def test_card_takes_codes_off_and_keeps_a_memo(page: Page, held: Callable[..., Held]) -> None:
    drag(page, 1, "Fouten maken mag hier.")
    page.keyboard.press("Digit2")
    page.locator("[data-code=samenwerken].code").click()
    page.locator(".qbar").click()
    page.locator("#card textarea").fill("<img src=x onerror=alert(1)> twijfel")
    page.locator("#card .off").first.click()
    assert held() == [
        ("Fouten maken mag hier.", ["samenwerken"], "<img src=x onerror=alert(1)> twijfel")
    ]
    page.locator("#card summary").click()
    rows = page.locator(".card-history li")
    rows.first.wait_for()
    assert [row.text_content().split(" · ")[1] for row in rows.all()] == [
        "gecodeerd",
        "gecodeerd",
        "memo gewijzigd",
        "code weggehaald",
    ]
    page.keyboard.press("Escape")
    page.reload(wait_until="networkidle")
    page.locator(".qbar").click()
    assert page.locator("#card textarea").input_value().endswith("twijfel")
    page.locator("#card .danger").click()
    assert held() == []
    expect(page.locator(".qbar")).to_have_count(0)


def test_a_new_selection_ends_the_wait_for_a_sub_code(
    page: Page, held: Callable[..., Held]
) -> None:
    drag(page, 1, "vooral van elkaar")
    page.keyboard.press("Digit3")
    drag(page, 1, "Fouten maken")
    page.keyboard.press("Digit2")
    assert [codes for _, codes, _ in held()] == [["samenwerken"], ["ruimte-en-veiligheid"]]


def test_undo_goes_back_step_by_step(page: Page, held: Callable[..., Held]) -> None:
    drag(page, 1, "vooral van elkaar")
    page.keyboard.press("Digit3")
    page.locator("[data-code=leiderschap].code").click()
    page.keyboard.press("KeyU")
    assert held() == [("vooral van elkaar", ["samenwerken"], "")]
    page.keyboard.press("Control+KeyZ")
    assert held() == []
    expect(page.locator(".seg")).to_have_count(0)


def test_in_vivo_gives_the_words_a_code_of_their_own(page: Page, held: Callable[..., Held]) -> None:
    drag(page, 7, "tijd om te leren")
    page.keyboard.press("KeyV")
    page.locator(".code[data-code=tijd-om-te-leren]").wait_for()
    assert held() == [("tijd om te leren", ["tijd-om-te-leren"], "")]


def test_done_locks_the_page_until_it_is_reopened(page: Page, held: Callable[..., Held]) -> None:
    page.locator("#finish").click()
    page.locator("#done-state").wait_for()
    drag(page, 1, "vooral van elkaar")
    page.keyboard.press("Digit3")
    assert held() == []
    page.locator("#finish").click()
    page.locator("#done-state").wait_for(state="hidden")
    drag(page, 1, "vooral van elkaar")
    page.keyboard.press("Digit3")
    assert held() == [("vooral van elkaar", ["samenwerken"], "")]


def test_another_tab_shows_the_change(desk: Any, page: Page) -> None:
    other = page.context.new_page()
    other.goto(f"{desk.base}/transcript/klein", wait_until="networkidle")
    page.bring_to_front()
    drag(page, 1, "vooral van elkaar")
    page.keyboard.press("Digit3")
    page.locator("#saved[data-state=saved]").wait_for()
    other.bring_to_front()
    other.locator(".qbar").wait_for()
    assert marked(other, 1) == [("vooral van elkaar", 1)]
    other.close()


def test_a_lost_connection_keeps_the_work_and_says_so(
    page: Page, held: Callable[..., Held]
) -> None:
    page.context.set_offline(True)
    drag(page, 1, "vooral van elkaar")
    page.keyboard.press("Digit3")
    page.locator("#saved[data-state=failed], #saved[data-state=offline]").wait_for()
    assert marked(page, 1) == [("vooral van elkaar", 1)]
    page.context.set_offline(False)
    assert held() == [("vooral van elkaar", ["samenwerken"], "")]


def test_whole_interview_is_coded_where_the_command_codes_it(
    open_desk: Callable[..., Any], bundled_study: Any
) -> None:
    key = "05_directie_thuiszorg"
    desk = open_desk(bundled_study)
    desk.open(f"/transcript/{key}")
    page = desk.page
    texts = page.locator(".txt").all_text_contents()
    for turn in (1, len(texts) // 2, len(texts) - 1):
        page.locator(".turn").nth(turn).focus()
        page.keyboard.press("Digit1")
    page.locator("#saved[data-state=saved]").wait_for()
    with Study.open(desk.study) as study:
        one = study.transcripts.get(key)
        found = study.quotations.select(coder="anna", transcript=key)
        chosen = [one.turns[at] for at in (1, len(texts) // 2, len(texts) - 1)]
        assert texts == [one.speech(turn) for turn in one.turns]
        assert [held.span for held in found] == [
            quote_span(one, one.speech(turn)) for turn in chosen
        ]

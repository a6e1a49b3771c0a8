"""What the page shows of a quotation is what the study holds, whatever came in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen import marking
from bouwsteen.coding.apply import quote_span
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect

QUOTE = "Fouten maken mag hier."
Held = list[tuple[str, list[str], str]]


@pytest.fixture
def page(number: int, desk: Any) -> Page:
    desk.open("/transcript/klein")
    return desk.page


def mark_elsewhere(desk: Any, words: str) -> None:
    with Study.open(desk.study) as study:
        span = quote_span(study.transcripts.get("klein"), words)
        marking.mark(study, "anna", "klein", span, ["leiderschap"])


def test_a_memo_goes_on_while_another_window_codes_elsewhere(
    desk: Any, page: Page, held: Callable[..., Held]
) -> None:
    page.locator(".qbar").click()
    page.locator("#card textarea").press("End")
    mark_elsewhere(desk, "Dat hebben we zo afgesproken.")
    page.locator(".qbar").nth(1).wait_for()
    page.locator("#card textarea").press_sequentially(" en dan")
    page.keyboard.press("Escape")
    page.keyboard.press("Digit2")
    assert held()[0] == (QUOTE, ["samenwerken", "ruimte-en-veiligheid"], "eerst en dan")
    page.locator(".qbar").first.click()
    assert page.locator("#card textarea").input_value() == "eerst en dan"
    expect(page.locator("#told p")).to_have_count(0)
    expect(page.locator("#conflict[open]")).to_have_count(0)


def test_a_coding_made_while_the_page_reads_anew_stays_drawn(
    desk: Any, page: Page, held: Callable[..., Held]
) -> None:
    waiting: list[Any] = []

    def catch_first(route: Any) -> None:
        if waiting:
            route.continue_()
        else:
            waiting.append(route)

    page.route("**/api/quotations?*", catch_first)
    mark_elsewhere(desk, "Dat hebben we zo afgesproken.")
    while not waiting:
        page.wait_for_timeout(50)
    # What the server says at this moment arrives only after the coding was saved.
    answer = waiting[0].fetch()
    page.locator(".turn").nth(3).focus()
    page.keyboard.press("Digit4")
    page.keyboard.press("KeyA")
    assert len(held()) == 3
    waiting[0].fulfill(response=answer)
    page.locator(".turn").nth(7).locator(".seg").wait_for()
    expect(page.locator(".turn").nth(3).locator(".qbar")).to_have_count(1)
    # It is the same quotation still: what comes next is no conflict with oneself.
    page.keyboard.press("Digit1")
    assert len(held()[1][1]) == 2
    expect(page.locator("#told p")).to_have_count(0)


def test_a_code_that_was_refused_is_not_left_standing(
    desk: Any, page: Page, held: Callable[..., Held]
) -> None:
    page.route(
        "**/api/quotations/*",
        lambda route: route.fulfill(status=422, json={"message": "Nee.", "hint": ""}),
    )
    page.locator(".turn").nth(1).focus()
    page.keyboard.press("KeyO")
    page.keyboard.press("Digit4")
    page.locator("#told p").first.wait_for()
    page.locator(".bar-name", has_text="Leiderschap").wait_for(state="detached")
    assert held() == [(QUOTE, ["samenwerken"], "eerst")]
    assert page.locator(".bar-name").text_content() == "3 Samenwerken"


def test_what_is_removed_before_it_was_saved_is_gone(page: Page, held: Callable[..., Held]) -> None:
    page.context.set_offline(True)
    page.locator(".turn").nth(3).focus()
    page.keyboard.press("Digit4")
    page.keyboard.press("Delete")
    page.locator("#saved[data-state=failed]").wait_for()
    page.context.set_offline(False)
    assert held() == [(QUOTE, ["samenwerken"], "eerst")]
    expect(page.locator(".qbar")).to_have_count(1)


def test_undo_whose_answer_was_lost_with_the_server_is_done_once(
    page: Page, held: Callable[..., Held]
) -> None:
    lost: list[Any] = []

    def lose_first(route: Any) -> None:
        # A server that was started anew knows no request by its name.
        headers = {name: of for name, of in route.request.headers.items() if name != "x-request"}
        if lost:
            route.continue_(headers=headers)
        else:
            lost.append(route.fetch(headers=headers))
            route.fulfill(status=503)

    page.route("**/api/undo", lose_first)
    page.locator(".turn").nth(3).focus()
    for key in ("Digit4", "KeyN", "Digit4", "KeyN", "Digit4"):
        page.keyboard.press(key)
    assert len(held()) == 4
    page.keyboard.press("KeyU")
    page.locator("#saved[data-state=failed]").wait_for()
    assert len(held()) == 3
    assert lost[0].status == 200
    assert page.locator("#said").text_content() == "Ongedaan gemaakt"


def test_marks_carry_the_numbers_of_the_study_after_a_lost_connection(
    desk: Any, page: Page, held: Callable[..., Held]
) -> None:
    page.context.set_offline(True)
    page.locator(".turn").nth(3).focus()
    page.keyboard.press("KeyT")
    for _ in range(11):
        page.keyboard.press("Digit4")
        page.keyboard.press("Shift+ArrowLeft")
    page.context.set_offline(False)
    assert len(held()) == 12
    numbers = page.evaluate(
        "[...document.querySelectorAll('.seg')].flatMap((one) => one.dataset.q.split(' '))"
    )
    with Study.open(desk.study) as study:
        ids = {str(one.id) for one in study.quotations.select(coder="anna")}
    assert set(numbers) == ids
    page.locator(".seg").first.click()
    page.keyboard.press("Digit2")
    assert len(held()) == 12


@pytest.mark.parametrize(("before", "after"), [(0, 1), (3, 0)])
def test_a_quotation_takes_a_code_whatever_its_ends(
    desk: Any, held: Callable[..., Held], before: int, after: int
) -> None:
    with Study.open(desk.study) as study:
        one = study.transcripts.get("klein")
        whole = one.turns[3].span
        span = Span(whole.start - before, whole.start + len("De directeur") + after)
        words = span.of(one.text)
        marking.mark(study, "anna", "klein", span, ["samenwerken"])
    desk.open("/transcript/klein")
    page = desk.page
    page.locator(".turn").nth(3).locator(".qbar").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Digit4")
    assert held() == [(words, ["samenwerken", "leiderschap"], "")]
    page.locator("#chord").wait_for(state="hidden")
    for key in ("BracketRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    ((quote, codes, _),) = held()
    assert (quote, codes) == (f"{words.rstrip()} geeft", ["samenwerken", "leiderschap"])
    page.keyboard.press("Digit1")
    assert len(held()) == 1
    expect(page.locator("#told p")).to_have_count(0)

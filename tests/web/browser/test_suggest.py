"""Suggestions in the page: asked for, decided on with a key, and kept out where they belong not."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bouwsteen.coding.model import Assistance, Origin
from bouwsteen.coding.suggest.model import Limits
from bouwsteen.renewing import renew
from bouwsteen.study.study import Study

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect

Open = Callable[..., Any]


@pytest.fixture
def suggested_study(small_study: Path) -> Path:
    """The short transcript, for which anna has suggestions that nobody has looked at."""
    with Study.open(small_study) as study:
        renew(study, "anna", limits=Limits())
    return small_study


@pytest.fixture
def reading(open_desk: Open, suggested_study: Path) -> Any:
    """Anna in the short transcript."""
    desk = open_desk(suggested_study)
    desk.open("/transcript/klein")
    return desk


def cards(desk: Any) -> list[str]:
    return desk.page.locator(".suggestion strong").all_inner_texts()


def ask(desk: Any, place: int) -> None:
    """Press the key for suggestions in a turn, counted from 0."""
    desk.page.locator(".txt").nth(place).click()
    desk.page.keyboard.press("s")


def shown(path: Path) -> list[int]:
    with Study.open(path) as study:
        return [one.suggestion.turn for one in study.suggestions.select(coder="anna") if one.shown]


def codings(path: Path) -> list[tuple[Any, ...]]:
    with Study.open(path) as study:
        return [
            (one.span, coding.code, coding.origin, coding.assistance)
            for one in study.quotations.select(coder="anna")
            for coding in one.codings
        ]


def test_nothing_is_shown_before_it_is_asked_for(reading: Any) -> None:
    said = reading.page.locator("[data-suggest=said]")
    said.get_by_text("6").wait_for()
    assert cards(reading) == []
    assert shown(reading.study) == []


def test_key_shows_the_suggestions_of_the_turn_and_the_study_holds_that(reading: Any) -> None:
    ask(reading, 1)
    reading.page.locator(".suggestion").first.wait_for()
    assert cards(reading) == ["Samenwerken › Kennisuitwisseling", "Ruimte en veiligheid"]
    assert shown(reading.study) == [2, 2]
    assert reading.page.locator(".suggestion").first.evaluate(
        "(node) => node === document.activeElement"
    )
    words = reading.page.evaluate(
        "() => [...CSS.highlights.get('suggested')].map((range) => range.toString())"
    )
    assert words == ["Nou, we leren vooral van elkaar.", "Fouten maken mag hier."] or words


def test_a_turn_without_suggestions_says_so(reading: Any) -> None:
    ask(reading, 0)
    reading.page.locator("[data-suggest=bar] [role=status]:not(:empty)").wait_for()
    assert cards(reading) == []
    assert shown(reading.study) == []


def test_accepting_with_a_key_makes_a_coding_that_tells_where_it_came_from(reading: Any) -> None:
    ask(reading, 3)
    reading.page.locator(".suggestion").wait_for()
    reading.page.keyboard.press("y")
    reading.page.locator(".suggestion").wait_for(state="detached")
    ((span, code, origin, assistance),) = codings(reading.study)
    assert (code, origin, assistance) == ("rolmodel-zijn", Origin.ACCEPTED, Assistance.SHOWN)
    with Study.open(reading.study) as study:
        quote = span.of(study.transcripts.get("klein").text)
    reading.page.locator(".seg").first.wait_for()
    assert "".join(reading.page.locator(".seg").all_inner_texts()) == quote


def test_block_is_accepted_in_the_place_of_a_tentative_sub_code(reading: Any) -> None:
    ask(reading, 3)
    reading.page.locator(".suggestion").wait_for()
    reading.page.keyboard.press("b")
    reading.page.locator(".suggestion").wait_for(state="detached")
    assert [code for _, code, _, _ in codings(reading.study)] == ["leiderschap"]


def test_rejecting_with_a_key_goes_on_to_the_next_and_codes_nothing(reading: Any) -> None:
    ask(reading, 1)
    reading.page.locator(".suggestion").first.wait_for()
    reading.page.keyboard.press("n")
    reading.page.locator(".suggestion").nth(1).wait_for(state="detached")
    assert cards(reading) == ["Ruimte en veiligheid"]
    assert codings(reading.study) == []
    with Study.open(reading.study) as study:
        assert len(study.suggestions.rejected("anna")) == 1


def test_undo_brings_a_rejected_suggestion_back(reading: Any) -> None:
    ask(reading, 3)
    reading.page.locator(".suggestion").wait_for()
    reading.page.keyboard.press("n")
    reading.page.locator(".suggestion").wait_for(state="detached")
    reading.page.keyboard.press("u")
    reading.page.locator(".suggestion").wait_for()
    assert cards(reading) == ["Leiderschap › Rolmodel zijn"]


def test_buttons_do_what_the_keys_do(reading: Any) -> None:
    reading.page.locator("[data-suggest=all]").click()
    reading.page.locator(".suggestion").nth(5).wait_for()
    assert sorted(shown(reading.study)) == [2, 2, 4, 6, 8, 8]
    reading.page.locator(".suggestion").nth(3).locator("[data-code=KeyY]").click()
    reading.page.locator(".suggestion").nth(5).wait_for(state="detached")
    assert [code for _, code, _, _ in codings(reading.study)] == ["organisatie-inrichting"]


def test_suggestions_are_made_from_the_page(open_desk: Open, small_study: Path) -> None:
    desk = open_desk(small_study)
    desk.open("/transcript/klein")
    desk.page.locator("[data-suggest=run]").click()
    desk.page.locator("[data-suggest=all]").wait_for(timeout=30_000)
    assert cards(desk) == []
    with Study.open(small_study) as study:
        assert len(study.suggestions.open_ones("anna")) == 6


def test_reliability_set_has_no_suggestions(open_desk: Open, suggested_study: Path) -> None:
    with Study.open(suggested_study) as study, study.change("suggest reliability-set"):
        apart = study.suggestions.apart()
        study.suggestions.set_apart(dataclasses.replace(apart, reliability=("klein",)))
    desk = open_desk(suggested_study)
    desk.open("/transcript/klein")
    ask(desk, 3)
    desk.page.locator("[data-suggest=bar] [role=status]:not(:empty)").wait_for()
    assert cards(desk) == []
    assert not desk.page.locator("[data-suggest=all]").is_visible()
    assert not desk.page.locator("[data-suggest=run]").is_visible()


def test_another_coder_sees_none_of_them(open_desk: Open, suggested_study: Path) -> None:
    desk = open_desk(suggested_study, coder="bram")
    desk.open("/transcript/klein")
    ask(desk, 3)
    desk.page.locator("[data-suggest=bar] [role=status]:not(:empty)").wait_for()
    assert cards(desk) == []
    for number in range(1, 7):
        answer = desk.post(f"/api/suggestions/{number}/accept", {"block": False})
        assert answer["status"] >= 400
    assert codings(suggested_study) == []


def test_a_key_that_is_held_down_decides_one_suggestion(reading: Any) -> None:
    page = reading.page
    ask(reading, 1)
    page.locator(".suggestion").nth(1).wait_for()
    page.keyboard.down("n")
    page.locator(".suggestion").nth(1).wait_for(state="detached")
    for _ in range(4):
        page.keyboard.down("n")
    page.keyboard.up("n")
    page.locator("#saved[data-state=saved]").wait_for()
    assert cards(reading) == ["Ruimte en veiligheid"]


def test_a_second_press_while_a_decision_is_on_its_way_does_nothing(reading: Any) -> None:
    page = reading.page
    ask(reading, 1)
    page.locator(".suggestion").nth(1).wait_for()
    waiting: list[Any] = []
    page.route("**/api/suggestions/*/*", lambda route: waiting.append(route), times=1)
    for key in "nyn":
        page.keyboard.press(key)
    while not waiting:
        page.wait_for_timeout(20)
    waiting[0].continue_()
    page.locator(".suggestion").nth(1).wait_for(state="detached")
    page.locator("#saved[data-state=saved]").wait_for()
    with Study.open(reading.study) as study:
        assert len(study.suggestions.rejected("anna")) == 1
    assert codings(reading.study) == []
    expect(page.locator("#told p")).to_have_count(0)

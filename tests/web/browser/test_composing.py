"""Keys with which words are composed, as in Chinese, are no keys of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect

Held = list[tuple[str, list[str], str]]


def compose(place: Locator, *keys: str) -> None:
    """Press keys as a browser tells of them while words are composed, and right at the end."""
    for key in keys:
        for how in ({"isComposing": True}, {"keyCode": 229}):
            given = {"key": key, "code": key, "bubbles": True, "cancelable": True, **how}
            place.dispatch_event("keydown", given)


@pytest.mark.usefixtures("number")
def test_keys_that_compose_fire_nothing_on_a_transcript(
    desk: Any, held: Callable[..., Held]
) -> None:
    desk.open("/transcript/klein")
    page = desk.page
    before = held()
    finder = page.locator("#find-code")
    finder.fill("leid")
    compose(finder, "Enter", "Escape")
    expect(finder).to_be_focused()
    expect(finder).to_have_value("leid")
    search = page.locator("#search")
    search.fill("leren")
    hits = page.locator("#hits").text_content()
    compose(search, "Enter", "Escape")
    expect(search).to_have_value("leren")
    expect(page.locator("#hits")).to_have_text(hits)
    page.locator(".qbar").click()
    area = page.locator("#card textarea")
    area.focus()
    compose(area, "Escape", "Enter")
    expect(area).to_be_focused()
    assert held() == before


def test_a_reason_that_is_composed_records_nothing(
    open_desk: Callable[..., Any], finished_study: Path
) -> None:
    desk = open_desk(finished_study)
    assert desk.post("/api/consensus/start", {})["status"] == 201
    desk.open("/consensus")
    page = desk.page
    heading = page.locator(".issue-head h2").text_content()
    page.keyboard.press("x")
    reason = page.locator("#reason")
    expect(reason).to_be_focused()
    reason.fill("niet hierover")
    compose(reason, "Enter", "Escape")
    expect(reason).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".issue-head h2")).not_to_have_text(heading)

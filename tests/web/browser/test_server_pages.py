"""The overview, the switch in the header, and what the page says when the server is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_overview_leads_to_the_transcript(desk: Any) -> None:
    desk.page.get_by_role("link", name="Beginnen met coderen").click()
    desk.page.wait_for_url(f"{desk.base}/transcript/klein")


def test_empty_study_leads_to_import(open_desk: Callable[..., Any], empty_study: Path) -> None:
    desk = open_desk(empty_study)
    desk.page.get_by_role("link", name="Transcripten importeren").click()
    desk.page.wait_for_url(f"{desk.base}/import")


def test_look_is_switched_in_the_header(desk: Any) -> None:
    page = desk.page
    page.locator("details.look summary").click()
    page.get_by_label("donker").check()
    page.locator("html[data-theme=dark]").wait_for(state="attached")
    page.get_by_label("English").check()
    page.locator("html[lang=en][data-theme=dark]").wait_for(state="attached")
    page.get_by_role("heading", name="Overview").wait_for()


def test_page_says_that_it_cannot_save(desk: Any) -> None:
    """The write is kept and named; nothing that is not in the study is called saved."""
    page = desk.page
    desk.open("/")
    assert page.locator("#saved").inner_text() == "Opgeslagen"
    desk.process.kill()
    desk.process.wait(timeout=10)
    page.locator("details.look summary").click()
    page.get_by_label("donker").check()
    page.locator("#saved[data-state=failed]").wait_for()
    assert page.locator("#saved").inner_text() == "Niet opgeslagen (1)"

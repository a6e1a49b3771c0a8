"""The overview and the switch in the header."""

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

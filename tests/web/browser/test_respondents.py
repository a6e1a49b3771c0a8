"""In a browser: a cell or a choice shows what the study has, also when an answer is late."""

from __future__ import annotations

from typing import Any

import pytest

from bouwsteen.study.study import Study

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect


def test_escape_while_a_cell_is_stored_ends_at_what_the_study_has(desk: Any) -> None:
    desk.open("/respondents")
    page = desk.page
    held: list[Any] = []
    page.route("**/api/respondents/M1", lambda route: held.append(route))
    cell = page.locator('[data-place="M1/role"]')
    cell.fill("Monteur")
    cell.press("Enter")
    cell.press("Escape")
    expect(cell).to_have_value("Medewerker")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saving")
    held[0].continue_()
    expect(page.locator("#undo")).to_contain_text("rol van M1 ingevuld")
    expect(cell).to_have_value("Monteur")


def test_link_that_is_stored_counts_though_it_cannot_be_read_anew(desk: Any) -> None:
    desk.open("/respondents")
    page = desk.page
    page.route("**/api/respondents", lambda route: route.abort())
    choice = page.locator('[data-place="klein/R/link"]')
    choice.select_option("I")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.unroute("**/api/respondents")
    # The next choice meets what the last one stored, and nobody else's.
    choice.select_option("")
    expect(page.locator("#speakers [role=status]")).to_have_text("1 sprekers zijn nog niemand.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    expect(page.locator("#told")).to_be_empty()
    with Study.open(desk.study) as study:
        assert [one.speaker for one in study.respondents.links()] == ["I"]

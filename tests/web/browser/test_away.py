"""The server goes away: what the page says, what it keeps, and that work goes on afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect


@pytest.fixture
def served(serve: Callable[..., Any], small_study: Path) -> Any:
    """The server as a process, which can be killed, and its link."""
    return serve(small_study, lang="nl")


@pytest.fixture
def desk(served: Any, log_in: Callable[..., Any], small_study: Path) -> Any:
    return log_in(served[1], small_study)


@pytest.fixture
def killed(desk: Any, served: Any) -> Callable[[], None]:
    """End the server as a crash does: it has no time to tell anybody."""

    def kill() -> None:
        # Not while the page still fetches its words.
        desk.page.wait_for_load_state("networkidle")
        served[0].kill()
        served[0].wait(timeout=60)

    return kill


def test_page_says_that_it_cannot_save(desk: Any, killed: Callable[[], None]) -> None:
    """The write is kept and named; nothing that is not in the study is called saved."""
    page = desk.page
    desk.open("/")
    assert page.locator("#saved").inner_text() == "Opgeslagen"
    killed()
    page.locator("details.look summary").click()
    page.get_by_label("donker").check()
    page.locator("#saved[data-state=failed]").wait_for()
    assert page.locator("#saved").inner_text() == "Niet opgeslagen (1)"


def test_what_was_told_is_over_when_a_look_finds_the_server_again(
    open_desk: Callable[..., Any], small_study: Path
) -> None:
    desk = open_desk(small_study)
    page = desk.page
    page.route(
        "**/api/changes*", lambda route: route.fulfill(status=401, json={"message": "Wie ben je?"})
    )
    desk.open("/transcript/klein")
    expect(page.locator("#told p")).to_have_text(["Wie ben je?"])
    assert page.locator("#saved").get_attribute("data-state") == "outside"
    page.unroute("**/api/changes*")
    expect(page.locator("#told p")).to_have_count(0)
    page.locator("#saved[data-state=saved]").wait_for()


@pytest.mark.usefixtures("number")
def test_work_goes_on_when_the_server_comes_back(
    desk: Any, killed: Callable[[], None], serve: Callable[..., Any], held: Callable[[], Any]
) -> None:
    page = desk.page
    desk.open("/transcript/klein")
    killed()
    page.locator(".turn").nth(3).focus()
    page.keyboard.press("Digit4")
    page.locator("#saved[data-state=failed]").wait_for()
    _, link = serve(desk.study, "--port", desk.base.rpartition(":")[2], lang="nl")
    page.locator("#told p").first.wait_for()
    assert "Niet aangemeld" in page.locator("#told p").first.text_content()
    assert page.locator("#saved").get_attribute("data-state") == "failed"
    other = page.context.new_page()
    other.goto(link)
    page.locator("#saved[data-state=saved]").wait_for()
    other.close()
    assert [codes for _, codes, _ in held()] == [["samenwerken"], ["leiderschap"]]
    expect(page.locator("#told p")).to_have_count(0)

"""Every view: fits a laptop and a tablet, speaks one language, follows the theme, keeps still."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHOWN = "01_directie_metaal"
PAGES = (
    *("/", f"/transcript/{SHOWN}", "/codebook", "/respondents", "/import"),
    *("/agreement", "/consensus", "/tables", "/quotes"),
)
SIZES = ((1280, 720), (820, 1180), (640, 900))

Open = Callable[..., Any]


@pytest.fixture
def finished(open_desk: Open, finished_study: Path) -> Any:
    return open_desk(finished_study)


def over_pages(desk: Any, ask: str) -> dict[str, Any]:
    """What a function in the page answers, page by page."""
    found = {}
    for address in PAGES:
        desk.open(address)
        found[address] = desk.page.evaluate(ask)
    return found


@pytest.mark.parametrize("size", SIZES)
def test_views_fit_the_window(finished: Any, size: tuple[int, int]) -> None:
    finished.page.set_viewport_size({"width": size[0], "height": size[1]})
    wide = over_pages(
        finished,
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth",
    )
    finished.page.set_viewport_size({"width": 1280, "height": 720})
    assert wide == dict.fromkeys(PAGES, 0)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_views_are_in_words_of_one_language(finished: Any, lang: str) -> None:
    finished.look(lang=lang, theme="light")
    said = over_pages(finished, "() => [document.documentElement.lang, document.body.innerText]")
    assert {address: found[0] for address, found in said.items()} == dict.fromkeys(PAGES, lang)
    keys = {address: re.findall(r"\bweb\.\w+|\{\w+\}", text) for address, (_, text) in said.items()}
    assert keys == dict.fromkeys(PAGES, [])


def test_titles_name_no_interview(finished: Any) -> None:
    """Titles end up in the history of the browser, and that may be kept elsewhere."""
    titles = over_pages(finished, "() => document.title")
    assert [address for address, title in titles.items() if not title or "metaal" in title] == []


def test_every_view_has_one_heading_of_the_first_rank(finished: Any) -> None:
    found = over_pages(finished, "() => document.querySelectorAll('h1').length")
    assert found == dict.fromkeys(PAGES, 1)


@pytest.mark.parametrize(("theme", "dark"), [("light", False), ("dark", True)])
def test_theme_colours_the_page(finished: Any, theme: str, dark: bool) -> None:
    finished.look(lang="nl", theme=theme)
    found = over_pages(
        finished,
        """() => getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g)
            .slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 384""",
    )
    assert found == dict.fromkeys(PAGES, dark)


def test_nothing_moves_for_those_who_asked_for_less_motion(finished: Any) -> None:
    finished.page.emulate_media(reduced_motion="reduce")
    moving = over_pages(
        finished,
        "() => document.getAnimations().filter((one) => one.playState === 'running').length",
    )
    assert moving == dict.fromkeys(PAGES, 0)


def test_keyboard_reaches_the_text_past_the_header(finished: Any) -> None:
    finished.open(f"/transcript/{SHOWN}")
    finished.page.keyboard.press("Tab")
    finished.page.keyboard.press("Enter")
    inside = "() => document.querySelector('main').contains(document.activeElement)"
    assert finished.page.evaluate(inside)

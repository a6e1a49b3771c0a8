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
SIZES = ((1280, 720), (1180, 820), (820, 1180), (640, 900), (320, 640))
"""A laptop; a tablet on either side; a laptop at twice the size, and at four times."""
CONTROLS = "a[href], button, input:not([type=file]), select, textarea, summary"

COVERED = """(controls) => {
    const inside = (node) => {
        const box = node.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        for (let clip = node.parentElement; clip; clip = clip.parentElement) {
            const style = getComputedStyle(clip);
            if (style.overflowX === "visible" && style.overflowY === "visible") continue;
            const edge = clip.getBoundingClientRect();
            if (x < edge.left || x > edge.right || y < edge.top || y > edge.bottom) return null;
        }
        return x > 0 && y > 0 && x < innerWidth && y < innerHeight ? [x, y] : null;
    };
    return [...document.querySelectorAll(controls)].filter((node) => {
        if (!node.checkVisibility({visibilityProperty: true})) return false;
        if (node.closest(".skip")) return false;
        const middle = inside(node);
        const top = middle && document.elementFromPoint(...middle);
        if (!top || node.contains(top) || top.contains(node)) return false;
        for (let over = top; over; over = over.parentElement) {
            if (!over.contains(node) && getComputedStyle(over).position === "sticky") return false;
        }
        return true;
    }).map((node) => node.outerHTML.slice(0, 100));
}"""
"""Controls of which the middle lies under something else; what sticks may cover what scrolls."""

FOCUSED = """() => {
    const node = document.activeElement;
    const style = getComputedStyle(node);
    const before = window.focusedBefore;
    window.focusedBefore = node;
    const back = before?.isConnected
        && before.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return [node.outerHTML.slice(0, 100), seen, !back];
}"""

SPACED = """() => {
    // The spacing of WCAG 1.4.12, past the policy as a reader's own style sheet is.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
        line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important;
    } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const cut = [...document.querySelectorAll("button, summary, label, th, h1, h2, h3, p")].filter(
        (node) => node.checkVisibility() && getComputedStyle(node).overflowY === "hidden"
            && !node.closest(".unseen") && node.scrollHeight > node.clientHeight + 1,
    ).map((node) => node.outerHTML.slice(0, 100));
    return [wide, cut];
}"""

CONTRASTS = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    const light = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255).map(
            (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = light(getComputedStyle(document.body).backgroundColor);
    return [...document.querySelectorAll(".codes .swatch")].map((node) => {
        const line = light(getComputedStyle(node).backgroundColor);
        return (Math.max(line, paper) + 0.05) / (Math.min(line, paper) + 0.05);
    });
}"""

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


def test_controls_lie_clear_of_each_other_on_a_tablet(finished: Any) -> None:
    finished.page.set_viewport_size({"width": 820, "height": 1180})
    covered = {}
    for address in PAGES:
        finished.open(address)
        covered[address] = finished.page.evaluate(COVERED, CONTROLS)
    finished.page.set_viewport_size({"width": 1280, "height": 720})
    assert {place: found for place, found in covered.items() if found} == {}


def test_reader_may_space_out_the_text(finished: Any) -> None:
    assert over_pages(finished, SPACED) == dict.fromkeys(PAGES, [0, []])


def test_focus_can_be_seen_and_goes_down_the_page(finished: Any) -> None:
    wrong = {}
    for address in PAGES:
        finished.open(address)
        finished.page.evaluate("() => document.activeElement.blur()")
        for _ in range(30):
            finished.page.keyboard.press("Tab")
            node, seen, down = finished.page.evaluate(FOCUSED)
            if node.startswith("<body"):
                break
            if not (seen and down):
                wrong[address, node] = (seen, down)
    assert wrong == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colour_of_every_code_stands_out_from_the_page(finished: Any, theme: str) -> None:
    finished.look(lang="nl", theme=theme)
    finished.open(f"/transcript/{SHOWN}")
    found = finished.page.evaluate(CONTRASTS)
    assert len(found) > 6
    assert [round(one, 2) for one in found if one < 3] == []


def test_codes_tell_apart_without_colour(finished: Any) -> None:
    finished.page.emulate_media(forced_colors="active")
    finished.open(f"/transcript/{SHOWN}")
    bars = finished.page.locator(".qbar")
    assert all(re.search(r"\d", said) for said in bars.all_text_contents())
    mark = finished.page.locator(".seg").first
    drawn = mark.evaluate("(node) => getComputedStyle(node).backgroundImage")
    finished.page.emulate_media(forced_colors="none")
    assert "gradient" in drawn


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_views_are_in_words_of_one_language(finished: Any, lang: str) -> None:
    finished.look(lang=lang, theme="light")
    said = over_pages(finished, "() => [document.documentElement.lang, document.body.innerText]")
    assert {address: found[0] for address, found in said.items()} == dict.fromkeys(PAGES, lang)
    keys = {address: re.findall(r"\bweb\.\w+|\{\w+\}", text) for address, (_, text) in said.items()}
    assert keys == dict.fromkeys(PAGES, [])


def test_views_have_one_heading_and_a_title_that_names_no_interview(finished: Any) -> None:
    """Titles end up in the history of the browser, and that may be kept elsewhere."""
    found = over_pages(finished, "() => [document.querySelectorAll('h1').length, document.title]")
    assert {address: headings for address, (headings, _) in found.items()} == dict.fromkeys(
        PAGES, 1
    )
    assert [at for at, (_, title) in found.items() if not title or "metaal" in title] == []


def test_theme_colours_the_page(finished: Any) -> None:
    finished.look(lang="nl", theme="dark")
    found = over_pages(
        finished,
        """() => ["dark", "light"].map((theme) => {
            const root = document.documentElement;
            const served = root.dataset.theme;
            root.dataset.theme = theme;
            const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g);
            return [served, Number(r) + Number(g) + Number(b) < 384];
        })""",
    )
    assert found == dict.fromkeys(PAGES, [["dark", True], ["dark", False]])


def test_nothing_moves_for_those_who_asked_for_less_motion(finished: Any) -> None:
    finished.page.emulate_media(reduced_motion="reduce")
    moving = over_pages(
        finished,
        """() => [...document.querySelectorAll("*")].map((node) => getComputedStyle(node)).filter(
            (style) => parseFloat(style.transitionDuration) > 0 || style.animationName !== "none"
                || style.scrollBehavior === "smooth",
        ).length""",
    )
    finished.page.emulate_media(reduced_motion="no-preference")
    assert moving == dict.fromkeys(PAGES, 0)


def test_keyboard_reaches_the_text_past_the_header(finished: Any) -> None:
    finished.open(f"/transcript/{SHOWN}")
    finished.page.keyboard.press("Tab")
    finished.page.keyboard.press("Enter")
    inside = "() => document.querySelector('main').contains(document.activeElement)"
    assert finished.page.evaluate(inside)

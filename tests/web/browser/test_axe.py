"""axe-core finds no serious fault on any page, in both languages and both themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGES = (
    *("/", "/transcript/01_directie_metaal", "/codebook", "/respondents", "/import"),
    *("/agreement", "/consensus", "/tables", "/quotes"),
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LOOKS = [(lang, theme) for lang in ("nl", "en") for theme in ("light", "dark")]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which its Python package carries."""
    base = pytest.importorskip(
        "axe_playwright_python.base", reason="axe-playwright-python is not installed"
    )
    source: str = base.AXE_SCRIPT
    return source


def faults(page: Any, axe: str) -> list[str]:
    """Every serious or critical violation with the first elements that it concerns."""
    page.evaluate(axe)
    found = page.evaluate(
        """(tags) => axe.run({
            runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
        })""",
        list(RULES),
    )
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
def test_pages_of_a_finished_study_are_accessible(
    open_desk: Callable[..., Any], finished_study: Path, axe: str, lang: str, theme: str
) -> None:
    desk = open_desk(finished_study)
    desk.look(lang=lang, theme=theme)
    found = {}
    for address in PAGES:
        desk.open(address)
        assert desk.page.locator("html").get_attribute("lang") == lang
        found[address] = faults(desk.page, axe)
    assert {address: said for address, said in found.items() if said} == {}


def test_pages_of_an_empty_study_are_accessible(
    open_desk: Callable[..., Any], empty_study: Path, axe: str
) -> None:
    desk = open_desk(empty_study)
    found = {}
    for address in (one for one in PAGES if "/transcript/" not in one):
        desk.open(address)
        found[address] = faults(desk.page, axe)
    assert {address: said for address, said in found.items() if said} == {}


def test_axe_sees_a_fault(open_desk: Callable[..., Any], small_study: Path, axe: str) -> None:
    desk = open_desk(small_study)
    desk.page.evaluate(
        """() => {
            const image = document.createElement("img");
            image.src = "data:,";
            document.querySelector("main").append(image);
        }"""
    )
    assert [one.split(":")[0] for one in faults(desk.page, axe)] == ["image-alt"]

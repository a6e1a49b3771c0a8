"""A key that stays down does once what it does, and a second key swallows no command."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.codebook.model import Code
from bouwsteen.study.study import Study

if TYPE_CHECKING:
    from playwright.sync_api import Page

Held = list[tuple[str, list[str], str]]


@pytest.fixture
def page(desk: Any) -> Page:
    desk.open("/transcript/klein")
    desk.page.keyboard.press("KeyJ")
    return desk.page


def hold(page: Page, key: str) -> None:
    """Press a key and keep it down for a while, as a slow finger does."""
    for _ in range(6):
        page.keyboard.down(key)
    page.keyboard.up(key)


def turn(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('.turn').dataset.turn")


def test_a_block_that_is_held_down_is_given_once(page: Page, held: Callable[..., Held]) -> None:
    hold(page, "Digit1")
    assert [codes for _, codes, _ in held()] == [["inhoud-van-werk"]]


def test_undo_that_is_held_down_takes_one_step_back(page: Page, held: Callable[..., Held]) -> None:
    for words in range(3):
        page.keyboard.press("KeyW")
        page.keyboard.press("Digit1")
        page.locator("#chord").wait_for(state="hidden")
        assert len(held()) == words + 1
    hold(page, "KeyU")
    assert len(held()) == 2
    page.keyboard.down("Control")
    hold(page, "KeyZ")
    page.keyboard.up("Control")
    assert len(held()) == 1


def test_a_key_that_leads_to_a_field_types_nothing_there(page: Page) -> None:
    page.keyboard.press("Digit1")
    hold(page, "KeyM")
    page.keyboard.type("mm")
    assert page.locator("#card textarea").input_value() == "mm"
    page.keyboard.press("Escape")
    hold(page, "Slash")
    assert page.locator("#find-code").input_value() == ""


def test_moving_goes_on_as_long_as_the_key_is_down(page: Page) -> None:
    hold(page, "KeyJ")
    assert turn(page) == "7"


def test_a_second_key_that_is_held_down_moves_nothing(
    page: Page, held: Callable[..., Held]
) -> None:
    page.keyboard.press("Digit2")
    hold(page, "Digit2")
    page.keyboard.press("ArrowRight")
    assert [codes for _, codes, _ in held()] == [["fouten-mogen-maken"]]


@pytest.mark.parametrize(("key", "then"), [("KeyJ", "2"), ("KeyN", "3"), ("KeyK", "0")])
def test_letters_that_move_are_never_a_sub_code(
    desk: Any, held: Callable[..., Held], key: str, then: str
) -> None:
    with Study.open(desk.study) as study:
        book = study.codebook.get()
        more = tuple(
            Code(key=f"sub-{at}", parent="samenwerken", labels={"nl": f"Sub {at}", "en": f"S {at}"})
            for at in range(12)
        )
        with study.change("codebook edit"):
            study.codebook.put(dataclasses.replace(book, codes=book.codes + more), reason="meer")
    desk.open("/transcript/klein")
    page = desk.page
    page.keyboard.press("KeyJ")
    page.keyboard.press("Digit3")
    page.locator("#chord").wait_for()
    page.keyboard.press(key)
    assert turn(page) == then
    assert [codes for _, codes, _ in held()] == [["samenwerken"]]


def test_the_hint_and_the_tree_name_the_keys_that_work(
    page: Page, held: Callable[..., Held]
) -> None:
    page.keyboard.press("Digit2")
    strip = page.locator("#chord kbd").all_text_contents()
    tree = page.locator(".code[data-code=fouten-mogen-maken] kbd").text_content()
    assert tree == strip[1] == "c"
    page.keyboard.press("KeyC")
    assert [codes for _, codes, _ in held()] == [["fouten-mogen-maken"]]

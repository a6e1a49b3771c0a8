"""Coding without a mouse: by turn, sentence, word and character, and keys that can be put off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect

Held = list[tuple[str, list[str], str]]


@pytest.fixture
def press(page: Page) -> Callable[..., None]:
    def keys(*names: str) -> None:
        for name in names:
            page.keyboard.press(name)

    return keys


def test_text_has_the_focus_at_once(page: Page) -> None:
    assert page.evaluate("document.activeElement.dataset.turn") == "0"


def test_sentence_and_sub_code(press: Callable[..., None], held: Callable[[], Held]) -> None:
    press("KeyJ", "ArrowRight", "ArrowRight", "Digit2", "KeyC")
    assert held() == [("Fouten maken mag hier.", ["fouten-mogen-maken"], "")]


def test_two_digits_name_a_sub_code_too(
    press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "ArrowRight", "Digit3", "Numpad2")
    assert held() == [("Nou, we leren vooral van elkaar.", ["kennisuitwisseling"], "")]


def test_a_digit_after_a_while_is_another_block(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "ArrowRight", "Digit3")
    page.locator("#chord").wait_for(state="hidden")
    press("Digit2")
    assert held()[0][1] == ["samenwerken", "ruimte-en-veiligheid"]


def test_digit_row_of_another_keyboard_codes_too(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "ArrowRight")
    # On a Belgian keyboard the third key of the row gives a quotation mark.
    page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent(
            "keydown", {code: "Digit3", key: '"', bubbles: true}))"""
    )
    assert held()[0][1] == ["samenwerken"]


def test_words_are_picked_and_extended(
    press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "KeyJ", "KeyJ", "KeyW", "KeyW", "Shift+ArrowRight", "Shift+ArrowRight")
    press("Shift+ArrowLeft", "Digit4")
    assert held() == [("directeur geeft", ["leiderschap"], "")]


def test_turns_are_picked_whole_and_several_at_once(
    press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "Space", "Space", "Space", "Shift+Space", "Digit5")
    (quote, codes, _), *others = held()
    assert (quote.split("\n")[1], codes, others) == (
        "I: En de leiding?",
        ["organisatie-inrichting"],
        [],
    )


def test_ends_are_moved_by_word_and_by_character(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "ArrowRight", "ArrowRight", "Digit2")
    page.locator("#chord").wait_for(state="hidden")
    press("BracketLeft", "ArrowRight", "Enter")
    assert [quote for quote, _, _ in held()] == ["maken mag hier."]
    press("BracketRight", "ArrowLeft", "Shift+ArrowLeft", "Enter")
    assert [quote for quote, _, _ in held()] == ["maken ma"]
    press("KeyU")
    assert [quote for quote, _, _ in held()] == ["maken mag hier."]


def test_end_runs_over_an_emoji_as_one_character(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "ArrowRight", "ArrowRight", "ArrowRight")
    press("BracketRight", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight", "Enter", "Digit1")
    (quote, _, _), *_ = held()
    assert quote == "Dat helpt 👩‍🔧"


def test_a_code_is_found_by_typing(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "ArrowRight", "Slash")
    page.keyboard.type("kennis")
    press("Enter")
    assert held() == [("Nou, we leren vooral van elkaar.", ["kennisuitwisseling"], "")]
    assert page.evaluate("document.activeElement.dataset.turn") == "1"
    press("ArrowRight", "KeyR")
    assert held()[1] == ("Fouten maken mag hier.", ["kennisuitwisseling"], "")


def test_memo_and_back_to_the_same_place(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "ArrowRight", "Digit3", "KeyM")
    page.keyboard.type("1 van 3, n")
    press("Escape")
    assert held() == [("Nou, we leren vooral van elkaar.", ["samenwerken"], "1 van 3, n")]
    assert page.evaluate("document.activeElement.closest('.turn').dataset.turn") == "1"
    press("Delete")
    assert held() == []


def test_next_uncoded_turn_passes_over_what_is_coded_and_asked(
    page: Page, press: Callable[..., None]
) -> None:
    press("KeyN", "Digit1", "KeyN")
    assert page.evaluate("document.activeElement.dataset.turn") == "3"


def test_overlapping_quotations_take_turns(page: Page, press: Callable[..., None]) -> None:
    press("KeyJ", "ArrowRight", "Digit3")
    page.locator("#chord").wait_for(state="hidden")
    press("Shift+ArrowDown", "Digit2", "Escape")
    for name in ("3 Samenwerken", "2 Ruimte en veiligheid", "3 Samenwerken"):
        press("KeyO")
        expect(page.locator(".qbar.active .bar-name")).to_have_text(name)


def test_letters_can_be_put_off(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("?")
    page.locator("#single-keys").uncheck()
    press("Escape")
    page.locator(".turn").nth(1).focus()
    press("ArrowRight", "Digit3", "KeyJ")
    assert held() == []
    assert page.evaluate("document.activeElement.dataset.turn") == "1"


def test_keys_do_nothing_outside_the_text(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    page.locator("#search").focus()
    press("Digit3", "KeyJ", "KeyU")
    assert held() == []


def test_definition_shows_on_focus(page: Page) -> None:
    page.locator(".code[data-code=taakautonomie]").focus()
    page.locator("#meaning:popover-open").wait_for()
    said = page.locator("#meaning").text_content()
    assert "Zelf de werkwijze, planning of oplossing kiezen" in said
    assert "Voorbeeld" in said


def test_search_goes_from_hit_to_hit(page: Page, press: Callable[..., None]) -> None:
    press("KeyF")
    page.keyboard.type("LEREN")
    press("Enter", "Enter")
    assert page.locator("#hits").text_content() == "2 van 4"
    assert page.evaluate("CSS.highlights.get('hit').size") == 4


def test_a_code_that_is_not_there_is_made_by_typing_it(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "ArrowRight", "Slash")
    page.keyboard.type("Leren van elkaar")
    assert page.locator("#found-codes").text_content() == "Nieuwe code: Leren van elkaar"
    press("Enter")
    page.locator(".code[data-code=leren-van-elkaar]").wait_for()
    assert held() == [("Nou, we leren vooral van elkaar.", ["leren-van-elkaar"], "")]
    press("KeyU")
    page.locator(".code[data-code=leren-van-elkaar]").wait_for(state="detached")
    assert held() == []
    press("Control+KeyY")
    page.locator(".code[data-code=leren-van-elkaar]").wait_for()
    assert held() == [("Nou, we leren vooral van elkaar.", ["leren-van-elkaar"], "")]


def test_definition_shows_for_a_code_that_was_found(page: Page, press: Callable[..., None]) -> None:
    press("Slash")
    page.keyboard.type("fouten")
    page.locator("#meaning:popover-open").wait_for()
    assert "Fouten mogen maken" in page.locator("#meaning").text_content()
    press("Escape")
    page.locator("#meaning:popover-open").wait_for(state="detached")


def test_tab_goes_to_the_bars_of_the_turn_and_escape_back_to_the_text(
    page: Page, press: Callable[..., None]
) -> None:
    press("KeyJ", "Digit3")
    page.locator("#chord").wait_for(state="hidden")
    press("KeyJ", "KeyJ", "Digit4")
    page.locator("#chord").wait_for(state="hidden")
    press("Tab")
    bar = page.evaluate("document.activeElement.textContent")
    assert bar == "4 Leiderschap"
    press("Tab", "Tab", "Escape")
    assert page.evaluate("document.activeElement.dataset.turn") == "3"


def test_undo_works_outside_the_text_but_not_while_one_types(
    page: Page, press: Callable[..., None], held: Callable[[], Held]
) -> None:
    press("KeyJ", "Digit3", "Slash")
    page.keyboard.type("fo")
    press("Control+KeyZ")
    assert [codes for _, codes, _ in held()] == [["samenwerken"]]
    page.locator("#finish").focus()
    press("Control+KeyZ")
    assert held() == []

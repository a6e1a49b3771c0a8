"""Two windows at one quotation, redo, and keys of any kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen import marking
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript, Turn

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect

QUOTE = "Fouten maken mag hier."
Held = list[tuple[str, list[str], str]]


@pytest.fixture
def page(number: int, desk: Any) -> Page:
    """The transcript in a page that does not look what others change, as between two looks."""
    desk.page.route(
        "**/api/changes*", lambda route: route.fulfill(json={"op": 0, "ops": []}, status=200)
    )
    desk.open("/transcript/klein")
    return desk.page


def elsewhere(desk: Any, act: Callable[..., Any], *words: Any) -> None:
    with Study.open(desk.study) as study:
        act(study, "anna", *words)


@pytest.mark.parametrize(
    ("choice", "memo"),
    [("mine", "van hier"), ("theirs", "van daar"), ("both", "van daar\n\nvan hier")],
)
def test_two_memos_stand_side_by_side_and_the_coder_chooses(
    desk: Any, page: Page, number: int, held: Callable[[], Held], choice: str, memo: str
) -> None:
    page.locator(".qbar").click()
    elsewhere(desk, marking.annotate, number, "van daar")
    page.locator("#card textarea").fill("van hier")
    page.locator("#conflict[open]").wait_for()
    sides = page.locator("#conflict section").all_text_contents()
    assert sides == ["Van jou, nog niet opgeslagenvan hier", "Zoals het nu isvan daar"]
    assert page.locator("#saved").get_attribute("data-state") != "saved"
    # Neither Escape nor what is being typed decides, or closes it for a moment.
    closings = page.evaluate_handle(
        """() => {
            const seen = {closed: 0};
            const dialog = document.querySelector("#conflict");
            dialog.addEventListener("close", () => { seen.closed += 1; });
            return seen;
        }"""
    )
    for key in ("Escape", "Escape", "Enter"):
        page.keyboard.press(key)
    assert page.locator("#conflict").get_attribute("open") is not None
    assert closings.evaluate("(seen) => seen.closed") == 0
    page.locator(f"#conflict [data-choice={choice}]").click()
    assert held() == [(QUOTE, ["samenwerken"], memo)]
    expect(page.locator("#card textarea")).to_have_value(memo)


def test_what_the_other_window_did_not_touch_is_taken_along(
    desk: Any, page: Page, number: int, held: Callable[[], Held]
) -> None:
    elsewhere(desk, marking.recode, number, ["leiderschap"])
    page.locator(".qbar").click()
    page.locator("#card textarea").fill("van hier")
    page.keyboard.press("Escape")
    assert held() == [(QUOTE, ["leiderschap"], "van hier")]
    expect(page.locator(".bar-name")).to_have_text("4 Leiderschap")
    expect(page.locator("#conflict[open]")).to_have_count(0)


def test_two_sets_of_codes_can_be_joined(
    desk: Any, page: Page, number: int, held: Callable[[], Held]
) -> None:
    elsewhere(desk, marking.recode, number, ["samenwerken", "leiderschap"])
    page.locator(".turn").nth(1).focus()
    page.keyboard.press("KeyO")
    page.keyboard.press("Digit2")
    page.locator("#conflict [data-choice=both]").click()
    assert held() == [(QUOTE, ["samenwerken", "leiderschap", "ruimte-en-veiligheid"], "eerst")]


def test_ends_that_were_moved_twice_are_asked_about(
    desk: Any, page: Page, number: int, held: Callable[[], Held]
) -> None:
    with Study.open(desk.study) as study:
        start = study.quotations.get(number).span.start
    elsewhere(desk, marking.move, number, Span(start, start + len("Fouten maken")))
    page.locator(".turn").nth(1).focus()
    for key in ("KeyO", "BracketRight", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    page.locator("#conflict[open]").wait_for()
    assert page.locator("#conflict blockquote").all_text_contents() == [
        "Fouten maken mag",
        "Fouten maken",
    ]
    page.locator("#conflict [data-choice=theirs]").click()
    assert held() == [("Fouten maken", ["samenwerken"], "eerst")]
    expect(page.locator(".seg")).to_have_text(["Fouten maken"])


@pytest.mark.parametrize(("choice", "kept"), [("mine", True), ("theirs", False)])
def test_a_memo_of_what_was_removed_elsewhere_is_not_lost_unasked(
    desk: Any, page: Page, number: int, held: Callable[[], Held], choice: str, kept: bool
) -> None:
    page.locator(".qbar").click()
    elsewhere(desk, marking.drop, number)
    page.locator("#card textarea").fill("van hier")
    page.locator(f"#conflict [data-choice={choice}]").click()
    assert held() == ([(QUOTE, ["samenwerken"], "van hier")] if kept else [])
    expect(page.locator(".seg")).to_have_count(int(kept))


@pytest.mark.parametrize(("choice", "kept"), [("mine", False), ("theirs", True)])
def test_removing_what_was_changed_elsewhere_is_asked_about(
    desk: Any, page: Page, number: int, held: Callable[[], Held], choice: str, kept: bool
) -> None:
    elsewhere(desk, marking.annotate, number, "van daar")
    page.locator(".turn").nth(1).focus()
    page.keyboard.press("KeyO")
    page.keyboard.press("Delete")
    page.locator(f"#conflict [data-choice={choice}]").click()
    assert held() == ([(QUOTE, ["samenwerken"], "van daar")] if kept else [])
    expect(page.locator(".seg")).to_have_count(int(kept))


def test_an_untouched_memo_follows_the_other_window(
    desk: Any, number: int, held: Callable[[], Held]
) -> None:
    desk.open("/transcript/klein")
    desk.page.locator(".qbar").click()
    area = desk.page.locator("#card textarea")
    area.focus()
    elsewhere(desk, marking.annotate, number, "van daar")
    expect(area).to_have_value("van daar")
    desk.page.keyboard.press("Escape")
    assert held() == [(QUOTE, ["samenwerken"], "van daar")]


def test_redo_goes_forward_again_by_each_of_its_keys(
    page: Page, number: int, held: Callable[[], Held]
) -> None:
    page.locator(".turn").nth(1).focus()
    before = held()
    page.keyboard.press("KeyO")
    page.keyboard.press("Digit2")
    page.locator("#chord").wait_for(state="hidden")
    after = held()
    assert after[0][1] == ["samenwerken", "ruimte-en-veiligheid"]
    for key in ("Control+Shift+KeyZ", "Control+KeyY", "Shift+KeyU"):
        page.keyboard.press("KeyU")
        assert held() == before
        page.keyboard.press(key)
        assert held() == after
    page.keyboard.press("Control+KeyY")
    page.locator("#told p").first.wait_for()
    assert page.locator("#told p").first.text_content() == (
        "In dit transcript is er niets om opnieuw te doen."
    )
    page.keyboard.press("?")
    said = page.locator("#key-list").text_content()
    assert "Ctrl+Y" in said and "opnieuw doen wat ongedaan gemaakt is" in said


def test_an_address_with_a_quotation_goes_to_it(page: Page, desk: Any, number: int) -> None:
    desk.open("/")
    desk.open(f"/transcript/klein#q{number}")
    assert page.locator(".qbar.active .bar-name").text_content() == "3 Samenwerken"
    assert page.evaluate("document.activeElement.dataset.turn") == "1"


def test_a_transcript_opens_under_any_key(desk: Any) -> None:
    keys = ["jaar 1/groep 2", "a?b=c&d", "hek#t3", "100%", "%2F", "..", "👩‍🔧 é", "a\\b", "'\"<b>"]
    with Study.open(desk.study) as study, study.change("fill"):
        study.transcripts.add(
            [
                Transcript(
                    key=key,
                    title=key,
                    text="R: Wij leren.",
                    turns=(Turn(index=1, speaker="R", span=Span(3, 13)),),
                )
                for key in keys
            ]
        )
    for key in keys:
        desk.open("/")
        desk.page.get_by_role("link", name=key, exact=True).click()
        desk.page.locator("#text[aria-busy=false]").wait_for()
        assert desk.page.locator("#title").text_content() == key
        desk.page.keyboard.press("Digit1")
        desk.page.locator("#saved[data-state=saved]").wait_for()
    with Study.open(desk.study) as study:
        assert [one.transcript for one in study.quotations.select(coder="anna")] == keys

"""The meeting in a real browser, by keys alone, from first to last; and the tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.coding.consensus import Settings
from bouwsteen.coding.decisions import Decision, Verdict
from bouwsteen.coding.model import Coding, Done, Layer, Quotation
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import expect

# Of the small transcript: what anna gave and what bram gave, code by code.
ANNA = (("we leren vooral van elkaar", "samenwerken"), ("👩‍🔧 enorm!", "leiderschap"))
BRAM = (("leren vooral van elkaar. Fouten", "leiderschap"), ("tijd om te leren", "inhoud-van-werk"))


def coded(path: Path) -> Path:
    """Let anna and bram code the small transcript differently, and finish it."""
    with Study.open(path) as study:
        text = study.transcripts.get("klein").text
        for coder, marks in (("anna", ANNA), ("bram", BRAM)):
            found = []
            for words, code in marks:
                start = text.index(words)
                found.append(
                    Quotation(
                        transcript="klein",
                        span=Span(start, start + len(words)),
                        coder=coder,
                        codings=(Coding(code=code),),
                        memo="<b>let op</b>" if coder == "anna" else "",
                    )
                )
            with study.change("code add", actor=coder):
                study.quotations.add(found)
            with study.change("code done", actor=coder):
                study.coders.mark_done([Done(coder=coder, transcript="klein")])
    return path


@pytest.fixture
def meeting(small_study: Path) -> Path:
    coded(small_study)
    with Study.open(small_study) as study:
        with study.change("consensus start", actor="anna", coders=["anna", "bram"]):
            study.consensus.begin(Settings(coders=("anna", "bram"), recorder="anna"))
    return small_study


@pytest.fixture
def page(open_desk: Callable[..., Any], meeting: Path) -> Page:
    """The meeting as anna has it before her, at the first issue."""
    desk = open_desk(meeting)
    desk.open("/consensus")
    expect(desk.page.locator(".issue-head h2")).to_have_text("Punt 1 van 3")
    return desk.page


@pytest.fixture
def heading(page: Page) -> Locator:
    """What says at which issue the page is."""
    return page.locator(".issue-head h2")


def decisions(path: Path) -> list[tuple[Verdict, str | None, str]]:
    with Study.open(path) as study:
        return [(one.verdict, one.coder, one.reason) for one in study.consensus.decisions()]


def address_of(page: Page, rank: int) -> str:
    """Where the page asks about an issue, and decides on it; others may be asked for ahead."""
    ids = page.evaluate(
        """async () => {
            const answer = await fetch("/api/consensus");
            return (await answer.json()).issues.map((one) => one.id);
        }"""
    )
    return f"**/api/consensus/issues/{ids[rank - 1]}"


def first(page: Page, waiting: list[Any]) -> Any:
    """The request that is held, once the page has sent it."""
    for _ in range(1500):
        if waiting:
            break
        page.wait_for_timeout(20)
    return waiting[0]


def test_meeting_by_keys_from_first_to_last(page: Page, heading: Locator, meeting: Path) -> None:
    expect(page.locator("#desk")).to_be_focused()
    page.keyboard.press("a")
    expect(heading).to_have_text("Punt 2 van 3")
    # Neither needs a reason: the key leads to it, Enter records.
    page.keyboard.press("x")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("gaat hier niet over, abcx")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Punt 3 van 3")
    page.keyboard.press("u")
    expect(heading).to_have_text("Punt 2 van 3")
    expect(page.locator(".decision")).to_have_count(0)
    page.keyboard.press("r")
    page.keyboard.type("beide lezingen kloppen")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(heading).to_have_text("Punt 3 van 3")
    page.keyboard.press("o")
    expect(page.locator("#other-filter")).to_be_focused()
    page.keyboard.type("externe")
    page.keyboard.press("Tab")
    page.locator(".code-list input").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Leg vast").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("samen gelezen")
    page.keyboard.press("Enter")
    expect(page.locator(".progress")).to_contain_text("Alle punten zijn besloten")
    page.locator("#finish").click()
    expect(page.locator(".progress")).to_contain_text("Het overleg is afgerond")
    assert [one[0] for one in decisions(meeting)] == [Verdict.ACCEPT, Verdict.BOTH, Verdict.NEW]
    assert [one[2] for one in decisions(meeting)] == ["", "beide lezingen kloppen", "samen gelezen"]
    with Study.open(meeting) as study:
        layer = study.quotations.select(layer=Layer.CONSENSUS)
        codes = {code for one in layer for code in one.codes}
    assert "externe-omgeving" in codes


def test_marks_of_both_stand_in_the_text(page: Page, heading: Locator) -> None:
    """Each coder's mark covers exactly the words of the quotation, emoji and accents included."""
    found: list[set[str]] = [set(), set()]
    for _ in range(3):
        place = heading.text_content()
        for who in (0, 1):
            pieces = page.locator(f"mark.side-{who}").all_text_contents()
            if pieces:
                found[who].add("".join(pieces))
        page.keyboard.press(".")
        expect(heading).not_to_have_text(place or "")
    assert found == [{words for words, _ in ANNA}, {words for words, _ in BRAM}]
    expect(page.locator("#desk b")).to_have_count(0)


def test_keys_can_be_switched_off(page: Page, heading: Locator, meeting: Path) -> None:
    page.locator(".keys summary").click()
    page.locator("#keys-on").uncheck()
    page.locator("#desk").focus()
    page.keyboard.press("a")
    page.keyboard.press(".")
    expect(heading).to_have_text("Punt 1 van 3")
    assert decisions(meeting) == []


def test_meeting_begins_with_its_rules(open_desk: Callable[..., Any], small_study: Path) -> None:
    desk = open_desk(coded(small_study))
    page: Page = desk.page
    desk.open("/consensus")
    page.get_by_label("Tekst gemeen").select_option("0.7")
    page.get_by_role("button", name="Begin het overleg").click()
    expect(page.locator(".issue-head h2")).to_have_text("Punt 1 van 3")
    with Study.open(small_study) as study:
        rules = study.consensus.settings()
    assert rules is not None and (rules.overlap, rules.recorder) == (0.7, "anna")


@pytest.mark.parametrize("address", ["/agreement", "/consensus"])
def test_page_says_why_it_is_closed(
    open_desk: Callable[..., Any], small_study: Path, address: str
) -> None:
    desk = open_desk(small_study)
    desk.open(address)
    expect(desk.page.locator(".refusal")).to_contain_text(
        "pas te zien als jij en een andere codeur"
    )


def test_cell_opens_the_quotes_behind_it(
    open_desk: Callable[..., Any], finished_study: Path
) -> None:
    desk = open_desk(finished_study)
    page: Page = desk.page
    desk.open("/tables")
    cell = page.locator(".heat-map tbody td a").first
    count = int(cell.text_content() or "0")
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#quotes .quote")).to_have_count(count)
    expect(page.locator("#count")).to_contain_text(f"{count} citaten")
    with page.expect_download() as loading:
        page.locator(".export-menu summary").first.click()
        page.get_by_role("link", name="docx").click()
    assert loading.value.suggested_filename == "quotes.docx"


def test_filters_of_a_table_live_in_its_address(
    open_desk: Callable[..., Any], finished_study: Path
) -> None:
    desk = open_desk(finished_study)
    page: Page = desk.page
    desk.open("/tables")
    page.get_by_label("Rol", exact=True).select_option("Medewerker")
    expect(page.locator(".heat-map thead th")).to_have_count(3)
    assert re.search(r"role=Medewerker", page.url)
    page.reload(wait_until="networkidle")
    expect(page.locator(".heat-map thead th")).to_have_count(3)
    page.get_by_label("Rol", exact=True).select_option(label="alle")
    expect(page.locator(".heat-map thead th")).to_have_count(6)


def test_agreement_shows_figures_and_pictures(
    open_desk: Callable[..., Any], finished_study: Path
) -> None:
    desk = open_desk(finished_study)
    page: Page = desk.page
    desk.open("/agreement")
    expect(page.locator(".report h2").first).to_have_text("In het kort")
    page.get_by_label("Toon waar de verschillen zitten").check()
    expect(page.locator(".picture img")).to_have_count(2)
    for picture in page.locator(".picture img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 100


def test_a_key_that_is_held_down_decides_one_issue(
    page: Page, heading: Locator, meeting: Path
) -> None:
    page.keyboard.down("a")
    expect(heading).to_have_text("Punt 2 van 3")
    for _ in range(4):
        page.keyboard.down("a")
    page.keyboard.up("a")
    page.keyboard.press(".")
    expect(heading).to_have_text("Punt 3 van 3")
    assert len(decisions(meeting)) == 1


def test_presses_while_a_decision_is_on_its_way_decide_nothing(
    page: Page, heading: Locator, meeting: Path
) -> None:
    waiting: list[Any] = []
    page.route(address_of(page, 1), lambda route: waiting.append(route), times=1)
    for key in "aab":
        page.keyboard.press(key)
    page.get_by_role("button", name="Anna").first.click()
    first(page, waiting).continue_()
    expect(heading).to_have_text("Punt 2 van 3")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    assert len(decisions(meeting)) == 1
    expect(page.locator("#told p")).to_have_count(0)


def test_an_issue_that_is_not_drawn_yet_is_not_decided(
    page: Page, heading: Locator, meeting: Path
) -> None:
    waiting: list[Any] = []
    page.route(address_of(page, 3), lambda route: waiting.append(route), times=1)
    page.keyboard.press(",")
    for key in "ab":
        page.keyboard.press(key)
    first(page, waiting).continue_()
    expect(heading).to_have_text("Punt 3 van 3")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    assert decisions(meeting) == []


def test_undo_after_another_window_is_refused_once(
    page: Page, heading: Locator, meeting: Path
) -> None:
    page.keyboard.press("a")
    expect(heading).to_have_text("Punt 2 van 3")
    with Study.open(meeting) as study, study.change("consensus resolve", actor="anna"):
        issue = study.consensus.agenda().issues[2]
        study.consensus.decide(
            Decision(
                issue=issue.id,
                verdict=Verdict.ACCEPT,
                coder="anna",
                who="anna",
                at=datetime(2026, 3, 1, tzinfo=UTC),
            )
        )
    page.locator("#reason").fill("nog niet af")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("een ander venster")
    # The page shows how it is, with what was typed; from there one step back is one's own.
    expect(page.locator(".progress")).to_contain_text("2 van 3 besloten")
    expect(heading).to_have_text("Punt 2 van 3")
    expect(page.locator("#reason")).to_have_value("nog niet af")
    assert len(decisions(meeting)) == 2
    page.keyboard.press("u")
    expect(page.locator("#said")).to_have_text("Teruggedraaid.")
    assert len(decisions(meeting)) == 1

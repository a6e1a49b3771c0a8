"""In a browser: files dropped on the page, respondents in a table, the codebook in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bouwsteen.codebook.edit import change_code
from bouwsteen.examples.bundled import RESPONDENTS, TRANSCRIPTS, data_path
from bouwsteen.study.study import Study
from bouwsteen.transcripts.load import load
from bouwsteen.transcripts.model import Respondent, SpeakerLink

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect

DOCX = next(name for name in TRANSCRIPTS if name.endswith(".docx"))
HOSTILE = "<img src=x onerror=alert(1)>.txt"
TALK = "I: Hoe leren jullie hier?\nR: <script>alert(1)</script> Van elkaar.\nI: En dan?\nR: Ja.\n"


def test_docx_that_is_dropped_is_shown_and_then_stored(
    open_desk: Callable[..., Any], small_study: Path
) -> None:
    desk = open_desk(small_study)
    desk.open("/import")
    page, path = desk.page, Path(str(data_path(DOCX)))
    expected = load(path).transcript
    desk.drop((path.name, path.read_bytes()))
    card = page.locator(".file-card.read")
    expect(card.locator(".file-name")).to_have_text(path.name)
    expect(card.locator(".key-field")).to_have_value(expected.key)
    expect(card.locator("tbody").nth(1).locator("tr")).to_have_count(10)
    with Study.open(small_study) as study:
        assert study.transcripts.keys() == ("klein",)
    page.locator("#confirm").click()
    expect(page.locator("#import-said a").first).to_have_text(expected.key)
    expect(page.locator("#files li")).to_have_count(0)
    with Study.open(small_study) as study:
        assert study.transcripts.get(expected.key) == expected


def test_bad_files_stop_the_import_until_they_are_mended(desk: Any) -> None:
    desk.open("/import")
    page = desk.page
    desk.drop(("klein.txt", TALK.encode()), ("kapot.docx", b"PK\x03\x04"), (HOSTILE, TALK.encode()))
    expect(page.locator(".file-card.read")).to_have_count(2)
    expect(page.locator(".file-card.failed .file-error")).to_contain_text("kapot.docx")
    expect(page.locator(".file-name").nth(2)).to_have_text(HOSTILE)
    expect(page.locator(".file-card").nth(2)).to_contain_text(
        "<script>alert(1)</script> Van elkaar."
    )
    confirm = page.locator("#confirm")
    expect(confirm).to_be_disabled()
    page.locator(".file-card.failed .drop-one").click()
    expect(confirm).to_be_disabled()
    name = page.locator(".key-field").first
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("ander")
    expect(confirm).to_be_enabled()
    confirm.click()
    expect(page.locator("#import-said a")).to_have_count(3)
    with Study.open(desk.study) as study:
        assert study.transcripts.keys() == ("klein", "ander", HOSTILE.removesuffix(".txt"))


def test_respondents_are_filled_in_by_keyboard_and_linked(desk: Any) -> None:
    desk.open("/respondents")
    page = desk.page
    page.locator("#new-person").fill("H7")
    page.keyboard.press("Enter")
    # The new row's first cell has the focus, so that one types on.
    expect(page.locator('[data-place="H7/role"]')).to_be_focused()
    page.keyboard.type("HR")
    page.keyboard.press("Tab")
    page.keyboard.type("Bedrijf 9")
    page.keyboard.press("Enter")
    choice = page.locator('[data-place="klein/R/link"]')
    expect(choice.locator("option", has_text="H7 · HR")).to_have_count(1)
    choice.select_option("H7")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    desk.open("/respondents")
    expect(page.locator('[data-place="H7/organisation"]')).to_have_value("Bedrijf 9")
    expect(page.locator('[data-place="klein/R/link"]')).to_have_value("H7")
    with Study.open(desk.study) as study:
        assert study.respondents.all()[-1] == Respondent(
            key="H7", role="HR", organisation="Bedrijf 9"
        )
        assert SpeakerLink(transcript="klein", speaker="R", respondent="H7") in (
            study.respondents.links()
        )


def test_cell_that_changed_elsewhere_shows_what_stands_there(desk: Any) -> None:
    desk.open("/respondents")
    with Study.open(desk.study) as study, study.change("respondent set", actor="bram"):
        study.respondents.put([Respondent(key="M1", role="Monteur")])
    cell = desk.page.locator('[data-place="M1/role"]')
    cell.fill("Teamleider")
    cell.press("Enter")
    expect(desk.page.locator("#told")).to_contain_text("Monteur")
    expect(cell).to_have_value("Monteur")


def test_table_of_respondents_is_dropped(desk: Any) -> None:
    desk.open("/respondents")
    path = Path(str(data_path(RESPONDENTS)))
    desk.drop((path.name, path.read_bytes()))
    expect(desk.page.locator('[data-place="D1/role"]')).to_have_value("Directie")


def test_code_is_edited_in_place_with_a_reason(desk: Any) -> None:
    desk.open("/codebook#fouten-mogen-maken")
    page = desk.page
    field = page.get_by_role("textbox", name="Definitie Nederlands")
    field.fill("Een <b>fout</b> mag.")
    page.locator(".sheet-foot input").fill("scherper")
    page.locator(".sheet-foot .primary").click()
    expect(page.locator("#version")).to_have_text("Versie 2")
    row = page.locator("#history tbody tr").first
    expect(row).to_contain_text("scherper")
    expect(row).to_contain_text("definition_nl")
    with Study.open(desk.study) as study:
        code = study.codebook.get()["fouten-mogen-maken"]
    assert code.definition["nl"] == "Een <b>fout</b> mag."


def test_codebook_that_changed_elsewhere_keeps_what_was_written(desk: Any) -> None:
    desk.open("/codebook#fouten-mogen-maken")
    page = desk.page
    page.get_by_role("textbox", name="Definitie Nederlands").fill("Van mij.")
    with Study.open(desk.study) as study, study.change("codebook edit", actor="bram"):
        book = study.codebook.get()
        edit = change_code(book, "leiderschap", reason="van bram", colour="#102030")
        study.codebook.put(edit.codebook, reason=edit.reason, actor="bram")
    page.locator(".sheet-foot input").fill("van anna")
    page.locator(".sheet-foot .primary").click()
    expect(page.locator("#told")).to_contain_text("versie 2")
    expect(page.get_by_role("textbox", name="Definitie Nederlands")).to_have_value("Van mij.")
    page.locator(".sheet-foot .primary").click()
    expect(page.locator("#version")).to_have_text("Versie 3")
    with Study.open(desk.study) as study:
        book = study.codebook.get()
    assert book["leiderschap"].colour == "#102030"
    assert book["fouten-mogen-maken"].definition["nl"] == "Van mij."


def test_code_is_added_moved_and_removed(desk: Any) -> None:
    desk.open("/codebook")
    page = desk.page
    page.locator('[data-add="free"]').click()
    page.keyboard.type("Nieuw idee")
    page.locator(".action-form .reason input").fill("gezien")
    page.locator(".action-form .primary").click()
    expect(page.locator('[data-code="nieuw-idee"]')).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Verplaatsen", exact=True).click()
    page.locator(".action-form select").first.select_option("leiderschap")
    page.locator(".action-form select").nth(1).select_option("1")
    page.locator(".action-form .reason input").fill("hoort hier")
    page.locator(".action-form .primary").click()
    expect(page.locator('[data-code="nieuw-idee"] .code-number')).to_have_text("4.1")
    page.get_by_role("button", name="Verwijderen", exact=True).click()
    page.locator(".action-form .reason input").fill("toch niet")
    page.locator(".action-form .primary").click()
    expect(page.locator('[data-code="nieuw-idee"]')).to_have_count(0)
    with Study.open(desk.study) as study:
        reasons = [one.reason for one in study.codebook.history()[1:]]
    assert reasons == ["gezien", "hoort hier", "toch niet"]

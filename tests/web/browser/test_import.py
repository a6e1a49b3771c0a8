"""In a browser: files dropped on the page, respondents in a table, the codebook in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bouwsteen.codebook.edit import Edit, change_code, remove_code
from bouwsteen.examples.bundled import RESPONDENTS, TRANSCRIPTS, data_path
from bouwsteen.study.study import Study
from bouwsteen.transcripts.load import load
from bouwsteen.transcripts.model import Respondent, SpeakerLink

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect

DOCX = next(name for name in TRANSCRIPTS if name.endswith(".docx"))
HOSTILE = "<img src=x onerror=alert(1)>.txt"
TALK = "I: Hoe leren jullie hier?\nR: <script>alert(1)</script> Van elkaar.\nI: En dan?\nR: Ja.\n"


def hold_first(page: Any, address: str) -> Callable[[], None]:
    """Hold the first request to an address until what is given back is called."""
    held: list[Any] = []

    def meet(route: Any) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(address, meet)
    return lambda: held[0].continue_()


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


def test_file_that_falls_while_others_are_stored_stays_to_be_confirmed(desk: Any) -> None:
    desk.open("/import")
    page = desk.page
    desk.drop(("een.txt", TALK.encode()))
    confirm = page.locator("#confirm")
    expect(confirm).to_be_enabled()
    release = hold_first(page, "**/api/import")
    confirm.click()
    desk.drop(("twee.txt", TALK.encode()))
    expect(page.locator(".file-card")).to_have_count(2)
    expect(confirm).to_be_disabled()
    release()
    expect(page.locator("#import-said a").first).to_have_text("een")
    expect(page.locator(".file-card.read .file-name")).to_have_text(["twee.txt"])
    expect(confirm).to_be_enabled()
    with Study.open(desk.study) as study:
        assert study.transcripts.keys() == ("klein", "een")


def test_files_that_come_before_the_words_of_the_page_are_read(desk: Any) -> None:
    page = desk.page
    held: list[Any] = []

    def begin(address: str) -> None:
        page.route("**/api/words*", lambda route: held.append(route))
        page.goto(f"{desk.base}{address}", wait_until="domcontentloaded")

    def end() -> None:
        while held:
            held.pop().continue_()
        page.unroute("**/api/words*")

    begin("/import")
    desk.drop(("een.txt", TALK.encode()))
    chosen = {"name": "twee.txt", "mimeType": "", "buffer": TALK.encode()}
    page.locator("#chooser").set_input_files(chosen)
    expect(page.locator(".file-card")).to_have_count(0)
    end()
    expect(page.locator(".file-card.read .file-name")).to_have_text(["een.txt", "twee.txt"])
    begin("/")
    desk.drop(("een.txt", TALK.encode()))
    # The import page stands in its place; a file that falls now is read once.
    page.locator("#drop").wait_for()
    desk.drop(("twee.txt", TALK.encode()))
    end()
    expect(page.locator(".file-card.read .file-name")).to_have_text(["een.txt", "twee.txt"])
    begin("/respondents")
    path = Path(str(data_path(RESPONDENTS)))
    desk.drop((path.name, path.read_bytes()))
    end()
    expect(page.locator('[data-place="D1/role"]')).to_have_value("Directie")
    expect(page.locator("#people-said")).to_contain_text("respondenten en")


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


def test_late_answer_leaves_what_is_being_typed(desk: Any) -> None:
    desk.open("/respondents")
    page = desk.page
    release = hold_first(page, "**/api/links")
    choice = page.locator('[data-place="klein/R/link"]')
    choice.select_option("I")
    cell = page.locator('[data-place="M1/organisation"]')
    cell.press("End")
    page.keyboard.type("abc")
    page.keyboard.press("ArrowLeft")
    # What is not being typed follows what was stored elsewhere.
    with Study.open(desk.study) as study, study.change("respondent set", actor="bram"):
        study.respondents.put([Respondent(key="M1", role="Chef", organisation="Bedrijf 1")])
    release()
    expect(page.locator('[data-place="M1/role"]')).to_have_value("Chef")
    expect(cell).to_be_focused()
    page.keyboard.type("-")
    expect(cell).to_have_value("Bedrijf 1ab-c")
    page.keyboard.press("Enter")
    # A choice is changed at every key; none of them meets the one before as somebody else's.
    choice.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#speakers [role=status]")).to_have_text("1 sprekers zijn nog niemand.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    expect(page.locator("#told")).to_be_empty()
    with Study.open(desk.study) as study:
        assert study.respondents.all()[-1] == Respondent(
            key="M1", role="Chef", organisation="Bedrijf 1ab-c"
        )
        assert [one.speaker for one in study.respondents.links()] == ["I"]


def test_cell_that_is_changed_again_before_it_is_stored_keeps_the_last(desk: Any) -> None:
    desk.open("/respondents")
    page = desk.page
    release = hold_first(page, "**/api/respondents/M1")
    cell = page.locator('[data-place="M1/role"]')
    for value in ("Monteur", "Chef"):
        cell.fill(value)
        cell.press("Enter")
    # A new column, while the old value is all that the page has from the server.
    page.locator("#new-column").fill("uren")
    page.locator("#new-column").press("Enter")
    expect(page.locator('[data-place="I/uren"]')).to_be_focused()
    release()
    expect(page.locator("#undo")).to_contain_text("rol van M1 ingevuld")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    expect(cell).to_have_value("Chef")
    expect(page.locator("#told")).to_be_empty()
    with Study.open(desk.study) as study:
        assert study.respondents.all()[-1].role == "Chef"


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


def elsewhere(desk: Any, edit: Callable[..., Edit], *words: Any, **fields: Any) -> None:
    """What bram does to the codebook while the page of anna is open."""
    with Study.open(desk.study) as study, study.change("codebook edit", actor="bram"):
        made = edit(study.codebook.get(), *words, reason="van bram", **fields)
        study.codebook.put(made.codebook, reason=made.reason, actor="bram")


def test_text_that_changed_elsewhere_is_seen_before_it_is_overwritten(desk: Any) -> None:
    desk.open("/codebook#fouten-mogen-maken")
    page = desk.page
    field = page.get_by_role("textbox", name="Definitie Nederlands")
    field.fill("Van mij.")
    others = {"definition": {"nl": "Van bram."}, "include": {"nl": "Als bram het zegt."}}
    elsewhere(desk, change_code, "fouten-mogen-maken", **others)
    page.locator(".sheet-foot input").fill("van anna")
    save = page.locator(".sheet-foot .primary")
    save.click()
    expect(page.locator(".sheet-foot .problem")).to_contain_text("versie 2")
    # What was changed elsewhere stands beside what is written here, and in the other fields.
    expect(page.locator(".clash-now")).to_have_text(["Van bram."])
    expect(page.locator(".clash p")).to_be_focused()
    expect(page.locator(".sheet-foot .problem")).to_contain_text("elders veranderd zijn: 1")
    expect(page.get_by_role("textbox", name="Wel als Nederlands")).to_have_value(
        "Als bram het zegt."
    )
    expect(field).to_have_value("Van mij.")
    with Study.open(desk.study) as study:
        assert study.codebook.get()["fouten-mogen-maken"].definition["nl"] == "Van bram."
    save.click()
    expect(page.locator("#version")).to_have_text("Versie 3")
    expect(page.locator(".clash")).to_have_count(0)
    with Study.open(desk.study) as study:
        book = study.codebook.get()
        reasons = [one.reason for one in study.codebook.history()[1:]]
    code = book["fouten-mogen-maken"]
    assert (code.definition["nl"], code.include["nl"]) == ("Van mij.", "Als bram het zegt.")
    assert reasons == ["van bram", "van anna"]


def test_writing_goes_on_while_a_change_is_stored(desk: Any) -> None:
    desk.open("/codebook#fouten-mogen-maken")
    page = desk.page
    release = hold_first(page, "**/api/codebook/edit")
    field = page.get_by_role("textbox", name="Definitie Nederlands")
    field.fill("Een.")
    page.locator(".sheet-foot input").fill("eerst")
    page.locator(".sheet-foot .primary").click()
    page.locator(".sheet-foot input").fill("daarna")
    page.get_by_role("button", name="Subcode toevoegen").click()
    below = page.locator(".action-form input").first
    below.fill("Van fouten leren")
    field.press("Control+End")
    page.keyboard.type(" Twee.")
    page.keyboard.press("ArrowLeft")
    release()
    expect(page.locator("#version")).to_have_text("Versie 2")
    expect(page.locator("#book-said")).to_contain_text("versie 2")
    expect(field).to_be_focused()
    page.keyboard.type("de")
    expect(field).to_have_value("Een. Tweede.")
    # What this page stored itself is nobody else's change.
    expect(page.locator(".clash")).to_have_count(0)
    expect(page.locator('[data-code="fouten-mogen-maken"] .code-draft')).to_have_count(1)
    page.get_by_role("textbox", name="Sleutel").fill("fouten-mogen")
    expect(page.locator(".sheet-foot input")).to_have_value("daarna")
    page.locator(".sheet-foot input").press("Enter")
    expect(page.locator("#version")).to_have_text("Versie 3")
    expect(page.locator("#book-said")).to_contain_text("versie 3")
    # A reason that was sent is not for the next change; a form that was open goes with the code.
    expect(page.locator(".sheet-form .reason input")).to_have_value("")
    expect(below).to_have_value("Van fouten leren")
    page.locator(".action-form .reason input").fill("nieuw")
    page.keyboard.press("Enter")
    expect(page.locator("#version")).to_have_text("Versie 4")
    with Study.open(desk.study) as study:
        book = study.codebook.get()
        assert book["fouten-mogen"].definition["nl"] == "Een. Tweede."
        assert book["van-fouten-leren"].parent == "fouten-mogen"


def test_draft_that_waits_meets_what_changed_elsewhere(desk: Any) -> None:
    desk.open("/codebook#fouten-mogen-maken")
    page = desk.page
    field = page.get_by_role("textbox", name="Definitie Nederlands")
    field.fill("Van mij.")
    page.locator('[data-code="leiderschap"]').click()
    field.fill("Voorgaan.")
    elsewhere(desk, change_code, "fouten-mogen-maken", definition={"nl": "Van bram."})
    page.locator(".sheet-foot input").fill("van anna")
    save = page.locator(".sheet-foot .primary")
    save.click()
    expect(page.locator(".sheet-foot .problem")).to_contain_text("versie 2")
    # Nothing of this code was changed elsewhere.
    expect(page.locator(".clash")).to_have_count(0)
    expect(save).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#version")).to_have_text("Versie 3")
    page.locator('[data-code="fouten-mogen-maken"]').click()
    expect(page.locator(".clash-now")).to_have_text(["Van bram."])
    page.get_by_role("button", name="Neem dit over").click()
    expect(field).to_be_focused()
    expect(field).to_have_value("Van bram.")
    expect(page.locator(".sheet-foot")).to_be_hidden()
    field.fill("Toch van mij.")
    elsewhere(desk, remove_code, "fouten-mogen-maken")
    page.locator(".sheet-foot input").fill("van anna")
    save.click()
    # It is gone, and what was written on it is not.
    expect(page.locator(".remains dd")).to_have_text(["Toch van mij."])
    page.get_by_role("button", name="Mijn tekst weggooien").click()
    expect(page.locator("#sheet")).to_have_text("Kies links een code.")
    expect(page.locator('[data-code="fouten-mogen-maken"]')).to_have_count(0)


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
    # What is written and not saved outlives the code, to be copied.
    page.get_by_role("textbox", name="Definitie Nederlands").fill("Bewaar mij.")
    page.get_by_role("button", name="Verwijderen", exact=True).click()
    page.locator(".action-form .reason input").fill("toch niet")
    page.locator(".action-form .primary").click()
    expect(page.locator(".remains dd")).to_have_text(["Bewaar mij."])
    page.get_by_role("button", name="Mijn tekst weggooien").click()
    expect(page.locator('[data-code="nieuw-idee"]')).to_have_count(0)
    with Study.open(desk.study) as study:
        reasons = [one.reason for one in study.codebook.history()[1:]]
    assert reasons == ["gezien", "hoort hier", "toch niet"]

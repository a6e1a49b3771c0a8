"""In a browser: export buttons, undo, search, and files that are dropped on the overview."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bouwsteen.coding.decisions import Verdict
from bouwsteen.coding.model import Layer
from bouwsteen.study.study import Study

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect

Open = Callable[..., Any]

TALK = "I: Hoe leren jullie hier?\nR: <script>alert(1)</script> Van elkaar.\n"
HOSTILE = "<img src=x onerror=alert(1)>.txt"
SHOWN = "01_directie_metaal"


def saved(page: Any, menu: str, form: str) -> tuple[str, bytes]:
    """Choose a format of a menu by keyboard; the name and the content of what comes."""
    page.locator(".export-menu summary", has_text=menu).first.focus()
    page.keyboard.press("Enter")
    link = page.locator(".export-menu[open] a", has_text=form).first
    link.focus()
    with page.expect_download() as loading:
        page.keyboard.press("Enter")
    return loading.value.suggested_filename, Path(loading.value.path()).read_bytes()


@pytest.fixture
def finished(open_desk: Open, finished_study: Path) -> Any:
    return open_desk(finished_study)


def test_every_page_saves_what_it_shows(finished: Any) -> None:
    page = finished.page
    places = [
        ("/", "Bewaar de voortgang als", "csv", "progress.csv"),
        ("/", "Bewaar mijn coderingen als", "csv", "codings.csv"),
        ("/respondents", "Bewaar als", "xlsx", "respondents.xlsx"),
        ("/codebook", "Bewaar als", "qdc", "codebook.qdc"),
        ("/codebook", "Bewaar de geschiedenis als", "docx", "history.docx"),
        ("/tables", "Bewaar als", "xlsx", "tables.xlsx"),
        ("/tables", "Bewaar de figuur als", "staven, svg", "figure.svg"),
        ("/quotes", "Bewaar als", "docx", "quotes.docx"),
        ("/quotes", "Bewaar deze coderingen als", "csv", "codings.csv"),
        ("/agreement", "Bewaar als", "html", "agreement.html"),
        ("/agreement", "Bewaar de figuur als", "svg", "picture.svg"),
        (f"/transcript/{SHOWN}", "Bewaar als", "docx", f"{SHOWN}.docx"),
    ]
    for address, menu, form, name in places:
        finished.open(address)
        found = saved(page, menu, form)
        assert found[0] == name
        assert len(found[1]) > 60
        expect(page.locator(".export-said")).to_have_text(f"{name} is bewaard.")
        expect(page.locator(".export-menu[open]")).to_have_count(0)


def test_name_in_a_file_is_told_and_can_be_kept_all_the_same(
    open_desk: Open, finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "namen.csv"
    table.write_text("name,pseudonym\nalfa,R1\n", encoding="utf-8")
    monkeypatch.setenv("BOUWSTEEN_NAMES", str(table))
    desk = open_desk(finished_study)
    page = desk.page
    desk.open("/agreement")
    page.locator("#exports summary", has_text="Bewaar als").click()
    page.locator("#exports a", has_text="html").click()
    told = page.locator("#told")
    expect(told).to_contain_text("zou de naam 'alfa' komen te staan")
    expect(told).to_contain_text("Verander de tekst daar, of bewaar het bestand toch zo.")
    with page.expect_download() as loading:
        told.get_by_role("button", name="Toch bewaren").click()
    assert "alfa" in Path(loading.value.path()).read_text(encoding="utf-8")
    expect(told).to_be_empty()


def test_search_narrows_as_one_types_and_is_in_the_file(finished: Any) -> None:
    page = finished.page
    finished.open("/quotes")
    field = page.get_by_label("Woorden in het citaat")
    field.press_sequentially("LÉREN", delay=20)
    expect(page.locator("#count")).to_contain_text("met “LÉREN”")
    # The field stays the same field, with the caret where it was.
    expect(field).to_be_focused()
    expect(field).to_have_value("LÉREN")
    shown = page.locator("#quotes .quote").count()
    page.get_by_label("Hele woorden").check()
    expect(page.locator("#count")).to_contain_text("als hele woorden")
    assert 0 < page.locator("#quotes .quote").count() <= shown
    name, content = saved(page, "Bewaar als", "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert len(rows) == page.locator("#quotes .quote").count()
    finished.open("/tables?text=leren&whole=1")
    expect(page.locator(".notes").last).to_contain_text("met “leren” als hele woorden")
    count = int(page.locator(".heat-map tbody td a").first.text_content() or "0")
    page.locator(".heat-map tbody td a").first.click()
    expect(page.locator("#quotes .quote")).to_have_count(count)


def test_files_dropped_on_the_overview_are_previewed_and_stored(desk: Any) -> None:
    page = desk.page
    desk.open("/")
    desk.drop((HOSTILE, TALK.encode()), ("kapot.docx", b"PK\x03\x04"))
    expect(page.locator(".file-card.read .file-name")).to_have_text(HOSTILE)
    expect(page.locator(".file-card.read")).to_contain_text("<script>alert(1)</script> Van elkaar.")
    expect(page.locator(".file-card.failed .file-error")).to_contain_text("kapot.docx")
    assert page.url.endswith("/import")
    expect(page.locator("nav a[aria-current]")).to_have_text("Importeren")
    expect(page.locator("#overview")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Transcripten inlezen")
    with Study.open(desk.study) as study:
        assert study.transcripts.keys() == ("klein",)
    page.locator(".file-card.failed .drop-one").click()
    # A file that falls now is one more, as on the import page.
    desk.drop(("nog.txt", TALK.encode()))
    expect(page.locator(".file-card.read")).to_have_count(2)
    page.locator("#confirm").click()
    expect(page.locator("#import-said a")).to_have_count(3)
    with Study.open(desk.study) as study:
        assert set(study.transcripts.keys()) == {"klein", "nog", HOSTILE.removesuffix(".txt")}
    page.go_back(wait_until="networkidle")
    expect(page.locator("#list tbody tr")).to_have_count(3)


def test_import_is_undone_on_its_page(desk: Any) -> None:
    page = desk.page
    desk.open("/import")
    expect(page.locator("#undo")).to_be_hidden()
    desk.drop(("nog.txt", TALK.encode()))
    page.locator("#confirm").click()
    expect(page.locator("#undo")).to_contain_text("nog.txt geïmporteerd")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator(".undo-said")).to_have_text("Ongedaan gemaakt: nog.txt geïmporteerd.")
    with Study.open(desk.study) as study:
        assert study.transcripts.keys() == ("klein",)
    desk.drop(("nog.txt", TALK.encode()))
    expect(page.locator("#confirm")).to_be_enabled()


def test_cell_and_codebook_are_undone_by_keyboard(desk: Any) -> None:
    page = desk.page
    desk.open("/respondents")
    cell = page.locator('[data-place="M1/role"]')
    cell.fill("Monteur")
    cell.press("Enter")
    expect(page.locator("#undo")).to_contain_text("rol van M1 ingevuld")
    page.get_by_role("button", name="Ongedaan maken").focus()
    page.keyboard.press("Enter")
    expect(cell).to_have_value("Medewerker")
    desk.open("/codebook#fouten-mogen-maken")
    field = page.get_by_role("textbox", name="Definitie Nederlands")
    before = field.input_value()
    field.fill("Iets anders.")
    page.locator(".sheet-foot input").fill("proef")
    page.locator(".sheet-foot .primary").click()
    expect(page.locator("#undo")).to_contain_text("code fouten-mogen-maken gewijzigd")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("#version")).to_have_text("Versie 1")
    expect(field).to_have_value(before)
    expect(page.locator("#history tbody tr")).to_have_count(1)


def test_undo_that_cannot_be_says_so(desk: Any) -> None:
    page = desk.page
    desk.open("/respondents")
    cell = page.locator('[data-place="M1/role"]')
    cell.fill("Monteur")
    cell.press("Enter")
    expect(page.locator("#undo")).to_contain_text("rol van M1 ingevuld")
    with Study.open(desk.study) as study, study.change("respondent set", actor="bram"):
        people = {one.key: one for one in study.respondents.all()}
        study.respondents.put([people["M1"].with_values({"role": "Chef"})])
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("#told")).to_contain_text("niet meer los ongedaan te maken")
    with Study.open(desk.study) as study:
        assert study.respondents.all()[-1].role == "Chef"


@pytest.mark.parametrize(
    ("address", "place", "said"),
    [
        ("/agreement", "#status", "De cijfers worden berekend; bij veel interviews"),
        ("/consensus", ".waiting", "De agenda wordt opgesteld"),
    ],
)
def test_wait_is_told_and_ends(finished: Any, address: str, place: str, said: str) -> None:
    page = finished.page
    held: list[Any] = []
    page.route(f"**/api{address}*", lambda route: held.append(route))
    page.goto(f"{finished.base}{address}", wait_until="domcontentloaded")
    waiting = page.locator(place)
    expect(waiting).to_contain_text(said)
    expect(waiting).to_have_attribute("role", "status")
    expect(waiting.locator("progress")).to_be_visible()
    for route in held:
        route.continue_()
    expect(page.locator(".report h2, .begin button").first).to_be_visible()
    expect(page.locator(f"{place} progress")).to_have_count(0)


def test_whole_meeting_by_keyboard(open_desk: Open, begun_study: Path) -> None:
    """From the first disagreement to the minutes, without a mouse."""
    desk = open_desk(begun_study)
    page = desk.page
    desk.open("/consensus")
    page.get_by_role("button", name="Begin het overleg").focus()
    page.keyboard.press("Enter")
    heading = page.locator(".issue-head h2")
    expect(heading).to_contain_text("Punt 1 van ")
    count = int((heading.text_content() or "").split()[-1])
    assert count > 25
    for number in range(1, count + 1):
        expect(heading).to_have_text(f"Punt {number} van {count}")
        expect(page.locator("#desk")).to_be_focused()
        if number % 25 == 0:
            page.keyboard.press("c")
            expect(page.locator("#reason")).to_be_focused()
            page.keyboard.type("beide lezingen kloppen")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("ab"[number % 2])
    expect(page.locator("#finish")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("a.export")).to_be_focused()
    with page.expect_download() as loading:
        page.keyboard.press("Enter")
    assert loading.value.suggested_filename == "minutes.docx"
    with Study.open(begun_study) as study:
        verdicts = [one.verdict for one in study.consensus.decisions()]
        assert study.quotations.select(layer=Layer.CONSENSUS)
    assert len(verdicts) == count
    assert verdicts.count(Verdict.BOTH) == count // 25

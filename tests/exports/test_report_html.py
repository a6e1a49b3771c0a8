"""The report as one HTML file: well formed, complete in itself, readable by a screen reader."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser

import pytest

from bouwsteen.exports.report_html import render
from bouwsteen.exports.report_parts import Bullets, Report, Section
from bouwsteen.exports.table import Column, Table

VOID = {"meta"}


class Reader(HTMLParser):
    """Follows every tag; a tag that is closed out of turn is a fault."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text.append((self.open[-1] if self.open else "", data.strip()))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def page(report) -> str:
    return render(report(8)).decode("utf-8")


def test_page_is_well_formed_and_in_its_language(page: str) -> None:
    reader = Reader(page)
    assert (reader.faults, reader.open) == ([], [])
    assert page.startswith('<!DOCTYPE html>\n<html lang="nl">\n')
    assert ("title", "Overeenstemming tussen codeurs") in reader.text
    ids = [one["id"] for _, one in reader.tags if "id" in one]
    assert len(ids) == len(set(ids)) > 0


def test_page_fetches_nothing_and_runs_nothing(page: str) -> None:
    reader = Reader(page)
    for trace in ("http://", "https://", "<script", "@import", "url(http", "<link", "<metadata"):
        assert trace not in page
    ids = {one["id"] for _, one in reader.tags if "id" in one}
    references = {one["href"] for _, one in reader.tags if "href" in one}
    assert references <= {f"#{name}" for name in ids}
    assert not {name for name, _ in reader.tags} & {"img", "iframe", "object", "link", "a"}
    assert not {key for _, one in reader.tags for key in one if key.startswith("on")}


def test_page_tables_have_captions_and_scopes(page: str, report) -> None:
    reader = Reader(page)
    tables = report(8).tables
    assert len(reader.all("table")) == len(reader.all("caption")) == len(tables)
    scopes = [one.get("scope") for one in reader.all("th")]
    assert scopes.count("col") == sum(len(one.columns) for one in tables)
    assert scopes.count("row") == sum(len(one.rows) + len(one.foot) for one in tables)
    assert ("th", "2 Samenwerken") in reader.text
    cells = [text for tag, text in reader.text if tag == "td"]
    assert cells[:16] == [
        *("75%", "0,67", "0,50", "0,53", "0,48", "0,48", "0,48", "100%"),
        *("100%", "–", "–", "1,00", "–", "–", "–", "–"),
    ]


def test_page_figures_are_vectors_with_words(page: str) -> None:
    reader = Reader(page)
    pictures = reader.all("svg")
    assert [one["role"] for one in pictures] == ["img", "img"]
    assert [(one["aria-label"] or "").partition(":")[0] for one in pictures][0] == (
        "Krippendorffs alfa per bouwsteen"
    )
    drawn = [text for tag, text in reader.text if tag == "text"]
    assert "niet te bepalen: geen van de codeurs gebruikte de code" in drawn
    # The caption has the title, so the picture does without.
    assert "Krippendorffs alfa per bouwsteen" not in drawn


def test_page_escapes_every_word() -> None:
    evil = '<b onclick="x">&\'</b>'
    table = Table(
        key="t",
        caption=evil,
        columns=(Column(key="a", label=evil), Column(key="b", label=evil)),
        rows=((evil, None),),
        foot=((evil, evil),),
        notes=(evil,),
        text=(evil,),
    )
    section = Section(heading=evil, parts=(evil, Bullets(items=(evil,)), table))
    report = Report(title=evil, subtitle=evil, sections=(section,), data=(), lang="en")
    page = render(report).decode("utf-8")
    reader = Reader(page)
    assert (reader.faults, reader.open, reader.all("b")) == ([], [], [])
    assert [text for _, text in reader.text].count(evil) == 14


def test_page_escapes_words_inside_figures(compare, facts) -> None:
    from bouwsteen.codebook.model import Code, Codebook
    from bouwsteen.exports.agreement_report import agreement_report

    compared = compare(8)
    codes = tuple(
        dataclasses.replace(code, labels={"nl": 'a <i> & "b"'}) if code.key == "werk" else code
        for code in compared.codebook.codes
    )
    assert isinstance(codes[0], Code)
    made = agreement_report(
        compared.agreement, Codebook(key="klein", codes=codes), methods=facts(compared)
    )
    reader = Reader(render(made).decode("utf-8"))
    assert (reader.faults, reader.open, reader.all("i")) == ([], [], [])
    assert ("text", '1 a <i> & "b"') in reader.text
    assert '1 a <i> & "b" 0,48' in (reader.all("svg")[0]["aria-label"] or "")


def test_page_is_the_same_every_time(report) -> None:
    assert render(report(8, lang="en")) == render(report(8, lang="en"))

"""Tables and quotes as a page: well formed, complete, readable by a screen reader."""

from __future__ import annotations

import dataclasses
import re

import pytest
from lxml import html

from bouwsteen.exports.quote_book import quote_book
from bouwsteen.exports.table import Column, Table
from bouwsteen.exports.to_html import page, render, render_quotes, text


def parsed(data: bytes) -> html.HtmlElement:
    return html.document_fromstring(data.decode("utf-8"))


def cells(row: html.HtmlElement) -> list[str]:
    return [cell.text_content() for cell in row]


def test_table_has_caption_heading_rows_foot_notes_and_prose(table: Table) -> None:
    root = parsed(render([table]))
    assert root.get("lang") == "nl"
    assert root.findtext(".//title") == "Een proef | met tekens"
    assert root.find(".//caption").text_content() == "Tabel 1. Een proef | met tekens"
    assert [cells(row) for row in root.iter("tr")] == [
        ["Citaat", "Aantal", "Alfa", "Deel"],
        ["=1+1|2", "12.345", "0,12", "50%"],
        ["@ja", "0", "–", "100%"],
        ["+31 *bel* mij", "-3", "1,00", "0%"],
        ["- nou\teh", "7", "0,99", "13%"],
        ["Totaal", "12.349", "–", "–"],
        ["Interviews", "4", "–", "–"],
    ]
    assert [one.text_content() for one in root.xpath("//div[@class='notes']/p")] == [
        "Geteld is 1 < 2."
    ]
    assert [one.text_content() for one in root.xpath("//p[@class='prose']")] == ["Eén zin."]


def test_headings_name_their_rows_and_columns(table: Table) -> None:
    root = parsed(render([table]))
    assert [one.get("scope") for one in root.xpath("//thead//th")] == ["col"] * 4
    assert [one.get("scope") for one in root.xpath("//tbody//th | //tfoot//th")] == ["row"] * 6
    assert root.xpath("//th[@class='number']/text()") == ["Aantal", "Alfa", "Deel"]


def test_page_fetches_and_runs_nothing(table: Table) -> None:
    data = render([table]).decode("utf-8")
    assert re.findall(r"(?i)<script|<link|<img|@import|url\(|https?:|\bon\w+=", data) == []
    assert "prefers-color-scheme: dark" in data
    assert "@media print" in data


def test_words_of_others_stay_words() -> None:
    nasty = "<script>alert('x')</script> & \"y\"\x07"
    one = Table(
        key="t",
        caption=nasty,
        columns=(Column(key="q", label=nasty),),
        rows=((nasty,),),
        notes=(nasty,),
        text=(nasty,),
        lang="en",
    )
    root = parsed(render([one]))
    assert root.xpath("//script") == []
    plain = nasty.removesuffix("\x07")
    assert root.xpath("//thead//th")[0].text_content() == plain
    assert root.xpath("//tbody//th")[0].text_content() == plain
    assert text(nasty) == ("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;y&quot;")


def test_several_tables_are_numbered(table: Table) -> None:
    root = parsed(render([table, dataclasses.replace(table, foot=(), notes=(), text=())]))
    assert root.findtext(".//title") == "Tabellen"
    assert [one.text_content()[:8] for one in root.iter("caption")] == ["Tabel 1.", "Tabel 2."]
    assert len(root.xpath("//tfoot")) == 1


def test_quotes_stand_under_their_block(quotes, book) -> None:
    root = parsed(render_quotes(quote_book(quotes, book)))
    assert root.findtext(".//h1") == "Citaten per bouwsteen"
    assert [one.text for one in root.iter("h2")] == [
        "1 Inhoud van werk (1 citaat)",
        "2 Samenwerken (1 citaat)",
        "Vrije codes (1 citaat)",
    ]
    first, *_, last = root.iter("blockquote")
    assert first.findtext("p") == "“=1 *nou* ja”"
    assert first.find("footer").text_content() == (
        "(Medewerker, Bedrijf 1, int_1) Uitdaging in taken"
    )
    assert last.findtext("p") == "“Wat?\nR: Tja.”"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_is_the_same_twice(table: Table, lang: str) -> None:
    one = dataclasses.replace(table, lang=lang)
    assert render([one]) == render([one])
    assert page("t", lang, []).startswith(f'<!DOCTYPE html>\n<html lang="{lang}">'.encode())

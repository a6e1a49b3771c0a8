"""OpenDocument texts: what LibreOffice shows, and the stretch that each comment marks."""

from __future__ import annotations

from datetime import datetime

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.read.odt import read_odt


def text_of(make, body: str) -> str:
    return read_odt(make["opendocument"]("text", body)).page.text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>I:<text:tab/>Ja</text:p>", "I:\tJa\n"),
        ("<text:p>een<text:line-break/>twee</text:p>", "een\ntwee\n"),
        ('<text:p>Jan<text:s text:c="3"/>0:03</text:p>', "Jan   0:03\n"),
        ('<text:p>a<text:s/>b<text:s text:c="99999999999"/>c</text:p>', "a b c\n"),
        ('<text:p>a<text:s text:c="100000"/>b</text:p>', "a" + " " * 100 + "b\n"),
        ("<text:p>  over \n  de regel </text:p>", "over de regel \n"),
        ("<text:h>Kop</text:h><text:p/><text:p>Ja</text:p>", "Kop\n\nJa\n"),
        ("<text:p>S<text:span>1</text:span><text:span>: </text:span>ja</text:p>", "S1: ja\n"),
        ("<text:p>gei\u0308n\u00adformeerd\u00a0ja</text:p>", "geïnformeerd ja\n"),
        ("<text:list><text:list-item><text:p>punt</text:p></text:list-item></text:list>", "punt\n"),
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes><text:p>blijft<text:change/>"
            "<text:change-start/> erbij<text:change-end/></text:p>",
            "blijft erbij\n",
        ),
        (
            "<text:p>ja<text:note><text:note-body><text:p>noot</text:p></text:note-body></text:note>.</text:p>",
            "ja.\n",
        ),
        (
            "<text:p>ja<draw:frame><draw:text-box><text:p>kader</text:p></draw:text-box></draw:frame>.</text:p>",
            "ja.\n",
        ),
    ],
)
def test_text_is_what_a_person_reads(make, body: str, text: str) -> None:
    assert text_of(make, body) == text


def test_left_out_parts_are_told(make) -> None:
    body = (
        "<text:tracked-changes><text:changed-region/></text:tracked-changes>"
        "<text:p>ja<text:note/><draw:frame><draw:text-box><text:p>kader</text:p></draw:text-box>"
        "</draw:frame></text:p>"
    )
    document = read_odt(make["opendocument"]("text", body))
    assert document.warnings == (
        "1 tracked changes are pending: insertions count, deletions do not",
        "1 text boxes are not part of the text",
        "1 footnotes or endnotes are not part of the text",
    )
    assert dict(document.meta) == {"text boxes": "kader"}


def test_comments_come_with_the_stretch_they_mark(make) -> None:
    body = (
        '<text:p>I: Ja e\u0301\u00ad<office:annotation office:name="a" loext:resolved="true">'
        "<dc:creator>Vera</dc:creator><dc:date>2026-03-12T13:30:00.123456789</dc:date>"
        "<text:p>code: <text:span>leren</text:span></text:p><text:p>twee</text:p>"
        "</office:annotation>"
        "van fouten.</text:p><text:p>R: leer"
        '<office:annotation-end office:name="a"/> je.<office:annotation>'
        "<dc:creator>Jan</dc:creator>"
        "<text:p>los</text:p></office:annotation></text:p>"
        '<text:p><office:annotation office:name="b" loext:parent-name="a"/></text:p>'
    )
    document = read_odt(make["opendocument"]("text", body))
    assert document.page.text == "I: Ja évan fouten.\nR: leer je.\n\n"
    first, second, third = document.comments
    assert (first.id, first.author, first.text, first.resolved, first.parent) == (
        "a",
        "Vera",
        "code: leren\ntwee",
        True,
        None,
    )
    assert first.date == datetime(2026, 3, 12, 13, 30, 0, 123456)
    assert first.span == Span(7, 26)
    assert first.span.of(document.page.text) == "van fouten.\nR: leer"
    assert (second.id, second.author, second.text, second.span, second.date) == (
        "2",
        "Jan",
        "los",
        None,
        None,
    )
    assert (third.id, third.parent, third.span) == ("b", "a", None)


def test_table_rows_are_turns(make, spoken) -> None:
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{who}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{words}</text:p><text:p>e\u0301n meer</text:p>"
        "</table:table-cell></table:table-row>"
        for who, words in (("I", "Hoe?"), ("R", "Zo."), ("I", "Juist."), ("R", "Ja."))
    )
    data = make["opendocument"]("text", f"<table:table>{rows}</table:table><text:p>Einde</text:p>")
    loaded = load_bytes(data, "a.odt")
    assert loaded.transcript.text.startswith("I\tHoe?\nén meer\nR\tZo.\nén meer\n")
    assert spoken(loaded)[:3] == [
        ("I", "Hoe?\nén meer"),
        ("R", "Zo.\nén meer"),
        ("I", "Juist.\nén meer"),
    ]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"content.xml": "<a"},
            "a.odt: this should be an OpenDocument text, but the file is damaged or protected.",
        ),
        ({"content.xml": "<a/>"}, "a.odt: this OpenDocument file holds no text."),
    ],
)
def test_damaged_files_are_refused(make, parts, message: str) -> None:
    mimetype = {"mimetype": "application/vnd.oasis.opendocument.text"}
    with pytest.raises(TranscriptError) as caught:
        load_bytes(make["zip"]({**mimetype, **parts}), "a.odt")
    assert caught.value.message == message

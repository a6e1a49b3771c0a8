"""Web pages and oTranscribe files as the text that a browser shows."""

from __future__ import annotations

import json

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.read.html import read_html

NOSCRIBE = (
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0//EN" "x"><html ><head ><meta charset="UTF-8" />'
    '<meta name="audio_source" content="C:/geheim/jan.m4a" /></head><body ><div>'
    '<p style="font-weight: 600" >jan</p><p><span>Getranscribeerd<br />'
    "Audiobestand: C:/geheim/jan.m4a"
    "</span></p><p></p>"
    '<p><a name="ts_3200_11400_S00" >S00: <span>[00:00:03]</span> Hoe leert u?</a></p>'
    '<p><a name="ts_11400_21000_S01" >S01: <span>[00:00:11]</span> Van fouten</a>'
    '<a name="ts_12000_13000_S01" > //S00: Hm-m.// leer je.</a></p>'
    '<p><a name="ts_63500_70100_S00" >S00: <span>[00:01:03]</span> Mooi.</a></p></div>'
    "</body></html>"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>een\n  twee</p><p>drie</p>", "een twee\ndrie\n"),
        ("<p>een<br>twee<br/></p>", "een\ntwee\n"),
        ("<div>een<p>twee</p>drie</div>", "een\ntwee\ndrie\n"),
        ("<pre>een\n  twee</pre>", "een\n  twee\n"),
        ("<p>a<script>x</script><style>y</style>b<!-- weg --></p>", "ab\n"),
        ("<p>S<b>1</b><i>:</i> e&#x301;n &lt;ja&gt; &amp; nee</p>", "S1: én <ja> & nee\n"),
        ("<table><tr><td>I</td><td><p>Ja</p><p>nee</p></td></tr></table>", "I\tJa\nnee\n"),
        ("<ul><li>een<li>twee</ul>", "een\ntwee\n"),
        ("<b>" * 1_500 + "diep", "diep\n"),
    ],
)
def test_text_is_what_a_browser_shows(body: str, text: str) -> None:
    assert (
        read_html(f"<html><head><title>T</title></head><body>{body}</body>".encode()).page.text
        == text
    )


def test_noscribe_page_gives_turns_and_leaves_out_the_place_of_the_recording(spoken) -> None:
    loaded = load_bytes(NOSCRIBE.encode(), "a.html")
    assert spoken(loaded) == [
        ("S00", "Hoe leert u?"),
        ("S01", "Van fouten"),
        ("S00", "Hm-m."),
        ("S01", "leer je."),
        ("S00", "Mooi."),
    ]
    turns = loaded.transcript.turns
    assert [turn.start_time for turn in turns] == [3.0, 11.0, None, None, 63.0]
    assert [sorted(turn.flags) for turn in turns] == [[], [], ["backchannel", "overlap"], [], []]
    assert loaded.dropped == ("jan", "Getranscribeerd", "Audiobestand: C:/geheim/jan.m4a")
    assert "geheim" not in loaded.transcript.text + str(loaded.transcript.meta)


def test_word_page_in_windows_letters(spoken) -> None:
    page = (
        "<html xmlns:v='urn:x'><head><meta content='text/html; charset=windows-1252'></head><body>"
        "<p class=MsoNormal>MSM:<span style='mso-tab-count:1'>   </span>It\x92s\nthe start?</p>"
        "<p>&nbsp;</p><p>Cherry:\t\x9183. I&#8217;d say so.</p><p>MSM: [inaudible]</p>"
        "<p>Cherry: \xef.</p></body></html>"
    )
    loaded = load_bytes(page.encode("latin-1"), "a.htm")
    assert spoken(loaded) == [
        ("MSM", "It’s the start?"),
        ("Cherry", "‘83. I’d say so."),
        ("MSM", "[inaudible]"),
        ("Cherry", "ï."),
    ]
    assert loaded.transcript.meta["encoding"] == "cp1252"


def test_stated_encoding_counts_where_utf8_does_not_fit() -> None:
    page = '<html><meta charset="mac_roman"><p>ge\u00efnd</p></html>'
    document = read_html(page.encode("mac_roman"))
    assert (document.page.text, document.meta["encoding"]) == ("geïnd\n", "mac_roman")
    lying = read_html('<html><meta charset="mac_roman"><p>geïnd</p></html>'.encode())
    assert lying.page.text == "geïnd\n"


def test_name_and_time_above_paragraphs_are_headings(spoken) -> None:
    page = (
        "<cite>Vera Blok:</cite><time>0:03</time><p>Hoe?</p><cite>Jan:</cite> <time>0:09</time>"
        "<p>Zo.</p><p>Of zo.</p><cite>Vera Blok:</cite><time>0:12</time><p>Mooi.</p>"
    )
    loaded = load_bytes(page.encode(), "a.html")
    assert spoken(loaded) == [("Vera Blok", "Hoe?"), ("Jan", "Zo.\nOf zo."), ("Vera Blok", "Mooi.")]
    assert [turn.start_time for turn in loaded.transcript.turns] == [3.0, 9.0, 12.0]


def test_otranscribe_file_gives_turns(spoken) -> None:
    stamp = '<span class="timestamp" contenteditable="false" data-timestamp="{}">{}</span>&nbsp;'
    typed = (
        f"<p>{stamp.format('3.2', '0:03')}<b>I:</b> Hoe?<br /></p>"
        f"{stamp.format('11.4', '0:11')}R: Zo.<br />{stamp.format('62.4', '1:02')}I: Ja?<br>R: Nee."
    )
    data = json.dumps({"text": typed, "media": "jan.m4a", "media-time": 82.0}).encode()
    loaded = load_bytes(data, "a.otr")
    assert loaded.transcript.meta["reader"] == "otr"
    assert spoken(loaded) == [("I", "Hoe?"), ("R", "Zo."), ("I", "Ja?"), ("R", "Nee.")]
    assert [turn.start_time for turn in loaded.transcript.turns] == [3.0, 11.0, 62.0, None]


@pytest.mark.parametrize(
    ("data", "name", "reader", "message"),
    [
        (
            b'{"a": 1}',
            "a.otr",
            "otr",
            "this should be an oTranscribe file, but there is no typed text in it.",
        ),
        (
            b"[",
            "a.otr",
            "otr",
            "this should be an oTranscribe file, but there is no typed text in it.",
        ),
        (b"<html></html>", "a.html", None, "there is no speech in it."),
        (b" ", "a.html", "html", "there is no text in this web page."),
    ],
)
def test_pages_without_text_are_refused(data: bytes, name: str, reader, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(data, name, reader=reader)
    assert caught.value.message == f"{name}: {message}"


def test_page_nested_without_measure_is_read_whole_or_refused() -> None:
    """Releases of libxml2 differ in how deep they go; none may lose what lies below."""
    try:
        assert read_html(b"<b>" * 3_000 + b"diep").page.text.strip() == "diep"
    except TranscriptError as error:
        assert error.message == "this web page is nested too deep to be read."

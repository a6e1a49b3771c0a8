"""RTF as f4, WordPad and Word write it."""

from __future__ import annotations

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.read.rtf import read_rtf

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}}\f0 "


def text_of(body: str) -> str:
    return read_rtf(f"{HEAD}{body}}}".encode("cp1252")).page.text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"ge\'efnformeerd\par", "geïnformeerd\n"),
        (r"\u8220?ja\u8221?\par", "“ja”\n"),
        (r"\u-10179?\u-8638?\par", "🙂\n"),
        (r"a\~b\-c\_d\par", "a bc\u2011d\n"),
        (r"een\line twee\tab drie\par", "een\ntwee\tdrie\n"),
        (r"\trowd\cellx1\cellx2 I\cell Ja\cell\row", "I\tJa\n"),
        (r"{\header kop\par}{\footer voet}ja{\footnote noot}\par", "ja\n"),
        (r"a{\v weg}b{\deleted weg}c{\v0 d}\par", "abcd\n"),
        (r'{\field{\*\fldinst{HYPERLINK "https://x.nl"}}{\fldrslt{hier}}}\par', "hier\n"),
        (r"een \\cell en HYPERLINK\par", "een \\cell en HYPERLINK\n"),
        (r"{\*\shppict{\pict\pngblip " + "0a1B" * 200 + r"}}ja\par", "ja\n"),
        ("ge\xefnd\\par", "geïnd\n"),
    ],
)
def test_text_is_what_a_person_reads(body: str, text: str) -> None:
    assert text_of(body) == text


def test_left_out_parts_are_told() -> None:
    data = rf"{HEAD}a{{\v weg}}b{{\footnote noot}}{{\annotation opm}}c\v d\v0 e\par}}".encode()
    assert read_rtf(data).warnings == (
        "1 stretches of hidden or deleted text were left out",
        "hidden or deleted text may stand in it; save it as .docx to be sure",
        "1 footnotes are not part of the text",
        "1 comments in the margin are not part of the text",
    )


def test_time_at_the_end_of_a_turn_ends_it(spoken) -> None:
    body = (
        r"I: Hoe? #00:00:11-4#\par\par B: Zo, \'e9cht. #00:00:21-0#\par\par I: Ja? #00:01:02-3#\par"
    )
    loaded = load_bytes(f"{HEAD}{body}}}".encode(), "a.rtf")
    assert spoken(loaded) == [("I", "Hoe?"), ("B", "Zo, écht."), ("I", "Ja?")]
    assert [(turn.start_time, turn.end_time) for turn in loaded.transcript.turns] == [
        (None, 11.4),
        (11.4, 21.0),
        (21.0, 62.3),
    ]


@pytest.mark.parametrize("body", [r"\f1" * 30_000, r"\f1\fcharset1" * 8_000, "{" * 50_000])
def test_hostile_tables_of_fonts_are_no_trap(body: str) -> None:
    try:
        load_bytes(rf"{{\rtf1{{\fonttbl {body}}} ja nee ja nee.\par}}".encode(), "a.rtf")
    except TranscriptError as error:
        assert error.message.startswith("a.rtf: ")


def test_rtf_without_measure_is_refused() -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(b"{\\rtf1 " + b"x " * 4_000_001, "a.rtf")
    assert caught.value.message == "a.rtf: this RTF document is longer than 8 million characters."


@pytest.mark.parametrize("body", [r"\uc ", r"\u99999999999 x", r"\'zz"])
def test_broken_control_words_are_read_or_refused(body: str) -> None:
    try:
        load_bytes(f"{HEAD}{body} ja nee.\\par}}".encode(), "a.rtf")
    except TranscriptError as error:
        assert error.message == "a.rtf: this should be an RTF document, but it is damaged."

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import READERS, Loaded, load, load_bytes
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.shapes import SHAPES

INTERVIEW = (
    "Verzonnen gesprek\nDatum: 3 mei\n\nI: Hoe leert u van elkaar?\nR: Ja.\nI: Ja? En dan?\n"
)
NAMES = st.sampled_from(["a.docx", "a.txt", "a.vtt", "a.srt", "a.csv", "a"])
PIECES = st.sampled_from(
    ["I: ", "R: ", "[i] ", "**Vera:** ", "Jan   0:03", "00:00:03", "0:0:1.5 --> 0:0:2", "WEBVTT"]
    + ["00:00:01.000 --> 00:00:02.000", "<v Vera>", "[SPEAKER_00]: ", ";", "\t", ",", '"', "ja"]
    + ["Nou, zo. ", "🙂", "e\u0301", "\u00ad", "\u00a0", "\ufeff", "\n", "\r\n", "\n\n", "---", "("]
    + ["tijd;spreker;tekst", "I = interviewer", "Datum: 3 mei", "#", "*", "einde opname", "Pauze"]
    + ["&amp;", "\x00", "--> "]
)


def check(loaded: Loaded) -> None:
    """What must hold of every transcript, whatever it was read from."""
    one = loaded.transcript
    assert one.text == normalise(one.text)
    assert one.turns
    assert [turn.index for turn in one.turns] == list(range(1, len(one.turns) + 1))
    assert all(one.speech(turn) == one.speech(turn).strip() != "" for turn in one.turns)
    assert len(one.sha256) == 64
    assert 0 <= loaded.score <= 1


@given(st.binary(max_size=200), NAMES)
@example(b"PK\x03\x04", "a.docx")
@example(b"\xff\xfe\x00", "a.txt")
def test_load_bytes_reads_or_refuses_any_bytes(data: bytes, name: str) -> None:
    try:
        check(load_bytes(data, name))
    except TranscriptError as error:
        assert error.message.startswith(f"{name}: ")


@given(
    st.lists(PIECES, max_size=40).map("".join),
    NAMES,
    st.sampled_from([None, *READERS, *SHAPES]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
)
def test_load_bytes_reads_or_refuses_any_text(
    text: str, name: str, reader: str | None, encoding: str
) -> None:
    try:
        check(load_bytes(text.encode(encoding), name, reader=reader))
    except TranscriptError as error:
        assert error.message.startswith(f"{name}: ")


@given(st.data())
def test_load_bytes_reads_or_refuses_any_word_file(data: st.DataObject) -> None:
    tags = st.sampled_from(
        ["p", "r", "t", "tbl", "tr", "tc", "ins", "del", "sdt", "txbxContent", "rPr", "vanish"]
        + ["commentRangeStart", "commentRangeEnd", "commentReference", "sym", "br", "tab", "pPr"]
    )

    def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(
            lambda tag, number, parts: f'<w:{tag} w:id="{number}">{"".join(parts)}</w:{tag}>',
            tags,
            st.integers(0, 2),
            st.lists(inside, max_size=4),
        )

    leaf = st.sampled_from(["I: ja", "R: e\u0301", "\u00ad", "0:03"]).map("<w:t>{}</w:t>".format)
    body = data.draw(st.lists(st.recursive(leaf, element, max_leaves=12), max_size=5))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}">{"".join(body)}</w:document>'
        )
    try:
        check(load_bytes(out.getvalue(), "a.docx"))
    except TranscriptError as error:
        assert error.message.startswith("a.docx: ")


def test_load_gives_key_title_language_and_origin(tmp_path: Path) -> None:
    path = tmp_path / "gespre\u0301k 1.txt"
    path.write_text(INTERVIEW, encoding="utf-8")
    loaded = load(path)
    one = loaded.transcript
    assert (one.key, one.title, one.language, one.speakers) == (
        "gesprék 1",
        "gesprék 1",
        None,
        ("I", "R"),
    )
    assert dict(one.meta) == {
        "encoding": "utf-8",
        "header.datum": "3 mei",
        "source": "gesprék 1.txt",
        "reader": "text",
        "shape": "labels",
    }
    assert loaded.dropped == ("Verzonnen gesprek", "Datum: 3 mei")
    assert one.text == INTERVIEW
    named = load(path, key="g1", title="Gesprek met R").transcript
    assert (named.key, named.title) == ("g1", "Gesprek met R")


def test_load_flags_signs_of_listening_only() -> None:
    words = ["Hm-m.", "Ja.", "Oké, ja.", "Ja ja ja!", "Nee.", "Ja, maar anders.", "Mm-hm…"]
    text = "".join(f"{'IR'[place % 2]}: {word}\n" for place, word in enumerate(words))
    turns = load_bytes(text.encode(), "a.txt").transcript.turns
    assert ["backchannel" in turn.flags for turn in turns] == [
        True,
        True,
        True,
        True,
        False,
        False,
        True,
    ]


def test_load_keeps_warnings_with_the_transcript() -> None:
    loaded = load_bytes(b"Wij leren veel.\n\nVan elkaar.\n", "a.txt")
    assert loaded.transcript.meta["warnings"] == "\n".join(loaded.warnings) != ""


def test_load_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError) as caught:
        load(tmp_path / "weg.txt")
    assert (
        caught.value.message == f"{tmp_path / 'weg.txt'} cannot be read: No such file or directory."
    )
    assert caught.value.hint == "Check the name and the folder."


@pytest.mark.parametrize(
    ("reader", "message", "hint"),
    [
        ("lables", "There is no reader 'lables'.", "Did you mean labels?"),
        (
            "mp3",
            "There is no reader 'mp3'.",
            "Choose one of csv, docx, eaf, html, json, ods, odt, otr, pdf, rtf, srt, stm, text, "
            "vtt, xlsx, headings, timings, labels, columns, prose.",
        ),
        (
            "headings",
            "a.txt: there are no headings in it from which to read turns.",
            "The other shapes of a document are timings, labels, columns, prose.",
        ),
    ],
)
def test_load_refuses_readers(reader: str, message: str, hint: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(INTERVIEW.encode(), "a.txt", reader=reader)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_load_reads_no_shapes_in_captions() -> None:
    data = b"WEBVTT\n\n00:01.000 --> 00:02.000\nJa.\n"
    with pytest.raises(TranscriptError) as caught:
        load_bytes(data, "a.vtt", reader="labels")
    assert caught.value.message == (
        "a.vtt: this file has turns of its own, which cannot be read as labels."
    )


def test_load_reads_with_the_reader_given() -> None:
    data = b"spreker,tekst\nI,Hoe?\nR,Zo.\n"
    assert load_bytes(data, "a.txt", reader="csv").transcript.speakers == ("I", "R")

"""PDF: pages to paragraphs, without what pages add."""

from __future__ import annotations

import re
import zlib

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.pdf_lines import HYPHEN, mended

FULL = "woorden die de regel tot het eind toe vullen"


def test_pages_give_turns_without_headers_and_numbers(make, spoken) -> None:
    pages = [
        [
            "Interview 7 - vertrouwelijk",
            f"I: Hoe {FULL}",
            "en hoe dan verder?",
            "R: Zo (ja).",
            "- 1 -",
        ],
        ["Interview 7 - vertrouwelijk", f"I: Nog {FULL}?", "R: Nee.", "- 2 -"],
    ]
    loaded = load_bytes(make["pdf"](pages), "a.pdf")
    assert spoken(loaded) == [
        ("I", f"Hoe {FULL} en hoe dan verder?"),
        ("R", "Zo (ja)."),
        ("I", f"Nog {FULL}?"),
        ("R", "Nee."),
    ]
    assert loaded.dropped == ("Interview 7 - vertrouwelijk", "- 1 -")
    assert loaded.transcript.meta["pages"] == "2"


def test_page_without_text_is_told(make) -> None:
    loaded = load_bytes(make["pdf"]([["I: Hoe?", "R: Zo.", "I: Ja?", "R: Nee."], []]), "a.pdf")
    assert loaded.warnings[-1] == "pages without text: 2"


def test_scan_is_refused(make) -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(make["pdf"]([[], []]), "a.pdf")
    assert caught.value.message == (
        "a.pdf: this PDF holds no text on its 2 pages: it is a scan, or empty."
    )


def test_damaged_pdf_is_refused() -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(b"%PDF-1.4\nkapot", "a.pdf")
    assert caught.value.message == "a.pdf: this PDF is damaged."


def test_pdf_that_unpacks_without_measure_is_refused(make) -> None:
    packed = zlib.compress(b" " * 201_000_000, 9)
    data = make["pdf"]([["ja"]]) + b"\n9 0 obj\n<<>>stream\r\n" + packed + b"\nendstream"
    with pytest.raises(TranscriptError) as caught:
        load_bytes(data, "a.pdf")
    assert caught.value.message == "a.pdf: this PDF unpacks to more than 200 MB."


@pytest.mark.parametrize(
    ("line", "text", "doubtful"),
    [
        (f"R: de samen{HYPHEN}werking", "R: de samenwerking\n", True),
        (f"R: samenwerking is samen{HYPHEN}werking", "R: samenwerking is samenwerking\n", False),
        (f"R: de HR{HYPHEN}afdeling", "R: de HR-afdeling\n", False),
        (f"R: Noord{HYPHEN}Holland", "R: Noord-Holland\n", False),
        (f"R: niet-pluis is niet{HYPHEN}pluis", "R: niet-pluis is niet-pluis\n", False),
        (f"R: 3D{HYPHEN}printen", "R: 3D-printen\n", False),
        (f"R: ja {HYPHEN} nee", "R: ja - nee\n", False),
    ],
)
def test_words_are_joined_over_a_line_end(line: str, text: str, doubtful: bool) -> None:
    found = mended([[line]])
    assert found.text == text
    assert bool(found.warnings) is doubtful


@pytest.mark.parametrize(
    ("step", "count", "left"), [(5, 22, 0), (1, 12, 0), (10, 31, 0), (7, 30, 4)]
)
def test_line_numbers_are_left_out(step: int, count: int, left: int) -> None:
    page = [
        f"{number} woord {number}x" if number % step == 0 else f"woord {number}x"
        for number in range(1, count + 1)
    ]
    lines = mended([page]).text
    assert len(re.findall(r"\b\d+ woord", lines)) == left


def test_line_numbers_may_begin_anew_on_each_page() -> None:
    pages = [
        [f"{n} woord {letter * n}" if n % 5 == 0 else letter * n for n in range(1, 16)]
        for letter in "ab"
    ]
    assert mended(pages).warnings == ("6 line numbers were left out",)


def test_numbers_in_speech_stay() -> None:
    page = ["R: wij waren met", "5 mensen in", "10 jaar en dat", "is veel.", "I: Ja?", "R: Nee."]
    assert mended([page]).text.count("5 mensen") == 1


def test_short_lines_and_labels_begin_paragraphs() -> None:
    page = [f"I: {FULL}", "kort.", f"R: {FULL}", f"[i] {FULL}", "00:00:03 Jan", FULL]
    assert mended([page]).text == (
        f"I: {FULL} kort.\nR: {FULL}\n[i] {FULL}\n00:00:03 Jan\n{FULL}\n"
    )

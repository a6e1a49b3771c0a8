"""A transcript with its codings, and the way back from Word."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime
from html import unescape

import pytest

from bouwsteen.codebook.files import load_codebook
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Coder, Coding, Layer, Quotation
from bouwsteen.coding.word_comments import comment_quotations
from bouwsteen.exports import annotated_docx, annotated_html
from bouwsteen.exports.annotated import annotate
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.model import Span, Transcript, Turn

TEXT = "Verzonnen <gesprek>\n\nI: Hoe\tgaat het?\nR: Goed 🙂, heel goed.\n  Echt waar.  \uffff"
CODERS = (Coder(key="anna", name="Anna"), Coder(key="Bram_2", name="Bram de Boer"))


@pytest.fixture(scope="module")
def scheme() -> Codebook:
    return load_codebook("mkb-leercultuur")


@pytest.fixture
def talk() -> Transcript:
    first, second = TEXT.index("Hoe"), TEXT.index("Goed")
    turns = (
        Turn(index=1, speaker="I", span=Span(first, first + 13), start_time=1.5, end_time=2.0),
        Turn(index=2, speaker="R", span=Span(second, len(TEXT) - 3)),
    )
    return Transcript(key="een", title="Een & één", text=TEXT, turns=turns, language="nl")


def quoted(
    start: int, end: int, *codes: str, coder: str = "anna", memo: str = "", **rest: object
) -> Quotation:
    return Quotation(
        transcript="een",
        span=Span(start, end),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
        **rest,  # type: ignore[arg-type]
    )


@pytest.fixture
def quotations(scheme: Codebook) -> list[Quotation]:
    one, two, three = [code.key for code in scheme.codes][:3]
    start = TEXT.index("Goed")
    return [
        quoted(0, len(TEXT), one, memo="1.1; twijfel\n3\nmemo: nog <b>"),
        quoted(start, start + 4, two, one, created=datetime(2026, 3, 1, 9, 8, 7, tzinfo=UTC)),
        quoted(start, start + 4, three, coder="Bram_2"),
        quoted(start - 3, start + 6, three, memo="leiderschap"),
        quoted(TEXT.index("I:") - 2, TEXT.index("Hoe") + 3, two),
        quoted(start + 2, start + 9, one),
    ]


def test_runs_are_the_text_and_know_what_covers_them(
    talk: Transcript, quotations: list[Quotation], scheme: Codebook
) -> None:
    made = annotate(talk, quotations, scheme, coders=CODERS)
    assert "\n".join("".join(run.text for run in line.runs) for line in made.lines) == TEXT
    for line in made.lines:
        for run in line.runs:
            piece = Span(run.start, run.start + len(run.text))
            covering = [one.number for one in made.marks if one.span.overlap(piece)]
            assert [one.number for one in run.marks] == covering
        lanes = [one.lane for one in line.covering]
        assert len(set(lanes)) == len(lanes)
    assert made.authors == ("Anna", "Bram_2")


def test_annotate_leaves_out_other_transcripts_and_names_the_consensus(
    talk: Transcript, quotations: list[Quotation], scheme: Codebook
) -> None:
    other = dataclasses.replace(quotations[0], transcript="twee")
    agreed = dataclasses.replace(quotations[1], layer=Layer.CONSENSUS)
    made = annotate(talk, [other, agreed], scheme, lang="en")
    assert [(one.author, one.span) for one in made.marks] == [("consensus", agreed.span)]


def test_docx_gives_text_turns_and_codings_back(
    talk: Transcript, quotations: list[Quotation], scheme: Codebook
) -> None:
    data = annotated_docx.render(annotate(talk, quotations, scheme, coders=CODERS))
    assert data == annotated_docx.render(annotate(talk, quotations, scheme, coders=CODERS))
    loaded = load_bytes(data, "een.docx")
    back = loaded.transcript
    assert (back.text, back.turns, back.language) == (TEXT, talk.turns, "nl")
    found = comment_quotations(loaded.comments, talk, scheme, coders=CODERS)
    assert found.problems == ()
    assert {(one.span, one.coder): (one.codes, one.memo) for one in found.quotations} == {
        (one.span, one.coder): (one.codes, one.memo) for one in quotations
    }
    assert [one.date for one in loaded.comments if one.date] == [quotations[1].created]


def test_docx_without_codings_or_ended_last_line_is_read_the_same(scheme: Codebook) -> None:
    for text in ("I: Ja?\nR: Ja.\n", "I: Ja?\nR: Ja.", "\nI: Ja?\nR: Ja.\n\n"):
        one = Transcript(key="k", title="k", text=text, turns=())
        data = annotated_docx.render(annotate(one, [], scheme))
        assert load_bytes(data, "k.docx").transcript.text == text


def test_codes_after_a_change_of_the_text_are_read_from_what_is_there(scheme: Codebook) -> None:
    one = Transcript(key="k", title="k", text="I: Ja?\nR: Ja.\n", turns=())
    other = dataclasses.replace(one, text="I: Ja?\nR: Nee.\n")
    stamped = annotate(one, [], scheme)
    lines = annotate(other, [], scheme).lines
    loaded = load_bytes(annotated_docx.render(dataclasses.replace(stamped, lines=lines)), "k.docx")
    assert loaded.transcript.text == other.text
    assert loaded.transcript.speakers == ("I", "R")


def test_html_shows_text_escaped_and_every_overlap_apart(
    talk: Transcript, quotations: list[Quotation], scheme: Codebook
) -> None:
    made = annotate(talk, quotations, scheme, coders=CODERS)
    page = annotated_html.render(made).decode()
    paragraphs = re.findall(r'<p class="text">(.*?)</p>', page, re.DOTALL)
    shown = [unescape(re.sub(r"<[^>]+>", "", one)) for one in paragraphs]
    assert "\n".join(shown) == TEXT
    assert "memo: nog &lt;b&gt;" in page
    assert "<script" not in page and "http" not in page
    for mark in made.marks:
        assert page.count(f'id="q{mark.number}"') == page.count(f'id="t{mark.number}"') == 1
    assert page.encode() == annotated_html.render(annotate(talk, quotations, scheme, coders=CODERS))

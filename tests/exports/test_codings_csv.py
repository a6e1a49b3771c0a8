"""Codings to CSV and back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.codings_csv import parse_codings, read_codings
from bouwsteen.coding.model import Coding, Origin, Quotation
from bouwsteen.errors import ExportError
from bouwsteen.exports.codings_csv import codings_csv, write_codings
from bouwsteen.transcripts.model import Span, Transcript
from bouwsteen.transcripts.normalise import normalise

BOOK = Codebook(key="klein", codes=tuple(Code(key=key, labels={"nl": key}) for key in "xyz"))


def quotation(span: Span, *codes: str, memo: str = "") -> Quotation:
    return Quotation(
        transcript="a",
        span=span,
        coder="anna",
        codings=tuple(Coding(code=code, origin=Origin.IMPORT) for code in codes),
        memo=memo,
    )


def transcript(text: str) -> Transcript:
    return Transcript(key="a", title="a", text=text, turns=())


def test_codings_are_written_letter_for_letter(tmp_path: Path) -> None:
    source = transcript('=1+1 "nou, ja"\n- eh')
    marked = [quotation(Span(0, 14), "x", "y", memo="a\nb"), quotation(Span(15, 19), "z")]
    path = write_codings(marked, [source], tmp_path / "codings.csv")
    assert path.read_bytes().decode("utf-8") == (
        "transcript,start,end,coder,code,memo,quote\n"
        'a,0,14,anna,x,"a\nb","=1+1 ""nou, ja"""\n'
        'a,0,14,anna,y,"a\nb","=1+1 ""nou, ja"""\n'
        "a,15,19,anna,z,,- eh\n"
    )
    assert read_codings(path, [source], BOOK).quotations == tuple(marked)


def test_a_transcript_that_is_missing_is_told() -> None:
    with pytest.raises(ExportError, match="no transcript 'a' to quote from"):
        codings_csv([quotation(Span(0, 1), "x")], [])


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[Transcript, list[Quotation]]:
    """Any text that a transcript can hold, with quotations that mark more than white space."""
    alphabet = st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\n\t;,\"'=")
    text = normalise(draw(st.text(alphabet, min_size=1, max_size=40)))
    spans = {
        Span(start, end)
        for start, end in draw(
            st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=4)
        )
        if start < end <= len(text) and text[start:end].strip()
    }
    codes = st.lists(st.sampled_from("xyz"), min_size=1, unique=True)
    memos = st.sampled_from(("", "kort", "twee\nregels", '"; ,'))
    return transcript(text), [
        quotation(span, *draw(codes), memo=draw(memos)) for span in sorted(spans)
    ]


@given(marked_texts())
def test_codings_come_back_as_they_were(made: tuple[Transcript, list[Quotation]]) -> None:
    source, marked = made
    found = parse_codings(codings_csv(marked, [source]), [source], BOOK)
    assert (found.quotations, found.problems) == (tuple(marked), ())


def test_the_golden_study_comes_back_from_its_files(golden_study, tmp_path: Path) -> None:
    golden_study.write(tmp_path)
    found = read_codings(
        tmp_path / "codings.csv", golden_study.cast.transcripts, golden_study.codebook
    )
    assert [dataclasses.replace(one, id=0, codings=()) for one in golden_study.quotations] == [
        dataclasses.replace(one, codings=()) for one in found.quotations
    ]
    assert [one.codes for one in golden_study.quotations] == [one.codes for one in found.quotations]
    assert len(list((tmp_path / "transcripts").iterdir())) == 36
    assert len((tmp_path / "respondents.csv").read_text(encoding="utf-8").splitlines()) == 73

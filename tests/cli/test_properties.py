"""Whatever the text holds, a quotation comes back as it was, and undo restores what was there."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.codings_csv import parse_codings
from bouwsteen.coding.model import Coder, Coding, Quotation
from bouwsteen.exports.codings_csv import codings_csv
from bouwsteen.study.study import Study
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.model import Span, Transcript

BOOK = load_codebook("mkb-leercultuur")
CODES = [code.key for code in BOOK.codes]
# Letters, emoji outside the BMP, combining marks, CRLF, BOM, NBSP, quotes and formula signs.
PIECES = [
    "Nou ja",
    "🙂",
    "👩‍👧",
    "e\u0301",
    "\u0308",
    "\r\n",
    "\ufeff",
    "\u00a0",
    '"',
    "=",
    ",",
    "één",
]
SPEECH = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


def read(speech: list[str], encoding: str) -> Transcript:
    lines = [f"I: En toen {number}?\r\nR: Ja {text} zo." for number, text in enumerate(speech)]
    return load_bytes("\r\n".join(lines).encode(encoding), "een.txt").transcript


@st.composite
def studies(draw: st.DrawFn) -> tuple[Transcript, list[Quotation]]:
    speech = draw(st.lists(SPEECH, min_size=2, max_size=4))
    transcript = read(speech, draw(ENCODINGS))
    spans = draw(
        st.lists(
            st.tuples(*(st.integers(0, len(transcript.text) - 1),) * 2).map(sorted), max_size=6
        )
    )
    marked = [Span(start, end + 1) for start, end in spans]
    return transcript, [
        Quotation(
            transcript="een",
            span=span,
            coder="anna",
            codings=tuple(
                Coding(code=code)
                for code in draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
            ),
            memo=draw(st.sampled_from(["", "=memo", 'met "quotes"', "twee\nregels"])),
        )
        for span in dict.fromkeys(marked)
        if span.of(transcript.text).strip()
    ]


SLOW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(studies())
def test_quotation_is_the_same_after_export_and_import(
    drawn: tuple[Transcript, list[Quotation]],
) -> None:
    transcript, quotations = drawn
    back = parse_codings(codings_csv(quotations, [transcript]), [transcript], BOOK)
    assert back.problems == ()
    assert {
        one.span: (one.span.of(transcript.text), set(one.codes), one.memo)
        for one in back.quotations
    } == {one.span: (one.span.of(transcript.text), set(one.codes), one.memo) for one in quotations}


@SLOW
@given(studies())
def test_undo_restores_and_equal_input_gives_equal_studies(
    drawn: tuple[Transcript, list[Quotation]],
) -> None:
    transcript, quotations = drawn
    with tempfile.TemporaryDirectory() as folder:
        states = []
        for name in ("a", "b"):
            with Study.create(Path(folder) / f"{name}.bouwsteen", codebook=BOOK) as study:
                with study.change("import"):
                    study.transcripts.add([transcript])
                    study.coders.add([Coder(key="anna")])
                empty = study.fingerprint()
                with study.change("code import"):
                    study.quotations.add(quotations)
                stored = study.quotations.select()
                texts = {one.span.of(study.transcripts.get("een").text) for one in stored}
                assert texts == {one.span.of(transcript.text) for one in quotations}
                states.append(study.fingerprint())
                if quotations:
                    study.undo()
                    assert study.fingerprint() == empty
        assert states[0] == states[1]

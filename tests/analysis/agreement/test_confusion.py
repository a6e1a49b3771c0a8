"""The confusion table: the rule for several codes, in characters and in turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.analysis.agreement.confusion import NONE, confusion
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coding, Done, Quotation
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

BOOK = Codebook(
    key="klein",
    codes=tuple(Code(key=key, labels={"nl": key}) for key in ("x", "y", "z")),
)
TEXT = "R: 0123456789\nR: 01\nR: 0123456789\n"
SPANS = (Span(3, 13), Span(17, 19), Span(23, 33))
CAST = Cast(
    transcripts=(
        Transcript(
            key="t",
            title="t",
            text=TEXT,
            turns=tuple(
                Turn(index=number, speaker="R", span=span)
                for number, span in enumerate(SPANS, start=1)
            ),
        ),
    ),
    respondents=(Respondent(key="r"),),
    links=(SpeakerLink(transcript="t", speaker="R", respondent="r"),),
)
DONE = [Done(coder=coder, transcript="t") for coder in ("a", "b")]


def quote(coder: str, start: int, end: int, *codes: str) -> Quotation:
    return Quotation(
        transcript="t",
        span=Span(start, end),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
    )


def layers(*quotations: Quotation) -> dict[str, list[Quotation]]:
    return {coder: [one for one in quotations if one.coder == coder] for coder in ("a", "b")}


@pytest.mark.parametrize(
    ("a", "b", "pairs"),
    [
        ("", "", [(NONE, NONE)]),
        ("x", "x", [("x", "x")]),
        ("x", "y", [("x", "y")]),
        ("x", "", [("x", NONE)]),
        ("", "xy", [(NONE, "x"), (NONE, "y")]),
        ("xy", "y", [("y", "y"), ("x", NONE)]),
        ("xy", "yz", [("y", "y"), ("x", "z")]),
        ("xy", "z", [("x", "z"), ("y", "z")]),
        ("xyz", "xyz", [("x", "x"), ("y", "y"), ("z", "z")]),
    ],
)
def test_unit_with_several_codes_is_entered_by_the_rule(
    a: str, b: str, pairs: list[tuple[str, str]]
) -> None:
    coded = layers(*(quote("a", 3, 13, *a) for _ in a[:1]), *(quote("b", 3, 13, *b) for _ in b[:1]))
    found = confusion(coded, CAST, BOOK, done=DONE)
    turns = {
        (row, column): count
        for row, line in zip(found.codes, found.turns, strict=True)
        for column, count in zip(found.codes, line, strict=True)
        if count
    }
    expected = dict.fromkeys(pairs, 1)
    expected[NONE, NONE] = expected.get((NONE, NONE), 0) + 2
    assert turns == expected


def test_confusion_counts_characters_and_turns() -> None:
    coded = layers(
        quote("a", 3, 20, "x"), quote("b", 8, 18, "x"), quote("b", 23, 25, "y"),
        quote("b", 30, 33, "z"),
    )  # fmt: skip
    found = confusion(coded, CAST, BOOK, done=DONE)
    assert found.to_json() == {
        "coders": ["a", "b"],
        "level": "block",
        "scope": "respondents",
        "codes": ["x", "y", "z", NONE],
        # Of the second turn, two characters long, one coder marked one.
        "characters": [[6, 0, 0, 6], [0, 0, 0, 0], [0, 0, 0, 0], [0, 2, 3, 5]],
        "turns": [[1, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]],
        "n_characters": 22,
        "n_turns": 3,
    }
    frame = found.to_frame("turns")
    assert (frame.index.name, frame.columns.name) == ("a", "b")
    assert frame.loc["x", NONE] == 1
    assert found.to_frame().loc["x", "x"] == 6


def test_spans_of_one_coder_that_adjoin_mark_a_turn_together() -> None:
    coded = layers(quote("a", 3, 5, "x"), quote("a", 5, 6, "x"), quote("b", 3, 5, "y"))
    found = confusion(coded, CAST, BOOK, done=DONE)
    assert found.to_frame("turns").loc["x"].to_dict() == {"x": 0, "y": 0, "z": 0, NONE: 1}


def test_other_than_two_coders_are_refused() -> None:
    with pytest.raises(AnalysisError, match="A confusion table is of two coders; these are 1."):
        confusion({"a": []}, CAST, BOOK, done=DONE)


@given(
    codes=st.lists(
        st.tuples(
            st.sampled_from("ab"), st.integers(0, 32), st.integers(1, 33), st.sampled_from("xyz")
        ),
        max_size=8,
    )
)
def test_exchanging_the_coders_turns_the_table_on_its_side(
    codes: list[tuple[str, int, int, str]],
) -> None:
    coded = layers(
        *(
            quote(coder, start, min(start + length, len(TEXT)), code)
            for coder, start, length, code in codes
        )
    )
    there = confusion(coded, CAST, BOOK, done=DONE)
    back = confusion({coder: coded[coder] for coder in "ba"}, CAST, BOOK, done=DONE)
    assert there.characters == tuple(zip(*back.characters, strict=True))
    assert there.turns == tuple(zip(*back.turns, strict=True))


@given(
    codes=st.lists(
        st.tuples(st.integers(0, 32), st.integers(1, 33), st.sampled_from("xyz")), max_size=6
    )
)
def test_identical_layers_stand_on_the_diagonal(codes: list[tuple[int, int, str]]) -> None:
    coded = layers(
        *(
            quote(coder, start, min(start + length, len(TEXT)), code)
            for coder in "ab"
            for start, length, code in codes
        )
    )
    found = confusion(coded, CAST, BOOK, done=DONE)
    for table in (found.characters, found.turns):
        assert all(
            not count
            for row, line in enumerate(table)
            for column, count in enumerate(line)
            if row != column
        )

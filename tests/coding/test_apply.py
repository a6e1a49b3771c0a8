"""Where a coding goes: turn, range and quoted text."""

from __future__ import annotations

import pytest

from bouwsteen.coding.apply import (
    add_codes,
    check_span,
    find_quote,
    place,
    quote_span,
    range_span,
    trim,
    turn_span,
    within_speech,
)
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span, Transcript


def test_turn_span_is_the_speech_without_its_label(interview: Transcript) -> None:
    assert turn_span(interview, 2).of(interview.text) == "Nou ja, veel. Fouten mogen hier gewoon."


def test_turn_span_names_the_turns_there_are(interview: Transcript) -> None:
    with pytest.raises(CodingError) as raised:
        turn_span(interview, 9)
    assert (raised.value.message, raised.value.hint) == (
        "int1 has no turn 9.",
        "Its turns are numbered 1 to 4.",
    )


@pytest.mark.parametrize("text", ["24:33", " 24 : 33 ", "24-33"])
def test_range_span_reads_offsets(interview: Transcript, text: str) -> None:
    assert range_span(interview, text) == Span(24, 33)


@pytest.mark.parametrize("text", ["", "24", "33:24", "24:24", "a:b", "-1:4"])
def test_range_span_refuses_what_is_no_range(interview: Transcript, text: str) -> None:
    with pytest.raises(CodingError, match="is no span"):
        range_span(interview, text)


def test_range_span_refuses_a_range_after_the_text(interview: Transcript) -> None:
    with pytest.raises(CodingError) as raised:
        range_span(interview, "90:999")
    assert raised.value.message == "int1: 90:999 ends outside the text, which has 93 characters."


def test_check_span_refuses_white_space(interview: Transcript) -> None:
    with pytest.raises(CodingError) as raised:
        check_span(interview, Span(20, 21))
    assert raised.value.message == "int1: 20:21 marks white space alone."


def test_trim_takes_white_space_off(interview: Transcript) -> None:
    assert trim(interview, Span(23, 31)) == Span(24, 31)
    assert trim(interview, Span(20, 21)) is None


def test_quote_span_finds_a_text_once(interview: Transcript) -> None:
    assert quote_span(interview, " Fouten mogen\u00a0hier ") == Span(38, 55)


def test_quote_span_lists_every_occurrence(interview: Transcript) -> None:
    with pytest.raises(CodingError) as raised:
        quote_span(interview, "Nou ja")
    assert raised.value.message == (
        "int1: the text 'Nou ja' occurs 2 times: turn 2, offset 24; turn 4, offset 76."
    )


def test_quote_span_says_when_a_text_is_not_there(interview: Transcript) -> None:
    with pytest.raises(CodingError) as raised:
        quote_span(interview, "nou ja")
    assert raised.value.message == "int1: the text 'nou ja' does not occur."


def test_quote_span_refuses_an_empty_quote(interview: Transcript) -> None:
    with pytest.raises(CodingError, match="the quote is empty"):
        quote_span(interview, " \n")


def test_quote_span_shortens_the_list_of_places() -> None:
    many = Transcript(key="a", title="a", text="ja " * 8, turns=())
    with pytest.raises(CodingError) as raised:
        quote_span(many, "ja")
    assert raised.value.message == (
        "a: the text 'ja' occurs 8 times: "
        "offset 0; offset 3; offset 6; offset 9; offset 12; and 3 more."
    )


def test_find_quote_sees_overlapping_occurrences() -> None:
    assert find_quote(Transcript(key="a", title="a", text="aaa", turns=()), "aa") == (0, 1)


def test_place_is_the_turn_or_the_bare_offset(interview: Transcript) -> None:
    assert (place(interview, 30), place(interview, 22)) == ("turn 2, offset 30", "offset 22")


def test_add_codes_keeps_the_first_coding_and_joins_memos() -> None:
    first = Quotation(
        transcript="a",
        span=Span(0, 4),
        coder="anna",
        codings=(Coding(code="x", codebook_version=1),),
        memo="twijfel",
    )
    extra = [Coding(code="x", codebook_version=2), Coding(code="y", codebook_version=2)]
    both = add_codes(first, extra, memo="nog eens bekijken")
    assert both.codings == (
        Coding(code="x", codebook_version=1),
        Coding(code="y", codebook_version=2),
    )
    assert both.memo == "twijfel\nnog eens bekijken"
    assert add_codes(both, extra, memo="twijfel") == both


def test_within_speech_leaves_a_span_without_speech(interview: Transcript) -> None:
    assert within_speech(interview, Span(20, 23)) == Span(20, 23)
    assert within_speech(interview, Span(22, 75)) == Span(24, 72)

"""Whose quotation it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.analysis.attribution import attribute_quotations
from bouwsteen.coding.model import Quotation
from bouwsteen.errors import AnalysisError, TranscriptError
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn


def owners(study, *quotations: Quotation) -> list[str | None]:
    return [
        None if person is None else person.key
        for person in attribute_quotations(quotations, study.cast)
    ]


def test_a_quotation_is_of_whose_turn_it_stands_in(study) -> None:
    assert owners(
        study, study.mark("solo_10", "veel samen"), study.mark("solo_9", "elke dag iets")
    ) == ["dirk", "mia"]


def test_the_interviewer_counts_for_nobody(study) -> None:
    question = study.mark("solo_10", "Hoe gaat dat hier?")
    mostly_question = study.mark("solo_10", "Hoe gaat dat hier?\nR: Wij")
    stranger = study.mark("groep", "wie ben ik")
    label = study.mark("groep", "\nB: ")
    assert owners(study, question, mostly_question, stranger, label) == [None, "dirk", None, None]


def test_most_characters_win_when_two_respondents_are_quoted(study) -> None:
    more_a = study.mark("groep", "en bij a\nB: tien b")
    more_b = study.mark("groep", "bij a\nB: tien bij")
    assert owners(study, more_a, more_b) == ["mo", "hanna"]


def test_equal_shares_go_to_who_speaks_first_in_it(study) -> None:
    both = study.mark("groep", "tien bij a\nB: tien bij b")
    tail_and_return = study.mark("groep", " b\nX: wie ben ik eigenlijk\nA: ok")
    assert owners(study, both, tail_and_return) == ["mo", "hanna"]


def test_a_span_outside_the_text_is_refused(study) -> None:
    with pytest.raises(AnalysisError, match="solo_9: a quotation at 3:999 lies outside the text"):
        owners(study, study.span("solo_9", 3, 999, "werk"))


def test_an_unknown_transcript_is_refused(study) -> None:
    with pytest.raises(TranscriptError, match="There is no transcript 'elders'"):
        owners(study, study.span("elders", 3, 9, "werk"))


def test_nobody_is_quoted_without_links(study) -> None:
    alone = Cast(transcripts=study.cast.transcripts, respondents=study.cast.respondents)
    assert attribute_quotations([study.mark("solo_9", "Ik leer")], alone) == (None,)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Cast, list[Quotation]]:
    """A transcript of up to eight turns by four people, one an interviewer, and some spans."""
    turns, at = [], draw(st.integers(0, 2))
    for index in range(1, draw(st.integers(1, 8)) + 1):
        length = draw(st.integers(1, 6))
        speaker = draw(st.sampled_from("IABC?"))
        turns.append(Turn(index=index, speaker=speaker, span=Span(at, at + length)))
        at += length + draw(st.integers(0, 2))
    text = "x" * at
    cast = Cast(
        transcripts=(
            Transcript(key="voor", title="voor", text="xyz", turns=()),
            Transcript(key="a", title="a", text=text, turns=tuple(turns)),
        ),
        respondents=(
            Respondent(key="C"),
            Respondent(key="I", role="interviewer"),
            Respondent(key="A"),
            Respondent(key="B"),
        ),
        links=tuple(SpeakerLink(transcript="a", speaker=key, respondent=key) for key in "IABC"),
    )
    starts = draw(st.lists(st.integers(0, at - 1), min_size=1, max_size=5))
    spans = [Span(start, draw(st.integers(start + 1, at))) for start in starts]
    return cast, [Quotation(transcript="a", span=span, coder="a", codings=()) for span in spans]


@given(scenes())
def test_attribution_is_as_counted_by_hand(scene: tuple[Cast, list[Quotation]]) -> None:
    cast, quotations = scene
    turns = cast.transcript("a").turns
    expected = []
    for quotation in quotations:
        held: dict[str, int] = {}
        for turn in turns:
            shared = turn.span.overlap(quotation.span)
            if shared and turn.speaker in "ABC":
                held[turn.speaker] = held.get(turn.speaker, 0) + shared
        # A dictionary keeps its order, and max takes the first of the largest.
        expected.append(max(held, key=held.__getitem__) if held else None)
    found = attribute_quotations(quotations, cast)
    assert [None if person is None else person.key for person in found] == expected

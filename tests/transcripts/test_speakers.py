"""Speakers: counts, labels that may be one person, renaming, flags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.model import Span, Transcript, Turn
from bouwsteen.transcripts.speakers import (
    Merge,
    Voice,
    propose_merges,
    rename,
    voices,
    with_flags,
)


def transcript(*speakers: str | None, **meta: str) -> Transcript:
    text, turns = "", []
    for number, speaker in enumerate(speakers, start=1):
        turns.append(Turn(index=number, speaker=speaker, span=Span(len(text), len(text) + 6)))
        text += "ja dan\n"
    named = {key.replace("_", ".", 1): value for key, value in meta.items()}
    return Transcript(key="een", title="een", text=text, turns=tuple(turns), meta=named)


def test_voices_count_turns_words_and_listening() -> None:
    one = transcript("I", "R", None, "I")
    flagged = Transcript(
        key="een", title="een", text=one.text, turns=with_flags(one.turns, "Hm-m. \n" * 4)
    )
    assert voices(flagged) == (
        Voice(speaker="I", turns=2, words=4, backchannels=2),
        Voice(speaker="R", turns=1, words=2, backchannels=1),
        Voice(speaker=None, turns=1, words=2, backchannels=1),
    )


@pytest.mark.parametrize(
    ("speakers", "meta", "expected"),
    [
        (
            ["Interviewer 1"] * 3 + ["Interviewer1", "INTERVIEWER 1", "R"],
            {},
            [("Interviewer 1", ("INTERVIEWER 1", "Interviewer1"), "spelling")],
        ),
        (
            ["Interviewer 2", "Interviewer2 2", "R"],
            {},
            [("Interviewer 2", ("Interviewer2 2",), "spelling")],
        ),
        (["V. Blok", "V Blok", "R", "V. Blok"], {}, [("V. Blok", ("V Blok",), "spelling")]),
        (["Speaker 1", "Speaker 11", "Speaker 2", "S1", "S2"], {}, []),
        (["R", "Respondent", "I"], {"legend_R": "respondent"}, [("R", ("Respondent",), "legend")]),
        (["Vera (I)", "I", "I", "R"], {}, [("I", ("Vera (I)",), "alias")]),
        (
            ["Interviewer"] * 10 + ["Interveiwer", "R"],
            {},
            [("Interviewer", ("Interveiwer",), "typo")],
        ),
        (["Respondent"] * 10 + ["Respondent 2"], {}, []),
        (["Jan"] * 10 + ["Jas"], {}, []),
        ([None, "I", "R"], {}, []),
    ],
)
def test_merges_are_proposed_with_a_reason(speakers, meta, expected) -> None:
    assert propose_merges(transcript(*speakers, **meta)) == tuple(
        Merge(new=new, old=old, reason=reason) for new, old, reason in expected
    )


def test_rename_changes_labels_and_nothing_else() -> None:
    one = transcript("I", "R", None, "I ")
    changed = rename(one, {"I": "R", "R": " Vera  Blok "})
    assert [turn.speaker for turn in changed.turns] == ["R", "Vera Blok", None, "I "]
    assert changed.text == one.text
    assert [turn.span for turn in changed.turns] == [turn.span for turn in one.turns]


@pytest.mark.parametrize(
    ("names", "message", "hint"),
    [
        ({"Interviewr": "I"}, "een has no speaker 'Interviewr'.", "Did you mean Interviewer?"),
        ({"X": "I"}, "een has no speaker 'X'.", "It has Interviewer, R."),
        ({"R": " "}, "'R' cannot become an empty label.", None),
    ],
)
def test_rename_refuses(names: dict[str, str], message: str, hint: str | None) -> None:
    with pytest.raises(TranscriptError) as caught:
        rename(transcript("Interviewer", "R"), names)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@given(
    st.lists(st.sampled_from(["I", "R", "S1", None]), min_size=1), st.permutations(["I", "R", "S1"])
)
def test_rename_can_be_taken_back(speakers: list[str | None], others: list[str]) -> None:
    one = transcript(*speakers)
    names = {
        old: new for old, new in zip(["I", "R", "S1"], others, strict=True) if old in one.speakers
    }
    back = {new: old for old, new in names.items()}
    assert rename(rename(one, names), back) == one


def test_turn_that_begins_during_anothers_is_an_overlap() -> None:
    text = "woord een\n" * 6
    times = [(0.0, 5.0), (4.9, 5.1), (5.07, 8.0), (7.0, 9.0), (8.5, 8.7), (None, None)]
    speakers = ["I", "R", "I", "I", "R", "I"]
    turns = [
        Turn(
            index=n + 1, speaker=who, span=Span(10 * n, 10 * n + 9), start_time=start, end_time=end
        )
        for n, (who, (start, end)) in enumerate(zip(speakers, times, strict=True))
    ]
    assert [sorted(turn.flags) for turn in with_flags(turns, text)] == [
        [],
        ["overlap"],
        [],
        [],
        ["overlap"],
        [],
    ]

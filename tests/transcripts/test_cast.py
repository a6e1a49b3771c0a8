"""Who speaks in which turn."""

from __future__ import annotations

import pytest

from bouwsteen.errors import RespondentError, TranscriptError
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

PEOPLE = (
    Respondent(key="ingrid", role="interviewer"),
    Respondent(key="r1", role="Medewerker"),
    Respondent(key="r2", role="Directie"),
)


def transcript(key: str, *speakers: str | None) -> Transcript:
    turns = tuple(
        Turn(index=place + 1, speaker=speaker, span=Span(place * 4, place * 4 + 3))
        for place, speaker in enumerate(speakers)
    )
    return Transcript(key=key, title=key, text="nou " * len(speakers), turns=turns)


def link(key: str, speaker: str, respondent: str) -> SpeakerLink:
    return SpeakerLink(transcript=key, speaker=speaker, respondent=respondent)


@pytest.fixture
def cast() -> Cast:
    return Cast(
        transcripts=(
            transcript("a", "I", "R", "X"),
            transcript("b", None, None),
            transcript("c", None, "R"),
        ),
        respondents=PEOPLE,
        links=(
            link("a", "I", "ingrid"),
            link("a", "R", "r1"),
            link("b", "", "r2"),
            link("c", "r", "r1"),
            link("elders", "R", "r1"),
        ),
    )


def test_respondent_of_follows_the_links(cast: Cast) -> None:
    keys = {
        one.key: [
            person and person.key
            for person in (cast.respondent_of(one.key, turn) for turn in one.turns)
        ]
        for one in cast.transcripts
    }
    assert keys == {"a": ["ingrid", "r1", None], "b": ["r2", "r2"], "c": [None, None]}


def test_unlinked_lists_each_speaker_once(cast: Cast) -> None:
    assert cast.unlinked == (("a", "X"), ("c", None), ("c", "R"))


def test_idle_lists_links_to_labels_that_never_speak(cast: Cast) -> None:
    assert cast.idle == (link("c", "r", "r1"),)


def test_voices_number_the_interviewees(cast: Cast) -> None:
    assert [person.key for person in cast.interviewees] == ["r1", "r2"]
    assert cast.voices == ((-1, 0, -1), (1, 1), (-1, -1))


def test_respondents_in_leaves_interviewers_out(cast: Cast) -> None:
    assert [person.key for person in cast.respondents_in("a")] == ["r1"]
    assert cast.respondents_in("nergens") == ()


def test_transcript_names_the_nearest(cast: Cast) -> None:
    assert cast.transcript("b").key == "b"
    with pytest.raises(TranscriptError) as raised:
        cast.transcript("q")
    assert (raised.value.message, raised.value.hint) == ("There is no transcript 'q'.", None)


def test_a_link_to_nobody_is_refused() -> None:
    with pytest.raises(RespondentError) as raised:
        Cast(transcripts=(), respondents=PEOPLE, links=(link("a", "R", "ingred"),))
    assert raised.value.message == "a: 'R' is linked to 'ingred', who is not among the respondents."
    assert raised.value.hint == "Did you mean ingrid?"


def test_a_label_of_two_people_is_refused() -> None:
    with pytest.raises(RespondentError) as raised:
        Cast(transcripts=(), respondents=PEOPLE, links=(link("a", "R", "r1"), link("a", "R", "r2")))
    assert raised.value.message == "a: 'R' is linked to two respondents."

from __future__ import annotations

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.draft import Utterance, compose
from bouwsteen.transcripts.model import Span, Turn
from bouwsteen.transcripts.normalise import normalise


def test_compose_joins_neighbours_of_one_speaker() -> None:
    text, turns = compose(
        [
            Utterance(text="Hoe\ngaat ", speaker="Vera\u00a0Blok", start_time=1.0, end_time=2.0),
            Utterance(text="het?", speaker="Vera Blok", start_time=2.0, end_time=3.0),
            Utterance(text=" ", speaker="Jan"),
            Utterance(text="e\u0301én", start_time=3.0),
            Utterance(text="twee"),
            Utterance(text="Ja", speaker="Vera Blok", flags=frozenset({"inferred"})),
        ]
    )
    assert text == "Vera Blok: Hoe gaat het?\néén\ntwee\nVera Blok: Ja\n" == normalise(text)
    assert turns == (
        Turn(index=1, speaker="Vera Blok", span=Span(11, 24), start_time=1.0, end_time=3.0),
        Turn(index=2, speaker=None, span=Span(25, 28), start_time=3.0),
        Turn(index=3, speaker=None, span=Span(29, 33)),
        Turn(index=4, speaker="Vera Blok", span=Span(45, 47), flags=frozenset({"inferred"})),
    )


def test_compose_lets_turn_numbers_decide() -> None:
    said = [("1", "a"), ("1", "b"), ("2", "c")]
    text, _ = compose(Utterance(text=word, speaker="R", turn=turn) for turn, word in said)
    assert text == "R: a b\nR: c\n"


def test_compose_keeps_a_second_voice_apart() -> None:
    both = frozenset({"overlap"})
    text, _ = compose(
        [Utterance(text="a", speaker="R"), Utterance(text="b", speaker="R", flags=both)]
    )
    assert text == "R: a\nR: b\n"


def test_compose_refuses_silence() -> None:
    with pytest.raises(TranscriptError) as caught:
        compose([Utterance(text="\n", speaker="R")])
    assert caught.value.message == "there is no speech in it."

"""What speech recognition writes as JSON."""

from __future__ import annotations

import json

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes


def loaded(held: object, name: str = "a.json"):
    return load_bytes(json.dumps(held).encode(), name)


def times(one) -> list[tuple[float | None, float | None]]:
    return [(turn.start_time, turn.end_time) for turn in one.transcript.turns]


def test_whisper_segments_have_no_speaker(spoken) -> None:
    one = loaded(
        {
            "text": " Hoe? Zo.",
            "segments": [
                {"id": 0, "start": 0.0, "end": 3.2, "text": " Hoe?", "tokens": [1]},
                {"id": 1, "start": 3.2, "end": 4, "text": " Zo."},
            ],
            "language": "nl",
        }
    )
    assert spoken(one) == [(None, "Hoe?"), (None, "Zo.")]
    assert times(one) == [(0.0, 3.2), (3.2, 4.0)]
    assert one.transcript.language == "nl"
    assert one.warnings == (
        "no speakers: each segment is a turn, and the speaker of all is unknown",
    )


def test_whisper_cpp_counts_in_milliseconds(spoken) -> None:
    one = loaded(
        {
            "result": {"language": "de"},
            "transcription": [
                {"offsets": {"from": 0, "to": 3200}, "text": " Wie?", "speaker": "0"},
                {"offsets": {"from": 3200, "to": 4000}, "text": " So.", "speaker": "?"},
                {"offsets": {"from": 4000, "to": 5000}, "text": " Ja.", "speaker": 1},
            ],
        }
    )
    assert spoken(one) == [("0", "Wie?"), (None, "So."), ("1", "Ja.")]
    assert times(one) == [(0.0, 3.2), (3.2, 4.0), (4.0, 5.0)]
    assert one.transcript.language == "de"
    assert one.warnings == ("1 segments name no speaker; who speaks in them is unknown",)


def test_whisperx_words_of_another_speaker_are_told(spoken) -> None:
    words = [{"word": "Ja", "speaker": "B"}, {"word": "hoor"}]
    one = loaded(
        {
            "segments": [
                {"start": 1, "end": 2, "text": " Hoe?", "speaker": "A"},
                {"start": 2, "end": 3, "text": " gaat het", "speaker": "A", "words": words},
                {"start": 3, "end": 4, "text": " Zo.", "words": words[1:]},
                {"start": float("nan"), "end": -1, "text": "", "speaker": "A"},
            ],
            "word_segments": [],
        }
    )
    assert spoken(one) == [("A", "Hoe? gaat het"), (None, "Zo.")]
    assert times(one) == [(1.0, 3.0), (3.0, 4.0)]
    assert one.warnings == (
        "1 segments name no speaker; who speaks in them is unknown",
        "1 segments hold words that the program gave to another speaker than the segment; they "
        "were read as the segment's speaker",
    )


@pytest.mark.parametrize("wrapped", [True, False])
def test_pipelines_write_a_list(spoken, wrapped: bool) -> None:
    chunks = [{"timestamp": [0, 3.16], "text": "Hoe?"}, {"timestamp": [3.16, None], "text": "Zo."}]
    one = loaded({"text": "Hoe? Zo.", "chunks": chunks} if wrapped else chunks)
    assert spoken(one) == [(None, "Hoe?"), (None, "Zo.")]
    assert times(one) == [(0.0, 3.16), (3.16, None)]


def test_amberscript_words_are_joined(spoken) -> None:
    one = loaded(
        {
            "startTimeOffset": 10.5,
            "speakers": [{"spkid": "spk1", "name": "Vera Blok"}, {"spkid": "spk2", "name": ""}],
            "segments": [
                {
                    "speaker": "spk1",
                    "words": [{"start": 1.5, "end": 2, "text": "Hoe"}, {"text": "dan?"}],
                },
                {"speaker": "spk2", "words": [{"start": 2, "end": 3.25, "text": "Zo."}]},
                {"speaker": "spk1", "words": []},
            ],
        }
    )
    assert spoken(one) == [("Vera Blok", "Hoe dan?"), ("spk2", "Zo.")]
    assert times(one) == [(12.0, 12.5), (12.5, 13.75)]


def test_insert_of_another_speaker_is_a_turn_of_its_own(spoken) -> None:
    one = loaded(
        {"segments": [{"start": 1, "end": 9, "text": "ik dacht //B: Hm-m.// zo", "speaker": "A"}]}
    )
    assert spoken(one) == [("A", "ik dacht"), ("B", "Hm-m."), ("A", "zo")]
    assert [sorted(turn.flags) for turn in one.transcript.turns] == [
        [],
        ["backchannel", "overlap"],
        [],
    ]
    assert times(one) == [(1.0, None), (None, None), (None, 9.0)]


@pytest.mark.parametrize(
    ("held", "message"),
    [
        ({"a": 1, "turns": []}, "this JSON is of no program that is known; it has 'a', 'turns'."),
        ([1, 2], "this JSON is of no program that is known; it is a list."),
        ([{"text": "ja"}], "this JSON is of no program that is known; it is a list."),
        ({"segments": [{"text": " "}]}, "there is no speech in it."),
        (
            {"segments": "ja", "text": "ja"},
            "this JSON is of no program that is known; it has 'segments', 'text'.",
        ),
    ],
)
def test_json_of_others_is_refused(held: object, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        loaded(held)
    assert caught.value.message == f"a.json: {message}"


def test_json_that_is_none_is_refused() -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(b'{"a": ', "a.json", reader="json")
    assert caught.value.message.startswith("a.json: this is no JSON that can be read: ")

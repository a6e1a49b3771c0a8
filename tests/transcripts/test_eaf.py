"""ELAN files: tiers of speakers, sorted by time."""

from __future__ import annotations

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes


def tier(make, name: str, *annotations: tuple[int, int, str], **attributes: str) -> str:
    inside = "".join(make["annotation"](*one).decode() for one in annotations)
    extra = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<TIER TIER_ID="{name}"{extra}>{inside}</TIER>'


def test_tiers_are_speakers_in_order_of_time(make, spoken) -> None:
    tiers = (
        tier(make, "default")
        + tier(make, "I", (0, 1, "Hoe?"), (3, 4, " Ja,\n dus "), PARTICIPANT="Vera Blok")
        + tier(make, "Jan", (1, 2, "Zo."), (2, 3, "En zo."), (4, 5, " "))
        + tier(make, "words", (0, 1, "Hoe"), PARENT_REF="I")
    )
    loaded = load_bytes(make["eaf"](tiers, [0, 3200, 11400, 11000, None, 15000]), "a.eaf")
    assert spoken(loaded) == [
        ("Vera Blok", "Hoe?"),
        ("Jan", "Zo."),
        ("Vera Blok", "Ja, dus"),
        ("Jan", "En zo."),
    ]
    assert [(turn.start_time, turn.end_time) for turn in loaded.transcript.turns] == [
        (0.0, 3.2),
        (3.2, 11.4),
        (11.0, 11.0),
        (11.4, 11.0),
    ]
    assert [sorted(turn.flags) for turn in loaded.transcript.turns] == [[], [], ["overlap"], []]
    assert loaded.warnings == ("tiers not read, because they repeat others: words",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<ANNOTATION_DOCUMENT><TIER>", "this should be an ELAN file, but it is damaged."),
        (b"<ANNOTATION_DOCUMENT/>", "there is no speech in it."),
    ],
)
def test_files_without_speech_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(data, "a.eaf")
    assert caught.value.message == f"a.eaf: {message}"

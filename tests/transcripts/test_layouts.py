"""Layouts of programs, each as the program writes it: who says what, and when."""

from __future__ import annotations

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes

PANEL = """Vera Blok
0 minutes 3 seconds
0:03
Vera Blok 0 minutes 3 seconds
Hoe gaat het?
Jan de Wit
0 minutes 11 seconds
Goed.
En jij?
Vera Blok
1 hour 2 minutes
Mooi.
"""
LAYOUTS = {
    "panel of Teams": (
        PANEL,
        [("Vera Blok", 3.0, "Hoe gaat het?"), ("Jan de Wit", 11.0, "Goed.\nEn jij?")]
        + [("Vera Blok", 3720.0, "Mooi.")],
    ),
    "panel of Teams in Dutch": (
        PANEL.replace("minutes", "minuten").replace("seconds", "seconden").replace("hour", "uur"),
        [("Vera Blok", 3.0, "Hoe gaat het?"), ("Jan de Wit", 11.0, "Goed.\nEn jij?")]
        + [("Vera Blok", 3720.0, "Mooi.")],
    ),
    "panel of Teams in one line": (
        "Vera Blok 3 seconds\nHoe?\nJan de Wit 11 seconds\nZo.\n"
        "Vera Blok 2 minutes 5 seconds\nJa?\n",
        [("Vera Blok", 3.0, "Hoe?"), ("Jan de Wit", 11.0, "Zo."), ("Vera Blok", 125.0, "Ja?")],
    ),
    "aTrain without times": (
        "Transcription for map\n\nSPEAKER_00\nHoe?\n\nSPEAKER_01\nZo.\nEn zo.\n\nSPEAKER_00\nJa?\n",
        [
            ("SPEAKER_00", None, "Hoe?"),
            ("SPEAKER_01", None, "Zo.\nEn zo."),
            ("SPEAKER_00", None, "Ja?"),
        ],
    ),
    "aTrain for MAXQDA": (
        "Transcription for map\n\nSPEAKER_00\n[00:00:03] - Hoe? [00:00:05] - Of niet?\n\n"
        "Speaker undefined\n[00:00:09] - Zo.\n\nSPEAKER_00\n[00:00:12] - Ja?\n",
        [("SPEAKER_00", 3.0, "Hoe? [00:00:05] - Of niet?"), ("Speaker undefined", 9.0, "Zo.")]
        + [("SPEAKER_00", 12.0, "Ja?")],
    ),
    "Sonix with headings": (
        "Interview 7\n\nSpeaker1 [00:00:03]\nHoe?\n\nSpeaker2 [00:00:08]\nZo.\n\n"
        "(Transcribed by Sonix.ai - Remove this message by upgrading)\n",
        [("Speaker1", 3.0, "Hoe?"), ("Speaker2", 8.0, "Zo.")],
    ),
    "Descript with times": (
        "[00:00:03] Michael: Hoe?\n\n[00:00:08] Anna: Zo.\n\n[00:00:12] Michael: Ja?\n",
        [("Michael", 3.0, "Hoe?"), ("Anna", 8.0, "Zo."), ("Michael", 12.0, "Ja?")],
    ),
    "Trint": (
        "[00:00:03] Michael\nHoe?\n\n[00:00:08] Anna\nZo.\n\n[00:00:12] Michael\nJa?\n",
        [("Michael", 3.0, "Hoe?"), ("Anna", 8.0, "Zo."), ("Michael", 12.0, "Ja?")],
    ),
    "Happy Scribe": (
        "[00:00:03.20] - Spreker 1\nHoe?\n\n[00:00:08.40] - Spreker 2\nZo.\n",
        [("Spreker 1", 3.2, "Hoe?"), ("Spreker 2", 8.4, "Zo.")],
    ),
    "f4 with times at the end": (
        "I: Hoe? #00:00:03-1#\nB: Zo. #00:00:06-1#\nI: Ja? #00:00:09-2#\n",
        [("I", None, "Hoe?"), ("B", 3.1, "Zo."), ("I", 6.1, "Ja?")],
    ),
    "f4 with times at the start": (
        "#00:00:00-0# I: Hoe?\n#00:00:03-1# B: Zo.\n#00:00:06-1# I: Ja?\n",
        [("I", 0.0, "Hoe?"), ("B", 3.1, "Zo."), ("I", 6.1, "Ja?")],
    ),
    "noScribe as text": (
        "opname\n\nS00: [00:00:03] Hoe //S01: Hm-m.// dan?\n\nS01: [00:00:08] Zo.\n\nS00: Ja?\n",
        [("S00", 3.0, "Hoe"), ("S01", None, "Hm-m."), ("S00", None, "dan?"), ("S01", 8.0, "Zo.")]
        + [("S00", None, "Ja?")],
    ),
    "a person who speaks once": (
        "0:03 Vera Blok\nHoe?\n0:09 Jan de Wit\nZo.\n0:12 Vera Blok\nJa?\n0:15 Jan de Wit\nJa.\n"
        "0:20 De Chef\nGa door.\n0:25 Vera Blok\nGoed.\n",
        [("Vera Blok", 3.0, "Hoe?"), ("Jan de Wit", 9.0, "Zo."), ("Vera Blok", 12.0, "Ja?")]
        + [
            ("Jan de Wit", 15.0, "Ja."),
            ("De Chef", 20.0, "Ga door."),
            ("Vera Blok", 25.0, "Goed."),
        ],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_gives_its_turns(name: str) -> None:
    text, turns = LAYOUTS[name]
    loaded = load_bytes(text.encode(), "a.txt")
    one = loaded.transcript
    assert [(turn.speaker, turn.start_time, one.speech(turn)) for turn in one.turns] == turns
    assert loaded.score == 1


def test_speech_within_speech_is_flagged() -> None:
    one = load_bytes(LAYOUTS["noScribe as text"][0].encode(), "a.txt").transcript
    assert [sorted(turn.flags) for turn in one.turns] == [
        [],
        ["backchannel", "overlap"],
        [],
        [],
        ["backchannel"],
    ]


def test_refusal_names_the_readers_that_could_be_meant() -> None:
    speech = "Dit is een lange zin die bij niemand hoort en die niet wordt begrepen.\n"
    text = (
        speech * 4
        + "Vera  0:03\nI: Ja?\nR: Nee.\nI: O.\nJan  0:09\nR: Juist.\nVera  0:12\nI: Ja.\n"
    )
    with pytest.raises(TranscriptError) as caught:
        load_bytes(text.encode(), "a.txt")
    assert caught.value.hint is not None
    assert "--reader headings" in caught.value.hint or "--reader labels" in caught.value.hint
    assert "would explain" in caught.value.hint

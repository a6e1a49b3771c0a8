from __future__ import annotations

import io

import pytest
import webvtt

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.times import parse_time

NO_SPEAKERS = "no speakers: each cue is a turn, and the speaker of all is unknown"


def vtt(*blocks: str, head: str = "WEBVTT") -> bytes:
    timed = [f"00:0{number}.000 --> 00:0{number}.900\n{text}" for number, text in enumerate(blocks)]
    return "\n\n".join([head, *timed, ""]).encode()


def test_cues_of_a_voice_are_one_turn_with_the_times_of_both(spoken) -> None:
    loaded = load_bytes(
        b"\xef\xbb\xbfWEBVTT\r\n\r\nguid/0-0\r\n00:00:03.200 --> 00:00:07.200 align:start\r\n"
        b"<v Vera Blok>Hoe gaat</v>\r\n\r\nguid/0-1\r\n00:00:07.300 --> 00:00:08.000\r\n"
        b"<v Vera Blok>het?</v>\r\n\r\nguid/1-0\r\n00:00:09.000 --> 00:00:10.000\r\n"
        b"<v.loud Jan &amp; Co>Goed &amp; wel.\r\n",
        "a.vtt",
    )
    assert loaded.transcript.text == "Vera Blok: Hoe gaat het?\nJan & Co: Goed & wel.\n"
    assert spoken(loaded) == [("Vera Blok", "Hoe gaat het?"), ("Jan & Co", "Goed & wel.")]
    assert [(turn.start_time, turn.end_time) for turn in loaded.transcript.turns] == [
        (3.2, 8.0),
        (9.0, 10.0),
    ]
    assert loaded.warnings == ()


def test_voice_that_opens_at_change_only_goes_on(spoken) -> None:
    loaded = load_bytes(
        vtt("<v INT> Wie <[?]> war das?", "Und wo?", "<v AB>Da. A --> B", "Ja.", "<v INT>Ah."),
        "ohd.vtt",
    )
    assert spoken(loaded) == [
        ("INT", "Wie <[?]> war das? Und wo?"),
        ("AB", "Da. A --> B Ja."),
        ("INT", "Ah."),
    ]
    assert [sorted(turn.flags) for turn in loaded.transcript.turns] == [
        ["inferred"],
        ["inferred"],
        ["backchannel"],
    ]
    assert loaded.warnings == (
        "2 cues name no speaker; they were given to the one who spoke before",
    )


def test_cue_without_voice_is_nobodys_where_every_cue_has_one(spoken) -> None:
    blank_line = "\ndrie zonder naam"
    loaded = load_bytes(vtt("<v A>een</v>", "<v A>twee</v>", blank_line, "<v B>vier</v>"), "a.vtt")
    assert spoken(loaded) == [("A", "een twee"), (None, "drie zonder naam"), ("B", "vier")]
    assert loaded.warnings == ("1 cues name no speaker; who speaks in them is unknown",)


def test_two_voices_in_a_cue_are_two_turns(spoken) -> None:
    loaded = load_bytes(vtt("<v A>Ja. <v B>Nee. <v A>Wel."), "a.vtt")
    assert spoken(loaded) == [("A", "Ja."), ("B", "Nee."), ("A", "Wel.")]
    assert ["overlap" in turn.flags for turn in loaded.transcript.turns] == [False, True, True]


def test_bracketed_speakers_are_unknown_where_missing(spoken) -> None:
    cues = ("[SPEAKER_00]: Hoe?", "[SPEAKER_01]: Zo.", "Hm-m.", "[SPEAKER_00]: Ja.")
    loaded = load_bytes(vtt(*cues), "whisperx.vtt")
    assert spoken(loaded) == [
        ("SPEAKER_00", "Hoe?"),
        ("SPEAKER_01", "Zo."),
        (None, "Hm-m."),
        ("SPEAKER_00", "Ja."),
    ]


def test_whisper_cpp_speakers_are_read(spoken) -> None:
    loaded = load_bytes(vtt("(speaker 0) Hoe?", "(speaker 1) Zo.", "(speaker 0) Ja."), "a.vtt")
    assert spoken(loaded) == [("speaker 0", "Hoe?"), ("speaker 1", "Zo."), ("speaker 0", "Ja.")]


def test_label_at_the_change_only_goes_on_and_may_stand_inside_a_cue(spoken) -> None:
    loaded = load_bytes(
        vtt(
            "Michael: Hi, this is",
            "the show. Anna: Thanks.",
            "So: fine?",
            "Michael: Yes.",
            "Anna: No.",
        ),
        "descript.vtt",
    )
    assert spoken(loaded) == [
        ("Michael", "Hi, this is the show."),
        ("Anna", "Thanks. So: fine?"),
        ("Michael", "Yes."),
        ("Anna", "No."),
    ]


def test_notes_styles_and_known_tags_are_no_speech(spoken) -> None:
    head = "WEBVTT Titel\nLanguage: nl-NL\n\nNOTE\nGemaakt door x\nop maandag\n\nSTYLE\n::cue {}"
    loaded = load_bytes(
        vtt(
            "<c.colorE5E5E5>Dit</c> <00:00:00.500><i>is</i>\n\nNOTE even weg\nja echt",
            "<lang en>een</lang> <n(x)> vraag",
            head=head,
        ),
        "a.vtt",
    )
    assert spoken(loaded) == [(None, "Dit is"), (None, "een <n(x)> vraag")]
    assert (loaded.transcript.language, loaded.warnings) == ("nl", (NO_SPEAKERS,))


def test_srt_needs_no_numbers_spaces_or_dots(spoken) -> None:
    loaded = load_bytes(
        b"00:00:01.000 --> 00:00:02.000\nEen\n\n\n2\n00:00:02,000-->00:00:02,1000\n"
        b"Twee &amp; <b>3</b>\n3\n00:00:03,000 --> 00:00:04,000\n\n"
        b"4\n00:00:04,000 --> 00:00:05,000\n1990\n",
        "a.srt",
    )
    assert spoken(loaded) == [(None, "Een"), (None, "Twee &amp; 3"), (None, "1990")]
    assert [turn.end_time for turn in loaded.transcript.turns] == [2.0, 3.0, 5.0]


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (
            b"WEBVTT\n\nJa\n",
            "a.vtt",
            "a.vtt: no cue with a time such as 00:00:01.000 --> 00:00:02.000 was found.",
        ),
        (vtt("", " "), "a.vtt", "a.vtt: there is no speech in it."),
    ],
)
def test_captions_without_speech_are_refused(data: bytes, name: str, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(data, name)
    assert caught.value.message == message


def test_plain_captions_agree_with_webvtt_py() -> None:
    data = vtt(
        "Een <b>vette</b> zin", "twee\nregels", "drie &lt; vier", head="WEBVTT\nKind: captions"
    )
    theirs = webvtt.from_buffer(io.BytesIO(data)).captions
    ours = load_bytes(data, "a.vtt").transcript
    assert [
        (turn.start_time, turn.end_time, ours.speech(turn).replace("<", "&lt;"))
        for turn in ours.turns
    ] == [(parse_time(c.start), parse_time(c.end), " ".join(c.text.split())) for c in theirs]

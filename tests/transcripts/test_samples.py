"""Files that real programs and people made, where the folder with them is at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load

NAMES = {"I": "Vera Blok", "R": "Jan de Wit"}
SPREKERS = {"I": "Spreker 1", "R": "Spreker 2"}
CODES = {"I": "SPEAKER_00", "R": "SPEAKER_01"}
PARTS = {"I": "S00", "R": "S01"}
FULL = {"I": "Interviewer", "R": "Respondent"}
LETTERS = {"I": "I", "R": "R"}
# File, its labels, and how precise its times are: seconds, or None when it has none.
EIGHT_TURNS = {
    "amberscript.json": ({"I": "Vera Blok", "R": "Spreker 2"}, 0.1),
    "amberscript.txt": (SPREKERS, 1),
    "atrain_maxqda.txt": (CODES, 1),
    "atrain_timestamps.txt": (CODES, 1),
    "exmaralda_like.eaf": (NAMES, 0.1),
    "hand_IR_bold_comments_trackchanges.docx": (LETTERS, None),
    "hand_VA_cp1252_crlf.txt": ({"I": "V", "R": "A"}, None),
    "hand_IR_tab.odt": (LETTERS, None),
    "hand_hyphen_header.pdf": (LETTERS, None),
    "hand_table.docx": (FULL, 1),
    "hand_utf16.txt": ({"I": "i", "R": "r"}, None),
    "happyscribe.txt": (SPREKERS, 0.1),
    "noscribe.html": (PARTS, 1),
    "otranscribe.otr": (LETTERS, 1),
    "otter.txt": (NAMES, 1),
    "rev.txt": ({"I": "Speaker 1", "R": "Speaker 2"}, 1),
    "sonix.txt": ({"I": "Speaker1", "R": "Speaker2"}, 1),
    "teams.vtt": (NAMES, 0.1),
    "teams_new_nl.docx": (NAMES, 1),
    "teams_old.docx": (NAMES, 0.1),
    "turns.xlsx": (FULL, 1),
    "turns_excel_nl_cp1252.csv": (LETTERS, 0.1),
    "whispercpp.json": ({"I": "0", "R": "1"}, 0.1),
    "whisperx.json": (CODES, 0.1),
    "whisperx.srt": (CODES, 0.1),
    "word_transcribe_nl.docx": (SPREKERS, 1),
    "zoom.vtt": (NAMES, 0.1),
    "zoom_chatstyle_tabs.txt": (NAMES, 1),
}
# Who says "Hm-m." where the program did not know.
UNKNOWN = {"otter.txt": "Unknown Speaker", "whisperx.json": None, "whisperx.srt": None}
# Typed in a PDF with the signs of a typewriter.
PLAIN = str.maketrans({"…": "...", "–": "-", "“": '"', "”": '"'})


def path_of(samples: Path, name: str) -> Path:
    path = samples / name
    if not path.exists():
        pytest.skip(f"{name} is not among the samples")
    return path


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", EIGHT_TURNS)
def test_invented_interview_gives_its_eight_turns(samples: Path, name: str) -> None:
    path = path_of(samples, f"synthetic_nl/{name}")
    expected = json.loads((path.parent / "expected.json").read_text("utf-8"))["turns"]
    labels, precision = EIGHT_TURNS[name]
    texts = [turn["text"] for turn in expected]
    if name.endswith(".pdf"):
        texts = [text.translate(PLAIN).replace(" 🙂", "") for text in texts]
    if "cp1252" in name:
        texts = [text.replace(" 🙂", "") for text in texts]
    if "trackchanges" in name:
        texts[-1] += " En dat is fijn."
    speakers: list[str | None] = [labels[turn["speaker"]] for turn in expected]
    if name in UNKNOWN:
        speakers[4] = UNKNOWN[name]
    one = load(path).transcript
    assert [(turn.speaker, flat(one.speech(turn))) for turn in one.turns] == list(
        zip(speakers, texts, strict=True)
    )
    assert one.language == "nl"
    assert ["backchannel" in turn.flags for turn in one.turns] == [
        text == "Hm-m." for text in texts
    ]
    times = [turn.start_time for turn in one.turns]
    if name == "noscribe.html":
        # The file has no time of its own for what is said within another's turn.
        assert times.pop(4) is None
        expected.pop(4)
    if precision is None:
        assert times == [None] * 8
    else:
        assert times == [
            pytest.approx(turn["start"] // precision * precision, abs=precision)
            for turn in expected
        ]


def test_interview_in_one_paragraph_gives_its_four_turns(samples: Path) -> None:
    path = path_of(samples, "synthetic_nl/hand_inline.txt")
    expected = json.loads((path.parent / "expected.json").read_text("utf-8"))["turns"][:4]
    one = load(path).transcript
    assert [(turn.speaker, one.speech(turn)) for turn in one.turns] == [
        (FULL[turn["speaker"]], turn["text"]) for turn in expected
    ]


def test_particulars_legend_and_comments_of_a_typed_interview(samples: Path) -> None:
    loaded = load(path_of(samples, "synthetic_nl/hand_IR_bold_comments_trackchanges.docx"))
    one = loaded.transcript
    assert loaded.dropped == (
        "Interview 7",
        "Datum: 12 maart 2026",
        "Respondent: leidinggevende",
        "Organisatie: Waterland Zorg",
        "Interviewer: V. Blok",
        "(I = interviewer, R = respondent)",
        "--- einde opname ---",
    )
    assert {
        name: text for name, text in one.meta.items() if name.startswith(("header", "leg"))
    } == {
        "header.datum": "12 maart 2026",
        "header.respondent": "leidinggevende",
        "header.organisatie": "Waterland Zorg",
        "header.interviewer": "V. Blok",
        "legend.I": "interviewer",
        "legend.R": "respondent",
    }
    assert [(each.author, each.text, each.span.of(one.text)) for each in loaded.comments] == [
        (
            "Vera",
            "code: samenwerking HR",
            "Nou… wisselend. Het hangt er – eerlijk gezegd – vanaf wie je treft.",
        ),
        (
            "Tweede codeur",
            "code: niet gehoord / informatie",
            "Ik zei laatst nog: “dit kan zo niet langer”, en toen gebeurde er niets.\nI : Hm-m.\n"
            "R:\tDus ja, je voelt je dan niet echt geïnformeerd. (lacht) Dat is één ding: "
            "coördinatie ontbreekt.",
        ),
    ]
    assert loaded.warnings == (
        "2 tracked changes are pending: insertions count, deletions do not",
        "line 12: 'Ik zei laatst nog' may be a speaker; it is used once, so it is speech",
    )


# Turns were counted by hand in the raw texts.
OTHERS = [
    ("de/haski_interview1.docx", "labels", 13, ("I", "S2", "S1"), "de"),
    ("de/haski_interview2.docx", "labels", 19, ("I", "S3", "S4"), "de"),
    ("de/haski_interview3.docx", "labels", 20, ("I", "S5", "S6"), "de"),
    ("de/ohd_transcript_de.vtt", "cues", None, ("INT", "AB"), "de"),
    ("de/ohd_transcript_de.csv", "rows", None, ("INT", "AB"), "de"),
    ("en/bitcoin_adam_back_interview.md", "labels", 25, ("stark", "adam3us"), "en"),
    (
        "en/bitcoin_senate_qa.md",
        "labels",
        88,
        ("Senator Black", "AA", "Senator", "Senator Greene", "Senator M", "Senator R")
        + ("Senator Meredith", "Senator Hervieux-Payette", "Senator Tkachuk"),
        "en",
    ),
    ("en/changelog_afk1.md", "labels", 22, ("Tim Smith", "Jason Snell"), "en"),
    ("en/changelog_founders52.md", "labels", 148, ("Adam Stacoviak", "Pia Mancini"), "en"),
    ("en/qualcoder_ID1.docx", "prose", None, (), "en"),
    ("en/qualcoder_transcript.txt", "labels", None, ("id1", "id2", "id3"), "en"),
    ("en/qux360_interview_A.csv", "rows", 32, ("Jordan Lee", "Alex Morgan"), "en"),
    ("en/qux360_interview_A.xlsx", "rows", 32, ("Jordan Lee", "Alex Morgan"), "en"),
    ("en/qualcoder_ID2.odt", "prose", None, (), "en"),
    ("en/talkmoves_math_NL1.xlsx", "rows", None, ("T", "S", "SN"), "en"),
    ("en/unix_cherry_word97.htm", "labels", None, ("MSM", "Cherry"), "en"),
    ("en/zosmf_IR_sample.md", "labels", None, ("I", "R"), "en"),
    ("en/qux360_interview_A.docx", "headings", 32, ("Jordan Lee", "Alex Morgan"), "en"),
    ("fixtures/docx_pages_paragraphs.docx", "prose", 3, (), "en"),
    ("fixtures/webvtt_captions_with_bom.vtt", "cues", 4, (), None),
    ("fixtures/webvtt_cue_tags.vtt", "cues", 3, (), None),
    ("fixtures/webvtt_metadata_headers_multiline.vtt", "cues", 2, (), "en"),
    ("fixtures/webvtt_missing_caption_text.srt", "cues", 4, (), None),
    ("fixtures/webvtt_youtube_dl.vtt", "cues", 4, (), "en"),
    ("platform/teams_chat_old_docx.docx", "timings", 2, ("Some Body", "James Bond"), None),
]


@pytest.mark.parametrize(("name", "shape", "turns", "speakers", "language"), OTHERS)
def test_sample_is_understood(
    samples: Path,
    name: str,
    shape: str,
    turns: int | None,
    speakers: tuple[str, ...],
    language: str | None,
) -> None:
    loaded = load(path_of(samples, name))
    one = loaded.transcript
    assert (one.meta["shape"], one.speakers, one.language) == (shape, speakers, language)
    assert turns is None or len(one.turns) == turns
    assert loaded.score >= 0.8


@pytest.mark.parametrize(
    ("name", "turns", "message"),
    [
        ("docx_comments.docx", 5, "nobody is named in it, and only 2 of its 5 lines are sentences"),
        (
            "docx_comments_rich.docx",
            7,
            "nobody is named in it, and only 3 of its 7 lines are sentences",
        ),
        ("utf16le.txt", 6, "line 5 begins with 'Important points' and a colon"),
    ],
)
def test_sample_without_speech_is_prose_only_when_asked(
    samples: Path, name: str, turns: int, message: str
) -> None:
    path = path_of(samples, f"fixtures/{name}")
    with pytest.raises(TranscriptError, match=message):
        load(path)
    assert len(load(path, reader="prose").transcript.turns) == turns


def test_replies_and_ranges_of_comments_made_by_word(samples: Path) -> None:
    loaded = load(path_of(samples, "fixtures/docx_comments.docx"), reader="prose")
    sentence = (
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt "
        "ut labore et dolore magna aliqua."
    )
    rest = sentence[sentence.index("tempor") :]
    assert [
        (each.id, each.parent, each.span.of(loaded.transcript.text)) for each in loaded.comments
    ] == [
        ("1", None, sentence),
        ("2", "1", sentence),
        ("3", "1", sentence),
        ("4", None, rest),
        ("5", None, sentence),
        ("6", "5", sentence),
        ("7", "5", sentence),
        ("8", None, rest),
    ]


def test_times_at_the_end_of_turns_end_them(samples: Path) -> None:
    path = path_of(samples, "synthetic_nl/f4.rtf")
    expected = json.loads((path.parent / "expected.json").read_text("utf-8"))["turns"]
    one = load(path).transcript
    assert [(turn.speaker, one.speech(turn)) for turn in one.turns] == [
        ({"I": "I", "R": "B"}[turn["speaker"]], turn["text"]) for turn in expected
    ]
    assert [turn.end_time for turn in one.turns] == [turn["end"] for turn in expected]
    assert [turn.start_time for turn in one.turns] == [
        None,
        *(turn["start"] for turn in expected[1:]),
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "synthetic_nl/expected.json",
            "this JSON is of no program that is known; it has 'note', 'roles', 'names', "
            "'attributes', 'turns'.",
        ),
    ],
)
def test_sample_of_another_kind_is_refused(samples: Path, name: str, message: str) -> None:
    path = path_of(samples, name)
    with pytest.raises(TranscriptError) as caught:
        load(path)
    assert caught.value.message == f"{path.name}: {message}"

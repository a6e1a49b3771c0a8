"""Every shape of a document, in small invented samples, and the choice between them."""

from __future__ import annotations

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes

QUESTION, ANSWER = "Hoe leert u hier?", "Van fouten, meestal."
MORE, LAST = "En dan?", "Dan praten we."
SHAPES = {
    "teams": (
        "headings",
        "Overleg-20260312\n12 maart 2026\n1m 2s\nVera Blok heeft de transcriptie gestart\n"
        "{a}   0:03\n{1}\n{b}   0:11\n{2}\n\n{a}   1:20:21\n{3}\n{b}   1:20:26\n{4}\n"
        "Vera Blok heeft de transcriptie gestopt\n",
        [3.0, 11.0, 4821.0, 4826.0],
    ),
    "pasted with one space": (
        "headings",
        "Total runtime 1:45\n{a} 0:03\n{1}\n{b} 0:11\n{2}\n{a} 0:21\n{3}\n{b} 0:26\n{4}\n",
        [3.0, 11.0, 21.0, 26.0],
    ),
    "otter": (
        "headings",
        "{a}  0:03  \n{1}\n\n{b}  0:11  \n{2}\n\n{a}  0:21  \n{3}\n\n{b}  0:26  \n{4}\n\n"
        "Transcribed by https://otter.ai\n",
        [3.0, 11.0, 21.0, 26.0],
    ),
    "word transcribe": (
        "headings",
        "Audiobestand\nx.m4a\nTranscriptie\n00:00:03 {a}\n{1}\n00:00:11 {b}\n{2}\n"
        "00:00:21 {a}\n{3}\n00:00:26 {b}\n{4}\n",
        [3.0, 11.0, 21.0, 26.0],
    ),
    "happy scribe": (
        "headings",
        "[00:00:03.20] - {a}\n{1}\n\n[00:00:11.40] - {b}\n{2}\n\n[00:00:21.00] - {a}\n{3}\n\n"
        "[00:00:26.70] - {b}\n{4}\n",
        [3.2, 11.4, 21.0, 26.7],
    ),
    "rev": (
        "headings",
        "{a} (00:03):\n{1}\n\n{b} (00:11):\n{2}\n\n{a} (00:21):\n{3}\n\n{b} (00:26):\n{4}\n",
        [3.0, 11.0, 21.0, 26.0],
    ),
    "atrain": (
        "headings",
        "Transcription for x\n\n{a}\n[00:00:03] - {1}\n\n{b}\n[00:00:11] - {2}\n\n{a}\n"
        "[00:00:21] - {3}\n\n{b}\n[00:00:26] - {4}",
        [3.0, 11.0, 21.0, 26.0],
    ),
    "markdown headings": (
        "headings",
        "### {a}\n{1}\n\n### {b}\n{2}\n\n### {a}\n{3}\n\n### {b}\n{4}\n\n### ~ 4 min\n",
        [None, None, None, None],
    ),
    "old teams": (
        "timings",
        "0:0:3.2 --> 0:0:11.4\n{a}\n{1}\n\n0:0:11.4 --> 0:0:21\n{b}\n{2}\n\n"
        "0:0:21 --> 0:0:26.7\n{a}\n{3}\n\n0:0:26.7 --> 0:1:3\n{b}\n{4}\n",
        [3.2, 11.4, 21.0, 26.7],
    ),
    "typed": (
        "labels",
        "Interview 7\n\n{a}: {1}\n{b}: {2}\n{a} : {3}\n{b}:\t{4}\n--- einde opname ---\n",
        [None, None, None, None],
    ),
    "typed without spaces": ("labels", "{a}:{1}\n{b}:{2}\n{a}:{3}\n{b}:{4}\n", [None] * 4),
    "sonix": (
        "labels",
        "x.m4a\n\n{a}: [00:00:03] {1}\n\n{b}: [00:00:11] {2}\n\n{a}: [00:00:21] {3}\n\n"
        "{b}: [00:00:26] {4}\n",
        [3.0, 11.0, 21.0, 26.0],
    ),
    "amberscript": (
        "labels",
        "00:00:03\n{a}: {1}\n\n00:00:11\n{b}: {2}\n\n00:00:21\n{a}: {3}\n\n00:00:26\n{b}: {4}\n",
        [3.0, 11.0, 21.0, 26.0],
    ),
    "stamp before the label": (
        "labels",
        "[00.03] {a}: {1}\n[00.11] {b}: {2}\n[00.21] {a}: {3}\n[00.26] {b}: {4}\n",
        [3.0, 11.0, 21.0, 26.0],
    ),
    "bold": (
        "labels",
        "**{a}:** \\[00:03\\] {1}\n\n**{b}:** {2}\n\n**Break:** \\[22:55\\]\n\n**{a}**: {3}\n\n"
        "**{b}:** {4}\n",
        [3.0, None, None, None],
    ),
    "bold without colon": (
        "labels",
        "**{a}** {1}\n\n**{b}** {2}\n\n**{a}** {3}\n\n**{b}** {4}\n",
        [None] * 4,
    ),
    "one paragraph": ("labels", "{a}: {1} {b}: {2} {a}: {3} {b}: {4}\n", [None] * 4),
    "zoom": (
        "columns",
        "00:00:03\t{a}\t{1}\r\n00:00:11\t{b}\t{2}\r\n00:00:21\t{a}\t{3}\r\n00:00:26\t{b}\t{4}\r\n",
        [3.0, 11.0, 21.0, 26.0],
    ),
    "label and tab": ("columns", "{a}\t{1}\n{b}\t{2}\n{a}\t{3}\n{b}\t{4}\n", [None] * 4),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shape_gives_four_turns(name: str, spoken) -> None:
    shape, layout, times = SHAPES[name]
    filled = {"1": QUESTION, "2": ANSWER, "3": MORE, "4": LAST}
    text = layout.format(
        *["", QUESTION, ANSWER, MORE, LAST], a="Spreker 1", b="Spreker 2", **filled
    )
    loaded = load_bytes(text.encode(), "gesprek.txt")
    assert loaded.transcript.meta["shape"] == shape
    assert spoken(loaded) == [
        ("Spreker 1", QUESTION),
        ("Spreker 2", ANSWER),
        ("Spreker 1", MORE),
        ("Spreker 2", LAST),
    ]
    assert [turn.start_time for turn in loaded.transcript.turns] == times
    assert loaded.score > 0.9


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        pytest.param(
            "[i] Hoe?\n[lacht] Nou.\n[r] Zo.\n[i] En?\n",
            [("i", "Hoe?\n[lacht] Nou."), ("r", "Zo."), ("i", "En?")],
            id="brackets",
        ),
        pytest.param(
            "**Interviewer (I):** Hoe?\n\n**Respondent (R):** Zo.\n\n**I:** En?\n\n**R:** Ja.\n",
            [("I", "Hoe?"), ("R", "Zo."), ("I", "En?"), ("R", "Ja.")],
            id="alias",
        ),
        pytest.param(
            "stark: Hi.\n\nadam3us: Yes.\n\nstark: Questions?\n\naudience: Why?\n\nadam3us: So.\n",
            [
                ("stark", "Hi."),
                ("adam3us", "Yes."),
                ("stark", "Questions?"),
                ("audience", "Why?"),
                ("adam3us", "So."),
            ],
            id="a usual label used once",
        ),
        pytest.param(
            "I: Hoe?\nR: Zo.\nKortom: goed.\n\nWant: tja.\nI: En?\nR: Ja. https://x.nl\n",
            [
                ("I", "Hoe?"),
                ("R", "Zo.\nKortom: goed.\n\nWant: tja."),
                ("I", "En?"),
                ("R", "Ja. https://x.nl"),
            ],
            id="speech with colons, several paragraphs",
        ),
        pytest.param(
            "I: Hoe? R: Zo.\nI: En?\nR: Ja.\n",
            [("I", "Hoe?"), ("R", "Zo."), ("I", "En?"), ("R", "Ja.")],
            id="label in mid-paragraph",
        ),
        pytest.param(
            "(S = Student; I = Interviewer)\nI: Hoe?\nS1: Zo.\nI: En?\nS2: Anders.\n",
            [("I", "Hoe?"), ("S1", "Zo."), ("I", "En?"), ("S2", "Anders.")],
            id="legend",
        ),
        pytest.param(
            "I: Hoe?\nR: Zo.\nPauze\n\nI: En?\nR: Ja.\n",
            [("I", "Hoe?"), ("R", "Zo."), ("I", "En?"), ("R", "Ja.")],
            id="pause",
        ),
        pytest.param("I: Hoe?\nR: Zo.\n", [("I", "Hoe?"), ("R", "Zo.")], id="one question"),
        pytest.param(
            "R: Ik vertel.\n\nEn nog iets.\n", [("R", "Ik vertel.\n\nEn nog iets.")], id="monologue"
        ),
        pytest.param(
            "00:00:11\n\nVera: Hoe?\nJan: Zo.\n\n00:05:00\n\nVera: En?\nJan: Ja.\n",
            [("Vera", "Hoe?"), ("Jan", "Zo."), ("Vera", "En?"), ("Jan", "Ja.")],
            id="a stamp now and then",
        ),
    ],
)
def test_labels_are_read(text: str, turns: list[tuple[str, str]], spoken) -> None:
    assert spoken(load_bytes(text.encode(), "gesprek.txt")) == turns


def test_stamp_at_the_end_is_the_end_of_the_turn(spoken) -> None:
    text = b"I: Wie? #00:00:12-3#\nB: So. #00:00:20-1#\nI: Und?\nB: Genug. #00:00:30-0#\n"
    loaded = load_bytes(text, "f4.txt")
    assert spoken(loaded) == [("I", "Wie?"), ("B", "So."), ("I", "Und?"), ("B", "Genug.")]
    assert [turn.end_time for turn in loaded.transcript.turns] == [12.3, 20.1, None, 30.0]


@pytest.mark.parametrize("name", ["Piet Puk", "Piet", "Jan de Wit", "Anna van der Berg"])
def test_labels_once_used_are_told_when_they_begin_with_a_capital(name: str) -> None:
    text = f"I: Hoe?\nR: Zo.\n{name}: Ik ook.\nI: En?\nR: Ten slotte: ja.\nwant: tja.\n"
    assert load_bytes(f"{text}Kortom: goed.\n".encode(), "a.txt").warnings == (
        f"line 3: {name!r} may be a speaker; it is used once, so it is speech",
    )


@pytest.mark.parametrize(
    ("first", "second", "times"),
    [pytest.param("I", "R", 2, id="usual labels"), pytest.param("Vera", "Jan", 3, id="most turns")],
)
def test_labels_of_reported_speech_are_told(first: str, second: str, times: int, spoken) -> None:
    told = "Ik: En toen?\nHij: Niets.\nIk: Echt?\nHij: Echt.\n"
    text = f"{first}: Hoe?\n{second}: Zo.\n" * times + told
    loaded = load_bytes(text.encode(), "a.txt")
    assert [who for who, _ in spoken(loaded)][-4:] == ["Ik", "Hij", "Ik", "Hij"]
    assert loaded.warnings == (
        "these labels are used once or twice and may be no speakers: Ik (2), Hij (2)",
    )


def test_labels_used_twice_are_not_doubted_when_nobody_speaks_more() -> None:
    assert load_bytes(b"Vera: Hoe?\nJan: Zo.\nVera: En?\nJan: Ja.\n", "a.txt").warnings == ()


def test_labels_spelled_in_two_ways_are_told_and_kept_apart() -> None:
    text = b"Interviewer 1: a\nR: b\nInterviewer1: c\nR: d\n"
    loaded = load_bytes(text, "a.txt")
    assert loaded.transcript.speakers == ("Interviewer 1", "R", "Interviewer1")
    assert loaded.warnings == ("these labels may be one speaker: Interviewer 1, Interviewer1",)


def test_labels_without_speech_are_told() -> None:
    loaded = load_bytes(b"I: Hoe?\nR:\nI: Nou?\nR: Ja.\n", "a.txt")
    assert [turn.speaker for turn in loaded.transcript.turns] == ["I", "I", "R"]
    assert loaded.dropped == ("R:",)


def test_time_that_goes_back_is_told() -> None:
    text = b"A1   0:10\nHoe?\nB1   0:05\nZo.\nA1   0:12\nEn?\n"
    assert load_bytes(text, "a.txt").warnings == ("the time goes back at turn 2",)


def test_prose_is_one_turn_a_paragraph(spoken) -> None:
    loaded = load_bytes(b"# Verslag\n\nWij leren hier veel.\n\nVan elkaar, vooral.\n", "a.md")
    assert spoken(loaded) == [(None, "Wij leren hier veel."), (None, "Van elkaar, vooral.")]
    assert (loaded.dropped, loaded.transcript.meta["shape"]) == (("# Verslag",), "prose")
    assert loaded.warnings == (
        "no speakers: each paragraph is a turn, and the speaker of all is unknown",
    )


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        pytest.param(
            "Jan: Wij leren hier veel.\nPiet: Van elkaar, vooral.\n",
            "a.txt: line 1 begins with 'Jan' and a colon, as a turn does, but no label is used "
            "twice.",
            "If these are speakers, put a line 'Speakers:' on top and their names, with commas "
            "between, on the next; if nobody is named, read it with --reader prose.",
            id="each label once",
        ),
        pytest.param(
            "import os\n\n\nfor path in os.walk('.'):\n    print(path)\n\nprint(1)\n",
            "a.txt: it looks like the source of a program, not like speech.",
            "If it is speech, read it with --reader prose.",
            id="source code",
        ),
        pytest.param(
            "melk\nbrood\nWat nog meer?\n",
            "a.txt: nobody is named in it, and only 1 of its 3 lines are sentences.",
            "Put 'Name: ' before each turn; or take every line as a turn with --reader prose.",
            id="list",
        ),
    ],
)
def test_text_is_prose_only_when_asked_unless_it_looks_like_it(
    text: str, message: str, hint: str
) -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(text.encode(), "a.txt")
    assert (caught.value.message, caught.value.hint) == (message, hint)
    forced = load_bytes(text.encode(), "a.txt", reader="prose")
    assert len(forced.transcript.turns) == sum(map(bool, text.splitlines()))


def test_source_of_a_program_is_refused_although_its_colons_look_like_labels() -> None:
    text = (
        b"def first(items):\n    try:\n        return items[0]\n    except IndexError:\n"
        b"        return None\n\n\ndef last(items):\n    try:\n        found = items[-1]\n"
        b"    except IndexError:\n        found = None\n    return found\n"
    )
    with pytest.raises(TranscriptError) as caught:
        load_bytes(text, "a.txt")
    assert (caught.value.message, caught.value.hint) == (
        "a.txt: it looks like the source of a program, not like speech.",
        "If it is speech, read it with --reader labels, or --reader prose.",
    )
    assert len(load_bytes(text, "a.txt", reader="labels").transcript.turns) == 4


def test_talk_about_a_program_is_speech_under_usual_labels(spoken) -> None:
    text = b"I: Wat staat er?\nR: x = f(1);\nI: En dan?\nR: if (x == 2) {\nI: Daarna?\nR: }\n"
    assert len(spoken(load_bytes(text, "a.txt"))) == 6


def test_labels_used_once_are_speakers_when_they_are_named_on_top(spoken) -> None:
    text = b"Speakers:\nJan, Piet\n\nJan: Wij leren hier veel.\nPiet: Van elkaar, vooral.\n"
    assert spoken(load_bytes(text, "a.txt")) == [
        ("Jan", "Wij leren hier veel."),
        ("Piet", "Van elkaar, vooral."),
    ]


def test_prose_may_have_a_title_with_a_colon_and_quoted_sentences(spoken) -> None:
    text = "Leren: een verslag\n\nWij leren veel.\n“Van elkaar.”\n"
    assert [words for _, words in spoken(load_bytes(text.encode(), "a.txt"))] == text.split("\n")[
        :1
    ] + ["Wij leren veel.", "“Van elkaar.”"]


def test_stamps_without_speakers_are_refused() -> None:
    text = b"00:00:03 Goedemiddag allemaal.\n00:00:08 Dat is zo.\n00:00:12 En verder niets.\n"
    with pytest.raises(TranscriptError) as caught:
        load_bytes(text, "a.txt")
    assert caught.value.message == (
        "a.txt: 3 lines have a time, but no speaker's name or label was found with them."
    )
    assert "--reader prose" in (caught.value.hint or "")
    assert len(load_bytes(text, "a.txt", reader="prose").transcript.turns) == 3


def test_mostly_unlabelled_text_is_refused_unless_forced(spoken) -> None:
    text = (
        f"{'Een lange inleiding zonder label. ' * 20}\nI: Hoe?\nR: Zo.\nI: En?\nR: Ja.\n".encode()
    )
    with pytest.raises(TranscriptError) as caught:
        load_bytes(text, "a.txt")
    assert caught.value.message == (
        "a.txt: read as labels it has 4 turns, which explain 7 % of the words where 80 % is "
        "needed; line 1 is not understood: "
        "'Een lange inleiding zonder label. Een lange inleiding zonder'."
    )
    forced = load_bytes(text, "a.txt", reader="labels")
    assert spoken(forced) == [("I", "Hoe?"), ("R", "Zo."), ("I", "En?"), ("R", "Ja.")]
    assert len(forced.dropped) == 1


def test_headings_that_are_not_read_make_a_text_unreadable_by_labels() -> None:
    text = "Let wel: zo.\nVera: a\nVera: b\n" + "".join(
        f"Jan de Wit, HR   (Gast) 0:0{number} uur [00:0{number}]\nEen heel verhaal over leren.\n"
        for number in range(8)
    )
    with pytest.raises(TranscriptError, match="read as labels it has 2 turns"):
        load_bytes(text.encode(), "a.txt")

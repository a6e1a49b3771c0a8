"""Whatever is corrected, a stretch stays on its words, or it is said that it does not."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.correct import LIKENESS, Carried, Kind, align
from bouwsteen.transcripts.model import Span, Transcript, Turn

LINES = (
    "I: Hoe leren jullie hier op de werkvloer?",
    "R: Ja, van fouten leer je het meest 🙂. Mijn chef zegt altijd: vertel het maar.",
    "I: Hm-m.",
    "R: En de klant komt elke maand langs, dan hoor je wat er beter kan.",
    "I: Kunt u daar een voorbeeld van geven?",
    "R: Nou, Jan Pietersen had de verkeerde maat gezaagd, en niemand werd boos.",
    "I: Hm-m.",
    "R: Ja.",
    "R: Van fouten leer je dus, dat is hier zo'n beetje het motto geworden.",
)
TEXT = "\n".join(LINES) + "\n"


def transcript(text: str) -> Transcript:
    return Transcript(key="een", title="een", text=text, turns=())


def spoken(*turns: tuple[str, str]) -> Transcript:
    text, found = "", []
    for number, (label, words) in enumerate(turns, start=1):
        start = len(text) + len(label) + 2
        text += f"{label}: {words}\n"
        span = Span(start, start + len(words))
        found.append(Turn(index=number, speaker=label, span=span))
    return dataclasses.replace(transcript(text), turns=tuple(found))


def carry(quote: str, new: str, *, old: str = TEXT, which: int = 0) -> Carried:
    start = -1
    for _ in range(which + 1):
        start = old.index(quote, start + 1)
    span = Span(start, start + len(quote))
    found = align(transcript(old), transcript(new)).carry(span)
    assert found.old_text == quote
    assert found.new_text == (found.span.of(new) if found.span else "")
    return found


QUOTE = "van fouten leer je het meest 🙂"


@pytest.mark.parametrize(
    ("new", "kind", "words"),
    [
        (TEXT, Kind.SAME, QUOTE),
        ("Verzonnen interview 👩‍👧\n\n" + TEXT, Kind.SAME, QUOTE),
        (TEXT.replace("R: ", "Respondent: ").replace("I: ", "Vrager: "), Kind.SAME, QUOTE),
        (TEXT.replace("Ja, van", "Ja zeker, van"), Kind.SAME, QUOTE),
        (TEXT.replace(LINES[0] + "\n", ""), Kind.SAME, QUOTE),
        (TEXT.replace("🙂", "🙂🙂"), Kind.SAME, QUOTE),
        (TEXT.replace("fouten leer je het", "foute leer je het"), Kind.CHANGED, None),
        (TEXT.replace("leer je het meest", "leer je, denk ik, het meest"), Kind.CHANGED, None),
        (TEXT.replace("leer je het meest 🙂", "leer je"), Kind.SHORTENED, "van fouten leer je"),
        (TEXT.replace("Ja, van fouten", "Fouten"), Kind.CHANGED, "Fouten leer je het meest 🙂"),
        (TEXT.replace("meest 🙂.", "beste."), Kind.CHANGED, "van fouten leer je het beste"),
        (TEXT.replace(QUOTE, "dat weet ik niet"), Kind.UNPLACED, ""),
        (TEXT.replace(LINES[1] + "\n", ""), Kind.UNPLACED, ""),
        (TEXT.replace(LINES[1] + "\n", "") + LINES[1] + "\n", Kind.MOVED, QUOTE),
        ("geheel iets anders", Kind.UNPLACED, ""),
        ("", Kind.UNPLACED, ""),
    ],
    ids=[
        "untouched",
        "heading put before it",
        "labels renamed",
        "words put before it",
        "paragraph before it deleted",
        "emoji put after it",
        "letter lost",
        "words put in",
        "end deleted",
        "first word replaced",
        "end replaced",
        "replaced whole",
        "deleted whole",
        "paragraph moved to the end",
        "another text",
        "nothing left",
    ],
)
def test_carry_says_what_became_of_a_quotation(new: str, kind: Kind, words: str | None) -> None:
    found = carry(QUOTE, new)
    assert found.kind == kind
    if words is not None:
        assert found.new_text == words
    assert (found.score == 1.0) == (kind in (Kind.SAME, Kind.MOVED))
    assert (found.score >= LIKENESS) == (kind is not Kind.UNPLACED)


def test_carry_takes_a_mended_word_whole() -> None:
    found = carry("leer je", "Ja, van fouten leerde jezelf.", old="Ja, van fouten leer je.")
    assert (found.kind, found.new_text) == (Kind.CHANGED, "leerde jezelf")


def test_carry_keeps_a_pseudonym_inside_and_at_the_edge() -> None:
    new = TEXT.replace("Jan Pietersen", "P1")
    inside = carry("Nou, Jan Pietersen had de verkeerde maat gezaagd", new)
    edge = carry("Jan Pietersen had de verkeerde maat gezaagd", new)
    assert (inside.kind, inside.new_text) == (
        Kind.CHANGED,
        "Nou, P1 had de verkeerde maat gezaagd",
    )
    assert (edge.kind, edge.new_text) == (Kind.CHANGED, "P1 had de verkeerde maat gezaagd")


def test_carry_leaves_out_a_turn_that_was_put_before_the_quotation() -> None:
    new = TEXT.replace("R: Nou, Jan", "R: Tja, dat is een hele lange geschiedenis.\nR: Tja, Jan")
    found = carry("Nou, Jan Pietersen had de verkeerde maat gezaagd", new)
    assert found.new_text.endswith("Jan Pietersen had de verkeerde maat gezaagd")
    assert "geschiedenis" not in found.new_text


@pytest.mark.parametrize("which", [0, 1])
def test_repeated_words_stay_at_their_own_place(which: int) -> None:
    new = "Titel\n" + TEXT.replace("Kunt u daar", "Kun je daar")
    found = carry("Hm-m.", new, which=which)
    assert found.kind == Kind.SAME
    assert new[: found.span.start].count("Hm-m.") == which


@pytest.mark.parametrize("gone", [0, 1])
def test_repeated_words_never_take_the_place_of_one_another(gone: int) -> None:
    lines = list(LINES)
    del lines[(2, 6)[gone]]
    found = [carry("Hm-m.", "\n".join(lines), which=which) for which in (0, 1)]
    assert found[gone].kind == Kind.UNPLACED
    assert found[1 - gone].kind == Kind.SAME


def test_short_answer_to_another_question_is_not_the_same() -> None:
    old = "I: Vond u het leuk?\nR: Ja.\n"
    new = "I: Bent u hier op de fiets gekomen vandaag?\nR: Nou, dat kan je zeggen. Ja. En terug.\n"
    assert carry("Ja.", new, old=old).kind == Kind.UNPLACED


def test_moved_words_in_two_places_are_for_a_person() -> None:
    moved = "\n".join([*LINES[:5], *LINES[6:], LINES[5], "I: En dan?", LINES[5]])
    assert carry("de verkeerde maat gezaagd", moved).kind == Kind.UNPLACED


def test_span_outside_the_text_is_refused() -> None:
    with pytest.raises(TranscriptError) as caught:
        align(transcript("kort"), transcript("korter")).carry(Span(2, 9))
    assert caught.value.message == "2:9 lies outside the old text of een."


def test_renamed_speakers_lists_what_can_only_be_a_new_name() -> None:
    old = spoken(("I", "Hoe leert u dan?"), ("R", "Van fouten."), ("X", "Hoestbui, even."))
    new = spoken(("Vrager", "Hoe leert u dan?"), ("R", "Van fouten, eh."), ("R", "Hoestbui, even."))
    assert align(old, new).renamed_speakers() == {"I": "Vrager"}
    assert align(old, old).renamed_speakers() == {}


def test_label_that_was_split_in_two_is_not_renamed() -> None:
    old = spoken(("I", "Hoe leert u dan?"), ("I", "En verder nog iets?"))
    new = spoken(("I1", "Hoe leert u dan?"), ("I2", "En verder nog iets?"))
    assert align(old, new).renamed_speakers() == {}


WORDS = ("ja", "nee", "fouten", "leren", "team", "één", "🙂", "chef", "klant", "maandag")
SENTENCES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(lambda words: " ".join(words)),
    min_size=3,
    max_size=10,
)


@st.composite
def corrections(draw: st.DrawFn) -> tuple[str, str, Span]:
    """A text, the same after any sequence of corrections, and a stretch of the first."""
    lines = draw(SENTENCES)
    old = "\n".join(f"{'IR'[number % 2]}: {line}." for number, line in enumerate(lines))
    start, end = sorted(draw(st.tuples(*(st.integers(0, len(old)),) * 2)))
    edited = old
    for _ in range(draw(st.integers(1, 4))):
        a, b = sorted(draw(st.tuples(*(st.integers(0, len(edited)),) * 2)))
        kind = draw(st.sampled_from(["insert", "delete", "replace", "move"]))
        words = draw(st.sampled_from([" nou ja ", "x", "\nR: Ja.\n", "P1", "😀", "fouten leren"]))
        if kind == "insert":
            edited = edited[:a] + words + edited[a:]
        elif kind == "delete":
            edited = edited[:a] + edited[b:]
        elif kind == "replace":
            edited = edited[:a] + words + edited[b:]
        else:
            paragraphs = edited.split("\n")
            paragraphs.insert(
                draw(st.integers(0, len(paragraphs) - 1)),
                paragraphs.pop(draw(st.integers(0, len(paragraphs) - 1))),
            )
            edited = "\n".join(paragraphs)
    return old, edited, Span(start, max(end, start + 1))


@settings(max_examples=300)
@given(corrections())
def test_stretch_stays_on_its_words_or_is_reported(drawn: tuple[str, str, Span]) -> None:
    old, new, span = drawn
    if span.end > len(old):
        span = Span(len(old) - 1, len(old))
    found = align(transcript(old), transcript(new)).carry(span)
    words = span.of(old)
    assert found.old_text == words
    if found.kind is Kind.UNPLACED:
        assert found.span is None
        return
    assert 0 <= found.span.start < found.span.end <= len(new)
    assert found.new_text == found.span.of(new)
    assert (found.new_text == words) == (found.kind in (Kind.SAME, Kind.MOVED))
    assert found.score >= LIKENESS


@st.composite
def edits_outside(draw: st.DrawFn) -> tuple[str, str]:
    """TEXT with whole words put in, taken out or replaced outside its fourth line."""
    before, after = [*LINES[:3]], [*LINES[4:]]
    for _ in range(draw(st.integers(1, 5))):
        side = draw(st.sampled_from([before, after]))
        number = draw(st.integers(0, len(side) - 1))
        words = side[number].split(" ")
        place = draw(st.integers(0, len(words) - 1))
        words[place : place + draw(st.integers(0, 2))] = draw(
            st.lists(st.sampled_from(["nou", "eh", "P1", "🙂", "klant"]), max_size=2)
        )
        side[number] = " ".join(words)
    return LINES[3], "\n".join([*before, LINES[3], *after])


@given(edits_outside(), st.data())
def test_edits_outside_a_quotation_leave_its_words(
    drawn: tuple[str, str], data: st.DataObject
) -> None:
    line, new = drawn
    words = line.split(" ")
    first = data.draw(st.integers(1, 6))
    quote = " ".join(words[first : data.draw(st.integers(first + 4, len(words)))])
    found = carry(quote, new)
    assert (found.kind, found.new_text) == (Kind.SAME, quote)


def test_what_does_not_change_is_carried_exactly() -> None:
    alignment = align(transcript(TEXT), transcript(TEXT))
    for start in range(0, len(TEXT), 3):
        for end in range(start + 1, len(TEXT), 7):
            span = Span(start, end)
            assert alignment.carry(span).span == span

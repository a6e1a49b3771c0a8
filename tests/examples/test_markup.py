"""The marked-up sources: what is read from them, and every way in which one can be wrong."""

from __future__ import annotations

import pytest

from bouwsteen.errors import CodingError, TranscriptError
from bouwsteen.examples.markup import Mark, Note, Spoken, parse_interview


def test_parse_interview_reads_turns_marks_and_notes(small):
    first = "Ik draai, eh, alles."
    assert small.key == "klein"
    assert small.turns == (
        Spoken(who="I", text="Wat doe je?"),
        Spoken(who="R", text=f"{first} En ik vraag veel."),
        Spoken(who="I", text="Hm-m."),
        Spoken(who="R", text="Een fout mag. Nou ja."),
    )
    assert small.marks == (
        Mark(coder="bram", quote=first, codes=("1.3", "3"), memo="ook samen?"),
        Mark(coder="anna", quote=f"{first} En ik vraag veel.", codes=("1.3",), memo=""),
        Mark(coder="anna", quote="Een fout mag.", codes=("2.2",), memo=""),
        Mark(coder="bram", quote="Een fout mag.", codes=("2.2",), memo=""),
    )
    assert small.notes == (Note(start=(1, 0), end=(3, 17), text="1.3; leuk", replies=("Eens.",)),)


def test_parse_interview_keeps_the_header(small):
    assert small.header["role"] == "Medewerker"
    assert small.header["years"] == "2"


def test_label_is_the_one_of_the_file(small):
    assert [small.label(turn) for turn in small.turns] == ["I", "R", "I", "R"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("years: 2\n", "", "klein: the header lacks, or does not know, years."),
        ("years: 2", "age: 2", "klein: the header lacks, or does not know, age, years."),
        ("I: Hm-m.", "Hm-m.", "klein: 'Hm-m.' is no turn."),
        ("I: Hm-m.\n\n", "I: Hm-m.\n", "is no turn."),
        ("I: Hm-m.\n\n", "", "klein: R speaks twice in a row at"),
        ("I: Hm-m.", "I: Hm-m.  Ja.", "klein: a doubled or dangling space at 'Hm-m.  Ja.'."),
    ],
)
def test_parse_interview_refuses_what_is_no_interview(small_source, old, new, message):
    with pytest.raises(TranscriptError) as caught:
        parse_interview(small_source.replace(old, new), key="klein")
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{/ab}", "", "klein: {ab 2.2} is never closed."),
        ("{ab 2.2}", "", "klein: {/ab} in turn 4 closes nothing."),
        ("{ab 2.2}", "{ab}", "klein: {ab} needs a code when it opens, and only then."),
        ("{/ab}", "{/ab 2.2}", "klein: {/ab 2.2} needs a code when it opens, and only then."),
        ("Een fout", "{ab 2.1}Een fout", "klein: {ab 2.1} stands inside another ab."),
        ("{ab 2.2}", "{d 2.2}", "klein: unknown tag at '{d 2.2}Een fout mag. Nou ja.'."),
        ("Een fout mag.{/ab} ", "Een fout mag. {/ab}", "'Een fout mag. ' is empty or has a space"),
        ("Een fout mag.{/ab}", "{/ab}Een fout mag.", "'' is empty or has a space at an edge."),
        ("{/a}\n\nI: Hm-m.", "\n\nI: Hm-m.{/a}", "klein: {a 1.3} runs on into another turn."),
        ("Hm-m.", "Een fout mag.", "klein: 'Een fout mag.' occurs 2 times."),
    ],
)
def test_parse_interview_refuses_broken_tags(small_source, old, new, message):
    with pytest.raises(CodingError) as caught:
        parse_interview(small_source.replace(old, new), key="klein")
    assert message in caught.value.message

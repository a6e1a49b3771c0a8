from __future__ import annotations

import dataclasses
from collections.abc import Callable

from bouwsteen.coding.suggest.passages import LONGEST, language_of, passages_of
from bouwsteen.transcripts.model import Transcript

Tell = Callable[..., Transcript]


def test_passages_are_turns_of_respondents_with_the_question(tell: Tell) -> None:
    one = tell("a", [("I", "Hoe leert u hier?"), ("R", "Van fouten leer je."), ("R", "Ja ja.")])
    (found,) = passages_of(one, language="nl", skip={1})
    assert (found.turn, found.text, found.question) == (
        2,
        "Van fouten leer je.",
        "Hoe leert u hier?",
    )
    assert found.span.of(one.text) == found.text


def test_long_turn_is_cut_between_sentences(tell: Tell) -> None:
    sentence = "Dit is een zin van precies acht woorden. "
    one = tell("a", [("R", (sentence * 30).strip())])
    found = passages_of(one, language="nl")
    sizes = [len(part.text.split()) for part in found]
    assert sum(sizes) == 240
    assert len(found) == 3
    assert max(sizes) <= LONGEST
    assert all(part.text.endswith("woorden.") for part in found)


def test_sentence_can_be_the_unit(tell: Tell) -> None:
    one = tell("a", [("R", "Van fouten leer je. En van geld ook niet!")])
    found = passages_of(one, language="nl", unit="sentence")
    assert [part.text for part in found] == ["Van fouten leer je.", "En van geld ook niet!"]


def test_language_of_a_silent_transcript_is_that_of_the_others(tell: Tell) -> None:
    one = tell("a", [("R", "x")])
    silent = dataclasses.replace(one, key="b", language=None)
    german = dataclasses.replace(one, key="c", language="de")
    assert language_of([one, silent, german]) == {"a": "nl", "b": "nl", "c": None}

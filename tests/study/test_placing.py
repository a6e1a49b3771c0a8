"""What an undo or redo puts back stands on the words that were marked, or is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from bouwsteen import marking
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.errors import StudyError
from bouwsteen.exports.labels import told
from bouwsteen.study import session
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript, Turn

WORDS = "van fouten leer je"
ADDED = "Tja weet je, "


def mark(study: Study, words: str = WORDS, *, coder: str = "anna") -> int:
    start = study.transcripts.get("een").text.index(words)
    span = Span(start, start + len(words))
    return marking.mark(study, coder, "een", span, ["fouten"]).quotation


def shift(one: Turn, start: int) -> Turn:
    span = Span(one.span.start + (len(ADDED) if one.span.start > start else 0), one.span.end + 13)
    return dataclasses.replace(one, span=span)


def correct(study: Study, key: str = "een") -> None:
    """Put words before all that is said, by somebody else."""
    old = study.transcripts.get(key)
    start = old.turns[0].span.start
    study.correct(
        dataclasses.replace(
            old,
            text=old.text[:start] + ADDED + old.text[start:],
            turns=tuple(shift(one, start) for one in old.turns),
        ),
        reason="woorden vergeten",
        actor="bram",
    )


def words(study: Study, coder: str = "anna") -> list[str]:
    text = study.transcripts.get("een").text
    return [one.span.of(text) for one in study.quotations.select(coder=coder)]


def _removed(study: Study) -> None:
    marking.drop(study, "anna", mark(study))


def _moved_back(study: Study) -> None:
    # The correction carries the words where they are now; where they were is of the old text.
    number = mark(study)
    held = study.quotations.get(number).span
    marking.move(study, "anna", number, Span(held.start + 4, held.end))
    marking.move(study, "anna", number, held)


def _code_taken_off(study: Study) -> None:
    marking.recode(study, "anna", mark(study), ["leiderschap"])
    number = study.quotations.select(coder="anna")[0].id
    marking.drop(study, "anna", number)


@pytest.mark.parametrize(
    "act", [_removed, _moved_back, _code_taken_off], ids=lambda act: act.__name__
)
def test_undo_never_puts_a_quotation_on_other_words(
    study: Study, act: Callable[[Study], None]
) -> None:
    act(study)
    correct(study)
    held = study.fingerprint()
    with pytest.raises(StudyError) as error:
        marking.take_back(study, "anna", "een")
    assert study.fingerprint() == held
    assert study.verify() == []
    assert "correct" in error.value.message


def test_refused_undo_says_what_came_between_in_either_language(study: Study) -> None:
    _removed(study)
    correct(study)
    with pytest.raises(StudyError) as error:
        marking.take_back(study, "anna", "een")
    assert told(error.value, "en") == (
        "The text of een was corrected after code remove, so other words stand there now; "
        "nothing was changed.",
        "Mark the words in the corrected text, or undo the correction first.",
    )
    assert told(error.value, "nl") == (
        "De tekst van een is na code remove verbeterd, dus daar staan nu andere woorden; er is "
        "niets gewijzigd.",
        "Markeer de woorden in de verbeterde tekst, of maak eerst de verbetering ongedaan.",
    )


def test_redo_never_puts_a_quotation_on_other_words(study: Study) -> None:
    mark(study)
    marking.take_back(study, "anna", "een")
    correct(study)
    with pytest.raises(StudyError, match="text of een was corrected"):
        marking.bring_back(study, "anna", "een")
    assert words(study) == []


def test_redo_knows_the_text_although_the_correction_was_redone_last(study: Study) -> None:
    correct(study)
    study.undo(actor="bram")
    mark(study)
    event = marking.take_back(study, "anna", "een").id
    study.redo(actor="bram", event=event - 2)
    with pytest.raises(StudyError, match="text of een was corrected"):
        study.redo(actor="anna", event=event)
    assert words(study) == []
    assert study.verify() == []


def test_undo_gives_the_words_back_once_the_correction_is_undone(study: Study) -> None:
    _removed(study)
    correct(study)
    study.undo(actor="bram")
    marking.take_back(study, "anna", "een")
    assert words(study) == [WORDS]
    assert study.verify() == []


def test_undo_does_not_mind_another_transcript(study: Study) -> None:
    turn = Turn(index=1, speaker=None, span=Span(0, 4))
    with study.change("transcript import"):
        study.transcripts.add([Transcript(key="twee", title="Twee", text="Dag.", turns=(turn,))])
    _removed(study)
    correct(study, "twee")
    marking.take_back(study, "anna", "een")
    assert words(study) == [WORDS]


def test_undo_of_what_places_nothing_goes_on(study: Study) -> None:
    """A quotation before the words that came in stays where it is, and so may its memo."""
    number = mark(study)
    correct(study)
    marking.annotate(study, "anna", number, "twijfel")
    marking.take_back(study, "anna", "een")
    mark(study, "het meest")
    marking.take_back(study, "anna", "een")
    assert words(study) == [WORDS]
    assert study.quotations.get(number).memo == ""


@pytest.fixture
def misplaced(study: Study, monkeypatch: pytest.MonkeyPatch) -> int:
    """A quotation that an earlier release put back where other words stand by now."""
    _removed(study)
    correct(study)
    with monkeypatch.context() as patch:
        patch.setattr(session, "refuse_other_text", lambda *_, **__: None)
        marking.take_back(study, "anna", "een")
    (one,) = study.quotations.select(coder="anna")
    assert words(study) != [WORDS]
    return one.id


def test_verify_finds_a_quotation_on_other_words(study: Study, misplaced: int) -> None:
    said = [
        f"quotation {misplaced} stands on other words than were marked: an undo put it back after "
        "the text was corrected; mark it anew"
    ]
    assert [one.message for one in study.verify()] == said
    correct(study)
    marking.annotate(study, "anna", misplaced, "een memo plaatst niets")
    assert [one.message for one in study.verify()] == said


def test_verify_is_content_once_it_is_placed_anew(study: Study, misplaced: int) -> None:
    start = study.transcripts.get("een").text.index(WORDS)
    marking.move(study, "anna", misplaced, Span(start, start + len(WORDS)))
    assert study.verify() == []


def test_verify_is_content_once_it_is_removed(study: Study, misplaced: int) -> None:
    marking.drop(study, "anna", misplaced)
    assert study.verify() == []


def test_verify_is_content_once_the_correction_is_undone(study: Study, misplaced: int) -> None:
    study.undo(actor="bram")
    assert words(study) == [WORDS]
    assert study.verify() == []


def test_accepted_suggestion_comes_back_on_its_words_only(study: Study) -> None:
    start = study.transcripts.get("een").text.index(WORDS)
    one = Quotation(
        transcript="een",
        span=Span(start, start + len(WORDS)),
        coder="anna",
        codings=(Coding(code="fouten"),),
    )
    with study.change("suggest accept", actor="anna", transcript="een"):
        study.quotations.add([one])
    marking.take_back(study, "anna", "een")
    correct(study)
    with pytest.raises(StudyError, match="corrected after suggest accept"):
        marking.bring_back(study, "anna", "een")
    assert words(study) == []

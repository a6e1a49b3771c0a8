"""Suggestions follow what happens to the text that they are about."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from bouwsteen.coding.assisted import unexposed
from bouwsteen.coding.model import Assistance, Quotation
from bouwsteen.coding.suggest.control import Apart, in_control
from bouwsteen.coding.suggest.model import Verdict
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript

Decide = Callable[..., None]
Mark = Callable[..., list[Quotation]]
Offer = Callable[..., list[int]]
Show = Callable[[Study, int], None]


def corrected(transcript: Transcript, speech: str) -> Transcript:
    first, second = transcript.turns
    text = transcript.text[: second.span.start] + speech + "\n"
    span = Span(second.span.start, second.span.start + len(speech))
    return dataclasses.replace(
        transcript, text=text, turns=(first, dataclasses.replace(second, span=span))
    )


def test_corrected_transcript_carries_its_suggestions(
    study: Study, transcript: Transcript, offer: Offer, decide: Decide, speech: Span
) -> None:
    (number,) = offer(study)
    decide(study, number, Verdict.REJECTED)
    text = transcript.text.replace("Leert u hier?", "Leert u hier ook iets?")
    shift = len(text) - len(transcript.text)
    turns = (
        dataclasses.replace(transcript.turns[0], span=Span(3, 16 + shift)),
        dataclasses.replace(
            transcript.turns[1],
            span=Span(transcript.turns[1].span.start + shift, transcript.turns[1].span.end + shift),
        ),
    )
    study.correct(dataclasses.replace(transcript, text=text, turns=turns), reason="verhoord")
    (found,) = study.suggestions.select(coder="anna")
    assert found.suggestion.span == Span(20 + shift, 40 + shift)
    (piece,) = found.suggestion.evidence
    assert text[piece.start : piece.end] == "fouten"
    assert study.suggestions.rejected("anna")[0][1] == Span(
        speech.start + shift, speech.end + shift
    )
    study.undo()
    (found,) = study.suggestions.select(coder="anna")
    assert found.suggestion.span == Span(20, 40)


def test_suggestion_without_its_words_says_nothing_of_the_new_text(
    study: Study,
    transcript: Transcript,
    offer: Offer,
    show: Show,
    decide: Decide,
    mark: Mark,
    speech: Span,
) -> None:
    (number,) = offer(study)
    show(study, number)
    decide(study, number, Verdict.REJECTED)
    study.correct(
        corrected(transcript, "Wij zwommen iedere dag zonder zorg door het kanaal."), reason="r"
    )
    assert study.suggestions.rejected("anna") == []
    assert study.suggestions.exposure("anna") == [("een", None)]
    assert unexposed(["een"], [study.suggestions.exposure("anna")]) == ()
    (quotation,) = mark(study)
    assert quotation.codings[0].assistance is Assistance.UNASSISTED
    study.undo()
    study.undo()
    assert study.suggestions.exposure("anna") == [("een", speech)]


def test_blind_turns_stay_blind_when_turns_are_added(study: Study, transcript: Transcript) -> None:
    def draw(seed: int) -> list[bool]:
        return [in_control("een", turn, seed=seed, share=0.12) for turn in (1, 2, 3)]

    seed = next(one for one in range(9999) if draw(one) == [False, True, False])
    with study.change("settings"):
        study.suggestions.set_apart(Apart(seed=seed))
    first, second = transcript.turns
    text = transcript.text.replace("\nR:", "\nI: Zeg het eens?\nR:")
    shift = len(text) - len(transcript.text)
    start = text.index("Zeg")
    turns = (
        first,
        dataclasses.replace(first, index=2, span=Span(start, start + 12)),
        dataclasses.replace(
            second, index=3, span=Span(second.span.start + shift, second.span.end + shift)
        ),
    )
    study.correct(dataclasses.replace(transcript, text=text, turns=turns), reason="r")
    apart = study.suggestions.apart()
    assert [apart.blind("een", turn) for turn in (1, 2, 3)] == [False, False, True]
    study.undo()
    apart = study.suggestions.apart()
    assert [apart.blind("een", turn) for turn in (1, 2)] == [False, True]


def test_removed_transcript_takes_its_suggestions_along(
    study: Study, offer: Offer, decide: Decide
) -> None:
    (number,) = offer(study)
    decide(study, number, Verdict.REJECTED)
    with study.change("transcript remove"):
        study.transcripts.remove("een")
    assert study.suggestions.select(retired=True) == []
    study.undo()
    assert [one.suggestion.id for one in study.suggestions.select(coder="anna")] == [number]

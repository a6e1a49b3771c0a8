"""Suggestions follow what happens to their codes in the codebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.suggest.model import Suggestion, Verdict
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript

Decide = Callable[..., None]
Offer = Callable[..., list[int]]
Show = Callable[[Study, int], None]
Suggest = Callable[..., Suggestion]


def put(study: Study, *codes: Code, moved: dict[str, str | None] | None = None) -> None:
    """Store the codebook with other codes."""
    with study.change("codebook edit"):
        book = dataclasses.replace(study.codebook.get(), codes=codes)
        study.codebook.put(book, reason="r", moved=moved or {})


def put_without(study: Study, key: str, *, into: str | None = None) -> None:
    """Remove a code, or merge it into another."""
    put(study, *(one for one in study.codebook.get().codes if one.key != key), moved={key: into})


def put_changed(study: Study, key: str, /, **changed: Any) -> None:
    """Change fields of one code."""
    moved = {key: changed["key"]} if "key" in changed else {}
    codes = study.codebook.get().codes
    put(
        study,
        *(dataclasses.replace(one, **changed) if one.key == key else one for one in codes),
        moved=moved,
    )


def kept(study: Study) -> list[tuple[int, str, str]]:
    """Number, code and block of what stands open."""
    return [
        (one.suggestion.id, one.suggestion.code, one.suggestion.block)
        for one in study.suggestions.open_ones("anna")
    ]


def test_removed_code_takes_open_suggestions_along_until_undo(
    study: Study, offer: Offer, show: Show, suggestion: Suggest, speech: Span
) -> None:
    gone, seen, stays = offer(
        study,
        suggestion(),
        suggestion("fouten", "veiligheid", 2),
        suggestion("leiderschap", "leiderschap", 3),
    )
    show(study, seen)
    put_without(study, "fouten")
    assert kept(study) == [(stays, "leiderschap", "leiderschap")]
    assert study.suggestions.exposure("anna") == [("een", speech)]
    assert study.verify() == []
    study.undo()
    assert [number for number, _, _ in kept(study)] == [gone, seen, stays]


def test_decision_outlives_its_code(
    study: Study, offer: Offer, decide: Decide, speech: Span
) -> None:
    (number,) = offer(study)
    decide(study, number, Verdict.REJECTED)
    put_without(study, "fouten")
    (held,) = study.suggestions.select(coder="anna")
    assert (held.suggestion.code, held.decision and held.decision.verdict) == (
        "fouten",
        Verdict.REJECTED,
    )
    assert study.suggestions.rejected("anna") == [("een", speech, "veiligheid")]


def test_merged_code_hands_its_suggestions_on_once(
    study: Study, offer: Offer, suggestion: Suggest
) -> None:
    first, second = offer(
        study, suggestion("spijt", "spijt", 1), suggestion("leiderschap", "leiderschap", 2)
    )
    put_without(study, "spijt", into="leiderschap")
    assert kept(study) == [(first, "leiderschap", "leiderschap")]
    study.undo()
    assert kept(study) == [(first, "spijt", "spijt"), (second, "leiderschap", "leiderschap")]


def test_renamed_block_keeps_its_rejections(
    study: Study, offer: Offer, decide: Decide, suggestion: Suggest, speech: Span
) -> None:
    (number,) = offer(study, suggestion("spijt", "spijt"))
    decide(study, number, Verdict.REJECTED)
    put_changed(study, "spijt", key="wroeging")
    assert study.suggestions.rejected("anna") == [("een", speech, "wroeging")]


def test_moved_code_withdraws_what_was_judged_in_its_old_block(study: Study, offer: Offer) -> None:
    offer(study)
    put_changed(study, "fouten", parent="leiderschap")
    assert kept(study) == []


def test_rejection_ends_when_the_meaning_of_the_code_changes(
    study: Study, offer: Offer, decide: Decide
) -> None:
    (number,) = offer(study)
    decide(study, number, Verdict.REJECTED)
    put_changed(study, "veiligheid", definition={"nl": "Nu iets anders."})
    assert study.suggestions.rejected("anna") == []
    assert len(offer(study)) == 2


def test_undo_of_what_suggestions_are_about_leaves_no_loose_ends(
    study: Study, codebook: Codebook, transcript: Transcript, offer: Offer, suggestion: Suggest
) -> None:
    fresh = dataclasses.replace(codebook.codes[2], key="nieuw", labels={"nl": "Nieuw"})
    put(study, *codebook.codes[:3], fresh, codebook.codes[3])
    offer(study, suggestion("nieuw", "nieuw"))
    study.undo()
    assert kept(study) == []
    with study.change("transcript import"):
        study.transcripts.add([dataclasses.replace(transcript, key="twee", title="Twee")])
    with study.change("suggest run", actor="anna"):
        made = dataclasses.replace(suggestion(), transcript="twee")
        study.suggestions.replace("anna", [[made]], ["twee"])
    assert study.undo().action == "transcript import"
    assert study.suggestions.select(coder="anna", transcript="twee") == []
    assert study.verify() == []


def test_redo_brings_back_that_a_suggestion_was_shown(
    study: Study, transcript: Transcript, suggestion: Suggest
) -> None:
    with study.change("transcript import"):
        study.transcripts.add([dataclasses.replace(transcript, key="twee", title="Twee")])
    with study.change("suggest run", actor="anna"):
        made = dataclasses.replace(suggestion(), transcript="twee")
        study.suggestions.replace("anna", [[made]], ["twee"])
        (one,) = study.suggestions.select(coder="anna", transcript="twee")
        study.suggestions.mark_shown([one.suggestion.id])
    (before,) = study.suggestions.select(coder="anna", transcript="twee")
    assert before.shown
    assert study.undo().action == "transcript import"
    assert study.redo().action == "transcript import"
    assert study.suggestions.select(coder="anna", transcript="twee") == [before]
    assert study.verify() == []

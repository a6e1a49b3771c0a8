"""Suggestions kept, replaced and decided on; none of them counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from bouwsteen.coding.model import Quotation
from bouwsteen.coding.suggest.model import Suggestion, Verdict
from bouwsteen.errors import CodingError
from bouwsteen.study import suggestion_store
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

Decide = Callable[..., None]
Mark = Callable[..., list[Quotation]]
Offer = Callable[..., list[int]]
Show = Callable[[Study, int], None]
Suggest = Callable[..., Suggestion]


def test_suggestion_comes_back_as_it_was_made(
    study: Study, offer: Offer, suggestion: Suggest
) -> None:
    (number,) = offer(study)
    (found,) = study.suggestions.select(coder="anna")
    assert found.suggestion == dataclasses.replace(suggestion(), id=number)
    assert (found.coder, found.shown, found.decision) == ("anna", None, None)


def test_suggestions_count_nowhere(study: Study, offer: Offer, show: Show) -> None:
    before = study.fingerprint()
    (number,) = offer(study)
    show(study, number)
    assert study.fingerprint() == before
    assert study.quotations.select() == []
    assert len(study.quotations.columns().quotation) == 0
    assert study.quotations.coders_with_codings() == {}


def test_get_reads_one_suggestion(
    study: Study, monkeypatch: pytest.MonkeyPatch, offer: Offer, suggestion: Suggest
) -> None:
    first, second = offer(study, suggestion(), suggestion("leiderschap", "leiderschap", 2))
    read = suggestion_store.standing_of
    numbers = []

    def told(row: Any, *rest: Any) -> Any:
        numbers.append(row.id)
        return read(row, *rest)

    monkeypatch.setattr(suggestion_store, "standing_of", told)
    assert study.suggestions.get(second, coder="anna").suggestion.id == second
    assert numbers == [second]
    assert first != second


def test_coder_decides_on_own_suggestions_only(study: Study, offer: Offer, decide: Decide) -> None:
    (number,) = offer(study)
    assert study.suggestions.open_ones("bram") == []
    with pytest.raises(CodingError, match=r"There is no suggestion \d+\."):
        decide(study, number, Verdict.ACCEPTED, coder="bram")


def test_decision_stands_until_it_is_undone_and_a_skip_gives_way(
    study: Study, offer: Offer, decide: Decide
) -> None:
    (number,) = offer(study)
    decide(study, number, Verdict.SKIPPED)
    assert len(study.suggestions.open_ones("anna")) == 1
    decide(study, number, Verdict.REJECTED)
    with pytest.raises(CodingError, match="was rejected already"):
        decide(study, number, Verdict.ACCEPTED)


@pytest.mark.parametrize(
    ("chosen", "verdict", "turned_down"),
    [
        ("veiligheid", Verdict.ACCEPTED, []),
        ("leiderschap", Verdict.CHANGED, ["veiligheid"]),
    ],
)
def test_another_code_rejects_the_block_only_when_it_lies_outside(
    study: Study,
    chosen: str,
    verdict: Verdict,
    turned_down: list[str],
    offer: Offer,
) -> None:
    (number,) = offer(study)
    with study.change("suggest accept", actor="anna"):
        study.suggestions.decide(number, Verdict.CHANGED, coder="anna", code=chosen)
    held = study.suggestions.get(number, coder="anna")
    assert held.decision is not None
    assert (held.decision.verdict, held.block_verdict) == (Verdict.CHANGED, verdict)
    assert [block for *_, block in study.suggestions.rejected("anna")] == turned_down
    # Either way the block is dealt with there and does not come back.
    assert offer(study) == [number]


def test_rejected_suggestion_does_not_come_back(
    study: Study, offer: Offer, decide: Decide, speech: Span
) -> None:
    (number,) = offer(study)
    decide(study, number, Verdict.REJECTED)
    assert study.suggestions.rejected("anna") == [("een", speech, "veiligheid")]
    assert offer(study) == [number]
    assert study.suggestions.open_ones("anna") == []
    study.undo()
    assert [one.suggestion.id for one in study.suggestions.open_ones("anna")] == [number]


def test_rejection_of_one_coder_is_not_another_s(
    study: Study, offer: Offer, decide: Decide
) -> None:
    (number,) = offer(study)
    decide(study, number, Verdict.REJECTED)
    offer(study, coder="bram")
    assert len(study.suggestions.open_ones("bram")) == 1


def test_new_run_replaces_what_nobody_saw_and_keeps_the_record(
    study: Study, offer: Offer, show: Show, suggestion: Suggest, speech: Span
) -> None:
    first, second = offer(study, suggestion(), suggestion("leiderschap", "leiderschap", 2))
    show(study, second)
    (third,) = offer(study)
    assert third not in (first, second)
    everything = study.suggestions.select(coder="anna", retired=True)
    assert {one.suggestion.id for one in everything} == {second, third}
    assert study.suggestions.exposure("anna") == [("een", speech)]


def test_run_is_logged_and_leaves_nothing_to_undo(study: Study, offer: Offer, mark: Mark) -> None:
    mark(study)
    offer(study)
    assert study.log()[-1].action == "suggest run"
    assert study.undo().action == "code add"

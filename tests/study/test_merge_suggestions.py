"""Suggestions go out with a blind copy and come home with what was shown and decided."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from bouwsteen.coding.model import Assistance, Layer, Quotation
from bouwsteen.coding.suggest.control import Apart
from bouwsteen.coding.suggest.model import Suggestion, Verdict
from bouwsteen.study.merge import merge_study
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

Copy = Callable[[str], Study]
Decide = Callable[..., None]
Mark = Callable[..., list[Quotation]]
Offer = Callable[..., list[int]]
Show = Callable[[Study, int], None]
Suggest = Callable[..., Suggestion]


def test_copy_takes_no_suggestions_of_another_coder_along(
    study: Study, copy: Copy, offer: Offer, decide: Decide, speech: Span
) -> None:
    (mine,) = offer(study)
    offer(study, coder="bram")
    decide(study, mine, Verdict.REJECTED)
    blind = copy("anna")
    held = blind.suggestions.select(retired=True)
    assert [(one.coder, one.suggestion.id) for one in held] == [("anna", mine)]
    assert blind.suggestions.rejected("anna") == [("een", speech, "veiligheid")]


def test_copy_brings_home_how_codes_came_about(
    study: Study, copy: Copy, offer: Offer, show: Show, mark: Mark, speech: Span
) -> None:
    with study.change("settings"):
        study.suggestions.set_apart(Apart(seed=7))
    (number,) = offer(study)
    show(study, number)
    blind = copy("anna")
    assert blind.suggestions.apart().seed == 7
    assert blind.suggestions.exposure("anna") == [("een", speech)]
    mark(blind)
    merge_study(study, blind)
    (found,) = study.quotations.select(layer=Layer.INDEPENDENT)
    assert found.codings[0].assistance is Assistance.SHOWN


def test_merge_brings_home_what_was_shown_and_decided_in_the_copy(
    study: Study, copy: Copy, offer: Offer, decide: Decide, suggestion: Suggest
) -> None:
    (known,) = offer(study)
    blind = copy("anna")
    decide(blind, known, Verdict.REJECTED)
    other = suggestion("leiderschap", "leiderschap")
    numbers = offer(blind, dataclasses.replace(other, model="def"))
    (fresh,) = (number for number in numbers if number != known)
    decide(blind, fresh, Verdict.REJECTED)
    merge_study(study, blind)
    merged = study.suggestions.select(retired=True)
    merge_study(study, blind)
    assert study.suggestions.select(retired=True) == merged
    assert sorted(block for _, _, block in study.suggestions.rejected("anna")) == [
        "leiderschap",
        "veiligheid",
    ]
    assert len(study.suggestions.exposure("anna")) == 2
    assert study.suggestions.open_ones("anna") == []


def test_undone_merge_takes_the_decisions_back_and_not_what_was_seen(
    study: Study, copy: Copy, offer: Offer, show: Show, decide: Decide, speech: Span
) -> None:
    (known,) = offer(study)
    blind = copy("anna")
    show(blind, known)
    decide(blind, known, Verdict.REJECTED)
    merge_study(study, blind)
    study.undo()
    assert [one.suggestion.id for one in study.suggestions.open_ones("anna")] == [known]
    assert study.suggestions.exposure("anna") == [("een", speech)]


@pytest.mark.usefixtures("blind_control")
def test_merge_leaves_how_codes_came_about_as_the_copy_says(
    study: Study, copy: Copy, offer: Offer, mark: Mark, speech: Span, fifty: list[Span]
) -> None:
    offer(study)
    blind = copy("anna")
    (early,) = mark(blind)
    mark(blind, *fifty)
    assert early.codings[0].assistance is Assistance.UNASSISTED
    merge_study(study, blind)
    (found,) = [one for one in study.quotations.select() if one.span == speech]
    assert found.codings == early.codings
    assert study.suggestions.apart_for("anna").begun

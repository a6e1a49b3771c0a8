"""How codes come about is kept with them: in sight of a suggestion, blind, or without any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bouwsteen.coding.model import Assistance, Quotation
from bouwsteen.coding.suggest.control import Apart
from bouwsteen.coding.suggest.model import Suggestion, Verdict
from bouwsteen.errors import CodingError
from bouwsteen.study import assistance
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

Decide = Callable[..., None]
Mark = Callable[..., list[Quotation]]
Offer = Callable[..., list[int]]
Show = Callable[[Study, int], None]
Suggest = Callable[..., Suggestion]


def how_given(quotations: list[Quotation]) -> Assistance:
    """How the one code of the one quotation came about."""
    (quotation,) = quotations
    (coding,) = quotation.codings
    return coding.assistance


def test_code_by_hand_says_how_it_came_about(
    study: Study, offer: Offer, show: Show, mark: Mark
) -> None:
    assert how_given(mark(study)) is Assistance.UNASSISTED
    study.undo()
    (number,) = offer(study)
    assert how_given(mark(study)) is Assistance.UNASSISTED
    study.undo()
    show(study, number)
    assert how_given(mark(study)) is Assistance.SHOWN
    assert how_given(mark(study, Span(3, 10))) is Assistance.UNASSISTED
    assert how_given(mark(study, coder="bram")) is Assistance.UNASSISTED


@pytest.mark.usefixtures("blind_control")
def test_blind_control_begins_after_the_first_fifty(
    study: Study, offer: Offer, mark: Mark, fifty: list[Span]
) -> None:
    offer(study)
    assert len(study.suggestions.open_ones("anna")) == 1
    mark(study, *fifty[:-1])
    assert not study.suggestions.apart_for("anna").begun
    mark(study, fifty[-1])
    assert study.suggestions.apart_for("anna").begun
    assert study.suggestions.open_ones("anna") == []
    assert offer(study) == []
    offer(study, coder="bram")
    assert len(study.suggestions.open_ones("bram")) == 1


@pytest.mark.usefixtures("blind_control")
def test_code_in_the_blind_control_is_marked_so(
    study: Study, offer: Offer, mark: Mark, fifty: list[Span]
) -> None:
    offer(study)
    mark(study, *fifty)
    assert how_given(mark(study)) is Assistance.BLIND
    assert how_given(mark(study, coder="bram")) is Assistance.UNASSISTED


@pytest.mark.usefixtures("blind_control")
def test_blind_control_lets_what_was_shown_be_decided(
    study: Study,
    offer: Offer,
    show: Show,
    decide: Decide,
    mark: Mark,
    suggestion: Suggest,
    fifty: list[Span],
) -> None:
    (unseen, seen) = offer(study, suggestion(), suggestion("leiderschap", "leiderschap", 2))
    show(study, seen)
    mark(study, *fifty)
    with pytest.raises(CodingError, match=f"Suggestion {unseen} is in the blind control"):
        decide(study, unseen, Verdict.REJECTED)
    decide(study, seen, Verdict.REJECTED)


def test_blind_control_that_began_goes_on_after_undo(
    study: Study, mark: Mark, fifty: list[Span]
) -> None:
    mark(study, *fifty)
    study.undo()
    assert study.suggestions.apart_for("anna").begun
    assert not study.suggestions.apart_for("bram").begun


def test_reliability_set_has_no_suggestions(
    study: Study, offer: Offer, decide: Decide, mark: Mark
) -> None:
    (number,) = offer(study)
    with study.change("suggest reliability-set"):
        study.suggestions.set_apart(Apart(reliability=("een",)))
    assert study.suggestions.select(retired=True) == []
    assert offer(study) == []
    with pytest.raises(CodingError, match=f"There is no suggestion {number}"):
        decide(study, number, Verdict.ACCEPTED)
    assert how_given(mark(study)) is Assistance.UNASSISTED


def test_reliability_set_takes_no_transcript_with_suggestions_seen(
    study: Study, offer: Offer, show: Show
) -> None:
    (number,) = offer(study)
    show(study, number)
    with (
        pytest.raises(CodingError, match="it cannot show reliability"),
        study.change("suggest reliability-set"),
    ):
        study.suggestions.set_apart(Apart(reliability=("een",)))
    with pytest.raises(CodingError, match="no transcript 'twee'"), study.change("x"):
        study.suggestions.set_apart(Apart(reliability=("twee",)))


def test_coder_s_work_is_counted_once_for_many_quotations(
    study: Study, offer: Offer, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(study)
    count = assistance.apart_for
    asked = []

    def told(session: Any, settings: Any, coder: str) -> Apart:
        asked.append(coder)
        return count(session, settings, coder)

    monkeypatch.setattr(assistance, "apart_for", told)
    mark(study, *(Span(20, 30 + place) for place in range(5)))
    assert asked == ["anna"]

"""Decisions on suggestions made at home and in a copy, when the copy comes home."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bouwsteen.coding.suggest.model import Verdict
from bouwsteen.study import schema
from bouwsteen.study.merge import Conflict, MergeReport, merge_study
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

Copy = Callable[[str], Study]
Decide = Callable[..., None]
Offer = Callable[..., list[int]]


@pytest.fixture
def number(study: Study, offer: Offer) -> int:
    """A suggestion to anna that waits in the study."""
    (stored,) = offer(study)
    return stored


@pytest.fixture
def blind(number: int, copy: Copy) -> Study:
    """Her copy, in which it waits as well."""
    return copy("anna")


def verdict(study: Study, number: int) -> Verdict | None:
    decision = study.suggestions.get(number, coder="anna").decision
    return None if decision is None else decision.verdict


def told(report: MergeReport) -> tuple[int, int, tuple[Conflict, ...]]:
    return report.decisions, report.over_skips, report.conflicts


def test_decision_in_the_copy_takes_the_place_of_a_skip_at_home_and_is_told(
    study: Study, blind: Study, number: int, decide: Decide
) -> None:
    decide(study, number, Verdict.SKIPPED)
    decide(blind, number, Verdict.REJECTED)
    assert told(merge_study(study, blind)) == (1, 1, ())
    assert verdict(study, number) is Verdict.REJECTED
    assert study.suggestions.open_ones("anna") == []
    assert told(merge_study(study, blind)) == (0, 0, ())
    study.undo()
    assert verdict(study, number) is Verdict.SKIPPED


def test_skip_in_the_copy_leaves_a_decision_at_home_alone(
    study: Study, blind: Study, number: int, decide: Decide
) -> None:
    decide(study, number, Verdict.REJECTED)
    decide(blind, number, Verdict.SKIPPED)
    assert told(merge_study(study, blind)) == (0, 0, ())
    assert verdict(study, number) is Verdict.REJECTED


def test_two_decisions_that_differ_are_a_conflict_and_the_one_at_home_stands(
    study: Study, blind: Study, number: int, decide: Decide
) -> None:
    decide(study, number, Verdict.REJECTED)
    decide(blind, number, Verdict.ACCEPTED)
    differs = Conflict(transcript="een", span=Span(20, 40), kind="decision")
    assert told(merge_study(study, blind)) == (0, 0, (differs,))
    assert verdict(study, number) is Verdict.REJECTED


def test_the_same_decision_on_both_sides_is_nothing_to_tell(
    study: Study, blind: Study, number: int, decide: Decide
) -> None:
    for one in (study, blind):
        decide(one, number, Verdict.REJECTED)
    assert told(merge_study(study, blind)) == (0, 0, ())


def test_decision_on_what_waits_at_home_comes_along(
    study: Study, blind: Study, number: int, decide: Decide
) -> None:
    decide(blind, number, Verdict.REJECTED)
    assert told(merge_study(study, blind)) == (1, 0, ())
    assert verdict(study, number) is Verdict.REJECTED


def test_suggestion_that_the_copy_decided_twice_is_brought_once(
    study: Study, blind: Study, offer: Offer, decide: Decide
) -> None:
    (first,) = offer(blind)
    decide(blind, first, Verdict.SKIPPED)
    held = blind.suggestions.get(first, coder="anna")
    with blind.change("suggest run", actor="anna") as writer:
        table = schema.suggestion
        row = writer.connection.execute(select(table).where(table.c.id == first)).mappings().one()
        (again,) = writer.insert(table, [{name: row[name] for name in row if name != "id"}])
    decide(blind, again, Verdict.REJECTED)
    assert held.decision is not None
    assert told(merge_study(study, blind)) == (1, 0, ())
    decided = study.suggestions.select(coder="anna", retired=True, decided=True)
    assert [one.decision and one.decision.verdict for one in decided] == [Verdict.REJECTED]
    assert told(merge_study(study, blind)) == (0, 0, ())

"""What the log may claim about independence and about the plan."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bouwsteen.coding.model import Done
from bouwsteen.study.history import independence, planned_beforehand
from bouwsteen.study.session import Event

CODERS = ("anna", "bram")


def log(*happened: tuple[str, str | None, dict[str, Any]] | str) -> list[Event]:
    """Events in order; a text is an action without actor, a leading minus undone."""
    events = []
    for number, one in enumerate(happened, start=1):
        action, actor, details = (one, None, {}) if isinstance(one, str) else one
        events.append(
            Event(
                id=number,
                at=datetime(2026, 1, 1, tzinfo=UTC),
                actor=actor,
                action=action.removeprefix("-"),
                details=details,
                undone=action.startswith("-"),
            )
        )
    return events


@pytest.mark.parametrize(
    ("happened", "beforehand"),
    [
        ([], False),
        (["agreement plan"], True),
        (["agreement plan", "agreement disagreements"], True),
        (["agreement disagreements", "agreement plan"], False),
        (["agreement figures", "agreement plan"], False),
        (["export agreement", "agreement plan"], False),
        (["agreement plan", "agreement confusion", "agreement plan"], False),
        (["agreement plan", "agreement plan", "consensus start"], True),
        (["-agreement plan", "consensus start"], False),
        (["-consensus start", "agreement plan"], True),
    ],
)
def test_plan_is_beforehand_only_when_the_one_in_force_came_first(
    happened: list[str], beforehand: bool
) -> None:
    assert planned_beforehand(log(*happened)) is beforehand


@pytest.mark.parametrize(
    ("happened", "after"),
    [
        (["agreement disagreements", ("code add", "anna", {})], True),
        (["agreement disagreements", ("code add", "carla", {})], False),
        ([("code add", "anna", {}), "agreement disagreements"], False),
        (["agreement disagreements", ("-code add", "anna", {})], False),
        (["-consensus start", ("code add", "anna", {})], False),
        (["export agreement", ("code import", None, {"coders": ["bram"]})], True),
        (["agreement confusion", ("study merge", "bram", {"coder": "bram"})], True),
        (["agreement figures", ("code add", "anna", {})], False),
        (["agreement disagreements", ("code place", "bram", {})], True),
    ],
)
def test_coding_on_after_the_differences_were_shown_is_seen(
    happened: list[Any], after: bool
) -> None:
    assert independence(log(*happened), CODERS).after_consensus is after


def test_looks_count_between_the_coders_compared_only() -> None:
    look = {"coder": "anna", "transcripts": ["een", "twee"]}
    seen = log(
        ("look", "bram", look), ("look", "carla", look), ("look", "anna", {**look, "coder": "x"})
    )
    assert independence(seen, CODERS).saw == {
        Done(coder="bram", transcript="een"),
        Done(coder="bram", transcript="twee"),
    }

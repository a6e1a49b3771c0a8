"""Decisions: what may be decided, and what comes of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.consensus import Issue, Settings, draw_up
from bouwsteen.coding.decisions import Decision, Mark, Verdict, check, resolve
from bouwsteen.coding.model import Coding, Done, Layer, Origin, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span, Transcript

AT = datetime(2025, 3, 4, 10, 30, tzinfo=UTC)
SETTINGS = Settings(coders=("anna", "bas", "cor"), recorder="anna", codebook_version=4)


@pytest.fixture
def issue() -> Issue:
    """Anna and bas marked one stretch with other codes, bas a second one; cor nothing."""
    layers = {
        "anna": [
            Quotation(
                transcript="int1",
                span=Span(24, 40),
                coder="anna",
                codings=(Coding(code="werk"), Coding(code="taken")),
                memo="twijfel",
            )
        ],
        "bas": [
            Quotation(transcript="int1", span=span, coder="bas", codings=(Coding(code=code),))
            for span, code in ((Span(24, 40), "leiderschap"), (Span(30, 63), "rolmodel"))
        ],
        "cor": [],
    }
    agenda = draw_up(
        layers, SETTINGS, done=[Done(coder=coder, transcript="int1") for coder in layers]
    )
    return agenda.issues[0]


def decide(issue: Issue, verdict: str, **values: Any) -> Decision:
    reason = "" if verdict == "accept" else "afgesproken"
    given = {"reason": reason, "who": "bas", "at": AT, **values}
    return Decision(issue=issue.id, verdict=Verdict(verdict), **given)


def made(start: int, end: int, *codes: str, memo: str = "") -> Quotation:
    return Quotation(
        transcript="int1",
        span=Span(start, end),
        coder="bas",
        codings=tuple(
            Coding(code=code, origin=Origin.CONSENSUS, codebook_version=4) for code in codes
        ),
        layer=Layer.CONSENSUS,
        memo=memo,
        created=AT,
    )


@pytest.mark.parametrize(
    ("verdict", "values", "expected"),
    [
        ("accept", {"coder": "anna"}, [made(24, 40, "taken", "werk", memo="anna: twijfel")]),
        ("accept", {"coder": "bas"}, [made(24, 40, "leiderschap"), made(30, 63, "rolmodel")]),
        ("accept", {"coder": "cor"}, []),
        (
            "both",
            {},
            [
                made(24, 40, "leiderschap", "taken", "werk", memo="anna: twijfel"),
                made(30, 63, "rolmodel"),
            ],
        ),
        (
            "new",
            {
                "marks": (
                    Mark(span=Span(41, 63), codes=("werk",)),
                    Mark(span=Span(24, 30), codes=("rolmodel", "werk")),
                )
            },
            [made(24, 30, "rolmodel", "werk"), made(41, 63, "werk")],
        ),
        ("reject", {}, []),
    ],
)
def test_verdict_makes_quotations(
    issue: Issue, verdict: str, values: dict[str, Any], expected: list[Quotation]
) -> None:
    decision = decide(issue, verdict, **values)
    assert resolve(issue, decision, SETTINGS) == tuple(expected)
    assert Decision.from_json(json.loads(json.dumps(decision.to_json()))) == decision


@pytest.mark.parametrize(
    ("verdict", "values", "message"),
    [
        ("accept", {}, "accept goes with a coder, both, new and reject without."),
        ("both", {"coder": "anna"}, "accept goes with a coder, both, new and reject without."),
        ("new", {}, "new goes with spans and codes, the other verdicts without."),
        (
            "reject",
            {"marks": (Mark(span=Span(0, 3), codes=("werk",)),)},
            "new goes with spans and codes, the other verdicts without.",
        ),
        ("both", {"reason": " "}, "both needs a reason."),
        ("reject", {"reason": ""}, "reject needs a reason."),
        ("reject", {"who": ""}, "nobody recorded the decision."),
        (
            "reject",
            {"at": datetime(2025, 3, 4)},
            "the time of the decision has no time zone.",
        ),
    ],
)
def test_decision_refuses_what_does_not_fit(
    issue: Issue, verdict: str, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(CodingError) as caught:
        decide(issue, verdict, **values)
    assert caught.value.message == f"Issue {issue.id}: {message}"


@pytest.mark.parametrize(
    ("codes", "message"),
    [((), "0:3 gets no code."), (("werk", "werk"), "0:3 has a code twice.")],
)
def test_mark_has_codes(codes: tuple[str, ...], message: str) -> None:
    with pytest.raises(CodingError) as caught:
        Mark(span=Span(0, 3), codes=codes)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("verdict", "values", "message"),
    [
        ("accept", {"coder": "cor"}, None),
        ("accept", {"coder": "corr"}, "Issue {id}: corr did not code int1."),
        ("new", {"marks": (Mark(span=Span(24, 63), codes=("werk",)),)}, None),
        (
            "new",
            {"marks": (Mark(span=Span(24, 999), codes=("werk",)),)},
            "int1 24:999 lies outside the text of 93 characters.",
        ),
        (
            "new",
            {"marks": (Mark(span=Span(20, 21), codes=("werk",)),)},
            "int1 20:21 holds no words.",
        ),
        (
            "new",
            {"marks": (Mark(span=Span(24, 63), codes=("werkk",)),)},
            "Issue {id}: there is no code 'werkk' in klein.",
        ),
    ],
)
def test_check_sees_that_a_decision_fits(
    issue: Issue,
    interview: Transcript,
    book: Codebook,
    verdict: str,
    values: dict[str, Any],
    message: str | None,
) -> None:
    decision = decide(issue, verdict, **values)
    if message is None:
        check(decision, issue, transcript=interview, codebook=book)
        return
    with pytest.raises(CodingError) as caught:
        check(decision, issue, transcript=interview, codebook=book)
    assert caught.value.message == message.format(id=issue.id)


def test_check_refuses_the_decision_on_another_issue(
    issue: Issue, interview: Transcript, book: Codebook
) -> None:
    other = Decision(issue="ffff", verdict=Verdict.REJECT, reason="x", who="bas", at=AT)
    with pytest.raises(CodingError) as caught:
        check(other, issue, transcript=interview, codebook=book)
    assert caught.value.message == f"The decision is about issue ffff, not {issue.id}."

"""The outcome of a meeting, how far it is, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.consensus import Agenda, Issue, Settings, draw_up
from bouwsteen.coding.decisions import Decision, Mark, Verdict
from bouwsteen.coding.meeting import (
    BlockProgress,
    Progress,
    Tally,
    outcome,
    progress,
    tally,
)
from bouwsteen.coding.model import Coding, Done, Layer, Origin, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span

AT = datetime(2025, 3, 4, 10, 30, tzinfo=UTC)


def quote(coder: str, start: int, end: int, *codes: str, memo: str = "") -> Quotation:
    return Quotation(
        transcript="t1",
        span=Span(start, end),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
    )


def meet(*quotations: Quotation, coders: Sequence[str] = ("anna", "bas")) -> Agenda:
    return draw_up(
        {coder: [one for one in quotations if one.coder == coder] for coder in coders},
        Settings(coders=tuple(coders), recorder="anna"),
        done=[Done(coder=coder, transcript="t1") for coder in coders],
    )


def accept(issue: Issue, coder: str, *, who: str = "bas", later: int = 0) -> Decision:
    return Decision(
        issue=issue.id,
        verdict=Verdict.ACCEPT,
        coder=coder,
        who=who,
        at=AT + timedelta(minutes=later),
    )


@pytest.fixture
def agenda() -> Agenda:
    """One agreed quotation; one issue on its very stretch, and one further on."""
    return meet(
        quote("anna", 0, 10, "taken", memo="eens"),
        quote("bas", 0, 9, "taken"),
        quote("bas", 0, 10, "rolmodel", memo="ook dit"),
        quote("anna", 20, 30, "leiderschap"),
        quote("bas", 22, 30, "heimwee"),
    )


def test_outcome_joins_what_comes_out_at_one_stretch(agenda: Agenda) -> None:
    first, second = agenda.issues
    marks = (Mark(span=Span(0, 10), codes=("taken", "werk")),)
    renewed = Decision(
        issue=second.id, verdict=Verdict.NEW, marks=marks, reason="hoort daar", who="anna",
        at=AT + timedelta(minutes=5),
    )  # fmt: skip
    assert outcome(agenda, [renewed, accept(first, "bas")]) == (
        Quotation(
            transcript="t1",
            span=Span(0, 10),
            coder="anna",
            codings=tuple(
                Coding(code=code, origin=Origin.CONSENSUS) for code in ("rolmodel", "taken", "werk")
            ),
            layer=Layer.CONSENSUS,
            memo="anna: eens\nbas: ook dit",
            created=AT + timedelta(minutes=5),
        ),
    )


def test_outcome_keeps_stretches_apart(agenda: Agenda) -> None:
    first, second = agenda.issues
    layer = outcome(agenda, [accept(first, "anna"), accept(second, "anna", who="bas")])
    assert [(one.span, one.codes, one.coder, one.created) for one in layer] == [
        (Span(0, 10), ("taken",), "anna", None),
        (Span(20, 30), ("leiderschap",), "bas", AT),
    ]


def test_outcome_waits_for_the_last_issue(agenda: Agenda) -> None:
    with pytest.raises(CodingError) as caught:
        outcome(agenda, [accept(agenda.issues[0], "anna")])
    assert caught.value.message == "1 of 2 issues are open, the first in t1 at 20:30."


def test_decision_off_the_agenda_or_doubled_is_refused(agenda: Agenda, book: Codebook) -> None:
    stray = Decision(issue="ffff", verdict=Verdict.REJECT, reason="x", who="bas", at=AT)
    twice = [accept(agenda.issues[0], coder) for coder in ("anna", "bas")]
    for made, message in (
        ([stray], "There is a decision on issue ffff, which is not on the agenda."),
        (twice, f"Issue {agenda.issues[0].id} was decided twice."),
    ):
        with pytest.raises(CodingError) as caught:
            progress(agenda, made, book)
        assert caught.value.message == message
        with pytest.raises(CodingError):
            outcome(agenda, made)


def test_progress_counts_issues_per_block(agenda: Agenda, book: Codebook) -> None:
    assert progress(agenda, [], book) == Progress(
        agreed=1,
        open=2,
        resolved=0,
        blocks=(
            BlockProgress(block="werk", open=0, resolved=0),
            BlockProgress(block="leiderschap", open=2, resolved=0),
            BlockProgress(block="heimwee", open=1, resolved=0),
        ),
    )
    renewed = Decision(
        issue=agenda.issues[1].id,
        verdict=Verdict.NEW,
        marks=(Mark(span=Span(22, 30), codes=("taken",)),),
        reason="gaat over de taak",
        who="anna",
        at=AT,
    )
    assert progress(agenda, [renewed], book).to_json() == {
        "agreed": 1,
        "open": 1,
        "resolved": 1,
        "blocks": [
            {"block": "werk", "open": 0, "resolved": 1},
            {"block": "leiderschap", "open": 1, "resolved": 1},
            {"block": "heimwee", "open": 0, "resolved": 1},
        ],
    }


def test_tally_counts_a_quotation_once_in_its_block(book: Codebook) -> None:
    agenda = meet(quote("anna", 0, 10, "taken", "werk"), quote("bas", 20, 30, "heimwee"))
    decisions = [accept(agenda.issues[0], "anna"), accept(agenda.issues[1], "anna")]
    assert tally(agenda, outcome(agenda, decisions), book) == (
        Tally(code="werk", before=(1, 0), after=1),
        Tally(code="taken", before=(1, 0), after=1),
        Tally(code="leiderschap", before=(0, 0), after=0),
        Tally(code="heimwee", before=(0, 1), after=0),
    )


CODERS = ("anna", "bas", "cor")


@st.composite
def layers(draw: st.DrawFn) -> list[Quotation]:
    found = []
    for coder in CODERS:
        places = draw(
            st.dictionaries(
                st.tuples(st.integers(0, 20), st.integers(1, 10)),
                st.sets(st.sampled_from(["werk", "samen"]), min_size=1),
                max_size=5,
            )
        )
        for (start, length), codes in places.items():
            found.append(quote(coder, start, start + length, *sorted(codes), memo=coder))
    return found


@given(quotations=layers(), choice=st.sampled_from(["anna", "cor", None]))
def test_outcome_does_not_depend_on_the_order_of_coders(
    quotations: list[Quotation], choice: str | None
) -> None:
    made = []
    for coders in (CODERS, CODERS[::-1]):
        agenda = meet(*quotations, coders=coders)
        decisions = [
            accept(issue, choice)
            if choice
            else Decision(issue=issue.id, verdict=Verdict.BOTH, reason="beide", who="bas", at=AT)
            for issue in agenda.issues
        ]
        made.append(outcome(agenda, decisions if coders == CODERS else decisions[::-1]))
    assert made[0] == made[1]
    places = [(one.transcript, one.span) for one in made[0]]
    assert places == sorted(set(places))

"""The agenda of a consensus meeting: what agrees by rule, and what is left to talk about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.coding.consensus import Agenda, Settings, draw_up
from bouwsteen.coding.model import Coding, Done, Layer, Origin, Quotation
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span

SETTINGS = Settings(coders=("anna", "bas"), recorder="bas", codebook_version=4)


def quote(
    coder: str, start: int, end: int, *codes: str, key: str = "t1", memo: str = ""
) -> Quotation:
    return Quotation(
        transcript=key,
        span=Span(start, end),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
    )


def meet(
    *quotations: Quotation,
    settings: Settings = SETTINGS,
    unfinished: Sequence[tuple[str, str]] = (),
) -> Agenda:
    keys = {one.transcript for one in quotations}
    return draw_up(
        {coder: [one for one in quotations if one.coder == coder] for coder in settings.coders},
        settings,
        done=[
            Done(coder=coder, transcript=key)
            for coder in settings.coders
            for key in keys
            if (coder, key) not in unfinished
        ],
    )


def shown(agenda: Agenda) -> tuple[list[Any], list[Any]]:
    """Spans and codes of what agrees, and the members of each issue."""
    return (
        [
            (one.quotation.span.start, one.quotation.span.end, *one.quotation.codes)
            for one in agenda.agreed
        ],
        [
            [(one.coder, one.span.start, one.span.end) for one in issue.members]
            for issue in agenda.issues
        ],
    )


def test_agreed_quotation_goes_over_with_memos_and_version() -> None:
    agenda = meet(
        quote("anna", 10, 20, "werk", "samen", memo="eerste"),
        quote("bas", 12, 22, "samen", "werk", memo="tweede"),
    )
    (proposal,) = agenda.agreed
    assert proposal.quotation == Quotation(
        transcript="t1",
        span=Span(10, 22),
        coder="bas",
        codings=(
            Coding(code="samen", origin=Origin.CONSENSUS, codebook_version=4),
            Coding(code="werk", origin=Origin.CONSENSUS, codebook_version=4),
        ),
        layer=Layer.CONSENSUS,
        memo="anna: eerste\nbas: tweede",
    )
    assert [one.coder for one in proposal.members] == ["anna", "bas"]
    assert (agenda.issues, agenda.unread) == ((), ())


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ([(10, 22, "werk")], [])),
        ({"boundary": "intersection"}, ([(12, 20, "werk")], [])),
        # Eight of twelve characters in common.
        ({"overlap": 2 / 3}, ([(10, 22, "werk")], [])),
        ({"overlap": 0.67}, ([], [[("anna", 10, 20), ("bas", 12, 22)]])),
    ],
)
def test_settings_decide_what_agrees(
    settings: dict[str, Any], expected: tuple[list[Any], list[Any]]
) -> None:
    agenda = meet(
        quote("anna", 10, 20, "werk"),
        quote("bas", 12, 22, "werk"),
        settings=Settings(coders=("anna", "bas"), recorder="anna", **settings),
    )
    assert shown(agenda) == expected


@pytest.mark.parametrize(
    ("quotations", "expected"),
    [
        # The best pair first, whoever comes first in the text.
        (
            [
                quote("anna", 10, 20, "werk"),
                quote("bas", 8, 18, "werk"),
                quote("bas", 10, 21, "werk"),
            ],
            ([(10, 21, "werk")], [[("bas", 8, 18)]]),
        ),
        # Of two that are as good, the first in the text.
        (
            [
                quote("anna", 10, 20, "werk"),
                quote("bas", 11, 21, "werk"),
                quote("bas", 9, 19, "werk"),
            ],
            ([(9, 20, "werk")], [[("bas", 11, 21)]]),
        ),
        # Codes that agree in part are an issue, with all that overlaps.
        (
            [
                quote("anna", 10, 20, "werk", "samen"),
                quote("bas", 10, 20, "werk"),
                quote("bas", 19, 30, "samen"),
                quote("bas", 30, 35, "samen"),
            ],
            (
                [],
                [
                    [("anna", 10, 20), ("bas", 10, 20), ("bas", 19, 30)],
                    [("bas", 30, 35)],
                ],
            ),
        ),
        # What agrees is not drawn into an issue that it overlaps.
        (
            [
                quote("anna", 10, 20, "werk"),
                quote("bas", 10, 20, "werk"),
                quote("bas", 15, 30, "samen"),
            ],
            ([(10, 20, "werk")], [[("bas", 15, 30)]]),
        ),
        # The same place in another interview is another place.
        (
            [quote("anna", 10, 20, "werk"), quote("bas", 10, 20, "werk", key="t2")],
            ([], [[("anna", 10, 20)], [("bas", 10, 20)]]),
        ),
    ],
)
def test_quotations_pair_one_to_one(
    quotations: list[Quotation], expected: tuple[list[Any], list[Any]]
) -> None:
    assert shown(meet(*quotations)) == expected


def test_three_coders_agree_only_together() -> None:
    settings = Settings(coders=("anna", "bas", "cor"), recorder="anna")
    agenda = meet(
        quote("anna", 0, 10, "werk"),
        quote("bas", 0, 10, "werk"),
        quote("cor", 2, 10, "werk"),
        quote("anna", 20, 30, "samen"),
        quote("bas", 20, 30, "samen"),
        settings=settings,
    )
    assert shown(agenda) == ([(0, 10, "werk")], [[("anna", 20, 30), ("bas", 20, 30)]])
    assert agenda.issues[0].coders == ("anna", "bas", "cor")
    assert agenda.issues[0].of("cor") == ()


def test_coder_who_did_not_finish_takes_no_part() -> None:
    settings = Settings(coders=("anna", "bas", "cor"), recorder="anna")
    agenda = meet(
        quote("anna", 0, 10, "werk"),
        quote("bas", 0, 10, "werk"),
        quote("cor", 2, 10, "samen"),
        settings=settings,
        unfinished=[("cor", "t1")],
    )
    assert shown(agenda) == ([(0, 10, "werk")], [])
    assert agenda.unread == (Done(coder="cor", transcript="t1"),)


def test_transcript_of_one_coder_goes_over_as_it_is() -> None:
    agenda = meet(
        quote("anna", 0, 10, "werk", memo="los"),
        quote("bas", 5, 9, "samen"),
        unfinished=[("bas", "t1")],
    )
    (proposal,) = agenda.agreed
    assert (proposal.quotation.span, proposal.quotation.memo) == (Span(0, 10), "anna: los")
    assert (len(proposal.members), agenda.issues) == (1, ())
    assert agenda.unread == (Done(coder="bas", transcript="t1"),)


def test_transcript_that_nobody_finished_is_left_unread() -> None:
    agenda = meet(quote("anna", 0, 10, "werk"), unfinished=[("anna", "t1"), ("bas", "t1")])
    assert (agenda.agreed, agenda.issues) == ((), ())
    assert agenda.unread == (Done(coder="anna", transcript="t1"),)


def test_issue_id_names_its_members() -> None:
    one = meet(quote("anna", 0, 10, "werk", memo="x"), quote("bas", 2, 10, "samen"))
    same = meet(quote("bas", 2, 10, "samen"), quote("anna", 0, 10, "werk"))
    other = meet(quote("anna", 0, 10, "werk"), quote("bas", 2, 10, "leiderschap"))
    moved = meet(quote("anna", 0, 10, "werk", key="t2"), quote("bas", 2, 10, "samen", key="t2"))
    ids = [agenda.issues[0].id for agenda in (one, same, other, moved)]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert one.issues[0].to_json() == {
        "id": ids[0],
        "transcript": "t1",
        "start": 0,
        "end": 10,
        "coders": ["anna", "bas"],
        "members": [
            {"id": 0, "coder": "anna", "start": 0, "end": 10, "codes": ["werk"], "memo": "x"},
            {"id": 0, "coder": "bas", "start": 2, "end": 10, "codes": ["samen"], "memo": ""},
        ],
    }


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"coders": ()}, "A consensus meeting needs two different coders or more, not none."),
        (
            {"coders": ("anna", "anna")},
            "A consensus meeting needs two different coders or more, not anna, anna.",
        ),
        ({"overlap": 0}, "The overlap of 0 is no share."),
        ({"overlap": 50}, "The overlap of 50 is no share."),
        ({"boundary": "middle"}, "There is no boundary 'middle'."),
        ({"recorder": ""}, "Nobody records the meeting."),
    ],
)
def test_settings_refuse_nonsense(values: dict[str, Any], message: str) -> None:
    with pytest.raises(CodingError) as caught:
        Settings(**{"coders": ("anna", "bas"), "recorder": "anna", **values})
    assert caught.value.message == message


def test_coder_without_a_layer_is_refused() -> None:
    with pytest.raises(CodingError, match="There is no layer of bas."):
        draw_up({"anna": []}, SETTINGS, done=[])


@st.composite
def layers(draw: st.DrawFn, coders: Sequence[str] = ("anna", "bas", "cor")) -> list[Quotation]:
    found = []
    for coder in coders:
        places = draw(
            st.dictionaries(
                st.tuples(st.sampled_from(["t1", "t2"]), st.integers(0, 20), st.integers(1, 10)),
                st.sets(st.sampled_from(["werk", "samen"]), min_size=1),
                max_size=6,
            )
        )
        for (key, start, length), codes in places.items():
            found.append(quote(coder, start, start + length, *sorted(codes), key=key))
    return found


@given(quotations=layers(), overlap=st.sampled_from([0.1, 0.5, 1.0]))
def test_every_quotation_is_in_one_proposal_or_one_issue(
    quotations: list[Quotation], overlap: float
) -> None:
    settings = Settings(coders=("anna", "bas", "cor"), recorder="anna", overlap=overlap)
    agenda = meet(*quotations, settings=settings)
    placed = [one for agreed in agenda.agreed for one in agreed.members]
    placed += [one for issue in agenda.issues for one in issue.members]

    def order(one: Quotation) -> tuple[str, str, Span]:
        return one.transcript, one.coder, one.span

    assert sorted(placed, key=order) == sorted(quotations, key=order)
    assert len({issue.id for issue in agenda.issues}) == len(agenda.issues)


@given(quotations=layers())
def test_agenda_does_not_depend_on_the_order_of_coders(quotations: list[Quotation]) -> None:
    there = Settings(coders=("anna", "bas", "cor"), recorder="anna")
    back = Settings(coders=("cor", "anna", "bas"), recorder="anna")
    one, other = (meet(*quotations, settings=settings) for settings in (there, back))
    assert (one.agreed, one.issues) == (other.agreed, other.issues)


@given(quotations=layers(coders=("anna",)))
def test_identical_layers_agree_throughout(quotations: list[Quotation]) -> None:
    copies = [
        quote("bas", o.span.start, o.span.end, *o.codes, key=o.transcript) for o in quotations
    ]
    agenda = meet(*quotations, *copies)
    assert agenda.issues == ()
    assert sorted((o.transcript, o.span, o.codes) for o in quotations) == sorted(
        (one.quotation.transcript, one.quotation.span, one.quotation.codes) for one in agenda.agreed
    )

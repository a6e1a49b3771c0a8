"""Codes together: by hand, and against counting pair by pair on random studies."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.analysis.cooccurrence import Within, cooccurrence, within_of
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

CODES = ("a", "b", "c")
BOOK = Codebook(key="k", codes=tuple(Code(key=key, labels={"nl": key}) for key in CODES))
TEXT = "0123456789" * 6


def interview(key: str) -> Transcript:
    """Six turns of eight characters, two apart; the first, third and sixth are questions."""
    turns = tuple(
        Turn(index=n + 1, speaker="I" if n in (0, 2, 5) else "R", span=Span(10 * n, 10 * n + 8))
        for n in range(6)
    )
    return Transcript(key=key, title=key, text=TEXT, turns=turns)


CAST = Cast(
    transcripts=(interview("x"), interview("y")),
    respondents=(Respondent(key="r"), Respondent(key="i", role="interviewer")),
    links=tuple(
        SpeakerLink(transcript=key, speaker=speaker, respondent=person)
        for key in "xy"
        for speaker, person in (("R", "r"), ("I", "i"))
    ),
)


def quotation(transcript: str, start: int, end: int, codes: str) -> Quotation:
    return Quotation(
        transcript=transcript,
        span=Span(start, end),
        coder="anna",
        codings=tuple(Coding(code=code) for code in codes),
    )


def answers(one: Quotation) -> list[tuple[str, int]]:
    turns = CAST.transcript(one.transcript).turns
    return [
        (one.transcript, turn.index)
        for turn in turns
        if turn.speaker == "R" and turn.span.overlap(one.span)
    ]


def brute(marked: list[Quotation], within: Within) -> tuple[object, object, object]:
    """The definitions word for word, without arithmetic on arrays."""
    counted = [one for one in marked if answers(one)]
    holds: dict[object, set[str]] = {}
    if within in ("quotation", "overlap"):
        for place, one in enumerate(counted):
            holds[place] = set(one.codes)
    else:
        for one in counted:
            for turn in answers(one):
                holds.setdefault(turn, set()).update(one.codes)

    def near(u: object, v: object) -> bool:
        if within in ("quotation", "turn") or u == v:
            return u == v
        if within == "overlap":
            one, other = counted[u], counted[v]  # type: ignore[index]
            return one.transcript == other.transcript and one.span.overlap(other.span) > 0
        (key, n), (other_key, m) = u, v  # type: ignore[misc]
        return key == other_key and abs(n - m) <= within

    counts, both, either = [], [], []
    for a in CODES:
        rows: tuple[list[int], list[int], list[int]] = ([], [], [])
        for b in CODES:
            of_a = [u for u in holds if a in holds[u]]
            of_b = [u for u in holds if b in holds[u]]
            any_ = [u for u in holds if holds[u] & {a, b}]
            pairs = len(of_a) if a == b else sum(near(u, v) for u in of_a for v in of_b)
            met = [u for u in any_ if all(any(near(u, v) for v in group) for group in (of_a, of_b))]
            for row, value in zip(rows, (pairs, len(met), len(any_)), strict=True):
                row.append(value)
        for grid, row in zip((counts, both, either), rows, strict=True):
            grid.append(tuple(row))
    return tuple(counts), tuple(both), tuple(either)


spans = st.integers(0, 58).flatmap(
    lambda start: st.tuples(st.just(start), st.integers(start + 1, 60))
)
marks = st.lists(
    st.tuples(
        st.sampled_from("xy"), spans, st.sets(st.sampled_from(CODES), min_size=1).map(sorted)
    ),
    max_size=12,
)


@given(marks, st.sampled_from(["quotation", "overlap", "turn", 1, 2, 4]))
def test_cooccurrence_equals_counting_by_definition(
    drawn: list[tuple[str, tuple[int, int], list[str]]], within: Within
) -> None:
    marked = [quotation(key, *span, "".join(codes)) for key, span, codes in drawn]
    found = cooccurrence(CodingColumns.of(marked), CAST, BOOK, within=within)
    assert (found.counts, found.both, found.either) == brute(marked, within)


@given(marks)
def test_cooccurrence_is_symmetric_bounded_and_grows_with_the_reach(
    drawn: list[tuple[str, tuple[int, int], list[str]]],
) -> None:
    columns = CodingColumns.of([quotation(key, *span, "".join(c)) for key, span, c in drawn])
    for steps in (("quotation", "overlap"), ("turn", 1, 2, 5)):
        tables = [cooccurrence(columns, CAST, BOOK, within=near) for near in steps]  # type: ignore[arg-type]
        for one in tables:
            assert one.counts == tuple(zip(*one.counts, strict=True))
            assert one.jaccard == tuple(zip(*one.jaccard, strict=True))
            assert all(value is None or 0 <= value <= 1 for row in one.jaccard for value in row)
        for less, more in itertools.pairwise(tables):
            for name in ("counts", "both"):
                cells = zip(
                    itertools.chain(*getattr(less, name)),
                    itertools.chain(*getattr(more, name)),
                    strict=True,
                )
                assert all(small <= large for small, large in cells)


@given(marks)
def test_counts_in_one_quotation_are_a_crosstab(
    drawn: list[tuple[str, tuple[int, int], list[str]]],
) -> None:
    import pandas as pd

    marked = [quotation(key, *span, "".join(codes)) for key, span, codes in drawn]
    rows = [(place, code) for place, one in enumerate(marked) if answers(one) for code in one.codes]
    frame = pd.DataFrame(rows, columns=["q", "code"], dtype=object)
    table = pd.crosstab(frame["q"], frame["code"]).reindex(columns=list(CODES), fill_value=0)
    expected = table.T.dot(table).reindex(index=list(CODES)).astype("int64")
    found = cooccurrence(CodingColumns.of(marked), CAST, BOOK).to_frame()
    assert found.to_numpy().tolist() == expected.to_numpy().tolist()


MARKED = [
    quotation("x", 10, 18, "a"),  # turn 2
    quotation("x", 16, 34, "ab"),  # turns 2 and 4
    quotation("x", 41, 45, "b"),  # turn 5
    quotation("x", 20, 28, "ac"),  # turn 3, a question: counted nowhere
    quotation("y", 10, 12, "b"),
    quotation("y", 12, 14, "a"),  # touches the one before, without a character in common
]


@pytest.mark.parametrize(
    ("within", "pairs", "jaccard"),
    [
        ("quotation", (3, 3, 1), 1 / 5),
        ("overlap", (3, 3, 2), 2 / 5),
        ("turn", (3, 4, 3), 3 / 4),
        (1, (3, 4, 4), 1.0),
        (2, (3, 4, 6), 1.0),
    ],
)
def test_cooccurrence_by_hand(within: Within, pairs: tuple[int, int, int], jaccard: float) -> None:
    found = cooccurrence(CodingColumns.of(MARKED), CAST, BOOK, within=within)
    (aa, ab, _), (_, bb, _), (_, _, cc) = found.counts
    assert (aa, bb, ab, cc) == (*pairs, 0)
    assert found.jaccard[0][1] == pytest.approx(jaccard)
    assert found.jaccard[2][2] is None
    assert found.unattributed == (4,)


def test_a_block_counts_a_quotation_once() -> None:
    book = Codebook(
        key="k",
        codes=(
            Code(key="a", labels={"nl": "a"}),
            Code(key="b", labels={"nl": "b"}, parent="a"),
            Code(key="c", labels={"nl": "c"}),
            Code(key="d", labels={"nl": "d"}, free=True),
        ),
    )
    marked = [quotation("x", 10, 18, "abc"), quotation("x", 10, 17, "d")]
    found = cooccurrence(CodingColumns.of(marked), CAST, book)
    assert found.counts == ((1, 1), (1, 1))
    assert found.free == (2,)


@pytest.mark.parametrize("text", ["0", "-1", "near", "", "1.5"])
def test_within_refuses_what_is_no_distance(text: str) -> None:
    with pytest.raises(AnalysisError, match="does not say how near"):
        within_of(text)


def test_cooccurrence_of_nothing_is_all_zero_and_undefined() -> None:
    found = cooccurrence(CodingColumns.of([]), CAST, BOOK, within=2)
    assert found.counts == ((0,) * 3,) * 3
    assert found.jaccard == ((None,) * 3,) * 3

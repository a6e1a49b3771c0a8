"""New codes by interview: by hand, against all orders, and the rule of Guest, Namey and Chen."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.analysis.interview_order import by_date, by_list, interview_date
from bouwsteen.analysis.saturation import RunResult, Saturation, expected_curve, saturation
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn


def followed(
    sets: list[set[int]], *, n_codes: int = 30, finished: tuple[str, ...] = (), **options: object
) -> Saturation:
    """Interviews ``t0``, ``t1``, … with these codes."""
    keys = [f"t{place}" for place in range(len(sets))]
    turn = Turn(index=1, speaker="R", span=Span(0, 5))
    cast = Cast(
        transcripts=tuple(
            Transcript(key=key, title=key, text="woord", turns=(turn,)) for key in keys
        ),
        respondents=(Respondent(key="r"),),
        links=tuple(SpeakerLink(transcript=key, speaker="R", respondent="r") for key in keys),
    )
    book = Codebook(
        key="k",
        codes=tuple(Code(key=f"c{n}", labels={"nl": f"c{n}"}) for n in range(n_codes)),
    )
    marked = [
        Quotation(
            transcript=key,
            span=Span(0, 5),
            coder="anna",
            codings=tuple(Coding(code=f"c{n}") for n in sorted(codes)),
        )
        for key, codes in zip(keys, sets, strict=True)
        if codes
    ]
    return saturation(CodingColumns.of(marked), cast, book, finished=finished, **options)  # type: ignore[arg-type]


def test_saturation_names_the_new_codes_in_order() -> None:
    found = followed([{0, 1}, {1, 2}, {0}], keys=("t2", "t1", "t0"), order="list", n_codes=4)
    assert found.transcripts == ("t2", "t1", "t0")
    assert [[code.key for code in codes] for codes in found.new] == [["c0"], ["c1", "c2"], []]
    assert (found.cumulative, found.listed, found.order) == ((1, 3, 3), 4, "list")


@given(st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=1, max_size=5))
def test_expected_is_the_mean_over_all_orders(sets: list[set[int]]) -> None:
    orders = list(itertools.permutations(sets))
    means = [
        sum(len(set().union(*order[:k])) for order in orders) / len(orders)
        for k in range(1, len(sets) + 1)
    ]
    found = followed(sets, permutations=20)
    assert found.expected == pytest.approx(means)
    # Whatever the order, all codes are there in the end.
    assert found.expected[-1] == pytest.approx(found.cumulative[-1])
    assert found.low[-1] == found.median[-1] == found.high[-1] == found.cumulative[-1]


def test_band_follows_the_exact_distribution() -> None:
    """One code in one of twenty interviews: first found at each place with chance 1/20."""
    sets = [{0, 1}, *({0} for _ in range(19))]
    found = followed(sets, permutations=20_000)
    shares = [k / 20 for k in range(1, 21)]
    for share, low, median, high in zip(shares, found.low, found.median, found.high, strict=True):
        assert low == (2 if share == 1 else 1)
        assert high == 2
        if abs(share - 0.5) > 0.02:
            assert median == (2 if share > 0.5 else 1)


def test_expected_curve_is_the_hypergeometric_formula() -> None:
    from math import comb

    formula = [sum(1 - comb(9 - n, k) / comb(9, k) for n in (1, 4, 9)) for k in range(1, 10)]
    assert expected_curve([1, 4, 9], 9) == pytest.approx(formula)


def test_band_is_the_same_for_the_same_seed() -> None:
    sets = [{n, n + 1, n % 3} for n in range(12)]
    first, again, other = (followed(sets, permutations=50, seed=seed) for seed in (3, 3, 4))
    assert first == again
    assert (first.low, first.high) != (other.low, other.high)


def growing(*new: int) -> list[set[int]]:
    """Interviews that bring so many new codes each, beside one that all share."""
    start, sets = 1, []
    for n in new:
        sets.append({0, *range(start, start + n)})
        start += n
    return sets


def test_saturation_is_reached_before_the_first_run_at_the_threshold() -> None:
    """A base of 20; 3, 1, 1, 0, 0 new: runs of two add 20%, 10%, 5%, so 6 + 2."""
    found = followed(growing(10, 5, 3, 1, 3, 1, 1, 0, 0))
    two, three = found.runs
    assert two == RunResult(
        length=2, base_codes=20, shares=(4 / 20, 2 / 20, 1 / 20, 0.0), reached=6
    )
    assert three == RunResult(length=3, base_codes=20, shares=(5 / 20, 2 / 20, 1 / 20), reached=6)


def test_saturation_follows_the_worked_example_of_the_paper() -> None:
    """37 themes in a base of 4; runs of two bring up to 4 (11%), then 1 (3%): 6 + 2, and 7 + 3."""
    found = followed(growing(20, 10, 4, 2, 0, 3, 1, 0, 1, 0), n_codes=60)
    two, three = found.runs
    assert (two.base_codes, two.reached, three.reached) == (37, 6, 7)
    assert [round(share, 2) for share in two.shares[:3]] == [0.08, 0.11, 0.03]


@pytest.mark.parametrize(
    ("new", "reasons"),
    [
        ((1, 1, 1, 1, 0), ("too_few", "too_few")),
        ((1, 1, 1, 1, 0, 0), (None, "too_few")),
        ((1, 1, 1, 1, 1, 1, 1), ("not_reached", "not_reached")),
    ],
)
def test_saturation_undefined_has_a_reason(
    new: tuple[int, ...], reasons: tuple[str | None, ...]
) -> None:
    assert tuple(run.reason for run in followed(growing(*new)).runs) == reasons


def test_an_empty_base_has_no_share() -> None:
    keys = tuple(f"t{n}" for n in range(7))
    found = followed([set(), set(), set(), set(), {1}, {2}, {3}], finished=keys)
    assert [run.reason for run in found.runs] == ["empty_base", "empty_base"]


def test_an_uncoded_interview_is_left_out_unless_it_is_finished() -> None:
    sets: list[set[int]] = [{0}, set(), {1}, set()]
    found = followed(sets, finished=("t1",))
    assert found.transcripts == ("t0", "t1", "t2")
    assert found.cumulative == (1, 1, 2)
    assert found.left_out == ("t3",)


def test_saturation_of_nothing_is_refused() -> None:
    with pytest.raises(AnalysisError, match="No interview has a quotation"):
        followed([set(), set()])


def dated(key: str, date: str | None) -> Transcript:
    meta = {} if date is None else {"header.datum": date}
    return Transcript(key=key, title=key, text="x", turns=(), meta=meta)


def test_by_date_sorts_and_keeps_the_order_of_import_on_one_day() -> None:
    found = by_date(
        [dated("a", "12 mei 2026"), dated("b", "2026-03-03"), dated("c", "3 maart 2026")]
    )
    assert found == ("b", "c", "a")


def test_by_date_names_what_has_no_date() -> None:
    with pytest.raises(AnalysisError) as raised:
        by_date([dated("a", "12 mei 2026"), dated("b", None), dated("c", "ooit")])
    assert raised.value.message == "There is no date at the head of b, c."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/4/2026", datetime.date(2026, 4, 3)),
        ("3.4.2026", datetime.date(2026, 4, 3)),
        ("2026/4/3", datetime.date(2026, 4, 3)),
        ("12. Januar 2026", datetime.date(2026, 1, 12)),
        ("31-2-2026", None),
        ("maart 2026", None),
    ],
)
def test_interview_date_reads_day_before_month(text: str, expected: datetime.date | None) -> None:
    assert interview_date(text) == expected


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (["a", "b", "a"], "The order names 'a' twice."),
        (["a", "bb"], "The order names 'bb', which is no transcript."),
        (["b"], "The order leaves out a."),
    ],
)
def test_by_list_wants_every_transcript_once(keys: list[str], message: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        by_list([dated("a", None), dated("b", None)], keys)
    assert raised.value.message == message

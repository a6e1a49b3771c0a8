"""The list of disagreements: hand-made cases, and every character accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.analysis.agreement.disagreement import Disagreement
from bouwsteen.analysis.agreement.disagreements import disagreements
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coding, Done, Quotation
from bouwsteen.errors import AnalysisError, CodebookError
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

# 0         1         2         3         4
# 01234567890123456789012345678901234567890123456789
# I: vraag?\nR: abcdefghijklmnopqrst\nR: uvwxyz\n
TEXT = "I: vraag?\nR: abcdefghijklmnopqrst\nR: uvwxyz\n"
CAST = Cast(
    transcripts=tuple(
        Transcript(
            key=key,
            title=key,
            text=TEXT,
            turns=(
                Turn(index=1, speaker="I", span=Span(3, 9)),
                Turn(index=2, speaker="R", span=Span(13, 33)),
                Turn(index=3, speaker="R", span=Span(37, 43)),
            ),
        )
        for key in ("t10", "t9")
    ),
    respondents=(
        Respondent(key="r1", role="Medewerker"),
        Respondent(key="ingrid", role="interviewer"),
    ),
    links=tuple(
        SpeakerLink(transcript=key, speaker=label, respondent=person)
        for key in ("t10", "t9")
        for label, person in (("I", "ingrid"), ("R", "r1"))
    ),
)
BOOK = Codebook(
    key="klein",
    codes=(
        Code(key="werk", labels={"nl": "Werk"}),
        Code(key="taken", labels={"nl": "Taken"}, parent="werk"),
        Code(key="samen", labels={"nl": "Samen"}),
        Code(key="heimwee", labels={"nl": "Heimwee"}, free=True),
    ),
)
RESPONDENT_PLACES = (*range(13, 33), *range(37, 43))


def quote(
    coder: str, start: int, end: int, *codes: str, key: str = "t10", memo: str = "", number: int = 0
) -> Quotation:
    return Quotation(
        id=number,
        transcript=key,
        span=Span(start, end),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
    )


def layers(
    *quotations: Quotation, coders: Sequence[str] = ("a", "b")
) -> dict[str, list[Quotation]]:
    return {coder: [one for one in quotations if one.coder == coder] for coder in coders}


def finished(*coders: str, keys: Sequence[str] = ("t10",)) -> list[Done]:
    return [Done(coder=coder, transcript=key) for coder in coders for key in keys]


def places(found: Sequence[Disagreement]) -> list[tuple[int, int, str]]:
    return sorted((one.start, one.end, str(one.kind)) for one in found)


def test_disagreement_holds_words_speaker_codes_and_memos() -> None:
    coded = layers(
        quote("a", 13, 23, "taken", memo="eigen keuze", number=4),
        quote("b", 15, 20, "samen", number=7),
        quote("b", 15, 23, "werk", memo="saai", number=8),
    )
    found = disagreements(coded, CAST, BOOK, done=finished("a", "b"))
    # L = 26; werk 10 and 8 of 52 values, samen 0 and 5.
    expected = (2 * 18 * 34 + 2 * 5 * 47) / (52 * 51)
    assert found.pairs[0].expected == pytest.approx(expected)
    assert [one.to_json() for one in found.found] == [
        {
            "transcript": "t10",
            "start": 15,
            "end": 20,
            "text": "cdefg",
            "turn": 2,
            "respondent": "r1",
            "role": "Medewerker",
            "sides": [
                {"coder": "a", "codes": ["werk"], "quotations": [4], "memos": ["eigen keuze"]},
                {"coder": "b", "codes": ["werk", "samen"], "quotations": [7, 8], "memos": ["saai"]},
            ],
            "kind": "other_code",
            "share": pytest.approx(5 / 26 / expected),
            "part": pytest.approx(5 / 7),
        },
        {
            "transcript": "t10",
            "start": 13,
            "end": 15,
            "text": "ab",
            "turn": 2,
            "respondent": "r1",
            "role": "Medewerker",
            "sides": [
                {"coder": "a", "codes": ["werk"], "quotations": [4], "memos": ["eigen keuze"]},
                {"coder": "b", "codes": [], "quotations": [], "memos": []},
            ],
            "kind": "boundary",
            "share": pytest.approx(2 / 26 / expected),
            "part": pytest.approx(2 / 7),
        },
    ]


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ([quote("a", 13, 20, "werk")], [(13, 20, "only_a")]),
        ([quote("b", 13, 20, "werk")], [(13, 20, "only_b")]),
        (
            [quote("a", 13, 20, "werk"), quote("b", 13, 20, "samen")],
            [(13, 20, "other_code")],
        ),
        (
            [quote("a", 13, 20, "werk"), quote("b", 16, 24, "werk")],
            [(13, 16, "boundary"), (20, 24, "boundary")],
        ),
        # Spans that only touch do not overlap.
        (
            [quote("a", 13, 20, "werk"), quote("b", 20, 24, "werk")],
            [(13, 20, "only_a"), (20, 24, "only_b")],
        ),
        # One of two codes is only a boundary; the other is not there at all.
        (
            [quote("a", 13, 20, "werk", "samen"), quote("b", 16, 20, "werk")],
            [(13, 16, "only_a"), (16, 20, "other_code")],
        ),
        # The same sets, but the second of the coder's spans meets nothing.
        (
            [quote("a", 13, 20, "werk"), quote("a", 20, 24, "werk"), quote("b", 13, 18, "werk")],
            [(18, 20, "boundary"), (20, 24, "only_a")],
        ),
        # Two spans of one coder side by side are one stretch.
        (
            [quote("a", 13, 20, "werk"), quote("a", 20, 24, "taken")],
            [(13, 24, "only_a")],
        ),
        # Across turns: one stretch in each, the label between them in none.
        ([quote("a", 30, 40, "werk")], [(30, 33, "only_a"), (37, 40, "only_a")]),
        # The interviewer's words are left out, and do not make a boundary.
        (
            [quote("a", 3, 15, "werk"), quote("b", 3, 9, "werk")],
            [(13, 15, "only_a")],
        ),
    ],
)
def test_kind_tells_how_the_coders_differ(
    coded: list[Quotation], expected: list[tuple[int, int, str]]
) -> None:
    found = disagreements(layers(*coded), CAST, BOOK, done=finished("a", "b"))
    assert places(found.found) == expected


def test_scope_all_takes_the_interviewer_in() -> None:
    coded = layers(quote("a", 3, 15, "werk"), quote("b", 3, 9, "samen"))
    found = disagreements(coded, CAST, BOOK, done=finished("a", "b"), scope="all")
    assert places(found.found) == [(3, 9, "other_code"), (13, 15, "only_a")]
    assert [(one.respondent, one.role) for one in found.found] == [
        ("ingrid", "interviewer"),
        ("r1", "Medewerker"),
    ]
    assert found.pairs[0].characters == 32


def test_level_code_tells_sub_codes_apart_and_keeps_free_codes() -> None:
    coded = layers(
        quote("a", 13, 20, "werk"), quote("b", 13, 20, "taken"), quote("b", 37, 40, "heimwee")
    )
    blocks = disagreements(coded, CAST, BOOK, done=finished("a", "b"))
    codes = disagreements(coded, CAST, BOOK, done=finished("a", "b"), level="code")
    assert (blocks.found, blocks.left_out) == ((), ("heimwee",))
    assert places(codes.found) == [(13, 20, "other_code"), (37, 40, "only_b")]
    assert codes.left_out == ()


def test_ranking_is_by_share_then_by_place() -> None:
    coded = layers(
        quote("a", 37, 40, "werk", key="t10"),
        quote("a", 37, 40, "werk", key="t9"),
        quote("b", 13, 15, "werk", "samen", key="t10"),
    )
    found = disagreements(coded, CAST, BOOK, done=finished("a", "b", keys=("t9", "t10")))
    assert [(one.transcript, one.start) for one in found.found] == [
        ("t10", 13),
        ("t9", 37),
        ("t10", 37),
    ]


def test_three_coders_are_compared_in_pairs_on_what_both_have_done() -> None:
    coded = layers(
        quote("a", 13, 20, "werk"),
        quote("b", 13, 20, "werk"),
        quote("c", 13, 20, "samen"),
        quote("c", 13, 20, "samen", key="t9"),
        coders=("a", "b", "c"),
    )
    done = [*finished("a", "b", keys=("t9", "t10")), *finished("c", keys=("t9",))]
    found = disagreements(coded, CAST, BOOK, done=done)
    assert [(one.coders, one.transcript, one.start, str(one.kind)) for one in found.found] == [
        (("a", "c"), "t9", 13, "only_b"),
        (("b", "c"), "t9", 13, "only_b"),
    ]
    assert [(pair.coders, pair.transcripts, pair.alpha) for pair in found.pairs] == [
        (("a", "b"), ("t10", "t9"), 1.0),
        (("a", "c"), ("t9",), pytest.approx(1 - (7 / 26) / (2 * 7 * 45 / (52 * 51)))),
        (("b", "c"), ("t9",), pytest.approx(1 - (7 / 26) / (2 * 7 * 45 / (52 * 51)))),
    ]
    assert found.missing == (Done(coder="c", transcript="t10"),)
    assert found.of(("a", "b")) == ()
    assert len(found.of(("a", "c"))) == 1


@pytest.mark.parametrize(
    ("coded", "reason"),
    [
        ([], "no_codings"),
        ([quote("a", 13, 43, "werk"), quote("b", 13, 43, "werk")], "no_variation"),
    ],
)
def test_alpha_without_variation_is_undefined(coded: list[Quotation], reason: str) -> None:
    found = disagreements(layers(*coded), CAST, BOOK, done=finished("a", "b"))
    assert (found.pairs[0].alpha, found.pairs[0].reason, found.found) == (None, reason, ())


def test_alpha_without_codeable_text_is_undefined() -> None:
    silent = Cast(
        transcripts=(Transcript(key="t10", title="", text="niets", turns=()),),
        respondents=(),
    )
    found = disagreements(layers(), silent, BOOK, done=finished("a", "b"))
    assert (found.pairs[0].alpha, found.pairs[0].reason) == (None, "too_few_units")


@pytest.mark.parametrize(
    ("coded", "done", "message"),
    [
        ({"a": []}, finished("a"), "Disagreement is between coders; 1 is not enough."),
        (
            {"a": [], "b": []},
            finished("a"),
            "There is no transcript that two of a, b have done.",
        ),
        (
            {"a": [quote("a", 13, 99, "werk")], "b": []},
            finished("a", "b"),
            "t10: a quotation at 13:99 lies outside the text.",
        ),
        (
            {"a": [quote("a", 13, 15, "werk", key="t8")], "b": []},
            finished("a", "b"),
            "There are codings of 't8', which is not among the transcripts.",
        ),
    ],
)
def test_bad_input_is_one_line(
    coded: Mapping[str, list[Quotation]], done: list[Done], message: str
) -> None:
    with pytest.raises(AnalysisError) as caught:
        disagreements(coded, CAST, BOOK, done=done)
    assert caught.value.message == message


def test_unknown_code_is_refused() -> None:
    with pytest.raises(CodebookError, match="No code 'werkk' in klein"):
        disagreements(layers(quote("a", 13, 15, "werkk")), CAST, BOOK, done=finished("a", "b"))


def test_frame_has_a_row_a_disagreement() -> None:
    coded = layers(quote("a", 13, 15, "werk", memo="m"), quote("b", 37, 40, "samen"))
    frame = disagreements(coded, CAST, BOOK, done=finished("a", "b")).to_frame()
    assert frame.drop(columns=["share", "part"]).to_dict("records") == [
        {
            "rank": 1, "transcript": "t10", "turn": 3, "start": 37, "end": 40,
            "respondent": "r1", "role": "Medewerker", "text": "uvw",
            "coder_a": "a", "codes_a": "", "memos_a": "",
            "coder_b": "b", "codes_b": "samen", "memos_b": "", "kind": "only_b",
        },
        {
            "rank": 2, "transcript": "t10", "turn": 2, "start": 13, "end": 15,
            "respondent": "r1", "role": "Medewerker", "text": "ab",
            "coder_a": "a", "codes_a": "werk", "memos_a": "m",
            "coder_b": "b", "codes_b": "", "memos_b": "", "kind": "only_a",
        },
    ]  # fmt: skip
    assert frame["share"].tolist() == [
        one.share for one in disagreements(coded, CAST, BOOK, done=finished("a", "b")).found
    ]


@st.composite
def random_layers(draw: st.DrawFn) -> dict[str, list[Quotation]]:
    spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 14))
    codes = st.sets(st.sampled_from(["werk", "taken", "samen", "heimwee"]), min_size=1)
    found = []
    for coder in ("a", "b"):
        for (start, length), given_codes in draw(st.lists(st.tuples(spans, codes), max_size=5)):
            end = min(start + length, len(TEXT))
            found.append(quote(coder, start, end, *sorted(given_codes)))
    return layers(*found)


def sets_at(coded: list[Quotation], place: int, level: str) -> set[str]:
    found = {code for one in coded if one.span.start <= place < one.span.end for code in one.codes}
    if level == "block":
        found = {BOOK.block_of(code).key for code in found} - {"heimwee"}
    return found


@given(coded=random_layers(), level=st.sampled_from(["block", "code"]))
def test_every_differing_character_is_in_one_disagreement(
    coded: dict[str, list[Quotation]], level: str
) -> None:
    found = disagreements(coded, CAST, BOOK, done=finished("a", "b"), level=level)  # type: ignore[arg-type]
    listed = {
        place: [one for one in found.found if one.start <= place < one.end]
        for place in range(len(TEXT))
    }
    for place in range(len(TEXT)):
        a, b = (sets_at(coded[coder], place, level) for coder in ("a", "b"))
        if place in RESPONDENT_PLACES and a != b:
            (one,) = listed[place]
            assert (set(one.sides[0].codes), set(one.sides[1].codes)) == (a, b)
            assert (str(one.kind) == "only_a") <= (not b)
            assert (str(one.kind) == "only_b") <= (not a)
            assert (str(one.kind) == "other_code") <= bool(a and b)
        else:
            assert listed[place] == []
    assert all(one.text == TEXT[one.start : one.end] for one in found.found)


@given(coded=random_layers())
def test_shares_sum_to_one_minus_alpha_counted_by_hand(coded: dict[str, list[Quotation]]) -> None:
    found = disagreements(coded, CAST, BOOK, done=finished("a", "b"), level="code")
    observed = expected = 0.0
    n = 2 * len(RESPONDENT_PLACES)
    for code in ("werk", "taken", "samen", "heimwee"):
        values = [
            [code in sets_at(coded[coder], place, "code") for place in RESPONDENT_PLACES]
            for coder in ("a", "b")
        ]
        observed += sum(x != y for x, y in zip(*values, strict=True)) / len(RESPONDENT_PLACES)
        ones = sum(map(sum, values))
        expected += 2 * ones * (n - ones) / (n * (n - 1))
    if not expected:
        assert found.pairs[0].alpha is None
        return
    assert found.pairs[0].alpha == pytest.approx(1 - observed / expected)
    assert sum(one.share for one in found.found) == pytest.approx(observed / expected)
    if found.found:
        assert sum(one.part for one in found.found) == pytest.approx(1)


@given(coded=random_layers())
def test_exchanging_the_coders_exchanges_the_sides(coded: dict[str, list[Quotation]]) -> None:
    turned = {"only_a": "only_b", "only_b": "only_a"}
    there = disagreements(coded, CAST, BOOK, done=finished("a", "b"))
    back = disagreements(
        {coder: coded[coder] for coder in ("b", "a")}, CAST, BOOK, done=finished("a", "b")
    )
    assert [(one.start, one.end, one.sides, str(one.kind), one.share) for one in there.found] == [
        (one.start, one.end, one.sides[::-1], turned.get(str(one.kind), str(one.kind)), one.share)
        for one in back.found
    ]

"""Word comments become quotations."""

from __future__ import annotations

import dataclasses

import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.apply import turn_span
from bouwsteen.coding.comment_problem import CommentProblem, Trouble
from bouwsteen.coding.model import Coder, Coding, Origin, Quotation
from bouwsteen.coding.word_comments import (
    comment_quotations,
    matching_transcript,
)
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span, Transcript

FIRST = Span(24, 37)


@dataclasses.dataclass(frozen=True)
class Comment:
    id: str
    text: str
    span: Span | None = FIRST
    author: str = "Carla de Wit"
    parent: str | None = None
    exact: bool = False


def made(*codes: str, span: Span = FIRST, memo: str = "", coder: str = "carla-de-wit") -> Quotation:
    return Quotation(
        transcript="int1",
        span=span,
        coder=coder,
        codings=tuple(
            Coding(code=code, origin=Origin.IMPORT, codebook_version=3) for code in codes
        ),
        memo=memo,
    )


def problem(
    trouble: Trouble, comment: str, text: str, near: tuple[str, ...] = ()
) -> CommentProblem:
    return CommentProblem(
        trouble=trouble,
        comment=comment,
        author="Carla de Wit",
        text=text,
        turn=2,
        offset=24,
        near=near,
    )


def test_leading_parts_are_codes_and_the_rest_is_memo(
    interview: Transcript, book: Codebook
) -> None:
    comment = Comment("0", "1.1; Leadership\nheimwee; hier twijfel ik over; later nog eens")
    found = comment_quotations([comment], interview, book)
    assert found.coders == (Coder(key="carla-de-wit", name="Carla de Wit"),)
    assert found.quotations == (
        made("taken", "leiderschap", "heimwee", memo="hier twijfel ik over; later nog eens"),
    )
    assert found.problems == ()


def test_the_span_is_trimmed_and_may_run_over_a_label(
    interview: Transcript, book: Codebook
) -> None:
    comments = [Comment("0", "1", Span(23, 38)), Comment("1", "2", Span(38, 92))]
    found = comment_quotations(comments, interview, book)
    assert found.quotations == (made("werk"), made("leiderschap", span=Span(38, 92)))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(Span(21, 63), Span(24, 63), id="whole paragraph"),
        pytest.param(Span(22, 64), Span(24, 63), id="from inside the label, with the line break"),
        pytest.param(Span(24, 66), Span(24, 63), id="into the next label"),
        pytest.param(Span(30, 67), Span(30, 63), id="up to the next speech"),
        pytest.param(Span(21, 92), Span(24, 92), id="two turns and the label between"),
        pytest.param(Span(0, 75), Span(3, 72), id="from the first label into the last"),
        pytest.param(Span(21, 23), Span(21, 23), id="the label alone"),
    ],
)
def test_a_comment_on_a_label_is_on_the_speech_next_to_it(
    interview: Transcript, book: Codebook, marked: Span, expected: Span
) -> None:
    found = comment_quotations([Comment("0", "1", marked)], interview, book)
    assert found.quotations == (made("werk", span=expected),)


def test_comments_on_a_paragraph_and_on_its_turn_are_one_quotation(
    interview: Transcript, book: Codebook
) -> None:
    comments = [Comment("0", "1", Span(21, 63)), Comment("1", "2", turn_span(interview, 2))]
    found = comment_quotations(comments, interview, book)
    assert found.quotations == (made("werk", "leiderschap", span=turn_span(interview, 2)),)


def test_a_number_that_is_no_code_is_unknown(interview: Transcript, book: Codebook) -> None:
    found = comment_quotations([Comment("0", "9.9")], interview, book)
    assert (found.quotations, found.problems) == ((), (problem(Trouble.UNKNOWN, "0", "9.9"),))


@pytest.mark.parametrize("name", ["李", " 李 "])
def test_an_author_without_latin_letters_has_a_key(
    interview: Transcript, book: Codebook, name: str
) -> None:
    found = comment_quotations([Comment("0", "1", author=name)], interview, book)
    assert found.coders == (Coder(key="coder-c16667ca", name="李"),)
    assert found.quotations == (made("werk", coder="coder-c16667ca"),)


@pytest.mark.parametrize(
    ("stem", "key", "expected"),
    [
        ("carla", None, "int1"),
        ("carla", "int1", "int1"),
        ("ander", None, None),
        ("ander", "twee", "twee"),
        ("twee", None, "twee"),
    ],
)
def test_matching_transcript_has_the_text_and_then_the_key_or_name(
    interview: Transcript, stem: str, key: str | None, expected: str | None
) -> None:
    other = dataclasses.replace(interview, key="anders", text=f"{interview.text}Nee.")
    doubled = [interview, other, dataclasses.replace(interview, key="twee")]
    known = doubled[:2] if stem == "carla" else doubled
    if expected is None:
        with pytest.raises(CodingError) as caught:
            matching_transcript(interview.sha256, stem, known, key)
        assert caught.value.message == "More than one transcript has the text of ander."
    else:
        assert matching_transcript(interview.sha256, stem, known, key).key == expected


@pytest.mark.parametrize(("key", "what"), [(None, "any transcript"), ("anders", "anders")])
def test_matching_transcript_of_another_text_is_refused(
    interview: Transcript, key: str | None, what: str
) -> None:
    known = [dataclasses.replace(interview, key="anders")]
    with pytest.raises(CodingError) as caught:
        matching_transcript("0" * 64, "carla", known, key)
    assert (caught.value.message, caught.value.hint) == (
        f"The text of carla is not the text of {what} in the study.",
        "Comment a copy of the imported document and leave its text as it is.",
    )


def test_a_reply_is_memo_of_the_quotation(interview: Transcript, book: Codebook) -> None:
    comments = [
        Comment("1", "eens\n2 dan ook?", author="Bram", parent="0"),
        Comment("0", "1; vaag"),
        Comment("2", "goed", parent="1"),
    ]
    found = comment_quotations(comments, interview, book)
    assert found.quotations == (
        made("werk", memo="vaag\nBram: eens; 2 dan ook?\nCarla de Wit: goed"),
    )
    assert found.coders == (Coder(key="carla-de-wit", name="Carla de Wit"),)


def test_comments_of_one_author_on_one_stretch_are_one_quotation(
    interview: Transcript, book: Codebook
) -> None:
    comments = [
        Comment("0", "1; a"),
        Comment("1", "2; b", Span(24, 38)),
        Comment("2", "2", author="Bram"),
    ]
    found = comment_quotations(comments, interview, book)
    assert found.quotations == (
        made("leiderschap", coder="bram"),
        made("werk", "leiderschap", memo="a\nb"),
    )


def test_a_comment_without_a_code_is_listed(interview: Transcript, book: Codebook) -> None:
    found = comment_quotations([Comment("0", "Mooi gezegd!")], interview, book)
    assert found.quotations == ()
    assert found.coders == ()
    assert found.problems == (problem(Trouble.UNKNOWN, "0", "Mooi gezegd!"),)


def test_a_near_miss_is_doubtful_and_not_lost(interview: Transcript, book: Codebook) -> None:
    comments = [
        Comment("0", "leiderschp; 1; let op"),
        Comment("1", "leiderschp", Span(38, 63)),
        Comment("2", "1; 9.9", Span(76, 92)),
    ]
    found = comment_quotations(comments, interview, book)
    near = ("leiderschap", "leadership")
    assert found.quotations == (
        made("werk", memo="leiderschp; let op"),
        made("werk", span=Span(76, 92), memo="9.9"),
    )
    assert found.problems == (
        problem(Trouble.DOUBTFUL, "0", "leiderschp", near),
        dataclasses.replace(problem(Trouble.DOUBTFUL, "1", "leiderschp", near), offset=38),
        dataclasses.replace(problem(Trouble.UNKNOWN, "2", "9.9"), turn=4, offset=76),
    )


def test_codes_with_commas_between_are_told(interview: Transcript, book: Codebook) -> None:
    found = comment_quotations([Comment("0", "1.1, rolmodel")], interview, book)
    assert (found.quotations, found.problems) == (
        (),
        (problem(Trouble.JOINED, "0", "1.1, rolmodel"),),
    )


def test_a_code_after_the_memo_is_told(interview: Transcript, book: Codebook) -> None:
    found = comment_quotations([Comment("0", "1; of toch; 2")], interview, book)
    assert found.quotations == (made("werk", memo="of toch; 2"),)
    assert found.problems == (problem(Trouble.LATE, "0", "2"),)


def test_comments_without_text_author_or_parent_are_listed(
    interview: Transcript, book: Codebook
) -> None:
    comments = [
        Comment("0", "1", None),
        Comment("1", "1", Span(20, 21)),
        Comment("2", "1", Span(90, 500)),
        Comment("3", "1", author=" "),
        Comment("4", "ja", parent="0"),
    ]
    found = comment_quotations(comments, interview, book)
    assert found.quotations == ()
    assert [(one.trouble, one.comment, one.turn, one.offset) for one in found.problems] == [
        (Trouble.UNPLACED, "0", None, None),
        (Trouble.UNPLACED, "1", None, 20),
        (Trouble.UNPLACED, "2", 4, 90),
        (Trouble.NO_AUTHOR, "3", 2, 24),
        (Trouble.ORPHAN, "4", 2, 24),
    ]


def test_a_reply_to_a_comment_that_is_not_there_stands_alone(
    interview: Transcript, book: Codebook
) -> None:
    found = comment_quotations([Comment("5", "1", parent="77")], interview, book)
    assert found.quotations == (made("werk"),)


def test_comments_of_the_consensus_layer_are_refused(interview: Transcript, book: Codebook) -> None:
    comments = [Comment("0", "1.1"), Comment("1", "1.1", author="Consensus")]
    with pytest.raises(CodingError, match="is of the consensus layer, which is no coder's own"):
        comment_quotations(comments, interview, book)


def test_coder_whose_key_is_consensus_is_a_coder(interview: Transcript, book: Codebook) -> None:
    found = comment_quotations(
        [Comment("0", "1.1", author="consensus")],
        interview,
        book,
        coders=[Coder(key="consensus", name="")],
    )
    assert [one.coder for one in found.quotations] == ["consensus"]

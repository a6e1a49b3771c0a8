"""Word comments become quotations."""

from __future__ import annotations

import dataclasses

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Coder, Coding, Origin, Quotation
from bouwsteen.coding.word_comments import CommentProblem, Trouble, comment_quotations
from bouwsteen.transcripts.model import Span, Transcript

FIRST = Span(24, 37)


@dataclasses.dataclass(frozen=True)
class Comment:
    id: str
    text: str
    span: Span | None = FIRST
    author: str = "Carla de Wit"
    parent: str | None = None


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


def problem(trouble: Trouble, comment: str, text: str, hint: str | None = None) -> CommentProblem:
    return CommentProblem(
        trouble=trouble,
        comment=comment,
        author="Carla de Wit",
        text=text,
        place="turn 2, offset 24",
        hint=hint,
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
    hint = "Did you mean leiderschap or leadership?"
    assert found.quotations == (
        made("werk", memo="leiderschp; let op"),
        made("werk", span=Span(76, 92), memo="9.9"),
    )
    assert found.problems == (
        problem(Trouble.DOUBTFUL, "0", "leiderschp", hint),
        dataclasses.replace(
            problem(Trouble.DOUBTFUL, "1", "leiderschp", hint), place="turn 2, offset 38"
        ),
        dataclasses.replace(problem(Trouble.DOUBTFUL, "2", "9.9"), place="turn 4, offset 76"),
    )


def test_codes_with_commas_between_are_doubtful(interview: Transcript, book: Codebook) -> None:
    found = comment_quotations([Comment("0", "1.1, rolmodel")], interview, book)
    assert (found.quotations, found.problems) == (
        (),
        (problem(Trouble.DOUBTFUL, "0", "1.1, rolmodel", "Separate codes with a semicolon."),),
    )


def test_a_code_after_the_memo_is_doubtful(interview: Transcript, book: Codebook) -> None:
    found = comment_quotations([Comment("0", "1; of toch; 2")], interview, book)
    assert found.quotations == (made("werk", memo="of toch; 2"),)
    assert found.problems == (
        problem(
            Trouble.DOUBTFUL,
            "0",
            "2",
            "A code after the memo is read as memo; put codes first.",
        ),
    )


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
    assert [(one.trouble, one.comment, one.place) for one in found.problems] == [
        (Trouble.UNPLACED, "0", ""),
        (Trouble.UNPLACED, "1", "offset 20"),
        (Trouble.UNPLACED, "2", "turn 4, offset 90"),
        (Trouble.NO_AUTHOR, "3", "turn 2, offset 24"),
        (Trouble.ORPHAN, "4", "turn 2, offset 24"),
    ]


def test_a_reply_to_a_comment_that_is_not_there_stands_alone(
    interview: Transcript, book: Codebook
) -> None:
    found = comment_quotations([Comment("5", "1", parent="77")], interview, book)
    assert found.quotations == (made("werk"),)

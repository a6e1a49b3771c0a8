from __future__ import annotations

from collections.abc import Callable

import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Assistance, Coding, Origin, Quotation
from bouwsteen.coding.suggest.model import Passage
from bouwsteen.coding.suggest.training import Training, training_of
from bouwsteen.transcripts.model import Span


@pytest.fixture
def passages(passage: Callable[..., Passage]) -> list[Passage]:
    return [passage("x" * 10, turn=turn, start=20 * turn) for turn in range(4)]


def quotation(
    start: int,
    end: int,
    code: str,
    origin: Origin = Origin.MANUAL,
    assistance: Assistance = Assistance.UNASSISTED,
) -> Quotation:
    return Quotation(
        transcript="a",
        span=Span(start, end),
        coder="anna",
        codings=(Coding(code=code, origin=origin, assistance=assistance),),
    )


@pytest.fixture
def read(passages: list[Passage], book: Codebook) -> Callable[..., Training]:
    def make(*quotations: Quotation, **options: object) -> Training:
        return training_of(
            passages,
            quotations,
            codebook=book,
            blocks=["veiligheid", "geld"],
            **options,  # type: ignore[arg-type]
        )

    return make


def test_training_in_unfinished_work_holds_only_what_was_coded(
    read: Callable[..., Training],
) -> None:
    found = read(quotation(40, 50, "geld"))
    assert found.places.tolist() == [2]
    assert found.marks.tolist() == [[False, True]]
    assert found.weights.tolist() == [[0.5, 1.0]]


def test_rejection_teaches_its_own_passage_alone(read: Callable[..., Training]) -> None:
    found = read(rejected=[("a", Span(60, 70), "geld")])
    assert found.places.tolist() == [3]
    assert found.marks.tolist() == [[False, False]]
    assert found.weights.tolist() == [[0.5, 1.0]]


def test_training_reads_a_finished_transcript_whole(read: Callable[..., Training]) -> None:
    found = read(quotation(40, 50, "fouten"), done={"a"})
    assert found.places.tolist() == [0, 1, 2, 3]
    assert found.marks[:, 0].tolist() == [False, False, True, False]
    assert found.weights.min() == 1.0


def test_training_trusts_an_accepted_suggestion_less(read: Callable[..., Training]) -> None:
    found = read(quotation(0, 10, "geld", Origin.ACCEPTED), done={"a"})
    assert found.weights[0].tolist() == [1.0, 0.7]


def test_quotation_that_barely_touches_marks_nothing(read: Callable[..., Training]) -> None:
    assert not read(quotation(6, 15, "geld"), done={"a"}).marks.any()
    assert read(quotation(5, 15, "geld"), done={"a"}).marks[0, 1]


def test_code_that_left_the_codebook_is_passed_over(read: Callable[..., Training]) -> None:
    assert not read(quotation(0, 10, "weg"), done={"a"}).marks.any()


def test_training_tells_assisted_marks_apart(read: Callable[..., Training]) -> None:
    found = read(
        quotation(0, 10, "geld", Origin.ACCEPTED, Assistance.SHOWN),
        quotation(20, 30, "geld", Origin.MANUAL, Assistance.SHOWN),
        quotation(40, 50, "geld", Origin.MANUAL, Assistance.BLIND),
        quotation(60, 70, "geld"),
    )
    assert found.assisted is not None
    assert found.assisted.tolist() == [[False, True], [False, True], [False, False], [False, False]]


@pytest.mark.parametrize("turned", [False, True])
def test_block_given_with_and_without_help_is_not_assisted(
    read: Callable[..., Training], turned: bool
) -> None:
    both = [quotation(0, 10, "fouten", Origin.ACCEPTED), quotation(0, 9, "veiligheid")]
    found = read(*(reversed(both) if turned else both))
    assert found.assisted is not None
    assert (found.weights[0, 0], found.assisted[0, 0]) == (1.0, False)


def test_part_of_training_keeps_its_rows_together(read: Callable[..., Training]) -> None:
    found = read(quotation(20, 30, "geld", Origin.ACCEPTED), done={"a"}).only([1, 3])
    assert found.places.tolist() == [1, 3]
    assert found.marks.tolist() == [[False, True], [False, False]]
    assert found.weights.tolist() == [[1.0, 0.7], [1.0, 1.0]]
    assert found.assisted is not None
    assert found.assisted.tolist() == [[False, True], [False, False]]

"""Making suggestions leaves the study to others, and gives way to what they did meanwhile."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coding, Done, Layer, Quotation
from bouwsteen.coding.suggest.model import Limits, Passage, Suggestion
from bouwsteen.coding.suggest.suggester import Suggester
from bouwsteen.errors import CodingError
from bouwsteen.renewing import Renewed, renew
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript

Act = Callable[[Study], None]


@pytest.fixture
def codebook() -> Codebook:
    return Codebook(
        key="klein",
        codes=(
            Code(key="veiligheid", labels={"nl": "Veiligheid"}, cues={"nl": ("fout",)}),
            Code(key="leiderschap", labels={"nl": "Leiderschap"}, cues={"nl": ("baas",)}),
        ),
    )


@pytest.fixture
def window(study: Study) -> Iterator[Study]:
    """The same study, open a second time."""
    with Study.open(study.path) as other:
        yield other


def run(study: Study, meanwhile: Act, *, times: int = 1) -> Renewed:
    """Make anna's suggestions; other things happen while each passage is judged."""
    left = times

    def judge(maker: Suggester, passages: list[Passage]) -> Iterator[list[Suggestion]]:
        nonlocal left
        yield maker.suggest(passages)
        if left:
            left -= 1
            meanwhile(study)

    return renew(study, "anna", limits=Limits(), judge=judge)


def standing(study: Study) -> list[tuple[str, str]]:
    return [(one.coder, one.suggestion.block) for one in study.suggestions.select(coder="anna")]


def code(window: Study, span: Span, *, coder: str, key: str = "veiligheid") -> None:
    made = Quotation(transcript="een", span=span, coder=coder, codings=(Coding(code=key),))
    with window.change("code add", actor=coder):
        window.quotations.add([made])


def test_another_window_codes_while_suggestions_are_judged(
    study: Study, window: Study, speech: Span
) -> None:
    done = run(study, lambda _: code(window, speech, coder="bram"))
    assert (done.standing, done.behind) == (1, False)
    assert standing(study) == [("anna", "veiligheid")]
    assert len(study.quotations.select(coder="bram")) == 1
    assert [one.action for one in study.log()[-2:]] == ["code add", "suggest run"]


def test_what_the_coder_codes_meanwhile_is_not_suggested_and_is_told(
    study: Study, window: Study, speech: Span
) -> None:
    done = run(study, lambda _: code(window, speech, coder="anna"))
    assert (done.standing, done.behind) == (0, True)
    assert standing(study) == []
    assert len(study.quotations.select(coder="anna", layer=Layer.INDEPENDENT)) == 1


def test_transcript_that_is_finished_meanwhile_gets_no_suggestions(
    study: Study, window: Study
) -> None:
    def finish(_: Study) -> None:
        with window.change("code done", actor="anna"):
            window.coders.mark_done([Done(coder="anna", transcript="een")])

    done = run(study, finish)
    assert (done.standing, done.behind, standing(study)) == (0, True, [])


def test_codebook_that_changes_meanwhile_is_read_again(
    study: Study, window: Study, codebook: Codebook
) -> None:
    fresh = Code(key="fouten", labels={"nl": "Fouten"}, cues={"nl": ("fout",)})

    def change(_: Study) -> None:
        with window.change("codebook edit"):
            window.codebook.put(
                dataclasses.replace(codebook, codes=(fresh, *codebook.codes[1:])),
                reason="naam",
                actor="bram",
            )

    done = run(study, change)
    assert standing(study) == [("anna", "fouten")]
    assert done.work.codebook.codes[0] == fresh


def test_codebook_change_that_is_taken_back_meanwhile_is_read_again(
    study: Study, window: Study, codebook: Codebook
) -> None:
    with window.change("codebook edit"):
        window.codebook.put(
            dataclasses.replace(codebook, codes=codebook.codes[1:]), reason="weg", actor="bram"
        )
    done = run(study, lambda _: window.undo() and None)
    assert done.work.codebook.codes == codebook.codes
    assert standing(study) == [("anna", "veiligheid")]


def test_texts_that_change_every_time_end_in_one_sentence(
    study: Study, window: Study, transcript: Transcript
) -> None:
    number = 0

    def add(_: Study) -> None:
        nonlocal number
        number += 1
        with window.change("transcript import"):
            window.transcripts.add([dataclasses.replace(transcript, key=f"nieuw{number}")])

    before = [one.action for one in study.log()]
    with pytest.raises(CodingError, match="not all are stored"):
        run(study, add, times=99)
    assert standing(study) == []
    assert [one.action for one in study.log()] == [*before, *["transcript import"] * number]

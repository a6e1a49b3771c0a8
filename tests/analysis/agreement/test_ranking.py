"""Which issue of a meeting weighs most."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.agreement.disagreements import disagreements
from bouwsteen.analysis.agreement.ranking import issue_weights
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.consensus import Settings, draw_up
from bouwsteen.coding.model import Coding, Done, Quotation
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

BOOK = Codebook(
    key="k", codes=tuple(Code(key=key, labels={"nl": key}) for key in ("werk", "leren"))
)
CAST = Cast(
    transcripts=(
        Transcript(
            key="t",
            title="",
            text="x" * 100,
            turns=(Turn(index=1, speaker="R", span=Span(0, 100)),),
        ),
    ),
    respondents=(Respondent(key="r"),),
    links=(SpeakerLink(transcript="t", speaker="R", respondent="r"),),
)


def marked(coder: str, *spans: tuple[int, int, str]) -> list[Quotation]:
    return [
        Quotation(transcript="t", span=Span(start, end), coder=coder, codings=(Coding(code=code),))
        for start, end, code in spans
    ]


def test_weights_are_the_parts_of_all_disagreement() -> None:
    layers = {
        "anna": marked("anna", (0, 10, "werk"), (20, 30, "leren"), (50, 60, "werk")),
        "bas": marked("bas", (0, 10, "werk"), (20, 30, "werk"), (52, 60, "werk")),
    }
    done = [Done(coder=coder, transcript="t") for coder in layers]
    agenda = draw_up(
        layers, Settings(coders=("anna", "bas"), recorder="anna", overlap=0.9), done=done
    )
    found = disagreements(layers, CAST, BOOK, done=done, level="code")
    weights = issue_weights(agenda, found)
    # Ten characters with two codes that differ, against two with one.
    assert [weights[one.id] for one in agenda.issues] == pytest.approx([20 / 22, 2 / 22])


def test_weights_are_nothing_without_disagreement() -> None:
    layers = {coder: marked(coder, (0, 10, "werk")) for coder in ("anna", "bas")}
    done = [Done(coder=coder, transcript="t") for coder in layers]
    agenda = draw_up(layers, Settings(coders=("anna", "bas"), recorder="anna"), done=done)
    assert issue_weights(agenda, disagreements(layers, CAST, BOOK, done=done)) == {}

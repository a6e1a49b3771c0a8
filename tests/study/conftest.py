"""A small study to read and change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coder, Coding, Quotation
from bouwsteen.coding.suggest.control import Apart, in_control
from bouwsteen.coding.suggest.model import Evidence, Source, Suggestion, Verdict
from bouwsteen.study.merge import copy_study
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

TEXT = "I: Leert u hier?\nR: Ja, van fouten leer je 🙂 het meest.\n"


@pytest.fixture
def codebook() -> Codebook:
    return Codebook(
        key="klein",
        labels={"nl": "Klein"},
        codes=(
            Code(key="veiligheid", labels={"nl": "Veiligheid"}),
            Code(key="fouten", labels={"nl": "Fouten maken"}, parent="veiligheid"),
            Code(key="leiderschap", labels={"nl": "Leiderschap"}),
            Code(key="spijt", labels={"nl": "spijt"}, free=True),
        ),
    )


@pytest.fixture
def transcript() -> Transcript:
    start = TEXT.index("Ja,")
    return Transcript(
        key="een",
        title="Een",
        text=TEXT,
        language="nl",
        turns=(
            Turn(index=1, speaker="I", span=Span(3, 16), start_time=0.5),
            Turn(
                index=2,
                speaker="R",
                span=Span(start, len(TEXT) - 1),
                flags=frozenset({"overlap", "inferred"}),
            ),
        ),
        meta={"source": "een.txt"},
    )


@pytest.fixture
def study(tmp_path: Path, codebook: Codebook, transcript: Transcript) -> Iterator[Study]:
    """A study with one transcript, two coders and the respondent linked."""
    study = Study.create(tmp_path / "s.bouwsteen", codebook=codebook)
    with study.change("set-up"):
        study.transcripts.add([transcript])
        study.coders.add([Coder(key="anna", name="Anna"), Coder(key="bram")])
        study.respondents.put(
            [Respondent(key="r1", role="Medewerker", organisation="Bedrijf 1")],
            [SpeakerLink(transcript="een", speaker="R", respondent="r1")],
        )
    yield study
    study.close()


@pytest.fixture
def copy(study: Study, tmp_path: Path) -> Iterator[Callable[[str], Study]]:
    """Make a coder's blind copy of the study: ``copy("anna")``."""
    opened = []

    def make(coder: str) -> Study:
        path = tmp_path / f"{coder}.bouwsteen"
        copy_study(study, path, coder=coder)
        opened.append(Study.open(path))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def speech(transcript: Transcript) -> Span:
    """What the respondent says."""
    return transcript.turns[1].span


@pytest.fixture
def suggestion(speech: Span) -> Callable[..., Suggestion]:
    """Make a suggestion for the respondent's turn."""

    def make(code: str = "fouten", block: str = "veiligheid", rank: int = 1) -> Suggestion:
        evidence = Evidence(
            text="fouten", start=28, end=34, source=Source.CUE, term="fout", weight=1.0
        )
        return Suggestion(
            transcript="een",
            turn=2,
            span=Span(20, 40),
            passage=speech,
            code=code,
            block=block,
            confidence=0.6,
            rank=rank,
            evidence=(evidence,),
            model="abc",
        )

    return make


@pytest.fixture
def offer(suggestion: Callable[..., Suggestion]) -> Callable[..., list[int]]:
    """Store what a run suggests, one suggestion unless more are given; numbers that stand."""

    def stored(study: Study, *suggestions: Suggestion, coder: str = "anna") -> list[int]:
        with study.change("suggest run", actor=coder):
            study.suggestions.replace(coder, [suggestions or [suggestion()]], ["een"])
        return [one.suggestion.id for one in study.suggestions.select(coder=coder)]

    return stored


@pytest.fixture
def show() -> Callable[[Study, int], None]:
    """Put a suggestion before its coder."""

    def shown(study: Study, number: int) -> None:
        with study.change("suggest list"):
            study.suggestions.mark_shown([number])

    return shown


@pytest.fixture
def decide() -> Callable[..., None]:
    """Let a coder decide on a suggestion."""

    def decided(study: Study, number: int, verdict: Verdict, coder: str = "anna") -> None:
        with study.change(f"suggest {verdict}", actor=coder):
            study.suggestions.decide(number, verdict, coder=coder, code="fouten")

    return decided


@pytest.fixture
def mark(speech: Span) -> Callable[..., list[Quotation]]:
    """Let a coder mark the respondent's turn, or given spans, by hand."""

    def marked(study: Study, *spans: Span, coder: str = "anna") -> list[Quotation]:
        quotations = [
            Quotation(
                transcript="een", span=span, coder=coder, codings=(Coding(code="leiderschap"),)
            )
            for span in spans or (speech,)
        ]
        with study.change("code add", actor=coder):
            numbers = study.quotations.add(quotations)
        return [study.quotations.get(number) for number in numbers]

    return marked


@pytest.fixture
def fifty() -> list[Span]:
    """As many spans in the interviewer's turn as come before the blind control begins."""
    return [Span(start, start + length) for start in range(10) for length in range(1, 6)]


@pytest.fixture
def blind_control(study: Study) -> None:
    """The respondent's turn is in the blind control."""
    seed = next(seed for seed in range(999) if in_control("een", 2, seed=seed, share=0.12))
    with study.change("settings"):
        study.suggestions.set_apart(Apart(seed=seed))

"""A small study to read and change."""

from __future__ import annotations

from pathlib import Path

import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coder
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
def study(tmp_path: Path, codebook: Codebook, transcript: Transcript) -> Study:
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

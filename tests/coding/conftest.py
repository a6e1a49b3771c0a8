"""A small invented interview and codebook."""

from __future__ import annotations

import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.transcripts.model import Span, Transcript, Turn

QUESTION = "I: Wat leert u hier?\n"
ANSWER = "R: Nou ja, veel. Fouten mogen hier gewoon.\n"
TEXT = f"{QUESTION}{ANSWER}I: Echt?\nR: Nou ja, meestal.\n"


@pytest.fixture
def interview() -> Transcript:
    return Transcript(
        key="int1",
        title="Interview 1",
        text=TEXT,
        turns=(
            Turn(index=1, speaker="I", span=Span(3, 20)),
            Turn(index=2, speaker="R", span=Span(24, 63)),
            Turn(index=3, speaker="I", span=Span(67, 72)),
            Turn(index=4, speaker="R", span=Span(76, 92)),
        ),
    )


@pytest.fixture
def book() -> Codebook:
    return Codebook(
        key="klein",
        version=3,
        codes=(
            Code(key="werk", labels={"nl": "Inhoud van werk", "en": "Job content"}),
            Code(key="taken", labels={"nl": "Uitdaging in taken"}, parent="werk"),
            Code(key="leiderschap", labels={"nl": "Leiderschap", "en": "Leadership"}),
            Code(key="rolmodel", labels={"nl": "Rolmodel zijn"}, parent="leiderschap"),
            Code(key="heimwee", labels={"nl": "Heimwee"}, free=True),
        ),
    )

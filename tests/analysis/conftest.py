"""A small study with an interviewer, a group interview and a speaker whom nobody knows."""

from __future__ import annotations

import dataclasses

import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn


@dataclasses.dataclass(frozen=True)
class Study:
    """The cast and codebook, and a way to mark a stretch by its words."""

    cast: Cast
    codebook: Codebook

    def mark(self, transcript: str, words: str, *codes: str, coder: str = "anna") -> Quotation:
        start = self.cast.transcript(transcript).text.index(words)
        return self.span(transcript, start, start + len(words), *codes, coder=coder)

    def span(
        self, transcript: str, start: int, end: int, *codes: str, coder: str = "anna"
    ) -> Quotation:
        return Quotation(
            transcript=transcript,
            span=Span(start, end),
            coder=coder,
            codings=tuple(Coding(code=code) for code in codes),
        )


def transcript(key: str, *lines: tuple[str, str]) -> Transcript:
    text, turns = "", []
    for number, (speaker, speech) in enumerate(lines, start=1):
        text += f"{speaker}: "
        span = Span(len(text), len(text) + len(speech))
        turns.append(Turn(index=number, speaker=speaker, span=span))
        text += f"{speech}\n"
    return Transcript(key=key, title=key, text=text, turns=tuple(turns))


@pytest.fixture(scope="session")
def study() -> Study:
    links = {
        ("solo_10", "I"): "ingrid",
        ("solo_10", "R"): "dirk",
        ("solo_9", "I"): "ingrid",
        ("solo_9", "R"): "mia",
        ("groep", "I"): "ingrid",
        ("groep", "A"): "mo",
        ("groep", "B"): "hanna",
    }
    return Study(
        cast=Cast(
            transcripts=(
                transcript(
                    "solo_10",
                    ("I", "Hoe gaat dat hier?"),
                    ("R", "Wij doen veel samen, altijd al."),
                    ("I", "Ja."),
                    ("R", "Nee."),
                ),
                transcript("solo_9", ("I", "En bij jou?"), ("R", "Ik leer elke dag iets nieuws.")),
                transcript(
                    "groep",
                    ("I", "Wie begint?"),
                    ("A", "tien bij a"),
                    ("B", "tien bij b"),
                    ("X", "wie ben ik eigenlijk"),
                    ("A", "ok"),
                ),
            ),
            respondents=(
                Respondent(key="mia", role="Medewerker", organisation="Bedrijf 2"),
                Respondent(key="mo", role="Medewerker", organisation="Bedrijf 10"),
                Respondent(
                    key="dirk",
                    role="Directie",
                    organisation="Bedrijf 10",
                    attributes={"sector": "metaal"},
                ),
                Respondent(key="hanna", organisation="Bedrijf 10"),
                Respondent(key="ingrid", role="interviewer"),
            ),
            links=tuple(
                SpeakerLink(transcript=key, speaker=label, respondent=person)
                for (key, label), person in links.items()
            ),
        ),
        codebook=Codebook(
            key="klein",
            codes=(
                Code(key="werk", labels={"nl": "Inhoud van werk", "en": "Job content"}),
                Code(key="autonomie", labels={"nl": "Autonomie"}, parent="werk"),
                Code(key="variatie", labels={"nl": "Variatie"}, parent="werk"),
                Code(key="samen", labels={"nl": "Samenwerken", "en": "Collaboration"}),
                Code(key="buddy", labels={"nl": "Buddy"}, parent="samen"),
                Code(key="heimwee", labels={"nl": "Heimwee"}, free=True),
            ),
        ),
    )

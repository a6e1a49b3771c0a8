"""A small study with a group interview and a stranger; interviews of one shape for agreement."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Collection, Mapping, Sequence

import pytest

from bouwsteen.analysis.units import Units, units_of
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Coding, Done, Quotation
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


Mark = tuple[int, int, int, str]
"""Number of the transcript, start and end in its text, key of the code."""


class Field:
    """Interviews of four questions and answers; every answer is forty characters."""

    coders = ("anna", "bram", "carla")
    codes = ("taak", "team", "tijd")
    answers = tuple(range(4))
    length = 4 * (3 + 8 + 1 + 3 + 40 + 1)

    def cast(self, n_transcripts: int) -> Cast:
        text, turns = "", []
        for number in range(2 * len(self.answers)):
            speaker = "IR"[number % 2]
            speech = "Zo gaat dat hier. Soms loopt het anders." if speaker == "R" else "En toen?"
            text += f"{speaker}: "
            span = Span(len(text), len(text) + len(speech))
            turns.append(Turn(index=number + 1, speaker=speaker, span=span))
            text += f"{speech}\n"
        keys = [f"gesprek_{number:02}" for number in range(n_transcripts)]
        return Cast(
            transcripts=tuple(
                Transcript(key=key, title=key, text=text, turns=tuple(turns)) for key in keys
            ),
            respondents=(
                Respondent(key="r", role="Medewerker"),
                Respondent(key="i", role="interviewer"),
            ),
            links=tuple(
                SpeakerLink(transcript=key, speaker=label, respondent=person)
                for key in keys
                for label, person in (("R", "r"), ("I", "i"))
            ),
        )

    def answer(self, number: int, start: int = 0, end: int = 40) -> tuple[int, int]:
        """Offsets of a stretch of an answer in the text."""
        at = number * 56 + 15
        return at + start, at + end

    def units(
        self,
        marks: Mapping[str, Sequence[Mark]],
        *,
        n_transcripts: int = 2,
        not_done: Collection[tuple[str, int]] = (),
        codes: Sequence[str] | None = None,
        **options: object,
    ) -> Units:
        """Units of the coders named; all is done but what `not_done` names."""
        cast = self.cast(n_transcripts)
        keys = [one.key for one in cast.transcripts]
        coded = {
            coder: CodingColumns.of(
                Quotation(
                    transcript=keys[transcript],
                    span=Span(start, end),
                    coder=coder,
                    codings=(Coding(code=code),),
                )
                for transcript, start, end, code in own
            )
            for coder, own in marks.items()
        }
        done = [
            Done(coder=coder, transcript=key)
            for coder in marks
            for number, key in enumerate(keys)
            if (coder, number) not in set(not_done)
        ]
        book = Codebook(
            key="klein",
            version=4,
            codes=tuple(Code(key=key, labels={"nl": key}) for key in codes or self.codes),
        )
        return units_of(cast, coded, done, book, **options)

    def random_marks(
        self, seed: int, *, n_transcripts: int = 2, n_coders: int = 2, n_marks: int = 12
    ) -> dict[str, list[Mark]]:
        chance = random.Random(seed)
        found: dict[str, list[Mark]] = {}
        shared = [self._mark(chance, n_transcripts) for _ in range(n_marks)]
        for coder in self.coders[:n_coders]:
            own = [mark for mark in shared if chance.random() < 0.7]
            own += [self._mark(chance, n_transcripts) for _ in range(n_marks // 3)]
            found[coder] = list(dict.fromkeys(own))
        return found

    def _mark(self, chance: random.Random, n_transcripts: int) -> Mark:
        start = chance.randrange(self.length - 2)
        end = min(self.length, start + chance.randrange(1, 60))
        return chance.randrange(n_transcripts), start, end, chance.choice(self.codes)


@pytest.fixture(scope="session")
def field() -> Field:
    return Field()

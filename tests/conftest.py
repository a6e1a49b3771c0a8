"""Fixtures that several folders of tests share: a study whose table is known beforehand."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pytest
from hypothesis import settings

from bouwsteen.codebook.files import load_codebook
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.codings_csv import COLUMNS
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

# How long an example takes says nothing about it, least of all the first, which imports libraries.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROLES = ("Directie", "HR-professional", "Leidinggevende", "Medewerker")
BLOCKS = (
    "inhoud-van-werk",
    "ruimte-en-veiligheid",
    "samenwerken",
    "leiderschap",
    "organisatie-inrichting",
    "externe-omgeving",
)
# Published counts of quotations, block by role.
COUNTS = (
    (7, 4, 13, 19),
    (11, 16, 13, 26),
    (11, 22, 26, 42),
    (18, 22, 21, 12),
    (30, 79, 52, 30),
    (16, 21, 13, 20),
)
# Interviews by company and role; the columns add up to the published 11, 9, 7 and 9.
INTERVIEWS = (
    (2, 1, 1, 1),
    (1, 1, 0, 1),
    (1, 1, 1, 1),
    (1, 1, 1, 1),
    (1, 1, 0, 0),
    (1, 1, 1, 1),
    (1, 1, 1, 1),
    (1, 0, 1, 1),
    (1, 1, 0, 1),
    (1, 1, 1, 1),
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class GoldenStudy:
    """Thirty-six invented interviews with as many quotations a cell as were published."""

    cast: Cast
    codebook: Codebook
    quotations: tuple[Quotation, ...]
    roles: tuple[str, ...] = ROLES
    blocks: tuple[str, ...] = BLOCKS
    counts: tuple[tuple[int, ...], ...] = COUNTS
    interviews: tuple[tuple[int, ...], ...] = INTERVIEWS

    def write(self, folder: Path) -> None:
        """Write what a researcher would hand in.

        ``transcripts/*.txt``, ``respondents.csv`` and ``codings.csv`` (coder ``anna``, quotes
        instead of offsets).
        """
        (folder / "transcripts").mkdir(parents=True)
        for transcript in self.cast.transcripts:
            path = folder / "transcripts" / f"{transcript.key}.txt"
            path.write_text(transcript.text, encoding="utf-8")
        people = {person.key: person for person in self.cast.respondents}
        with (folder / "respondents.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(("transcript", "speaker", "respondent", "role", "organisation"))
            for link in self.cast.links:
                person = people[link.respondent]
                table.writerow(
                    (link.transcript, link.speaker, person.key, person.role, person.organisation)
                )
        with (folder / "codings.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(COLUMNS)
            for one in self.quotations:
                quote = one.span.of(self.cast.transcript(one.transcript).text)
                for code in one.codes:
                    number = self.codebook.numbers[code]
                    table.writerow((one.transcript, "", "", one.coder, number, "", quote))


@pytest.fixture(scope="session")
def golden_study() -> GoldenStudy:
    codebook = load_codebook("mkb-leercultuur")
    people = [
        (f"Bedrijf {company}", role)
        for company, row in enumerate(INTERVIEWS, start=1)
        for role, number in zip(ROLES, row, strict=True)
        for _ in range(number)
    ]
    dealt = _dealt([role for _, role in people])
    transcripts, respondents, links, quotations = [], [], [], []
    for number, ((organisation, role), blocks) in enumerate(
        zip(people, dealt, strict=True), start=1
    ):
        key = f"interview_{number:02}"
        transcript, spans = _interview(key, codebook, blocks)
        transcripts.append(transcript)
        respondents.append(Respondent(key=f"R{number:02}", role=role, organisation=organisation))
        links.append(SpeakerLink(transcript=key, speaker="R", respondent=f"R{number:02}"))
        links.append(SpeakerLink(transcript=key, speaker="I", respondent="interviewer"))
        for span, block in zip(spans, blocks, strict=True):
            quotations.append(
                Quotation(
                    id=len(quotations) + 1,
                    transcript=key,
                    span=span,
                    coder="anna",
                    codings=_codings(codebook, block, len(quotations)),
                )
            )
    respondents.append(Respondent(key="interviewer", role="interviewer"))
    return GoldenStudy(
        cast=Cast(
            transcripts=tuple(transcripts), respondents=tuple(respondents), links=tuple(links)
        ),
        codebook=codebook,
        quotations=tuple(quotations),
    )


def _dealt(roles: list[str]) -> list[list[str]]:
    """Blocks of each interview: the counts of its role, dealt out one interview after another."""
    dealt: list[list[str]] = [[] for _ in roles]
    for place, role in enumerate(ROLES):
        seats = [seat for seat, own in enumerate(roles) if own == role]
        blocks = [key for key, row in zip(BLOCKS, COUNTS, strict=True) for _ in range(row[place])]
        for number, key in enumerate(blocks):
            dealt[seats[number % len(seats)]].append(key)
    return dealt


def _codings(codebook: Codebook, block: str, number: int) -> tuple[Coding, ...]:
    """By turns the block itself, one sub-code, and two sub-codes: each counts once."""
    children = [code.key for code in codebook.children(block)]
    chosen = ([block], children[:1], children[:2])[number % 3]
    return tuple(Coding(code=key) for key in chosen)


def _interview(key: str, codebook: Codebook, blocks: list[str]) -> tuple[Transcript, list[Span]]:
    """A question and an answer for each block; the answer's second sentence is the quotation."""
    text, turns, spans = "", [], []
    for number, block in enumerate(blocks, start=1):
        topic = codebook[block].label("nl").lower()
        quote = f"Voorbeeld {number} gaat bij ons over {topic}."
        for speaker, speech in (
            ("I", f"Kunt u bij vraag {number} iets vertellen over het werk van vorige week?"),
            ("R", f"Nou ja, eh, even denken hoor. {quote} Zo ging het ongeveer, weet je."),
        ):
            text += f"{speaker}: "
            span = Span(len(text), len(text) + len(speech))
            turns.append(Turn(index=len(turns) + 1, speaker=speaker, span=span))
            text += f"{speech}\n"
        start = turns[-1].span.start + text[turns[-1].span.start :].index(quote)
        spans.append(Span(start, start + len(quote)))
    return Transcript(key=key, title=key, text=text, turns=tuple(turns), language="nl"), spans


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come last: the driver keeps an event loop, which others start afresh.

    They are slow and run on the checkout alone; the wheel has the same pages.
    """
    items.sort(key=lambda item: "browser" in item.path.parts)
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.source)

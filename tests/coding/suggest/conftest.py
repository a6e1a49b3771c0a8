"""A small codebook and invented talk about work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.suggest.model import Passage
from bouwsteen.transcripts.model import Span, Transcript, Turn

MISTAKES = (
    "Toen ging er een bestelling helemaal fout en niemand werd boos.",
    "Ik maakte een blunder met de zaag en gaf dat eerlijk toe.",
    "Van een fout leer je het meest, zeker als je hem opbiecht.",
    "Een vergissing mag, daar krijgt niemand hier de schuld van.",
)
MONEY = (
    "Er is een opleidingsbudget, dus de cursus wordt gewoon betaald.",
    "Voor scholing hebben we een potje en de baas betaalt de training.",
    "Het diploma kost veel geld, maar het bedrijf vergoedt de cursus.",
    "Zonder budget is er geen training, want cursussen zijn duur.",
)
OTHER = (
    "Op zaterdag ga ik met de hond naar het strand, heerlijk rustig.",
    "De trein had weer vertraging en het regende de hele ochtend.",
    "Mijn zus woont in een ander dorp en heeft twee katten thuis.",
    "We aten soep in de tuin en keken naar de wolken boven zee.",
)


@pytest.fixture(scope="session")
def book() -> Codebook:
    return Codebook(
        key="klein",
        codes=(
            Code(
                key="veiligheid",
                labels={"nl": "Veiligheid", "en": "Safety"},
                definition={"nl": "Fouten worden besproken.", "en": "Mistakes are discussed."},
                cues={"nl": ("fout", "schuld"), "en": ("mistake", "blame")},
            ),
            Code(
                key="fouten",
                parent="veiligheid",
                labels={"nl": "Fouten mogen maken", "en": "Mistakes allowed"},
                cues={"nl": ("blunder", "eerlijk toegeven"), "en": ("blunder", "own up")},
            ),
            Code(
                key="geld",
                labels={"nl": "Geld", "en": "Money"},
                definition={"nl": "Geld voor scholing.", "en": "Money for training."},
                cues={"nl": ("budget", "cursus", "betalen"), "en": ("budget", "course")},
            ),
        ),
    )


def transcript_of(key: str, speeches: Sequence[tuple[str, str]]) -> Transcript:
    text, turns = "", []
    for speaker, words in speeches:
        text += f"{speaker}: "
        span = Span(len(text), len(text) + len(words))
        turns.append(Turn(index=len(turns) + 1, speaker=speaker, span=span))
        text += f"{words}\n"
    return Transcript(key=key, title=key, text=text, turns=tuple(turns), language="nl")


@pytest.fixture(scope="session")
def tell() -> Callable[..., Transcript]:
    """Make a transcript of (speaker, words) pairs."""
    return transcript_of


@pytest.fixture(scope="session")
def lines() -> tuple[tuple[str, ...], ...]:
    """Sentences on mistakes, on money and on neither."""
    return MISTAKES, MONEY, OTHER


@pytest.fixture
def passage() -> Callable[..., Passage]:
    """Make a passage of words alone."""

    def make(text: str, *, transcript: str = "a", turn: int = 1, start: int = 0) -> Passage:
        span = Span(start, start + len(text))
        return Passage(transcript=transcript, turn=turn, span=span, text=text)

    return make


@pytest.fixture
def collection(passage: Callable[..., Passage]) -> tuple[list[Passage], list[str | None]]:
    """Sixty passages in six transcripts and the block that each is about."""
    found, about = [], []
    for number in range(60):
        key = f"t{number % 6}"
        kind = number % 3
        words = (MISTAKES, MONEY, OTHER)[kind][(number // 3) % 4]
        found.append(passage(f"{words} Dat was {number} keer zo.", transcript=key, turn=number))
        about.append(("veiligheid", "geld", None)[kind])
    order = sorted(range(60), key=lambda place: found[place].transcript)
    return [found[place] for place in order], [about[place] for place in order]

"""Coder, Quotation, Coding, Layer: who marked which stretch of text with which codes, no I/O."""

from __future__ import annotations

__all__ = ["Assistance", "Coder", "Coding", "Done", "Layer", "Origin", "Quotation"]

import dataclasses
import re
from datetime import datetime
from enum import StrEnum

from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span

_CODER = re.compile(r"\w(?:[\w .-]*[\w.])?")


class Layer(StrEnum):
    """Whose judgement a quotation is."""

    INDEPENDENT = "independent"
    CONSENSUS = "consensus"


class Origin(StrEnum):
    """How a coding came about."""

    MANUAL = "manual"
    ACCEPTED = "accepted"
    IMPORT = "import"
    CONSENSUS = "consensus"


class Assistance(StrEnum):
    """Whether the coder had seen a suggestion for the passage when the code was given."""

    UNASSISTED = "unassisted"
    SHOWN = "shown"
    BLIND = "blind"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """A person who codes.

    Parameters
    ----------
    key : str
        Short and stable: letters, digits, spaces, dots, hyphens and underscores.
    name : str
        What people read.

    Raises
    ------
    CodingError
        When the key holds other signs, such as the comma that parts keys on the command line.
    """

    key: str
    name: str = ""

    def __post_init__(self) -> None:
        if not _CODER.fullmatch(self.key):
            raise CodingError(
                f"{self.key!r} is no key for a coder.",
                "Use letters, digits, spaces, dots, hyphens and underscores; begin with a letter.",
                key="coder_key",
                coder=self.key,
            )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One code applied to one quotation.

    Parameters
    ----------
    code : str
        Key of the code.
    origin : Origin
        How it came about.
    codebook_version : int
        Version of the codebook the coder had before them.
    assistance : Assistance
        Whether a suggestion was before them too; ``blind`` is a passage that was kept without
        suggestions as a control, while the coder worked with suggestions elsewhere.
    """

    code: str
    origin: Origin = Origin.MANUAL
    codebook_version: int = 1
    assistance: Assistance = Assistance.UNASSISTED


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch of text that one coder marked, with the codes given to it.

    Transcript, span, coder and layer together identify a quotation: a coder marks a stretch
    once, however many codes it carries. Quotations may overlap.

    Parameters
    ----------
    id : int
        Number inside this study file, for commands; 0 while not stored.
    transcript : str
        Key of the transcript.
    span : Span
        Half-open, in code points of the frozen text.
    coder : str
        Key of the coder; of the person who recorded it in the consensus layer.
    codings : tuple of Coding
        In the order given; no code twice.
    layer : Layer
        Independent unless made in the consensus meeting.
    memo : str
        The coder's note.
    created : datetime or None
        Aware, UTC; None while not stored.
    """

    id: int = 0
    transcript: str
    span: Span
    coder: str
    codings: tuple[Coding, ...]
    layer: Layer = Layer.INDEPENDENT
    memo: str = ""
    created: datetime | None = None

    def __post_init__(self) -> None:
        if len(set(self.codes)) < len(self.codings):
            raise CodingError(
                f"{self.transcript} {self.span.start}:{self.span.end} has a code twice.",
                key="quotation_code_twice",
                transcript=self.transcript,
                start=self.span.start,
                end=self.span.end,
            )

    @property
    def codes(self) -> tuple[str, ...]:
        """Keys of its codes."""
        return tuple(coding.code for coding in self.codings)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Done:
    """A coder's word that a transcript is finished; it locks that coder's layer of it."""

    coder: str
    transcript: str

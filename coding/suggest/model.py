"""Passage, Suggestion, Decision: what is offered, what a person made of it; none of it a coding."""

from __future__ import annotations

__all__ = [
    "BANDS",
    "Decision",
    "Evidence",
    "Limits",
    "Passage",
    "Source",
    "Suggestion",
    "Verdict",
    "band",
    "holds_half",
]

import dataclasses
from datetime import datetime
from enum import StrEnum
from typing import Any

from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span

BANDS = (("weak", 0.2), ("possible", 0.4), ("likely", 0.7))
"""Name and lowest probability of the bands in which confidence is told."""

_THIN = 0.6


class Verdict(StrEnum):
    """What a person made of a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CHANGED = "changed"
    SKIPPED = "skipped"


class Source(StrEnum):
    """Where a reason comes from: a field of the codebook, or the coder's own work."""

    CUE = "cue"
    LABEL = "label"
    DEFINITION = "definition"
    INCLUDE = "include"
    EXAMPLE = "example"
    PART = "part"
    LEARNED = "learned"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the text that speak for a code.

    Parameters
    ----------
    text : str
        As they stand in the transcript, whole words.
    start, end : int
        Where, half-open, in code points of the transcript.
    source : Source
        Why they speak for it.
    term : str
        The codebook's own words, for example the whole cue; empty for learned words.
    weight : float
        How much they add.
    """

    text: str
    start: int
    end: int
    source: Source
    term: str
    weight: float

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the study file and for ``--format json``."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "source": str(self.source),
            "term": self.term,
            "weight": self.weight,
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Evidence:
        """Rebuild what `to_json` gave."""
        return cls(**{**content, "source": Source(content["source"])})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What one judgement is about: a turn, a stretch of sentences of a long turn, or a sentence.

    Parameters
    ----------
    transcript : str
        Key.
    turn : int
        The turn's index.
    span : Span
        Where.
    text : str
        Its words.
    question : str
        What the interviewer said just before; empty when it follows no such turn.
    """

    transcript: str
    turn: int
    span: Span
    text: str
    question: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A code that a passage may deserve; not a coding until a person accepts it.

    Parameters
    ----------
    id : int
        Number in the study file; 0 while not stored.
    transcript : str
        Key.
    turn : int
        The turn's index.
    span : Span
        The sentence or sentences that carry the evidence.
    passage : Span
        What was judged.
    code : str
        Key of the block, or of the sub-code that is tentatively named within it.
    block : str
        Key of the block, or of a free code.
    confidence : float
        Probability that the passage carries the block.
    rank : int
        1 for the most likely block of the passage.
    evidence : tuple of Evidence
        Codebook first, then learned words; strongest first.
    origin : str
        ``lexicon`` while nothing was learned, else ``blend``.
    model : str
        Digest of codebook, codings and settings that it came from.
    codebook_version : int
        Version of the codebook.
    """

    id: int = 0
    transcript: str
    turn: int
    span: Span
    passage: Span
    code: str
    block: str
    confidence: float
    rank: int
    evidence: tuple[Evidence, ...] = ()
    origin: str = "lexicon"
    model: str = ""
    codebook_version: int = 1

    @property
    def tentative(self) -> bool:
        """Whether a sub-code is named, which is less sure than the block."""
        return self.code != self.block

    @property
    def thin(self) -> bool:
        """Whether there is little to go by in words that one can point at."""
        return sum(one.weight for one in self.evidence) < _THIN


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a coder did with a suggestion.

    Parameters
    ----------
    suggestion : int
        Its number.
    coder : str
        Key.
    verdict : Verdict
        What was decided.
    code : str or None
        Code given in the place of the suggested one, or the one that was accepted.
    at : datetime or None
        Aware, UTC; None while not stored.
    """

    suggestion: int
    coder: str
    verdict: Verdict
    code: str | None = None
    at: datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to keep silent.

    Parameters
    ----------
    per_passage : int
        At most so many suggestions a passage.
    minimum : float
        Lowest probability that is shown.
    sub_minimum : float
        Lowest probability of a block within which a sub-code is named.

    Raises
    ------
    CodingError
        When there is no room for a suggestion, or a probability is none.
    """

    per_passage: int = 2
    minimum: float = 0.2
    sub_minimum: float = 0.4

    def __post_init__(self) -> None:
        if self.per_passage < 1:
            raise CodingError(
                f"{self.per_passage} suggestions a passage leaves nothing to show.",
                "Use 1 or more; or do not run suggestions.",
                key="suggest_no_room",
                n=self.per_passage,
            )
        for value in (self.minimum, self.sub_minimum):
            if not 0 <= value <= 1:
                raise CodingError(
                    f"{value} is no probability.",
                    "Use a number from 0 to 1.",
                    key="suggest_no_probability",
                    value=value,
                )


def holds_half(one: Span, other: Span) -> bool:
    """Whether two stretches share at least half of the shorter one.

    Examples
    --------
    >>> holds_half(Span(0, 10), Span(8, 12)), holds_half(Span(0, 10), Span(9, 12))
    (True, False)
    """
    return 2 * one.overlap(other) >= min(len(one), len(other))


def band(confidence: float) -> str:
    """Name of the band that a probability falls in.

    Examples
    --------
    >>> [band(value) for value in (0.1, 0.3, 0.5, 0.9)]
    ['none', 'weak', 'possible', 'likely']
    """
    return next((name for name, low in reversed(BANDS) if confidence >= low), "none")

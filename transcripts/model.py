"""Transcript, Turn, Span, Respondent: frozen text with half-open code-point offsets, no I/O."""

from __future__ import annotations

__all__ = [
    "INTERVIEWER",
    "RESERVED",
    "Respondent",
    "Span",
    "SpeakerLink",
    "Transcript",
    "Turn",
    "digest",
]

import dataclasses
import hashlib
from collections.abc import Mapping

from bouwsteen.errors import RespondentError, TranscriptError

INTERVIEWER = "interviewer"
"""The role that marks an interviewer; interviewers' text counts for nobody."""

RESERVED = frozenset({"transcript", "speaker", "respondent", "role", "organisation"})
"""Columns of the table of respondents that are no attributes."""


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of text, in Unicode code points: ``text[start:end]``.

    Raises
    ------
    TranscriptError
        Unless ``0 <= start < end``.

    Examples
    --------
    >>> Span(2, 5).overlap(Span(4, 9))
    1
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise TranscriptError(
                f"{self.start}:{self.end} is no span; use 0 <= start < end.",
                key="span_none",
                start=self.start,
                end=self.end,
            )

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """Number of code points that both spans hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def of(self, text: str) -> str:
        """The stretch of `text` that the span marks."""
        return text[self.start : self.end]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's turn (spreker-beurt).

    Parameters
    ----------
    index : int
        Place in the transcript, from 1.
    speaker : str or None
        Label as the file gives it, spaces tidied; None when the file gives none.
    span : Span
        The speech alone: labels, headings and time stamps lie outside it.
    start_time, end_time : float or None
        Seconds from the start of the recording.
    flags : frozenset of str
        ``backchannel``, ``overlap``, ``inferred`` (speaker taken over from the turn before).
    """

    index: int
    speaker: str | None
    span: Span
    start_time: float | None = None
    end_time: float | None = None
    flags: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A transcript: text that never changes after import, and the turns in it.

    Parameters
    ----------
    key : str
        Stable name inside the study; the file's stem unless given.
    title : str
        What a reader sees.
    text : str
        Normalised once (LF, NFC, no BOM, no soft hyphen, NBSP as space), then frozen.
    turns : tuple of Turn
        In order of their spans, which do not overlap.
    language : str or None
        ISO 639-1 code where known.
    meta : mapping of str to str
        Where it came from: ``source`` (file name), ``reader``, header lines harvested, warnings.

    Raises
    ------
    TranscriptError
        When a turn lies outside the text or turns overlap.
    """

    key: str
    title: str
    text: str
    turns: tuple[Turn, ...]
    language: str | None = None
    meta: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.key.strip():
            raise TranscriptError(
                "A transcript needs a key.", "Name it with --key.", key="transcript_key_none"
            )
        end = 0
        for turn in self.turns:
            if turn.span.start < end:
                raise TranscriptError(
                    f"{self.key}: turn {turn.index} starts inside the turn before it.",
                    key="turn_overlaps",
                    transcript=self.key,
                    turn=turn.index,
                )
            end = turn.span.end
        if end > len(self.text):
            raise TranscriptError(
                f"{self.key}: a turn ends at {end}, the text at {len(self.text)}.",
                key="turn_outside",
                transcript=self.key,
                end=end,
                length=len(self.text),
            )

    @property
    def sha256(self) -> str:
        """SHA-256 of the text; equal texts in two studies have equal digests."""
        return digest(self.text)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Speaker labels in order of first use."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker is not None))

    def speech(self, turn: Turn) -> str:
        """The words of one turn."""
        return turn.span.of(self.text)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """A person who speaks: a case of the study, or an interviewer.

    Parameters
    ----------
    key : str
        Stable name, as the researcher's table gives it.
    role, organisation : str or None
        From that table; never guessed from a display name.
    attributes : mapping of str to str
        Any further columns.
    """

    key: str
    role: str | None = None
    organisation: str | None = None
    attributes: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.key.strip():
            raise RespondentError(
                "A respondent needs a key.",
                "Give each a short name, once.",
                key="respondent_key_none",
            )
        taken = sorted(RESERVED & set(self.attributes))
        if taken:
            raise RespondentError(
                f"{taken[0]!r} is no name for an attribute of a respondent.",
                "The table of respondents uses it for something else.",
                key="attribute_taken",
                name=taken[0],
            )

    @property
    def is_interviewer(self) -> bool:
        """True when the role marks an interviewer."""
        return self.role == INTERVIEWER

    def attribute(self, name: str) -> str | None:
        """Value of ``role``, ``organisation`` or any further attribute; None when not given."""
        if name == "role":
            return self.role
        if name == "organisation":
            return self.organisation
        return self.attributes.get(name)

    @property
    def values(self) -> dict[str, str]:
        """Role, organisation and attributes that are given, by name."""
        own = {"role": self.role, "organisation": self.organisation, **self.attributes}
        return {name: value for name, value in own.items() if value}

    def with_values(self, values: Mapping[str, str]) -> Respondent:
        """Give the respondent with other values; an empty value clears the attribute.

        Raises
        ------
        RespondentError
            When a name is one that the table of respondents uses for something else.

        Examples
        --------
        >>> Respondent(key="r1", role="HR").with_values({"role": "", "jaren": "4"})
        Respondent(key='r1', role=None, organisation=None, attributes={'jaren': '4'})
        """
        fixed = {name: values[name] or None for name in ("role", "organisation") if name in values}
        rest = {name: value for name, value in values.items() if name not in fixed}
        attributes = {name: value for name, value in {**self.attributes, **rest}.items() if value}
        return dataclasses.replace(self, **fixed, attributes=attributes)  # type: ignore[arg-type]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SpeakerLink:
    """Says which respondent a speaker label of one transcript stands for."""

    transcript: str
    speaker: str
    respondent: str

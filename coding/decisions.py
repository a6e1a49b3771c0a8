"""Decisions on the issues of a consensus meeting.

Decisions are plain data: they can be stored one by one, so that a meeting can stop and go on
another day, and one is taken back by leaving it out.
"""

from __future__ import annotations

__all__ = [
    "Decision",
    "Mark",
    "Verdict",
    "check",
    "distinct",
    "resolve",
]

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.consensus import Issue, Settings
from bouwsteen.coding.model import Coding, Layer, Origin, Quotation
from bouwsteen.errors import CodingError, nearest
from bouwsteen.transcripts.model import Span, Transcript


class Verdict(StrEnum):
    """What became of an issue."""

    ACCEPT = "accept"
    """One coder's quotations, or one coder's view that nothing is to be coded."""

    BOTH = "both"
    """The quotations of all coders, as they are."""

    NEW = "new"
    """Other spans or codes than any coder gave."""

    REJECT = "reject"
    """Nothing is coded here."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch and its codes, as decided in the meeting."""

    span: Span
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.codes:
            raise CodingError(
                f"{self.span.start}:{self.span.end} gets no code.",
                "Name a code.",
                key="decision_mark_no_code",
                start=self.span.start,
                end=self.span.end,
            )
        if len(set(self.codes)) < len(self.codes):
            raise CodingError(
                f"{self.span.start}:{self.span.end} has a code twice.",
                key="decision_mark_twice",
                start=self.span.start,
                end=self.span.end,
            )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about one issue, why, by whom and when.

    Parameters
    ----------
    issue : str
        Id of the issue.
    verdict : Verdict
        What became of it.
    coder : str or None
        Whose view was accepted; with ``accept`` only.
    marks : tuple of Mark
        What is to be coded; with ``new`` only.
    reason : str
        Why; required unless one coder's view was accepted.
    who : str
        Key of the coder who recorded it.
    at : datetime
        Aware.

    Raises
    ------
    CodingError
        When something is missing, or belongs to another verdict.
    """

    issue: str
    verdict: Verdict
    coder: str | None = None
    marks: tuple[Mark, ...] = ()
    reason: str = ""
    who: str
    at: datetime

    def __post_init__(self) -> None:
        about = f"Issue {self.issue}"
        if (self.verdict == Verdict.ACCEPT) != (self.coder is not None):
            raise CodingError(
                f"{about}: accept goes with a coder, {Verdict.BOTH}, {Verdict.NEW} and "
                f"{Verdict.REJECT} without.",
                key="decision_coder",
                issue=self.issue,
            )
        if (self.verdict == Verdict.NEW) != bool(self.marks):
            raise CodingError(
                f"{about}: new goes with spans and codes, the other verdicts without.",
                key="decision_marks",
                issue=self.issue,
            )
        if self.verdict != Verdict.ACCEPT and not self.reason.strip():
            raise CodingError(
                f"{about}: {self.verdict} needs a reason.",
                "Say why; the minutes quote it.",
                key="decision_no_reason",
                issue=self.issue,
                verdict=self.verdict,
            )
        if not self.who:
            raise CodingError(
                f"{about}: nobody recorded the decision.",
                "Name a coder.",
                key="decision_nobody",
                issue=self.issue,
            )
        if self.at.tzinfo is None:
            raise CodingError(
                f"{about}: the time of the decision has no time zone.",
                key="decision_time_zone",
                issue=self.issue,
            )

    def to_json(self) -> dict[str, Any]:
        """The same as a plain dictionary with stable English keys."""
        return {
            "issue": self.issue,
            "verdict": str(self.verdict),
            "coder": self.coder,
            "marks": [
                {"start": one.span.start, "end": one.span.end, "codes": list(one.codes)}
                for one in self.marks
            ],
            "reason": self.reason,
            "who": self.who,
            "at": self.at.isoformat(),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Decision:
        """Read what `to_json` gave.

        Examples
        --------
        >>> from datetime import UTC
        >>> one = Decision(
        ...     issue="ab12", verdict=Verdict.REJECT, reason="geen voorbeeld", who="anna",
        ...     at=datetime(2025, 3, 4, 10, 30, tzinfo=UTC),
        ... )
        >>> Decision.from_json(one.to_json()) == one
        True
        """
        return cls(
            issue=plain["issue"],
            verdict=Verdict(plain["verdict"]),
            coder=plain["coder"],
            marks=tuple(
                Mark(span=Span(one["start"], one["end"]), codes=tuple(one["codes"]))
                for one in plain["marks"]
            ),
            reason=plain["reason"],
            who=plain["who"],
            at=datetime.fromisoformat(plain["at"]),
        )


def check(decision: Decision, issue: Issue, *, transcript: Transcript, codebook: Codebook) -> None:
    """See that a decision fits its issue, the text and the codebook.

    Raises
    ------
    CodingError
        When it is about another issue, accepts the view of somebody who did not code the
        transcript, or marks a stretch outside the text or blank, or with an unknown code.
    """
    if decision.issue != issue.id:
        raise CodingError(
            f"The decision is about issue {decision.issue}, not {issue.id}.",
            key="decision_other_issue",
            other=decision.issue,
            issue=issue.id,
        )
    if decision.coder is not None and decision.coder not in issue.coders:
        raise CodingError(
            f"Issue {issue.id}: {decision.coder} did not code {issue.transcript}.",
            nearest(decision.coder, issue.coders) or f"There are: {', '.join(issue.coders)}.",
            key="decision_no_coder",
            issue=issue.id,
            coder=decision.coder,
            transcript=issue.transcript,
            known=", ".join(issue.coders),
        )
    for mark in decision.marks:
        _check_mark(mark, issue, transcript)
        for code in mark.codes:
            if code not in codebook:
                raise CodingError(
                    f"Issue {issue.id}: there is no code {code!r} in {codebook.key}.",
                    nearest(code, [one.key for one in codebook.codes]),
                    key="decision_code_unknown",
                    issue=issue.id,
                    code=code,
                    codebook=codebook.key,
                )


def _check_mark(mark: Mark, issue: Issue, transcript: Transcript) -> None:
    """See that a stretch lies in the text and touches its issue, and that it holds words."""
    place = f"{transcript.key} {mark.span.start}:{mark.span.end}"
    if mark.span.end > len(transcript.text):
        raise CodingError(
            f"{place} lies outside the text of {len(transcript.text)} characters.",
            key="decision_mark_outside_text",
            place=place,
            length=len(transcript.text),
        )
    if not mark.span.of(transcript.text).strip():
        raise CodingError(f"{place} holds no words.", key="decision_mark_blank", place=place)
    if not mark.span.overlap(issue.span):
        raise CodingError(
            f"{place} lies outside issue {issue.id}, {issue.span.start}:{issue.span.end}.",
            key="decision_mark_elsewhere",
            place=place,
            issue=issue.id,
            start=issue.span.start,
            end=issue.span.end,
        )


def resolve(issue: Issue, decision: Decision, settings: Settings) -> tuple[Quotation, ...]:
    """The consensus quotations that a decision makes of an issue.

    Returns
    -------
    tuple of Quotation
        By whoever recorded the decision, in the order of the text; empty when nothing is coded.
    """
    if decision.verdict == Verdict.NEW:
        wanted = [(one.span, one.codes, "") for one in decision.marks]
    elif decision.verdict == Verdict.REJECT:
        wanted = []
    else:
        chosen = issue.members if decision.coder is None else issue.of(decision.coder)
        wanted = [
            (one.span, one.codes, f"{one.coder}: {one.memo}" if one.memo else "") for one in chosen
        ]
    return distinct(
        Quotation(
            transcript=issue.transcript,
            span=span,
            coder=decision.who,
            codings=tuple(
                Coding(
                    code=code,
                    origin=Origin.CONSENSUS,
                    codebook_version=settings.codebook_version,
                )
                for code in codes
            ),
            layer=Layer.CONSENSUS,
            memo=memo,
            created=decision.at,
        )
        for span, codes, memo in wanted
    )


def distinct(quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """One quotation a stretch, in the order of transcripts and text.

    Parameters
    ----------
    quotations : iterable of Quotation
        Of the consensus layer.

    Returns
    -------
    tuple of Quotation
        Where several mark the same stretch, their codes and memos are joined, and the coder is the
        one who made the latest; what went over by rule comes before every decision.
    """
    by_place: dict[tuple[str, Span], list[Quotation]] = {}
    for one in quotations:
        by_place.setdefault((one.transcript, one.span), []).append(one)
    return tuple(_joined(by_place[place]) for place in sorted(by_place))


def _joined(same: Sequence[Quotation]) -> Quotation:
    latest = max(
        same, key=lambda one: (one.created is not None, one.created or datetime.min, one.coder)
    )
    codings = {coding.code: coding for one in same for coding in one.codings}
    memos = dict.fromkeys(one.memo for one in same if one.memo)
    return dataclasses.replace(
        latest, codings=tuple(codings[code] for code in sorted(codings)), memo="\n".join(memos)
    )

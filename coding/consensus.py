"""The agenda of a consensus meeting: what goes over by rule, and what is to be talked about.

Two coders or more have finished their own, independent layers. Where they gave the same codes to
nearly the same stretch, that goes into the consensus layer without discussion; a stated share of
text in common and a stated boundary decide. All that is left is grouped into issues. Decisions on
them are in `decisions`. Nothing here reads or writes a study.
"""

from __future__ import annotations

__all__ = ["Agenda", "Issue", "Proposal", "Settings", "draw_up"]

import dataclasses
import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from bouwsteen.coding.model import Coding, Done, Layer, Origin, Quotation
from bouwsteen.coding.pairing import groups_of_overlapping, matches
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span

_ID_DIGITS = 12


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The rules of a meeting, fixed before it starts.

    Parameters
    ----------
    coders : tuple of str
        Keys of the coders whose layers are laid side by side; two or more.
    recorder : str
        Key of the coder who records what goes over by rule.
    overlap : float
        Least share of text in common (intersection over union), above 0 and at most 1.
    boundary : {"union", "intersection"}
        What becomes of boundaries that differ: everything that any of the coders marked, or what
        all of them marked.
    codebook_version : int
        Version of the codebook on the table.

    Raises
    ------
    CodingError
        When a rule makes no sense.
    """

    coders: tuple[str, ...]
    recorder: str
    overlap: float = 0.5
    boundary: Literal["union", "intersection"] = "union"
    codebook_version: int = 1

    def __post_init__(self) -> None:
        if len(set(self.coders)) < max(2, len(self.coders)):
            raise CodingError(
                f"A consensus meeting needs two different coders or more, not "
                f"{', '.join(self.coders) or 'none'}.",
                key="meeting_two_coders" if self.coders else "meeting_no_coders",
                coders=", ".join(self.coders),
            )
        if not 0 < self.overlap <= 1:
            raise CodingError(
                f"The overlap of {self.overlap} is no share.",
                "Use a number above 0, at most 1.",
                key="meeting_overlap",
                overlap=self.overlap,
            )
        if self.boundary not in ("union", "intersection"):
            raise CodingError(
                f"There is no boundary {self.boundary!r}.",
                "Use union or intersection.",
                key="meeting_boundary",
                boundary=self.boundary,
            )
        if not self.recorder:
            raise CodingError("Nobody records the meeting.", "Name a coder.", key="meeting_nobody")

    def to_json(self) -> dict[str, Any]:
        """The same as a plain dictionary."""
        return {**dataclasses.asdict(self), "coders": list(self.coders)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Settings:
        """Read what `to_json` gave.

        Examples
        --------
        >>> settings = Settings(coders=("anna", "bas"), recorder="anna")
        >>> Settings.from_json(settings.to_json()) == settings
        True
        """
        return cls(**{**plain, "coders": tuple(plain["coders"])})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A stretch on which the coders agree, as it goes into the consensus layer.

    Parameters
    ----------
    quotation : Quotation
        Of the consensus layer, by the meeting's recorder.
    members : tuple of Quotation
        The coders' own, by coder. A single one where only one coder finished the transcript.
    """

    quotation: Quotation
    members: tuple[Quotation, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Overlapping quotations on which the coders do not agree.

    Parameters
    ----------
    id : str
        Of the transcript and the members (coders, spans and codes): the same in every copy of the
        study, another one as soon as a member changes.
    transcript : str
        Key.
    span : Span
        From the first member's start to the last one's end.
    coders : tuple of str
        Those who finished the transcript; one without a quotation here gave no code.
    members : tuple of Quotation
        The coders' quotations, by coder, then by place.
    """

    id: str
    transcript: str
    span: Span
    coders: tuple[str, ...]
    members: tuple[Quotation, ...]

    def of(self, coder: str) -> tuple[Quotation, ...]:
        """What one coder marked here."""
        return tuple(one for one in self.members if one.coder == coder)

    def to_json(self) -> dict[str, Any]:
        """The same as a plain dictionary with stable English keys."""
        return {
            "id": self.id,
            "transcript": self.transcript,
            "start": self.span.start,
            "end": self.span.end,
            "coders": list(self.coders),
            "members": [
                {
                    "id": one.id,
                    "coder": one.coder,
                    "start": one.span.start,
                    "end": one.span.end,
                    "codes": list(one.codes),
                    "memo": one.memo,
                }
                for one in self.members
            ],
        }


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What a meeting has before it.

    Parameters
    ----------
    settings : Settings
        The rules.
    agreed : tuple of Proposal
        What goes over by rule, in the order of transcripts and text.
    issues : tuple of Issue
        What is to be decided, in the same order.
    unread : tuple of Done
        Coders who have quotations in a transcript that they did not finish; those are in neither.
    """

    settings: Settings
    agreed: tuple[Proposal, ...]
    issues: tuple[Issue, ...]
    unread: tuple[Done, ...]


def draw_up(
    quotations: Mapping[str, Sequence[Quotation]], settings: Settings, *, done: Collection[Done]
) -> Agenda:
    """Lay the coders' quotations side by side and part them into agreed and open.

    Parameters
    ----------
    quotations : mapping of coder key to sequence of Quotation
        The independent layers.
    settings : Settings
        Whose layers, and the rules.
    done : collection of Done
        What coders declared done. In each transcript only those who finished it are compared.

    Returns
    -------
    Agenda
        Every quotation of a finished transcript is in one proposal or in one issue. In a transcript
        that only one coder finished there is nothing to compare: that coder's quotations go over
        as they are.

    Raises
    ------
    CodingError
        When a coder of the settings has no layer here.

    Examples
    --------
    >>> layers = {
    ...     coder: [Quotation(
    ...         transcript="t", span=Span(0, end), coder=coder, codings=(Coding(code="werk"),)
    ...     )]
    ...     for coder, end in (("anna", 10), ("bas", 8))
    ... }
    >>> agenda = draw_up(
    ...     layers, Settings(coders=("anna", "bas"), recorder="anna"),
    ...     done=[Done(coder=coder, transcript="t") for coder in layers],
    ... )
    >>> [one.quotation.span for one in agenda.agreed], agenda.issues
    ([Span(start=0, end=10)], ())
    """
    absent = [coder for coder in settings.coders if coder not in quotations]
    if absent:
        raise CodingError(
            f"There is no layer of {', '.join(absent)}.",
            key="meeting_no_layer",
            coders=", ".join(absent),
        )
    # In alphabetical order, so that nothing depends on who is named first.
    coders = sorted(settings.coders)
    finished = set(done)
    by_place: dict[str, dict[str, list[Quotation]]] = {}
    for coder in coders:
        for one in quotations[coder]:
            by_place.setdefault(one.transcript, {}).setdefault(coder, []).append(one)
    agreed: list[Proposal] = []
    issues: list[Issue] = []
    unread: list[Done] = []
    for transcript in sorted(by_place):
        own = by_place[transcript]
        present = [one for one in coders if Done(coder=one, transcript=transcript) in finished]
        unread += [Done(coder=one, transcript=transcript) for one in own if one not in present]
        if not present:
            continue
        groups = matches([own.get(one, []) for one in present], overlap=settings.overlap)
        agreed += [_proposal(group, settings) for group in groups]
        settled = {id(one) for group in groups for one in group}
        left = [one for coder in present for one in own.get(coder, []) if id(one) not in settled]
        issues += [_issue(group, tuple(present)) for group in groups_of_overlapping(left)]
    return Agenda(
        settings=settings, agreed=tuple(agreed), issues=tuple(issues), unread=tuple(unread)
    )


def _proposal(members: tuple[Quotation, ...], settings: Settings) -> Proposal:
    starts = [one.span.start for one in members]
    ends = [one.span.end for one in members]
    span = (
        Span(min(starts), max(ends))
        if settings.boundary == "union"
        else Span(max(starts), min(ends))
    )
    return Proposal(
        quotation=Quotation(
            transcript=members[0].transcript,
            span=span,
            coder=settings.recorder,
            codings=tuple(
                Coding(
                    code=code,
                    origin=Origin.CONSENSUS,
                    codebook_version=settings.codebook_version,
                )
                for code in sorted(members[0].codes)
            ),
            layer=Layer.CONSENSUS,
            memo="\n".join(f"{one.coder}: {one.memo}" for one in members if one.memo),
        ),
        members=members,
    )


def _issue(members: tuple[Quotation, ...], coders: tuple[str, ...]) -> Issue:
    transcript = members[0].transcript
    named = [transcript]
    named += [
        f"{one.coder} {one.span.start}:{one.span.end} {','.join(sorted(one.codes))}"
        for one in members
    ]
    return Issue(
        id=hashlib.sha256("\n".join(named).encode()).hexdigest()[:_ID_DIGITS],
        transcript=transcript,
        span=Span(min(one.span.start for one in members), max(one.span.end for one in members)),
        coders=coders,
        members=members,
    )

"""How far a consensus meeting is, and the layer that it ends in."""

from __future__ import annotations

__all__ = ["BlockProgress", "Progress", "Tally", "blocks_of", "outcome", "progress", "tally"]

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.consensus import Agenda, Issue
from bouwsteen.coding.decisions import Decision, distinct, resolve
from bouwsteen.coding.model import Quotation
from bouwsteen.errors import CodingError


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BlockProgress:
    """Issues that concern a block (or free code): how many are open, how many decided."""

    block: str
    open: int
    resolved: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a meeting is.

    Parameters
    ----------
    agreed : int
        Quotations that go over by rule.
    open, resolved : int
        Issues.
    blocks : tuple of BlockProgress
        Every block of the codebook, then free codes that came up. An issue counts in each block
        that a coder or the meeting gave a code of, so these do not add up to the totals.
    """

    agreed: int
    open: int
    resolved: int
    blocks: tuple[BlockProgress, ...]

    def to_json(self) -> dict[str, Any]:
        """The same as a plain dictionary with stable English keys."""
        return {**dataclasses.asdict(self), "blocks": [dataclasses.asdict(b) for b in self.blocks]}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many quotations have a code, before and after the meeting.

    Parameters
    ----------
    code : str
        Key of a block, sub-code or free code.
    before : tuple of int
        Of each coder, in the order of the settings.
    after : int
        In the consensus layer.
    """

    code: str
    before: tuple[int, ...]
    after: int


def outcome(agenda: Agenda, decisions: Iterable[Decision]) -> tuple[Quotation, ...]:
    """The consensus layer: what went over by rule and what was decided.

    Parameters
    ----------
    agenda : Agenda
        Of the meeting.
    decisions : iterable of Decision
        One for every issue.

    Returns
    -------
    tuple of Quotation
        In the order of transcripts and text. One a stretch: where several come out at the same
        stretch their codes and memos are joined, and the latest decision's recorder made it.

    Raises
    ------
    CodingError
        When an issue is open, was decided twice, or is not on the agenda.
    """
    by_issue = _by_issue(agenda, decisions)
    waiting = [issue for issue in agenda.issues if issue.id not in by_issue]
    if waiting:
        raise CodingError(
            f"{len(waiting)} of {len(agenda.issues)} issues are open, the first in "
            f"{waiting[0].transcript} at {waiting[0].span.start}:{waiting[0].span.end}.",
            "Decide on every issue before the meeting is finished.",
            key="meeting_open",
            n=len(waiting),
            total=len(agenda.issues),
            transcript=waiting[0].transcript,
            start=waiting[0].span.start,
            end=waiting[0].span.end,
        )
    made = [one.quotation for one in agenda.agreed]
    for issue in agenda.issues:
        made += resolve(issue, by_issue[issue.id], agenda.settings)
    return distinct(made)


def progress(agenda: Agenda, decisions: Iterable[Decision], codebook: Codebook) -> Progress:
    """Count open and decided issues, in all and per block.

    Raises
    ------
    CodingError
        When an issue was decided twice or is not on the agenda.
    CodebookError
        When a code is not in the codebook.
    """
    by_issue = _by_issue(agenda, decisions)
    blocks = [
        (blocks_of(issue, by_issue.get(issue.id), codebook), issue) for issue in agenda.issues
    ]
    seen = {key for keys, _ in blocks for key in keys}
    rows = []
    for code in (*codebook.blocks, *(one for one in codebook.free_codes if one.key in seen)):
        concerned = [issue.id in by_issue for keys, issue in blocks if code.key in keys]
        rows.append(
            BlockProgress(
                block=code.key,
                open=len(concerned) - sum(concerned),
                resolved=sum(concerned),
            )
        )
    return Progress(
        agreed=len(agenda.agreed),
        open=len(agenda.issues) - len(by_issue),
        resolved=len(by_issue),
        blocks=tuple(rows),
    )


def blocks_of(issue: Issue, decision: Decision | None, codebook: Codebook) -> frozenset[str]:
    """Keys of the blocks (and free codes) that an issue and the decision on it are about.

    Raises
    ------
    CodebookError
        When a code is not in the codebook.
    """
    codes = {code for one in issue.members for code in one.codes}
    if decision is not None:
        codes.update(code for mark in decision.marks for code in mark.codes)
    return frozenset(codebook.block_of(code).key for code in codes)


def tally(agenda: Agenda, after: Iterable[Quotation], codebook: Codebook) -> tuple[Tally, ...]:
    """Count the quotations that have each code, before the meeting and after it.

    Parameters
    ----------
    agenda : Agenda
        The coders' quotations.
    after : iterable of Quotation
        The consensus layer.
    codebook : Codebook
        The codes.

    Returns
    -------
    tuple of Tally
        In the order of the codebook: every block, in which a quotation counts once however many
        of its sub-codes it has, and those sub-codes and free codes that anybody used.

    Raises
    ------
    CodebookError
        When a code is not in the codebook.
    """
    members = [one for agreed in agenda.agreed for one in agreed.members]
    members += [one for issue in agenda.issues for one in issue.members]
    counts = [
        *(
            _counts([one for one in members if one.coder == coder], codebook)
            for coder in agenda.settings.coders
        ),
        _counts(tuple(after), codebook),
    ]
    return tuple(
        Tally(
            code=code.key,
            before=tuple(count.get(code.key, 0) for count in counts[:-1]),
            after=counts[-1].get(code.key, 0),
        )
        for _, code in codebook.walk()
        if (code.parent is None and not code.free) or any(code.key in count for count in counts)
    )


def _counts(quotations: Sequence[Quotation], codebook: Codebook) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for one in quotations:
        roots = {codebook.block_of(code).key for code in one.codes}
        for key in roots.union(one.codes):
            found[key] = found.get(key, 0) + 1
    return found


def _by_issue(agenda: Agenda, decisions: Iterable[Decision]) -> dict[str, Decision]:
    known = {issue.id for issue in agenda.issues}
    found: dict[str, Decision] = {}
    for decision in decisions:
        if decision.issue not in known:
            raise CodingError(
                f"There is a decision on issue {decision.issue}, which is not on the agenda.",
                "A quotation was changed after the decision; decide again.",
                key="meeting_not_on_agenda",
                issue=decision.issue,
            )
        if decision.issue in found:
            raise CodingError(
                f"Issue {decision.issue} was decided twice.",
                "Take one back.",
                key="meeting_decided_twice",
                issue=decision.issue,
            )
        found[decision.issue] = decision
    return found

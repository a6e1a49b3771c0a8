"""The consensus meeting as the page draws it: issues by weight, both sides, decisions, context."""

from __future__ import annotations

__all__ = ["Meeting", "context_view", "decision_view", "meeting_of", "meeting_view"]

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from bouwsteen.console import cast_of
from bouwsteen.exports.labels import Labels
from bouwsteen.transcripts.model import digest
from bouwsteen.transcripts.preview import clock
from bouwsteen.web.table_views import code_view

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.consensus import Agenda, Issue
    from bouwsteen.coding.decisions import Decision
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.cast import Cast

_AROUND = 1
"""Turns that are shown before and after an issue."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """All that the page knows of a meeting, read in one state of the study."""

    agenda: Agenda
    decisions: tuple[Decision, ...]
    book: Codebook
    cast: Cast
    finished: bool

    def issue(self, number: str) -> Issue | None:
        """The issue of that id; None when it is not on the agenda."""
        return next((one for one in self.agenda.issues if one.id == number), None)

    def decision(self, number: str) -> Decision | None:
        """What was decided on an issue; None while it is open."""
        return next((one for one in self.decisions if one.issue == number), None)


def meeting_of(study: Study) -> Meeting:
    """Read the meeting that was begun."""
    with study.reading():
        return Meeting(
            agenda=study.consensus.agenda(),
            decisions=study.consensus.decisions(),
            book=study.codebook.get(),
            cast=cast_of(study),
            finished=study.consensus.finished,
        )


def meeting_view(study: Study, meeting: Meeting, *, lang: str) -> dict[str, Any]:
    """Every issue, the heaviest first, and how far the meeting is."""
    from bouwsteen.analysis.agreement.ranking import issue_weights
    from bouwsteen.coding.meeting import progress
    from bouwsteen.comparing import differences

    agenda, book = meeting.agenda, meeting.book
    found = differences(
        study, agenda.settings.coders, level="code", all_text=True, done=study.consensus.done
    )
    weights = issue_weights(agenda, found)
    ranked = sorted(agenda.issues, key=lambda one: (-weights[one.id], one.transcript, one.span))
    far = progress(agenda, meeting.decisions, book)
    names = {one.key: one.name or one.key for one in study.coders.all()}
    return {
        "state": "finished" if meeting.finished else "begun",
        "coders": [{"key": key, "name": names[key]} for key in sorted(agenda.settings.coders)],
        "rules": agenda.settings.to_json(),
        "agreed": far.agreed,
        "open": far.open,
        "resolved": far.resolved,
        "blocks": [
            {**code_view(book, one.block, lang), "open": one.open, "resolved": one.resolved}
            for one in far.blocks
        ],
        "issues": [_issue(one, meeting, weights[one.id], lang) for one in ranked],
    }


def _issue(issue: Issue, meeting: Meeting, weight: float, lang: str) -> dict[str, Any]:
    source = meeting.cast.transcript(issue.transcript)
    turns = [turn.index for turn in source.turns if turn.span.overlap(issue.span)]
    made = meeting.decision(issue.id)
    return {
        "id": issue.id,
        "transcript": issue.transcript,
        "title": source.title or source.key,
        "turn": turns[0] if turns else None,
        "start": issue.span.start,
        "end": issue.span.end,
        "part": _part(weight, lang),
        "sides": [
            {
                "coder": coder,
                "marks": [
                    {
                        "start": one.span.start,
                        "end": one.span.end,
                        "memo": one.memo,
                        "codes": [code_view(meeting.book, key, lang) for key in one.codes],
                    }
                    for one in issue.of(coder)
                ],
            }
            for coder in issue.coders
        ],
        "decision": decision_view(made, meeting.book, lang),
    }


def _part(weight: float, lang: str) -> str:
    """A share in words; what is there never reads as nothing.

    Examples
    --------
    >>> _part(0.02, "nl"), _part(0.004, "nl"), _part(0, "nl")
    ('2%', '<1%', '0%')
    """
    return "<1%" if 0 < weight < 0.005 else Labels(lang).cell(float(weight), "percent")


def decision_view(made: Decision | None, book: Codebook, lang: str) -> dict[str, Any] | None:
    """A decision with the names of its codes; None while the issue is open."""
    if made is None:
        return None
    plain = made.to_json()
    version = digest(json.dumps(plain, sort_keys=True))
    codes = dict.fromkeys(key for mark in made.marks for key in mark.codes)
    return {**plain, "version": version, "codes": [code_view(book, key, lang) for key in codes]}


def context_view(meeting: Meeting, issue: Issue) -> dict[str, Any]:
    """The turns in which an issue stands, and those around them."""
    source = meeting.cast.transcript(issue.transcript)
    inside = [
        place for place, turn in enumerate(source.turns) if turn.span.overlap(issue.span)
    ] or [
        # Outside every turn: what comes before it says where one is.
        max((i for i, t in enumerate(source.turns) if t.span.end <= issue.span.start), default=0)
    ]
    first, last = max(0, inside[0] - _AROUND), inside[-1] + _AROUND + 1
    turns = []
    for turn in source.turns[first:last]:
        person = meeting.cast.respondent_of(source.key, turn)
        turns.append(
            {
                "index": turn.index,
                "speaker": turn.speaker,
                "role": None if person is None else person.role,
                "interviewer": person is not None and person.is_interviewer,
                "time": clock(turn.start_time),
                "start": turn.span.start,
                "end": turn.span.end,
                "text": source.speech(turn),
            }
        )
    return {"id": issue.id, "transcript": source.key, "turns": turns}

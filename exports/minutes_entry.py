"""One decision of a consensus meeting in words: place, views, decision, reason."""

from __future__ import annotations

__all__ = ["MinutesEntry", "minutes_entry"]

import dataclasses

from bouwsteen.analysis.attribution import attribute_quotations
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.consensus import Issue
from bouwsteen.coding.decisions import Decision, Verdict
from bouwsteen.coding.model import Quotation
from bouwsteen.exports.code_names import code_names
from bouwsteen.exports.labels import Labels
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Span, Transcript

_LONGEST = 90


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MinutesEntry:
    """One decision.

    Parameters
    ----------
    place : str
        Number, interview, turn and speaker.
    text : str
        The words that it is about.
    views : tuple of str
        What each coder had given, with memos.
    decision, reason : str
        What was decided, and why; the reason may be empty when one coder's view was accepted.
    recorded : str
        By whom and when, and the id of the issue.
    """

    place: str
    text: str
    views: tuple[str, ...]
    decision: str
    reason: str
    recorded: str


def minutes_entry(
    number: int,
    issue: Issue,
    decision: Decision,
    codebook: Codebook,
    cast: Cast,
    labels: Labels,
) -> MinutesEntry:
    """Word one decision.

    Parameters
    ----------
    number : int
        Of the entry in the minutes.
    issue : Issue
        What was before the meeting.
    decision : Decision
        On that issue.
    codebook : Codebook
        For the names of the codes.
    cast : Cast
        The transcripts and who speaks in them.
    labels : Labels
        The words.

    Raises
    ------
    TranscriptError
        When the issue's transcript is not in the cast.
    """
    source = cast.transcript(issue.transcript)
    turn = next((turn.index for turn in source.turns if turn.span.overlap(issue.span)), None)
    whole = Quotation(transcript=source.key, span=issue.span, coder="", codings=())
    (person,) = attribute_quotations([whole], cast)
    known = () if person is None else (person.key, person.role)
    place = labels(
        "minutes.place_outside" if turn is None else "minutes.place",
        number=number,
        transcript=source.key,
        turn=turn,
        who=", ".join(filter(None, known)) or labels("word.nobody"),
    )
    return MinutesEntry(
        place=place,
        text=" ".join(issue.span.of(source.text).split()),
        views=tuple(
            view
            for coder in issue.coders
            for view in _views(issue, coder, source, codebook, labels)
        ),
        decision=_decided(issue, decision, source, codebook, labels),
        reason=decision.reason,
        recorded=labels(
            "minutes.recorded",
            who=decision.who,
            at=decision.at.strftime("%Y-%m-%d %H:%M %Z"),
            issue=issue.id,
        ),
    )


def _views(
    issue: Issue, coder: str, source: Transcript, codebook: Codebook, labels: Labels
) -> list[str]:
    members = issue.of(coder)
    if not members:
        return [f"{coder}: {labels('consensus.nothing')}"]
    found = []
    for one in members:
        codes = code_names(one.codes, codebook, labels.lang) or labels("consensus.nothing")
        # Words only where they tell more than the whole stretch above them.
        words = "" if one.span == issue.span else f" – {_words(one.span, source)}"
        memo = f" [{one.memo}]" if one.memo else ""
        found.append(f"{coder}: {codes}{words}{memo}")
    return found


def _decided(
    issue: Issue, decision: Decision, source: Transcript, codebook: Codebook, labels: Labels
) -> str:
    if decision.verdict == Verdict.ACCEPT:
        key = "accept" if issue.of(decision.coder or "") else "accept_none"
        return labels(f"consensus.{key}", coder=decision.coder)
    marks = "; ".join(
        code_names(mark.codes, codebook, labels.lang)
        + ("" if mark.span == issue.span else f" – {_words(mark.span, source)}")
        for mark in decision.marks
    )
    return labels(f"consensus.{decision.verdict}", marks=marks)


def _words(span: Span, source: Transcript) -> str:
    words = " ".join(span.of(source.text).split())
    if len(words) > _LONGEST:
        first = words[: _LONGEST // 2].rpartition(" ")[0]
        last = words[-_LONGEST // 2 :].partition(" ")[2]
        words = f"{first} … {last}"
    return f"“{words}”"

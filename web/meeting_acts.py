"""What the page does to a consensus meeting, as `bouwsteen consensus` does it."""

from __future__ import annotations

__all__ = ["begin", "decide", "finish", "is_act", "take_back"]

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bouwsteen.errors import CodingError
from bouwsteen.exports.labels import Labels
from bouwsteen.web.errors import Refusal
from bouwsteen.web.meeting_view import decision_view, meeting_of
from bouwsteen.web.opened import require_beginning, require_meeting

if TYPE_CHECKING:
    from bouwsteen.coding.consensus import Issue
    from bouwsteen.coding.decisions import Decision
    from bouwsteen.study.session import Event
    from bouwsteen.study.study import Study

_TAKEN_BACK = ("consensus resolve", "consensus finish")


def begin(study: Study, coder: str, asked: Mapping[str, Any], *, lang: str) -> None:
    """Begin the meeting of all coders whose layers lie open; `asked` has overlap and boundary.

    Raises
    ------
    StillBlind
        When the coder has not finished what would be on the agenda.
    CodingError
        When a meeting was begun already, or a rule makes no sense.
    """
    from bouwsteen.coding.consensus import Settings

    held = require_beginning(study, coder, lang=lang)
    overlap, boundary = asked.get("overlap", 0.5), asked.get("boundary", "union")
    if isinstance(overlap, bool) or not isinstance(overlap, int | float):
        raise CodingError(
            f"The overlap of {overlap!r} is no share.",
            "Use a number up to 1.",
            key="web_no_overlap",
            overlap=overlap,
        )
    settings = Settings(
        coders=held.coders,
        recorder=coder,
        overlap=overlap,
        boundary=boundary,
        codebook_version=study.codebook.get().version,
    )
    with study.change("consensus start", actor=coder, coders=list(held.coders)):
        study.consensus.begin(settings)


def decide(
    study: Study, coder: str, number: str, asked: Mapping[str, Any], *, lang: str
) -> dict[str, Any]:
    """Decide on an issue, unless the decision that the page saw is not the one that stands.

    Parameters
    ----------
    asked : mapping
        ``verdict``, ``accept`` (a coder of the meeting), ``codes``, ``start`` and ``end`` (with
        codes), ``reason``, and ``seen``: the version of the decision on the page, or None.

    Returns
    -------
    dict
        The decision.

    Raises
    ------
    Refusal
        404 when there is no such issue, 412 with the present decision when another one was made
        in the meantime.
    CodingError
        When the decision does not fit the issue.
    """
    from bouwsteen.coding.decisions import check

    require_meeting(study, coder, lang=lang)
    labels = Labels(lang)
    with study.change("consensus resolve", actor=coder, issue=number):
        meeting = meeting_of(study)
        issue, standing = meeting.issue(number), meeting.decision(number)
        if issue is None:
            gone = labels("web.consensus.gone")
            raise Refusal(gone, labels("web.consensus.gone_hint"), status=404)
        made = _decision(issue, asked, coder)
        present = decision_view(standing, meeting.book, lang)
        if (None if present is None else present["version"]) != asked.get("seen"):
            raise Refusal(
                labels("web.consensus.changed"),
                labels("web.consensus.changed_hint"),
                status=412,
                present=present,
            )
        source = meeting.cast.transcript(issue.transcript)
        check(made, issue, transcript=source, codebook=meeting.book)
        study.consensus.decide(made)
    return decision_view(made, meeting.book, lang) or {}


def _decision(issue: Issue, asked: Mapping[str, Any], coder: str) -> Decision:
    from bouwsteen.coding.decisions import Decision, Mark, Verdict
    from bouwsteen.transcripts.model import Span

    verdict = str(asked.get("verdict"))
    if verdict not in set(Verdict):
        raise CodingError(
            f"There is no verdict {verdict!r}.",
            f"Use {', '.join(Verdict)}.",
            key="web_no_verdict",
            verdict=verdict,
            known=", ".join(Verdict),
        )
    codes = asked.get("codes") or []
    start, end = asked.get("start", issue.span.start), asked.get("end", issue.span.end)
    if not isinstance(codes, list) or not all(isinstance(key, str) for key in codes):
        raise CodingError("Codes are a list of keys.", key="web_no_codes")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        said = f"{start!r}:{end!r} is no stretch of the text."
        raise CodingError(said, key="web_no_stretch", start=start, end=end)
    keys = tuple(dict.fromkeys(codes))
    return Decision(
        issue=issue.id,
        verdict=Verdict(verdict),
        coder=None if asked.get("accept") is None else str(asked["accept"]),
        marks=(Mark(span=Span(start, end), codes=keys),) if keys else (),
        reason=" ".join(str(asked.get("reason") or "").split()),
        who=coder,
        at=datetime.now(UTC).replace(microsecond=0),
    )


def is_act(coder: str, event: Event) -> bool:
    """Tell whether an event is a decision of a coder in the meeting, or its end."""
    return event.actor == coder and event.action in _TAKEN_BACK


def take_back(study: Study, coder: str, *, lang: str) -> Event:
    """Take back this coder's last decision in the meeting, or its end.

    Returns
    -------
    Event
        What was taken back; its details name the issue, unless the meeting was opened again.

    Raises
    ------
    CodingError
        When there is nothing to take back.
    StudyError
        When something else was changed after it.
    """
    require_meeting(study, coder, lang=lang)
    mine = [event for event in study.log() if is_act(coder, event) and not event.undone]
    if not mine:
        raise CodingError(Labels(lang)("web.consensus.nothing_to_undo"))
    return study.undo(actor=coder, event=mine[-1].id)


def finish(study: Study, coder: str, *, lang: str) -> int:
    """End the meeting and store its layer; give the number of quotations in it.

    Raises
    ------
    CodingError
        While issues are open.
    """
    from bouwsteen.coding.meeting import outcome

    require_meeting(study, coder, lang=lang)
    with study.change("consensus finish", actor=coder) as change:
        layer = outcome(study.consensus.agenda(), study.consensus.decisions())
        change.details["quotations"] = len(layer)
        study.consensus.finish(layer)
    return len(layer)

"""Undoing what was done on a page: its coder's last change there, named before it is taken back."""

from __future__ import annotations

__all__ = ["PAGES", "last_here", "take_back_here"]

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bouwsteen.errors import StudyError
from bouwsteen.exports.labels import Labels
from bouwsteen.web.errors import Refusal

if TYPE_CHECKING:
    from bouwsteen.study.session import Event
    from bouwsteen.study.study import Study

_EDITS = ("add", "edit", "move", "merge", "split", "remove")
PAGES: Mapping[str, frozenset[str]] = {
    "respondents": frozenset(
        f"respondent {verb}" for verb in ("set", "remove", "link", "unlink", "import")
    ),
    "codebook": frozenset(f"codebook {verb}" for verb in _EDITS),
    "import": frozenset({"transcript import"}),
}
"""Actions of the log that a page can take back, by the page's name."""

_NAMED = 3


def last_here(study: Study, coder: str, page: str, *, lang: str) -> dict[str, Any]:
    """Tell which change of a page comes next.

    Returns
    -------
    dict
        ``what`` in words, ``at``, and ``ticket``, which `take_back_here` asks for; of a page where
        this coder changed nothing that still stands, ``ticket`` is None.
    """
    found = _mine(study, coder, page)
    if not found:
        return {"ticket": None, "what": "", "at": None}
    last = found[-1]
    return {
        "ticket": _ticket(last, len(found)),
        "what": _words(last, lang),
        "at": last.at.isoformat(),
    }


def take_back_here(
    study: Study, coder: str, page: str, ticket: str, *, lang: str
) -> dict[str, Any]:
    """Take back the change that the page named.

    Returns
    -------
    dict
        ``what`` was undone, in words, and ``next``, as `last_here` tells it.

    Raises
    ------
    Refusal
        When another change comes next by now, or something later rests on this one.
    """
    labels = Labels(lang)
    found = _mine(study, coder, page)
    if not found or _ticket(found[-1], len(found)) != ticket:
        raise Refusal(labels("web.undo.gone"), labels("web.undo.gone_hint"), status=409)
    event = found[-1]
    try:
        if page == "codebook" and event.details.get("version") != study.codebook.get().version:
            # A later version holds this change too, so only the last change of all can go.
            study.undo(actor=coder, event=event.id)
        else:
            study.take_back(event.id, actor=coder)
    except StudyError:
        raise Refusal(labels("web.undo.stuck"), labels("web.undo.stuck_hint"), status=409) from None
    return {"what": _words(event, lang), "next": last_here(study, coder, page, lang=lang)}


def _mine(study: Study, coder: str, page: str) -> list[Event]:
    return [
        event
        for event in study.log()
        if event.action in PAGES[page] and event.actor == coder and not event.undone
    ]


def _ticket(event: Event, place: int) -> str:
    """Digest of a change; its number would tell how much the others did."""
    held = [place, event.at.isoformat(), event.action, dict(event.details)]
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]


def _words(event: Event, lang: str) -> str:
    labels, details = Labels(lang), event.details
    action = event.action.replace(" ", "_")
    if action == "respondent_set" and not details.get("values"):
        action = "respondent_add"
    if action == "respondent_link" and not details.get("respondent"):
        action = "respondent_unlink"
    files = [str(one) for one in details.get("files", ())]
    named = ", ".join(files[:_NAMED])
    more = len(files) - _NAMED
    known = {
        "respondent": details.get("respondent"),
        "values": ", ".join(
            labels.optional(f"by.{name}", str(name)) for name in details.get("values") or ()
        ),
        "speaker": details.get("speaker") or labels("web.people.unnamed"),
        "transcript": details.get("transcript"),
        "file": details.get("file"),
        "code": details.get("code", ""),
        "files": labels("web.undo.more", files=named, n=more) if more > 0 else named,
    }
    return labels(f"web.undo.does.{action}", **known)

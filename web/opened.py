"""What of the other coders may be read from this page, and from when.

A page belongs to one coder. Nothing of anybody else's layer is reached from it for a transcript
that its own coder has not declared done; the consensus meeting and its layer not before the coder
has finished every transcript that the meeting is about.
"""

from __future__ import annotations

__all__ = [
    "Opened",
    "StillBlind",
    "consensus_open",
    "note_once",
    "opened",
    "require_beginning",
    "require_meeting",
]

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bouwsteen.errors import BouwsteenError, StudyUnwritable
from bouwsteen.exports.labels import Labels

if TYPE_CHECKING:
    from bouwsteen.coding.model import Done
    from bouwsteen.study.study import Study

_NAMED = 5


class StillBlind(BouwsteenError):
    """The coder has not finished what the others' codings would be laid beside."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Whose layers lie open to the page's coder, and of which transcripts.

    Parameters
    ----------
    coders : tuple of str
        In the study's order, the page's own coder among them.
    done : frozenset of Done
        Marks on transcripts that the page's own coder has done; those of other transcripts are
        left out, so that nothing of them is compared.
    """

    coders: tuple[str, ...]
    done: frozenset[Done]


def opened(study: Study, coder: str, *, lang: str) -> Opened:
    """Find whose layers may be laid beside the coder's own.

    Raises
    ------
    StillBlind
        When no transcript was declared done by this coder and another one.
    """
    done = study.coders.done()
    own = {mark.transcript for mark in done if mark.coder == coder}
    marks = frozenset(mark for mark in done if mark.transcript in own)
    present = {mark.coder for mark in marks}
    coders = tuple(one.key for one in study.coders.all() if one.key in present)
    if len(coders) < 2:
        labels = Labels(lang)
        raise StillBlind(labels("web.blind.agreement"), labels("web.blind.agreement_hint"))
    return Opened(coders=coders, done=marks)


def require_beginning(study: Study, coder: str, *, lang: str) -> Opened:
    """As `opened`, and the coder has done whatever any of these coders has done.

    Raises
    ------
    StillBlind
        When a transcript would be on the agenda that this coder has not finished.
    """
    held = opened(study, coder, lang=lang)
    done = study.coders.done()
    _require_done(
        done, coder, {mark.transcript for mark in done if mark.coder in held.coders}, lang=lang
    )
    return held


def require_meeting(study: Study, coder: str, *, lang: str) -> None:
    """See that the coder has finished every transcript of the meeting.

    Raises
    ------
    StillBlind
        When one is open, or no meeting was begun.
    """
    if study.consensus.settings() is None:
        labels = Labels(lang)
        raise StillBlind(labels("web.blind.no_meeting"), labels("web.blind.no_meeting_hint"))
    about = {mark.transcript for mark in study.consensus.done}
    _require_done(study.coders.done(), coder, about, lang=lang)


def consensus_open(study: Study, coder: str, *, lang: str) -> bool:
    """Whether the finished consensus layer may be read by this coder."""
    if not study.consensus.finished:
        return False
    try:
        require_meeting(study, coder, lang=lang)
    except StillBlind:
        return False
    return True


def note_once(study: Study, action: str, *, coder: str, coders: Sequence[str]) -> None:
    """Log that layers were laid side by side, the first time that this page shows it."""
    named = list(coders)
    for event in study.log():
        if event.action == action and event.details.get("coders") == named:
            return
    try:
        study.note(action, actor=coder, coders=named)
    except StudyUnwritable:
        # A study that cannot be written can be read all the same.
        return


def _require_done(done: Iterable[Done], coder: str, about: set[str], *, lang: str) -> None:
    left = sorted(about - {mark.transcript for mark in done if mark.coder == coder})
    if left:
        labels = Labels(lang)
        listed = ", ".join(left[:_NAMED]) + (" …" if len(left) > _NAMED else "")
        raise StillBlind(
            labels.count("web.blind.unfinished", len(left), transcripts=listed),
            labels("web.blind.unfinished_hint"),
        )

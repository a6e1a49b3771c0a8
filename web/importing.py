"""Files dropped on the page: read, shown as they would be kept, and kept when the coder says so.

What was shown is what is stored: a file is read once and waits in memory, never on disk.
"""

from __future__ import annotations

__all__ = ["Pending", "file_name", "looked_at", "store"]

import dataclasses
import secrets
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from bouwsteen.errors import TranscriptError
from bouwsteen.exports.labels import Labels

if TYPE_CHECKING:
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.load import Loaded

_MOST = 200
_LONGEST_NAME = 200


class Pending:
    """Transcripts that were shown and not yet stored; of very many the oldest are forgotten."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Loaded] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, loaded: Loaded) -> str:
        """Keep a transcript, and give the ticket that it is asked for with."""
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._held[ticket] = loaded
            while len(self._held) > _MOST:
                self._held.popitem(last=False)
        return ticket

    def get(self, ticket: str) -> Loaded | None:
        """Give the transcript of a ticket; None when it is not known any more."""
        with self._lock:
            return self._held.get(ticket)

    def drop(self, tickets: Sequence[str]) -> None:
        """Forget transcripts."""
        with self._lock:
            for ticket in tickets:
                self._held.pop(ticket, None)


def file_name(header: str | None, *, lang: str) -> str:
    """Make a name of what the browser sent: no folders, nothing that cannot be seen.

    Parameters
    ----------
    header : str or None
        The file's name, percent-encoded UTF-8.
    lang : str
        Of the message.

    Returns
    -------
    str
        The last part of it, in NFC, without control and direction characters.

    Raises
    ------
    TranscriptError
        When nothing is left.

    Examples
    --------
    >>> file_name("..%2F..%2Fetc%2Fgesprek%0A1.docx", lang="nl")
    'gesprek1.docx'
    """
    name = unicodedata.normalize("NFC", unquote(header or "", errors="replace"))
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(one for one in last if not unicodedata.category(one).startswith("C"))
    tidy = " ".join(seen.split())[-_LONGEST_NAME:].strip()
    if not tidy.strip("."):
        raise TranscriptError(Labels(lang)("web.import.no_name"))
    return tidy


def looked_at(
    study: Study, pending: Pending, *, data: bytes, name: str, reader: str | None
) -> dict[str, Any]:
    """Read a file and tell what would be stored, as ``transcript import --dry-run`` does."""
    from bouwsteen.transcripts.load import load_bytes
    from bouwsteen.transcripts.preview import preview

    loaded = load_bytes(data, name, reader=reader)
    one, seen = loaded.transcript, preview(loaded)
    twins = [held.key for held in study.transcripts.all() if held.sha256 == one.sha256]
    return {
        "ticket": pending.put(loaded),
        "name": name,
        "key": one.key,
        "title": seen.title,
        "reader": one.meta.get("reader", ""),
        "turns": [
            dict(zip(("turn", "time", "speaker", "text"), turn, strict=True)) for turn in seen.turns
        ],
        "speakers": [
            dict(zip(("speaker", "turns", "words"), speaker, strict=True))
            for speaker in seen.speakers
        ],
        "n_turns": len(one.turns),
        "n_words": sum(words for _, _, words in seen.speakers),
        "dropped": list(seen.dropped),
        "warnings": list(seen.warnings),
        "comments": len(loaded.comments),
        "twin": twins[0] if twins else None,
    }


def store(
    study: Study, coder: str, pending: Pending, *, keys: Mapping[str, str], lang: str
) -> dict[str, Any]:
    """Store transcripts that were looked at: all of them, or none.

    Parameters
    ----------
    study : Study
    coder : str
        Who imports.
    pending : Pending
    keys : mapping of str to str
        Ticket to the name in the study.
    lang : str
        Of the messages.

    Raises
    ------
    TranscriptError
        When a ticket is not known any more, or a name is taken or none that `new_key` allows.
    """
    from bouwsteen.transcripts.keys import new_key

    held = {ticket: pending.get(ticket) for ticket in keys}
    loaded = {ticket: one for ticket, one in held.items() if one is not None}
    if not keys or len(loaded) < len(held):
        labels = Labels(lang)
        raise TranscriptError(labels("web.import.gone"), labels("web.import.gone_hint"))
    named = {ticket: new_key(key) for ticket, key in keys.items()}
    transcripts = [
        one.transcript
        if one.transcript.key == named[ticket]
        else dataclasses.replace(one.transcript, key=named[ticket], title=named[ticket])
        for ticket, one in loaded.items()
    ]
    names = [one.meta.get("source", one.key) for one in transcripts]
    with study.change("transcript import", actor=coder, files=names):
        study.transcripts.add(transcripts)
    pending.drop(list(keys))
    return {
        "transcripts": [one.key for one in transcripts],
        "turns": sum(len(one.turns) for one in transcripts),
    }

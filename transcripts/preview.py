"""What a person sees of a transcript before keeping it: its first turns, and who speaks."""

from __future__ import annotations

__all__ = ["FIRST", "Preview", "clock", "preview", "spoken"]

import dataclasses
from collections import Counter

from bouwsteen.transcripts.load import Loaded
from bouwsteen.transcripts.model import Transcript

FIRST = 10
"""Turns shown; enough to see whether labels, stamps and speech were told apart."""

_LENGTH = 60


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A transcript in short.

    Parameters
    ----------
    title : str
        Its key and the reader that read it.
    turns : tuple of (int, str, str or None, str)
        Index, time, speaker and shortened speech of the first turns.
    speakers : tuple of (str or None, int, int)
        Every label with its turns and words, in order of first use.
    dropped, warnings : tuple of str
        As in `Loaded`.
    """

    title: str
    turns: tuple[tuple[int, str, str | None, str], ...]
    speakers: tuple[tuple[str | None, int, int], ...]
    dropped: tuple[str, ...]
    warnings: tuple[str, ...]


def preview(loaded: Loaded) -> Preview:
    """Give what a person judges a reading by.

    Examples
    --------
    >>> from bouwsteen.transcripts.load import load_bytes
    >>> seen = preview(load_bytes(b"I: Hoe gaat het?\\nR: Goed.\\n", "gesprek.txt"))
    >>> seen.title, seen.turns[1], seen.speakers
    ('gesprek (text)', (2, '', 'R', 'Goed.'), (('I', 1, 3), ('R', 1, 1)))
    """
    one = loaded.transcript
    return Preview(
        title=f"{one.key} ({one.meta.get('reader', '')})",
        turns=tuple(
            (turn.index, clock(turn.start_time), turn.speaker, _shortened(one.speech(turn)))
            for turn in one.turns[:FIRST]
        ),
        speakers=spoken(one),
        dropped=loaded.dropped,
        warnings=loaded.warnings,
    )


def clock(seconds: float | None) -> str:
    """Write a time as ``h:mm:ss``; empty when it is not known.

    Examples
    --------
    >>> clock(3725.4), clock(None)
    ('1:02:05', '')
    """
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def spoken(one: Transcript) -> tuple[tuple[str | None, int, int], ...]:
    """Every label of a transcript with its turns and words, in order of first use."""
    turns = Counter(turn.speaker for turn in one.turns)
    words = Counter[str | None]()
    for turn in one.turns:
        words[turn.speaker] += len(one.speech(turn).split())
    return tuple((speaker, count, words[speaker]) for speaker, count in turns.items())


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LENGTH else f"{flat[: _LENGTH - 1]}…"

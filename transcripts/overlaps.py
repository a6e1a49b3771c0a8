"""Speech within speech, as noScribe writes it: ``ik dacht //S01: Hm-m.// dat zo``."""

from __future__ import annotations

__all__ = ["split_overlaps"]

import dataclasses
from collections.abc import Iterable, Iterator

from bouwsteen.transcripts.draft import Utterance
from bouwsteen.transcripts.labels import INSERT, tidy


def split_overlaps(utterances: Iterable[Utterance]) -> Iterator[Utterance]:
    """Give inserts of another speaker their own place, with the flag ``overlap``.

    Parameters
    ----------
    utterances : iterable of Utterance
        As the file has them.

    Yields
    ------
    Utterance
        What is said before the insert, the insert, what is said after it. An insert has no times:
        the file gives those of the whole.

    Examples
    --------
    >>> said = [Utterance(text="Ik dacht //B: Hm-m.// dat zo.", speaker="A")]
    >>> [(one.speaker, one.text.strip()) for one in split_overlaps(said)]
    [('A', 'Ik dacht'), ('B', 'Hm-m.'), ('A', 'dat zo.')]
    """
    for one in utterances:
        place = 0
        for found in INSERT.finditer(one.text) if "//" in one.text else ():
            if before := one.text[place : found.start()].strip():
                yield dataclasses.replace(
                    one, text=before, start_time=None if place else one.start_time, end_time=None
                )
            yield Utterance(text=found[2], speaker=tidy(found[1]), flags=frozenset({"overlap"}))
            place = found.end()
        if not place:
            yield one
        elif after := one.text[place:].strip():
            yield dataclasses.replace(one, text=after, start_time=None)

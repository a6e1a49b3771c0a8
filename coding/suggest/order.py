"""In which order a coder meets the passages: spread out first, then transcript by transcript."""

from __future__ import annotations

__all__ = ["SPREAD", "working_order"]

from collections.abc import Sequence

from bouwsteen.coding.suggest.model import Passage

SPREAD = 50
"""So many passages are taken from all over the collection before it is read in order."""


def working_order(passages: Sequence[Passage], *, dealt_with: int = 0) -> tuple[int, ...]:
    """Give the places of passages in the order in which to work through them.

    The first ones come from all transcripts in turn, evenly spread over each, because a model
    that has seen every speaker learns faster; from then on context counts for more and the text
    is followed as it stands.

    Parameters
    ----------
    passages : sequence of Passage
        Still to do, transcript by transcript.
    dealt_with : int
        Passages that the coder has done already; they count towards the first fifty.

    Examples
    --------
    >>> from bouwsteen.transcripts.model import Span
    >>> passages = [
    ...     Passage(transcript=key, turn=turn, span=Span(turn, turn + 1), text="x")
    ...     for key in "ab" for turn in range(1, 30)
    ... ]
    >>> [(passages[at].transcript, passages[at].turn) for at in working_order(passages)[:4]]
    [('a', 1), ('b', 1), ('a', 2), ('b', 2)]
    """
    wanted = max(0, SPREAD - dealt_with)
    by_transcript: dict[str, list[int]] = {}
    for place, passage in enumerate(passages):
        by_transcript.setdefault(passage.transcript, []).append(place)
    if not wanted or len(by_transcript) < 2:
        return tuple(range(len(passages)))
    share = -(-wanted // len(by_transcript))
    chosen = [_evenly(places, share) for places in by_transcript.values()]
    first = [places[turn] for turn in range(share) for places in chosen if turn < len(places)][
        :wanted
    ]
    taken = set(first)
    return (*first, *(place for place in range(len(passages)) if place not in taken))


def _evenly(places: Sequence[int], n: int) -> list[int]:
    if len(places) <= n:
        return list(places)
    return [places[round(step * (len(places) - 1) / max(1, n - 1))] for step in range(n)]

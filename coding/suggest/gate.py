"""Keep silent about a code whose suggestions a coder mostly turns down."""

from __future__ import annotations

__all__ = ["silent_blocks"]

from collections import defaultdict
from collections.abc import Iterable

from bouwsteen.coding.suggest.model import Verdict

_LOOKED_AT = 30
_LEAST = 0.20


def silent_blocks(decided: Iterable[tuple[str, Verdict]]) -> tuple[str, ...]:
    """Find the blocks that are turned down too often to go on offering them.

    Parameters
    ----------
    decided : iterable of (str, Verdict)
        Block and verdict of every decision of one coder, oldest first. A skip decides nothing.

    Returns
    -------
    tuple of str
        Blocks of whose last thirty decided suggestions fewer than 20 % were accepted. A block
        with fewer than thirty is never silent.

    Examples
    --------
    >>> silent_blocks([("a", Verdict.REJECTED)] * 30 + [("b", Verdict.ACCEPTED)] * 30)
    ('a',)
    """
    by_block: dict[str, list[bool]] = defaultdict(list)
    for block, verdict in decided:
        if verdict is not Verdict.SKIPPED:
            by_block[block].append(verdict is Verdict.ACCEPTED)
    return tuple(
        block
        for block, verdicts in by_block.items()
        if len(verdicts) >= _LOOKED_AT and sum(verdicts[-_LOOKED_AT:]) / _LOOKED_AT < _LEAST
    )

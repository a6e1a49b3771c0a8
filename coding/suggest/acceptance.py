"""What a coder made of the suggestions that were shown: accepted or not, by code and by band."""

from __future__ import annotations

__all__ = ["Share", "acceptance"]

import dataclasses
from collections.abc import Iterable

from bouwsteen.coding.suggest.model import BANDS, Verdict, band


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many suggestions a coder decided on, and how many of those were accepted."""

    decided: int = 0
    accepted: int = 0


def acceptance(
    decisions: Iterable[tuple[str, float, Verdict]],
) -> tuple[dict[str, Share], dict[str, Share]]:
    """Count what was accepted.

    Parameters
    ----------
    decisions : iterable of (str, float, Verdict)
        Block, confidence and verdict. A skip decides nothing; another code in its place is no
        acceptance.

    Returns
    -------
    by_block : dict of str to Share
        Blocks that were decided on.
    by_band : dict of str to Share
        Every band of confidence, lowest first.

    Examples
    --------
    >>> acceptance([("geld", 0.8, Verdict.ACCEPTED), ("geld", 0.3, Verdict.REJECTED)])[0]
    {'geld': Share(decided=2, accepted=1)}
    """
    by_block: dict[str, Share] = {}
    by_band = {name: Share() for name, _ in BANDS}
    for block, confidence, verdict in decisions:
        if verdict is Verdict.SKIPPED:
            continue
        for held, key in ((by_block, block), (by_band, band(confidence))):
            before = held.get(key, Share())
            held[key] = Share(
                decided=before.decided + 1,
                accepted=before.accepted + (verdict is Verdict.ACCEPTED),
            )
    return by_block, by_band

"""What stays without suggestions: the reliability set, and a share of turns as a blind control."""

from __future__ import annotations

__all__ = ["BEFORE_CONTROL", "Apart", "in_control"]

import dataclasses
import hashlib
from collections.abc import Mapping
from typing import Any

from bouwsteen.errors import CodingError

BEFORE_CONTROL = 50
"""So many quotations and rejections of a coder come before the blind control begins."""

_LOWEST, _HIGHEST = 0.10, 0.15


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What a study keeps apart from suggestions.

    Parameters
    ----------
    reliability : tuple of str
        Transcripts that every coder codes with suggestions off.
    share : float
        Share of the other turns that stays blind, from 0.10 to 0.15.
    seed : int
        For choosing them.
    drawn : mapping of str to tuple of int
        Transcripts that were corrected, to the turns of the control as they are numbered now.
    begun : bool
        Whether the coder at hand has done enough for the blind control to begin.

    Raises
    ------
    CodingError
        When the share lies outside its range.
    """

    reliability: tuple[str, ...] = ()
    share: float = 0.12
    seed: int = 0
    drawn: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)
    begun: bool = True

    def __post_init__(self) -> None:
        if not _LOWEST <= self.share <= _HIGHEST:
            raise CodingError(
                f"{self.share} of the turns cannot stay blind.",
                f"Use a share from {_LOWEST:.2f} to {_HIGHEST:.2f}.",
                key="suggest_share",
                share=self.share,
                lowest=f"{_LOWEST:.2f}",
                highest=f"{_HIGHEST:.2f}",
            )

    def holds(self, transcript: str, turn: int) -> bool:
        """Whether no suggestion may be made for a turn."""
        return transcript in self.reliability or self.blind(transcript, turn)

    def blind(self, transcript: str, turn: int) -> bool:
        """Whether a turn is in the blind control; a turn of the reliability set is not."""
        return (
            self.begun and transcript not in self.reliability and self.drawn_blind(transcript, turn)
        )

    def drawn_blind(self, transcript: str, turn: int) -> bool:
        """Whether a turn was drawn for the control, begun or not."""
        if transcript in self.drawn:
            return turn in self.drawn[transcript]
        return in_control(transcript, turn, seed=self.seed, share=self.share)

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "reliability": list(self.reliability),
            "share": self.share,
            "seed": self.seed,
            "drawn": {key: list(turns) for key, turns in self.drawn.items()},
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Apart:
        """Rebuild what `to_json` gave."""
        return cls(
            reliability=tuple(content["reliability"]),
            share=content["share"],
            seed=content["seed"],
            drawn={key: tuple(turns) for key, turns in content["drawn"].items()},
        )


def in_control(transcript: str, turn: int, *, seed: int, share: float) -> bool:
    """Whether a turn stays blind, so that suggested work can be held against unsuggested work.

    The choice hangs on seed, transcript and turn alone: it is the same in every run, on every
    computer and for every coder.

    Examples
    --------
    >>> sum(in_control("a", turn, seed=1, share=0.12) for turn in range(10_000))
    1200
    """
    key = hashlib.sha256(f"{seed}\x1f{transcript}\x1f{turn}".encode()).digest()
    return int.from_bytes(key[:8], "big") < share * 2**64

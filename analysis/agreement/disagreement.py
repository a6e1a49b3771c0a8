"""What a list of disagreements holds: stretches, the two coders' sides, and what shares are of.

Alpha is here Krippendorff's nominal alpha with the character as the unit, each code a variable of
its own (given or not), all codes taken together as one ratio (micro)::

    alpha = 1 - sum_k Do_k / sum_k De_k
    Do_k  = characters on which the coders differ about code k / L
    De_k  = 2 n1_k n0_k / (n (n - 1))       n = 2 L,  n1_k + n0_k = n

with L the characters of codeable text in the transcripts that both coders have done, and n1_k how
many of the n values say that code k was given (Krippendorff 2019, Content Analysis, 4th ed.,
section 12.3). A stretch of l characters on which d codes differ accounts for
``l d / (L sum_k De_k)``. These shares add up to 1 - alpha, so the list can be ranked and cut off:
what is left out is known.
"""

from __future__ import annotations

__all__ = ["Disagreement", "Disagreements", "Kind", "Pair", "Side"]

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bouwsteen.analysis.level import Level
from bouwsteen.analysis.line import Scope
from bouwsteen.coding.model import Done

if TYPE_CHECKING:
    import pandas as pd


class Kind(StrEnum):
    """What sort of difference a stretch is."""

    ONLY_A = "only_a"
    """Only the first coder of the pair coded here."""

    ONLY_B = "only_b"
    """Only the second coder of the pair coded here."""

    OTHER_CODE = "other_code"
    """Both coded here, and not the same codes."""

    BOUNDARY = "boundary"
    """Every code that differs was given by both, in spans that overlap; one reaches further."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one coder gave to a stretch.

    Parameters
    ----------
    coder : str
        Key.
    codes : tuple of str
        Blocks or codes, in the order of the codebook.
    quotations : tuple of int
        Numbers of the coder's quotations that reach into the stretch.
    memos : tuple of str
        Their notes, empty ones left out.
    """

    coder: str
    codes: tuple[str, ...]
    quotations: tuple[int, ...]
    memos: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A stretch, within one turn, to which two coders gave different codes.

    Parameters
    ----------
    transcript : str
        Key.
    start, end : int
        Half-open, in code points of the transcript's text.
    text : str
        The words.
    turn : int
        Index of the turn.
    respondent, role : str or None
        Whose words they are; None when the speaker is linked to nobody.
    sides : tuple of two Side
        Coder A and coder B.
    kind : Kind
        What sort of difference it is.
    share : float
        Its share in the pair's ``1 - alpha``: ``l d / (L sum_k De_k)`` for l characters and d
        codes that differ.
    part : float
        The same as a part of all disagreement of the pair, from 0 to 1: ``share / (1 - alpha)``.
    """

    transcript: str
    start: int
    end: int
    text: str
    turn: int
    respondent: str | None
    role: str | None
    sides: tuple[Side, Side]
    kind: Kind
    share: float
    part: float

    @property
    def coders(self) -> tuple[str, str]:
        """Keys of A and B."""
        return self.sides[0].coder, self.sides[1].coder

    def to_json(self) -> dict[str, Any]:
        """The same as a plain dictionary with stable English keys."""
        plain = dataclasses.asdict(self)
        plain["kind"] = str(self.kind)
        plain["sides"] = [
            {**side, **{key: list(side[key]) for key in ("codes", "quotations", "memos")}}
            for side in plain["sides"]
        ]
        return plain


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two coders and what their shares are shares of.

    Parameters
    ----------
    coders : tuple of two str
        A and B.
    transcripts : tuple of str
        Those that both have done.
    characters : int
        L, the codeable characters in them.
    observed, expected : float
        ``sum_k Do_k`` and ``sum_k De_k``.
    reason : str or None
        Why alpha is undefined: ``too_few_units``, ``no_codings`` or ``no_variation``. There is
        then no disagreement.
    """

    coders: tuple[str, str]
    transcripts: tuple[str, ...]
    characters: int
    observed: float
    expected: float
    reason: str | None

    @property
    def alpha(self) -> float | None:
        """Micro alpha by characters; None when undefined."""
        return None if self.reason else 1 - self.observed / self.expected


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Disagreements:
    """All differences between coders, the weightiest first.

    Parameters
    ----------
    level, scope : str
        What was compared, and in whose turns.
    pairs : tuple of Pair
        Every two coders, in the order given.
    found : tuple of Disagreement
        By share, then by place. Shares of two pairs have different wholes.
    missing : tuple of Done
        Coder and transcript pairs that are *not* done and so were not compared.
    left_out : tuple of str
        Free codes that were used and that level ``block`` has no row for.
    """

    level: Level
    scope: Scope
    pairs: tuple[Pair, ...]
    found: tuple[Disagreement, ...]
    missing: tuple[Done, ...]
    left_out: tuple[str, ...]

    def of(self, coders: tuple[str, str]) -> tuple[Disagreement, ...]:
        """The differences of one pair."""
        return tuple(one for one in self.found if one.coders == coders)

    def to_frame(self) -> pd.DataFrame:
        """One row a disagreement; codes and memos of a side joined by ``; ``."""
        import pandas as pd

        names = ("transcript", "turn", "start", "end", "respondent", "role", "text")
        return pd.DataFrame(
            [
                {
                    "rank": rank,
                    **{name: getattr(one, name) for name in names},
                    **{
                        f"{name}_{letter}": value
                        for letter, side in zip("ab", one.sides, strict=True)
                        for name, value in (
                            ("coder", side.coder),
                            ("codes", "; ".join(side.codes)),
                            ("memos", "; ".join(side.memos)),
                        )
                    },
                    "kind": str(one.kind),
                    "share": one.share,
                    "part": one.part,
                }
                for rank, one in enumerate(self.found, start=1)
            ]
        )

    def to_json(self) -> dict[str, Any]:
        """The same as plain dictionaries with stable English keys."""
        return {
            "level": self.level,
            "scope": self.scope,
            "pairs": [
                {
                    **dataclasses.asdict(pair),
                    "coders": list(pair.coders),
                    "transcripts": list(pair.transcripts),
                    "alpha": pair.alpha,
                }
                for pair in self.pairs
            ],
            "disagreements": [
                {"rank": rank, **one.to_json()} for rank, one in enumerate(self.found, start=1)
            ],
            "missing": [dataclasses.asdict(pair) for pair in self.missing],
            "left_out": list(self.left_out),
        }

"""Which code one coder gives where the other gives another: code by code, "none" included.

Neither coder is the truth, so both are treated alike: coder A's codes are the rows, coder B's the
columns, and exchanging the coders turns the table on its side. A unit that carries several codes
is entered by this rule:

1. a code that both gave goes on the diagonal;
2. of the codes that are left, every one of A's is paired with every one of B's;
3. when only one coder has codes left, each of them is paired with "none";
4. a unit without any code of either is entered once, under "none" and "none".

The extra row and column for "none" are those of the multi-label confusion matrix (Heydarian, Doyle
& Samavi 2022, IEEE Access 10, 19083-19095), which has a true labelling on one side; the rule above
has not. Every pair counts in full, so a unit can stand in several cells and the cells of turns or
characters with several codes add up to more than their number.
"""

from __future__ import annotations

__all__ = ["NONE", "Confusion", "confusion"]

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bouwsteen.analysis.agreement.sweep import (
    Bools,
    Passages,
    common_transcripts,
    mark_all,
    sweep,
)
from bouwsteen.analysis.level import Level, codes_at
from bouwsteen.analysis.line import Scope
from bouwsteen.analysis.speech import Ints, Speech
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Done, Quotation
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.cast import Cast

if TYPE_CHECKING:
    import pandas as pd

NONE = "(none)"
"""Row and column of text without a code; no key of a code can be this."""

_MIN_OVERLAP = 3

Counts = tuple[tuple[int, ...], ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Codes of coder A (rows) against codes of coder B (columns).

    Parameters
    ----------
    coders : tuple of two str
        A and B.
    level, scope : str
        What was compared, and in whose turns.
    codes : tuple of str
        Rows and columns: blocks or codes in the order of the codebook, then `NONE`.
    characters, turns : tuple of tuple of int, n_codes by n_codes
        Pairs in characters of codeable text, and in turns.
    n_characters, n_turns : int
        How many characters and turns were compared.
    """

    coders: tuple[str, str]
    level: Level
    scope: Scope
    codes: tuple[str, ...]
    characters: Counts
    turns: Counts
    n_characters: int
    n_turns: int

    def to_frame(self, unit: Literal["characters", "turns"] = "characters") -> pd.DataFrame:
        """One of the two tables as a data frame: A's codes down, B's across."""
        import pandas as pd

        return pd.DataFrame(
            list(self.characters if unit == "characters" else self.turns),
            index=pd.Index(self.codes, name=self.coders[0]),
            columns=pd.Index(self.codes, name=self.coders[1]),
            dtype="int64",
        )

    def to_json(self) -> dict[str, Any]:
        """The same as plain dictionaries with stable English keys."""
        return {
            **dataclasses.asdict(self),
            "coders": list(self.coders),
            "codes": list(self.codes),
            "characters": [list(row) for row in self.characters],
            "turns": [list(row) for row in self.turns],
        }


def confusion(
    quotations: Mapping[str, Sequence[Quotation]],
    cast: Cast,
    codebook: Codebook,
    *,
    done: Collection[Done],
    level: Level = "block",
    scope: Scope = "respondents",
) -> Confusion:
    """Set two coders' codes against each other.

    A code counts for a turn when a span with it (overlapping and adjoining spans of one coder
    joined) holds three characters of the turn or more, or the whole of a shorter turn.

    Parameters
    ----------
    quotations : mapping of coder key to sequence of Quotation
        Of two coders; the first is A.
    cast : Cast
        Who speaks where.
    codebook : Codebook
        The codes.
    done : collection of Done
        What coders declared done; only transcripts that both have done are compared.
    level : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself, free codes included.
    scope : {"respondents", "all"}
        Leave the turns of interviewers and unlinked speakers out, or not.

    Raises
    ------
    AnalysisError
        Unless there are two coders who have done a transcript both, or when a quotation lies
        outside its text.
    CodebookError
        When a code is not in the codebook.
    """
    if len(quotations) != 2:
        raise AnalysisError(
            f"A confusion table is of two coders; these are {len(quotations)}.",
            "Name two coders.",
            key="confusion_two_coders",
            n=len(quotations),
        )
    first, second = quotations
    speech = Speech.of(cast)
    common, _ = common_transcripts(speech, (first, second), done)
    marked, _ = mark_all(speech, quotations, codebook, level)
    codes = tuple(code.key for code in codes_at(codebook, level))
    passages = sweep(
        speech,
        marked[first],
        marked[second],
        n_codes=len(codes),
        transcripts=common[first, second],
        scope=scope,
    )
    marks = _turn_marks(passages, speech)
    return Confusion(
        coders=(first, second),
        level=level,
        scope=scope,
        codes=(*codes, NONE),
        characters=_crossed(passages.codes, passages.length),
        turns=_crossed(marks, np.ones(marks.shape[1], dtype=np.int64)),
        n_characters=int(passages.length.sum()),
        n_turns=marks.shape[1],
    )


def _crossed(codes: Bools, weight: Ints) -> Counts:
    """Enter units by the rule of this module.

    Parameters
    ----------
    codes : ndarray of bool, shape (2, n, n_codes)
        Of coder A and coder B.
    weight : ndarray of shape (n,)
        What each unit counts for.
    """
    n_codes = codes.shape[2]
    shared = codes[0] & codes[1]
    # Floating point is exact here below 2 ** 53, and much faster than integers.
    left = (codes & ~shared).astype(np.float64)
    empty = ~left.any(axis=2)
    bare = ~codes.any(axis=(0, 2))
    found = np.zeros((n_codes + 1, n_codes + 1))
    found[:n_codes, :n_codes] = (left[0] * weight[:, None]).T @ left[1]
    found[np.arange(n_codes), np.arange(n_codes)] += weight @ shared
    found[:n_codes, n_codes] = (weight * empty[1]) @ left[0]
    found[n_codes, :n_codes] = (weight * empty[0]) @ left[1]
    found[n_codes, n_codes] = (weight * bare).sum()
    return tuple(tuple(row) for row in found.astype(np.int64).tolist())


def _turn_marks(passages: Passages, speech: Speech) -> Bools:
    """Which codes each coder gave to each turn, shape (2, n_turns, n_codes)."""
    turns, turn = np.unique(passages.turn, return_inverse=True)
    enough = np.minimum(_MIN_OVERLAP, speech.turn_length[turns])
    length = passages.length
    opens_turn = np.ones(len(turn), dtype=bool)
    opens_turn[1:] = turn[1:] != turn[:-1]
    marks = np.zeros((2, len(turns), passages.codes.shape[2]), dtype=bool)
    for coder, code in np.ndindex(2, passages.codes.shape[2]):
        given = passages.codes[coder, :, code]
        starts = given & opens_turn
        starts[1:] |= given[1:] & ~given[:-1]
        run = np.cumsum(starts)[given] - 1
        held = np.bincount(run, weights=length[given])
        of_run = turn[starts]
        marks[coder, of_run[held >= enough[of_run]], code] = True
    return marks

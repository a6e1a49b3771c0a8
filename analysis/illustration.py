"""What a choice of illustrative quotes is made of: rule, cells, quotes and why, no I/O."""

from __future__ import annotations

__all__ = ["Cell", "Choice", "Chosen", "LeftOut", "Reason", "Rule"]

import dataclasses
from typing import Any, Literal

from bouwsteen.analysis.quotes import Quote
from bouwsteen.errors import AnalysisError

Reason = Literal[
    "gone",
    "unplaced",
    "layer",
    "free",
    "altered",
    "barred",
    "double",
    "disputed",
    "barred_gone",
    "barred_unplaced",
]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How many quotes, and how long.

    Parameters
    ----------
    per_cell : int
        At most this many for one block and role; pinned ones count, and may be more.
    min_words, max_words : int
        Length of a quotation that is not pinned, in words between white space.

    Raises
    ------
    AnalysisError
        When no length fits.
    """

    per_cell: int = 2
    min_words: int = 15
    max_words: int = 60

    def __post_init__(self) -> None:
        if self.min_words > self.max_words:
            raise AnalysisError(
                f"No quote has {self.min_words} words or more and {self.max_words} or fewer.",
                "Give --max-words a higher number than --min-words.",
                key="illustration_no_length",
                least=self.min_words,
                most=self.max_words,
            )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One quote that illustrates a block, and why.

    Parameters
    ----------
    quote : Quote
        The quotation and whose it is.
    text : str
        What is printed: its words, or those words as the author edited them.
    words : int
        Length of the quotation.
    coders : int or None
        Number of coders who marked the block there independently; None where fewer than two have
        finished the interview, so that it is not known.
    why : tuple of str
        ``pinned``; ``edited``; ``coders``: more than one coder; ``respondent``: the first of this
        respondent in the cell; ``organisation``: the first of this organisation in the cell;
        ``sentences``: whole sentences; ``length``: the length fits.
    """

    quote: Quote
    text: str
    words: int
    coders: int | None
    why: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One block and one role.

    Parameters
    ----------
    block : str
        Key.
    role : str or None
        None for respondents without a role, and for pinned words of nobody.
    chosen : tuple of Chosen
        Pinned ones first, by number; then in the order in which the rule took them.
    quotations : int
        How many there are to choose from.
    fitting : int
        How many of them have a length that fits and are not barred.
    """

    block: str
    role: str | None
    chosen: tuple[Chosen, ...]
    quotations: int
    fitting: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class LeftOut:
    """A pinned or barred quotation that is not treated as the author said.

    Parameters
    ----------
    quotation : int
        Its number.
    reason : str
        ``gone``: removed since; ``unplaced``: a correction of the text left it without a place;
        ``layer``: in another layer than the one that is read; ``free``: only free codes;
        ``altered``: printed as it stands, because the edited quote does not fit its words now;
        ``barred``: pinned in one layer and barred in the same place in another; ``double``: another
        pinned quotation stands in the same place, with another text; ``disputed``: printed, though
        it overlaps what is barred; ``barred_gone``, ``barred_unplaced``: barred, and removed since
        or without a place, so that nothing keeps its words out.
    """

    quotation: int
    reason: Reason


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """All that illustrates.

    Parameters
    ----------
    rule : Rule
        By which it was chosen.
    layer : str
        Whose codings: ``consensus`` or the key of a coder.
    cells : tuple of Cell
        Blocks in the order of the codebook, roles in that of the tables within; also empty ones.
    left_out : tuple of LeftOut
        What became of quotations that are not treated as the author said.
    """

    rule: Rule
    layer: str
    cells: tuple[Cell, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """Every chosen quote, cell by cell; one that is pinned may come in more cells."""
        return tuple(one for cell in self.cells for one in cell.chosen)

    def to_json(self) -> dict[str, Any]:
        """The same as a plain dictionary."""
        return {
            "rule": dataclasses.asdict(self.rule),
            "layer": self.layer,
            "cells": [
                {
                    "block": cell.block,
                    "role": cell.role,
                    "quotations": cell.quotations,
                    "fitting": cell.fitting,
                    "chosen": [
                        {
                            "id": one.quote.id,
                            "respondent": one.quote.respondent,
                            "organisation": one.quote.organisation,
                            "transcript": one.quote.transcript,
                            "turn": one.quote.turn,
                            "codes": list(one.quote.codes),
                            "text": one.text,
                            "words": one.words,
                            "coders": one.coders,
                            "why": list(one.why),
                        }
                        for one in cell.chosen
                    ],
                }
                for cell in self.cells
            ],
            "left_out": [dataclasses.asdict(one) for one in self.left_out],
        }

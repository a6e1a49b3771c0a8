"""Marks: the quotations of respondents with the rows that they count in, each row once.

What tables of patterns (which codes go together, when new ones appear) count from. Quotations
are left out by the rule of the table of quotations: one without any respondent's word is counted
nowhere, and among blocks neither is one with free codes alone.
"""

from __future__ import annotations

__all__ = ["Marks"]

import dataclasses

import numpy as np

from bouwsteen.analysis.level import Level
from bouwsteen.analysis.rows import row_marks
from bouwsteen.analysis.speech import Ints, Speech
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.transcripts.cast import Cast


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Quotations as arrays.

    Parameters
    ----------
    speech : Speech
        The turns that they lie in.
    rows : tuple of Code
        Blocks, or every code down the tree.
    numbers : tuple of str
        Number of each row's code in the codebook; empty for a free code.
    transcript : ndarray of shape (n_quotations,)
        Number of each quotation's transcript in the cast.
    start, end : ndarray of shape (n_quotations,)
        Positions on the line of `speech`, half-open.
    quotation, row : ndarray of shape (n_marks,)
        Which quotation counts in which row; no pair comes twice.
    unattributed, free : tuple of int
        Numbers of the quotations left out: no respondent's words; free codes alone.
    """

    speech: Speech
    rows: tuple[Code, ...]
    numbers: tuple[str, ...]
    transcript: Ints
    start: Ints
    end: Ints
    quotation: Ints
    row: Ints
    unattributed: tuple[int, ...]
    free: tuple[int, ...]

    @classmethod
    def of(cls, columns: CodingColumns, cast: Cast, codebook: Codebook, *, rows: Level) -> Marks:
        """Lay out the codings of one layer.

        Raises
        ------
        AnalysisError
            When codings point at transcripts that are not in the cast, or outside a text.
        CodebookError
            When a coding's code is not in the codebook.
        """
        speech = Speech.of(cast)
        marks = row_marks(columns, speech, codebook, rows=rows)
        spoken, has_row = marks.person >= 0, marks.has_row
        kept = spoken & has_row
        counted = kept[marks.which]
        place = np.cumsum(kept) - 1
        start, end = speech.positions(marks.transcript, marks.start, marks.end)
        return cls(
            speech=speech,
            rows=marks.rows,
            numbers=marks.numbers,
            transcript=marks.transcript[kept],
            start=start[kept],
            end=end[kept],
            quotation=place[marks.which[counted]],
            row=marks.row[counted],
            unattributed=tuple(marks.ids[has_row & ~spoken].tolist()),
            free=tuple(marks.ids[~has_row].tolist()),
        )

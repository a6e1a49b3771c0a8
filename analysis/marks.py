"""Marks: the quotations of respondents with the rows that they count in, each row once.

What tables of patterns (which codes go together, when new ones appear) count from. Quotations
are left out by the rule of the table of quotations: one without any respondent's word is counted
nowhere, and among blocks neither is one with free codes alone.
"""

from __future__ import annotations

__all__ = ["Marks", "Rows"]

import dataclasses
from typing import Literal

import numpy as np

from bouwsteen.analysis.attribution import attribute
from bouwsteen.analysis.speech import Ints, Speech, as_ints
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.transcripts.cast import Cast

Rows = Literal["block", "code"]


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
    def of(cls, columns: CodingColumns, cast: Cast, codebook: Codebook, *, rows: Rows) -> Marks:
        """Lay out the codings of one layer.

        Raises
        ------
        AnalysisError
            When codings point at transcripts that are not in the cast, or outside a text.
        CodebookError
            When a coding's code is not in the codebook.
        """
        listed = codebook.blocks if rows == "block" else tuple(code for _, code in codebook.walk())
        ids, first, which = np.unique(
            as_ints(columns.quotation), return_index=True, return_inverse=True
        )
        speech = Speech.of(cast)
        transcript = speech.transcript_numbers(columns)[first]
        start, end = as_ints(columns.start)[first], as_ints(columns.end)[first]
        spoken = attribute(speech, transcript, start, end) >= 0
        row = _row_of_code(columns, codebook, listed, rows)[as_ints(columns.code)]
        has_row = np.zeros(len(ids), dtype=bool)
        has_row[which[row >= 0]] = True
        kept = spoken & has_row
        place = np.cumsum(kept) - 1
        counted = kept[which] & (row >= 0)
        width = max(len(listed), 1)
        quotation, of_row = np.divmod(
            np.unique(place[which[counted]] * width + row[counted]).astype(np.int64), width
        )
        from_position, to_position = speech.positions(transcript, start, end)
        return cls(
            speech=speech,
            rows=listed,
            numbers=tuple(codebook.numbers.get(code.key, "") for code in listed),
            transcript=transcript[kept],
            start=from_position[kept],
            end=to_position[kept],
            quotation=quotation,
            row=of_row,
            unattributed=tuple(ids[has_row & ~spoken].tolist()),
            free=tuple(ids[~has_row].tolist()),
        )


def _row_of_code(
    columns: CodingColumns, codebook: Codebook, listed: tuple[Code, ...], rows: Rows
) -> Ints:
    """Row of each code of the columns; -1 for one that has none."""
    place = {code.key: number for number, code in enumerate(listed)}
    keys = [
        codebook.block_of(key).key if rows == "block" else codebook[key].key
        for key in columns.codes
    ]
    return np.array([place.get(key, -1) for key in keys], dtype=np.int64)

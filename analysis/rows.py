"""The rows of a table, and which quotations count in which: each once a row.

Whatever a table counts (quotations, respondents, units in which codes meet) it starts here, so that
no two tables differ in who a quotation belongs to, or in what rolling up to a block means.
"""

from __future__ import annotations

__all__ = ["RowMarks", "row_marks"]

import dataclasses

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.attribution import attribute
from bouwsteen.analysis.level import Level, codes_at, places_at
from bouwsteen.analysis.speech import Ints, Speech, as_ints
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RowMarks:
    """Quotations as arrays, and the rows that they count in.

    Parameters
    ----------
    rows : tuple of Code
        Blocks, or every code down the tree.
    numbers : tuple of str
        Number of each row's code in the codebook; empty for a free code.
    ids : ndarray of shape (n_quotations,)
        Numbers of the quotations.
    transcript : ndarray of shape (n_quotations,)
        Number of the transcript in the cast.
    start, end : ndarray of shape (n_quotations,)
        The span in the transcript's text.
    person : ndarray of shape (n_quotations,)
        Index into ``cast.interviewees``; -1 for nobody.
    which, row : ndarray of shape (n_marks,)
        Every quotation once in each row that it counts in, as an index into the quotations.
    """

    rows: tuple[Code, ...]
    numbers: tuple[str, ...]
    ids: Ints
    transcript: Ints
    start: Ints
    end: Ints
    person: Ints
    which: Ints
    row: Ints

    @property
    def has_row(self) -> npt.NDArray[np.bool_]:
        """Whether each quotation counts in any row."""
        found = np.zeros(len(self.ids), dtype=bool)
        found[self.which] = True
        return found


def row_marks(
    columns: CodingColumns, speech: Speech, codebook: Codebook, *, rows: Level
) -> RowMarks:
    """Find whose each quotation is, and the rows of its codes.

    Parameters
    ----------
    columns : CodingColumns
        Codings of one layer.
    speech : Speech
        Who speaks where.
    codebook : Codebook
        The codes; every one of them gets a row.
    rows : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself, free codes included.

    Raises
    ------
    AnalysisError
        When codings point at transcripts that are not in the cast, or outside a text.
    CodebookError
        When a coding's code is not in the codebook.
    """
    listed = codes_at(codebook, rows)
    ids, first, which = np.unique(
        as_ints(columns.quotation), return_index=True, return_inverse=True
    )
    transcript = speech.transcript_numbers(columns)[first]
    start, end = as_ints(columns.start)[first], as_ints(columns.end)[first]
    row = places_at(columns.codes, codebook, rows)[as_ints(columns.code)]
    which, row = _once(which, row, len(listed))
    return RowMarks(
        rows=listed,
        numbers=tuple(codebook.numbers.get(code.key, "") for code in listed),
        ids=ids,
        transcript=transcript,
        start=start,
        end=end,
        person=attribute(speech, transcript, start, end),
        which=which,
        row=row,
    )


def _once(which: Ints, row: Ints, n_rows: int) -> tuple[Ints, Ints]:
    """Each quotation once a row; codes without a row (-1) are left out."""
    in_table = row >= 0
    # One key a (quotation, row) pair: a key that comes twice is two sub-codes of one block.
    # Sorting beats np.unique, which hashes, by far: the keys come nearly in order.
    pairs = which[in_table] * n_rows + row[in_table]
    pairs.sort(kind="stable")
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return np.divmod(pairs, max(n_rows, 1))

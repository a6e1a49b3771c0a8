"""Where each quotation stands in a table: the rows of its codes, and the column of its respondent.

What tables count (quotations, respondents, interviews) differs; where a quotation belongs does not.
"""

from __future__ import annotations

__all__ = ["Placed", "Rows", "place"]

import dataclasses
from typing import Literal

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.attribution import attribute
from bouwsteen.analysis.groups import BY_TRANSCRIPT, values
from bouwsteen.analysis.speech import Ints, Speech, as_ints
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.transcripts.cast import Cast

Rows = Literal["block", "code"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Quotations with their place in a table.

    Parameters
    ----------
    rows : tuple of Code
        Blocks, or every code down the tree.
    columns : tuple of str or None
        Values of the attribute; None for respondents who have none.
    ids : ndarray of shape (n_quotations,)
        Numbers of the quotations.
    transcript : ndarray of shape (n_quotations,)
        Number of the transcript in the cast.
    person : ndarray of shape (n_quotations,)
        Index into ``cast.interviewees``; -1 for nobody.
    group : ndarray of shape (n_quotations,)
        Column; -1 for none.
    which, row : ndarray of shape (n_marks,)
        Every quotation once in each row that it counts in, as an index into the quotations.
    """

    rows: tuple[Code, ...]
    columns: tuple[str | None, ...]
    ids: Ints
    transcript: Ints
    person: Ints
    group: Ints
    which: Ints
    row: Ints

    @property
    def has_row(self) -> npt.NDArray[np.bool_]:
        """Whether each quotation stands in any row."""
        found = np.zeros(len(self.ids), dtype=bool)
        found[self.which] = True
        return found

    def pairs(self) -> tuple[Ints, Ints]:
        """Row and column of every mark that stands in a cell."""
        group = self.group[self.which]
        counted = group >= 0
        return self.row[counted], group[counted]


def place(columns: CodingColumns, cast: Cast, codebook: Codebook, *, rows: Rows, by: str) -> Placed:
    """Find the rows and the column of each quotation.

    Parameters
    ----------
    columns : CodingColumns
        Codings of one layer.
    cast : Cast
        Who speaks where.
    codebook : Codebook
        The codes; every one of them gets a row.
    rows : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself, free codes included.
    by : str
        ``role``, ``organisation``, ``transcript`` or another attribute of the respondents.

    Returns
    -------
    Placed

    Raises
    ------
    AnalysisError
        When there are no respondents or none has such an attribute, or codings point at
        transcripts that are not in the cast.
    CodebookError
        When a coding's code is not in the codebook.
    """
    listed = codebook.blocks if rows == "block" else tuple(code for _, code in codebook.walk())
    groups = values(cast, by)
    ids, first, which = np.unique(
        as_ints(columns.quotation), return_index=True, return_inverse=True
    )
    speech = Speech.of(cast)
    transcript = speech.transcript_numbers(columns)[first]
    person = attribute(
        speech, transcript, as_ints(columns.start)[first], as_ints(columns.end)[first]
    )
    row = _rows(columns, codebook, listed, rows)[as_ints(columns.code)]
    which, row = _once(which, row, len(listed))
    return Placed(
        rows=listed,
        columns=groups,
        ids=ids,
        transcript=transcript,
        person=person,
        group=_groups(cast, by, groups, transcript, person),
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


def _rows(columns: CodingColumns, codebook: Codebook, listed: tuple[Code, ...], rows: Rows) -> Ints:
    """Row of each code of the columns; -1 for one that has none."""
    places = {code.key: number for number, code in enumerate(listed)}
    keys = [
        codebook.block_of(key).key if rows == "block" else codebook[key].key
        for key in columns.codes
    ]
    return np.array([places.get(key, -1) for key in keys], dtype=np.int64)


def _groups(
    cast: Cast, by: str, groups: tuple[str | None, ...], transcript: Ints, person: Ints
) -> Ints:
    """Column of each quotation; -1 for one that is nobody's."""
    places = {group: number for number, group in enumerate(groups)}
    if by == BY_TRANSCRIPT:
        of_transcript = np.array([places[one.key] for one in cast.transcripts], dtype=np.int64)
        return np.where(person >= 0, of_transcript[transcript], -1)
    of_person = [places[one.attribute(by) or None] for one in cast.interviewees]
    # The last entry answers for person -1.
    return np.array([*of_person, -1], dtype=np.int64)[person]

"""Where each quotation stands in a table: the rows of its codes, and the column of its respondent.

What tables count (quotations, respondents, interviews) differs; where a quotation belongs does not.
"""

from __future__ import annotations

__all__ = ["Placed", "place"]

import dataclasses

import numpy as np

from bouwsteen.analysis.groups import BY_TRANSCRIPT, values
from bouwsteen.analysis.level import Level
from bouwsteen.analysis.rows import RowMarks, row_marks
from bouwsteen.analysis.speech import Ints, Speech
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.transcripts.cast import Cast


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Quotations with their place in a table.

    Parameters
    ----------
    marks : RowMarks
        The quotations and their rows.
    columns : tuple of str or None
        Values of the attribute; None for respondents who have none.
    group : ndarray of shape (n_quotations,)
        Column; -1 for none.
    """

    marks: RowMarks
    columns: tuple[str | None, ...]
    group: Ints

    @property
    def counted(self) -> Ints:
        """Quotations that stand in a cell, as indices; once a row."""
        which = self.marks.which
        return which[self.group[which] >= 0]

    def pairs(self) -> tuple[Ints, Ints]:
        """Row and column of every mark that stands in a cell."""
        group = self.group[self.marks.which]
        counted = group >= 0
        return self.marks.row[counted], group[counted]


def place(
    columns: CodingColumns, cast: Cast, codebook: Codebook, *, rows: Level, by: str
) -> Placed:
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
    groups = values(cast, by)
    marks = row_marks(columns, Speech.of(cast), codebook, rows=rows)
    return Placed(marks=marks, columns=groups, group=_groups(cast, by, groups, marks))


def _groups(cast: Cast, by: str, groups: tuple[str | None, ...], marks: RowMarks) -> Ints:
    """Column of each quotation; -1 for one that is nobody's."""
    places = {group: number for number, group in enumerate(groups)}
    if by == BY_TRANSCRIPT:
        of_transcript = np.array([places[one.key] for one in cast.transcripts], dtype=np.int64)
        return np.where(marks.person >= 0, of_transcript[marks.transcript], -1)
    of_person = [places[one.attribute(by) or None] for one in cast.interviewees]
    # The last entry answers for person -1.
    return np.array([*of_person, -1], dtype=np.int64)[marks.person]

"""Interviews per organisation and role: the article's table of who was spoken to."""

from __future__ import annotations

__all__ = ["InterviewTable", "interview_table"]

import dataclasses
from typing import TYPE_CHECKING, Any

from bouwsteen.analysis.groups import BY_TRANSCRIPT, values
from bouwsteen.analysis.order import natural
from bouwsteen.analysis.tables import NO_VALUE
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.cast import Cast

if TYPE_CHECKING:
    import pandas as pd


@dataclasses.dataclass(frozen=True, kw_only=True)
class InterviewTable:
    """Numbers of interviews.

    An interview counts once in every cell that one of its respondents belongs to, and once in
    every total; with two roles in one interview the cells add up to more than the total.

    Parameters
    ----------
    rows_by, columns_by : str
        Attributes down and across.
    rows, columns : tuple of str or None
        Their values, rows in natural order; None for respondents who have none.
    counts : tuple of tuple of int
        One tuple a row, one figure a column.
    row_totals, column_totals : tuple of int
        Different interviews in each row and column.
    total : int
        Interviews with at least one respondent.
    without : tuple of str
        Transcripts without any respondent; counted nowhere.
    """

    rows_by: str
    columns_by: str
    rows: tuple[str | None, ...]
    columns: tuple[str | None, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int
    without: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """The cells as a data frame, no totals."""
        import pandas as pd

        return pd.DataFrame(
            list(self.counts),
            index=pd.Index(_names(self.rows), name=self.rows_by),
            columns=pd.Index(_names(self.columns), name=self.columns_by),
            dtype="int64",
        )

    def to_json(self) -> dict[str, Any]:
        """The table as plain dictionaries with stable English keys."""
        names = _names(self.columns)
        return {
            "rule": "interview-once-per-cell",
            "columns": names,
            "rows": [
                {
                    self.rows_by: row,
                    "counts": dict(zip(names, counts, strict=True)),
                    "total": total,
                }
                for row, counts, total in zip(
                    _names(self.rows), self.counts, self.row_totals, strict=True
                )
            ],
            "totals": {**dict(zip(names, self.column_totals, strict=True)), "total": self.total},
            "without": list(self.without),
        }


def interview_table(
    cast: Cast, *, rows: str = "organisation", columns: str = "role"
) -> InterviewTable:
    """Count interviews per organisation and role, or per two other attributes.

    Parameters
    ----------
    cast : Cast
        Who speaks where; a respondent takes part in a transcript when linked to it.
    rows, columns : str
        Attributes of the respondents.

    Raises
    ------
    AnalysisError
        When there are no respondents or none has such an attribute.
    """
    if BY_TRANSCRIPT in (rows, columns):
        raise AnalysisError(
            "Interviews are counted per attribute of the respondents, not per transcript.",
            "Use for example organisation and role.",
            key="interviews_by_transcript",
        )
    down = tuple(
        sorted(values(cast, rows), key=lambda value: (value is None, natural(value or "")))
    )
    across = values(cast, columns)
    cells: dict[tuple[str | None, str | None], set[str]] = {}
    without: list[str] = []
    for transcript in cast.transcripts:
        people = cast.respondents_in(transcript.key)
        if not people:
            without.append(transcript.key)
        for person in people:
            cell = person.attribute(rows) or None, person.attribute(columns) or None
            cells.setdefault(cell, set()).add(transcript.key)

    def together(*wanted: tuple[str | None, str | None]) -> int:
        return len(set().union(*(cells.get(cell, set()) for cell in wanted)))

    return InterviewTable(
        rows_by=rows,
        columns_by=columns,
        rows=down,
        columns=across,
        counts=tuple(tuple(together((row, column)) for column in across) for row in down),
        row_totals=tuple(together(*((row, column) for column in across)) for row in down),
        column_totals=tuple(together(*((row, column) for row in down)) for column in across),
        total=len(cast.transcripts) - len(without),
        without=tuple(without),
    )


def _names(found: tuple[str | None, ...]) -> list[str]:
    return [NO_VALUE if value is None else value for value in found]

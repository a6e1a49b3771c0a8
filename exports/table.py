"""Table: an article's table as frozen data, before any file format.

A table is made once (`article`), then rendered by one writer a format. Cells are numbers or
words; how a number looks is the writer's affair.
"""

from __future__ import annotations

__all__ = ["Cell", "Column", "Kind", "Table", "named"]

import dataclasses
from collections.abc import Sequence
from typing import Literal

Cell = str | int | float | None
"""None is a figure that does not exist; the table's notes say why."""

Kind = Literal["text", "int", "decimal", "percent"]

_TOO_MANY_COLUMNS = 10


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's heading and what stands under it.

    Parameters
    ----------
    key : str
        Stable English name.
    label : str
        Heading, in the table's language.
    kind : {"text", "int", "decimal", "percent"}
        Numbers are right aligned; a percent is a share from 0 to 1.
    total : bool
        Whether the column adds up the others.
    weight : float
        On paper, the column's share of the room that columns of words divide among them.
    """

    key: str
    label: str
    kind: Kind = "text"
    total: bool = False
    weight: float = 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table for an article.

    Parameters
    ----------
    key : str
        Stable English name, for sheets and files.
    caption : str
        Without a number; a writer numbers the tables it writes.
    columns : tuple of Column
        The first one names the rows.
    rows : tuple of tuple of Cell
        Each as long as `columns`.
    foot : tuple of tuple of Cell
        Totals and what they are out of; set off from the rows.
    notes : tuple of str
        Sentences under the table: how was counted, what was left out.
    text : tuple of str
        Running sentences that say the same in prose.
    across : str
        What the columns are; heads the first column when the table is turned on its side.
    lang : str
        ``nl`` or ``en``.

    Raises
    ------
    ValueError
        When a row is not as long as the columns: a fault of whoever makes the table.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    across: str = ""
    lang: str = "nl"

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in (*self.rows, *self.foot)):
            raise ValueError(f"A row of table {self.key} is not as long as its columns.")

    def fitting(self) -> Table:
        """The table as it fits on paper: on its side when its columns are too many."""
        too_many = len(self.columns) > max(_TOO_MANY_COLUMNS, len(self.rows) + 1)
        return self.transposed() if too_many else self

    def transposed(self) -> Table:
        """The same table with rows and columns exchanged; itself when kinds of number differ.

        Total columns become the foot, and the rows of the foot become columns, the first of them
        the total.

        Examples
        --------
        >>> table = Table(
        ...     key="t", caption="", rows=(("werk", 1, 2, 3),), foot=(("Totaal", 1, 2, 3),),
        ...     across="Rol", columns=(
        ...         Column(key="code", label="Code"), Column(key="a", label="A", kind="int"),
        ...         Column(key="b", label="B", kind="int"),
        ...         Column(key="total", label="Totaal", kind="int", total=True),
        ...     ),
        ... ).transposed()
        >>> [column.label for column in table.columns], table.rows, table.foot
        (['Rol', 'werk', 'Totaal'], (('A', 1, 1), ('B', 2, 2)), (('Totaal', 3, 3),))
        """
        head, *figures = self.columns
        turned_head = dataclasses.replace(head, key="across", label=self.across or head.label)
        kinds = {column.kind for column in figures}
        if len(kinds) != 1:
            return self
        (kind,) = kinds
        lines = (*self.rows, *self.foot)
        turned = tuple(
            (column.label, *(line[place] for line in lines))
            for place, column in enumerate(figures, start=1)
        )
        return dataclasses.replace(
            self,
            columns=(
                turned_head,
                *(
                    Column(
                        key=str(line[0]),
                        label=str(line[0]),
                        kind=kind,
                        total=number == len(self.rows),
                    )
                    for number, line in enumerate(lines)
                ),
            ),
            across=head.label,
            rows=tuple(
                line for line, column in zip(turned, figures, strict=True) if not column.total
            ),
            foot=tuple(line for line, column in zip(turned, figures, strict=True) if column.total),
        )


def named(tables: Sequence[Table]) -> dict[str, Table]:
    """Tables by a name of their own: the key, numbered from 2 where it comes again.

    Examples
    --------
    >>> empty = Table(key="quotes", caption="", columns=(), rows=())
    >>> list(named([empty, empty]))
    ['quotes', 'quotes_2']
    """
    found: dict[str, Table] = {}
    for table in tables:
        name, number = table.key, 1
        while name in found:
            number += 1
            name = f"{table.key}_{number}"
        found[name] = table
    return found

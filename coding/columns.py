"""CodingColumns: codings as parallel columns of integers, the shape that tables are counted from.

A study with a million codings is counted from five columns, not from a million objects. The
columns are plain sequences (``array`` in practice), so nothing here needs numpy; whoever counts
can wrap them without a copy.
"""

from __future__ import annotations

__all__ = ["CodingColumns"]

import dataclasses
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain

from bouwsteen.coding.model import Quotation
from bouwsteen.errors import CodingError

_WIDTH = 5


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CodingColumns:
    """Codings of one layer, one row a coding.

    Parameters
    ----------
    quotation : sequence of int
        Number of the quotation; rows with the same number are codings of one quotation.
    transcript : sequence of int
        Index into `transcripts`.
    start, end : sequence of int
        The quotation's span, half-open, in code points.
    code : sequence of int
        Index into `codes`.
    transcripts, codes : tuple of str
        Keys that the indices stand for.

    Raises
    ------
    CodingError
        When the columns differ in length.
    """

    quotation: Sequence[int]
    transcript: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]
    code: Sequence[int]
    transcripts: tuple[str, ...]
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        lengths = {
            len(column)
            for column in (self.quotation, self.transcript, self.start, self.end, self.code)
        }
        if len(lengths) > 1:
            raise CodingError(
                f"The columns of codings differ in length: {sorted(lengths)}.",
                key="coding_columns_differ",
                lengths=sorted(lengths),
            )

    def __len__(self) -> int:
        return len(self.quotation)

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[tuple[int, int, int, int, int]],
        *,
        transcripts: Iterable[str],
        codes: Iterable[str],
    ) -> CodingColumns:
        """Turn rows (quotation, transcript, start, end, code) into columns.

        Parameters
        ----------
        rows : iterable of tuple of five int
            For example a database cursor; it is read once and never held as tuples.
        transcripts, codes : iterable of str
            Keys that the indices stand for.

        Examples
        --------
        >>> columns = CodingColumns.from_rows(
        ...     [(1, 0, 5, 9, 0), (1, 0, 5, 9, 1)], transcripts=["a"], codes=["x", "y"]
        ... )
        >>> list(columns.code)
        [0, 1]
        """
        flat = array("q", chain.from_iterable(rows))
        return cls(
            quotation=flat[0::_WIDTH],
            transcript=flat[1::_WIDTH],
            start=flat[2::_WIDTH],
            end=flat[3::_WIDTH],
            code=flat[4::_WIDTH],
            transcripts=tuple(transcripts),
            codes=tuple(codes),
        )

    @classmethod
    def of(cls, quotations: Iterable[Quotation]) -> CodingColumns:
        """Lay a list of quotations out in columns.

        Parameters
        ----------
        quotations : iterable of Quotation
            Of one layer. When one of them has no number yet (id 0), all are numbered by their
            place in the list, from 1. A quotation without codings has no row.

        Examples
        --------
        >>> from bouwsteen.coding.model import Coding
        >>> from bouwsteen.transcripts.model import Span
        >>> one = Quotation(
        ...     transcript="a", span=Span(0, 4), coder="anna",
        ...     codings=(Coding(code="x"), Coding(code="y")),
        ... )
        >>> columns = CodingColumns.of([one])
        >>> len(columns), columns.codes
        (2, ('x', 'y'))
        """
        listed = list(quotations)
        stored = all(quotation.id for quotation in listed)
        transcripts: dict[str, int] = {}
        codes: dict[str, int] = {}
        rows = (
            (
                quotation.id if stored else place,
                transcripts.setdefault(quotation.transcript, len(transcripts)),
                quotation.span.start,
                quotation.span.end,
                codes.setdefault(code, len(codes)),
            )
            for place, quotation in enumerate(listed, start=1)
            for code in quotation.codes
        )
        # The generator fills both dictionaries, so it must have run before their keys are taken.
        flat = list(rows)
        return cls.from_rows(flat, transcripts=transcripts, codes=codes)

"""What a coder has done so far, as passages that carry codes or do not."""

from __future__ import annotations

__all__ = ["Training", "training_of"]

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Assistance, Coding, Origin, Quotation
from bouwsteen.coding.suggest.model import Passage, holds_half
from bouwsteen.transcripts.model import Span

_UNFINISHED = 0.5
_ACCEPTED = 0.7


@dataclasses.dataclass(frozen=True, kw_only=True)
class Training:
    """Passages that a coder has dealt with.

    Parameters
    ----------
    places : array of int, shape (n,)
        Their places among all passages.
    marks : array of bool, shape (n, n_blocks)
        Which blocks they carry.
    weights : array of float, shape (n, n_blocks)
        How sure each mark is: 1 for a code given by hand, for a rejection and for a code left out
        of a finished transcript, 0.7 for an accepted suggestion, 0.5 for a code left out so far.
    assisted : array of bool, shape (n, n_blocks), optional
        Which marks were given with a suggestion in sight; none when left out.
    """

    places: NDArray[np.int64]
    marks: NDArray[np.bool_]
    weights: NDArray[np.float64]
    assisted: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.places)

    def only(self, rows: Sequence[int]) -> Training:
        """Leave all but some passages out, `rows` being places in these arrays."""
        kept = np.array(rows, dtype=np.int64)
        return Training(
            places=self.places[kept],
            marks=self.marks[kept],
            weights=self.weights[kept],
            assisted=None if self.assisted is None else self.assisted[kept],
        )


@dataclasses.dataclass(slots=True)
class _Row:
    """One passage while it is read."""

    mark: NDArray[np.bool_]
    weight: NDArray[np.float64]
    assisted: NDArray[np.bool_]

    def refuse(self, column: int) -> None:
        self.weight[column] = 1.0

    def give(self, column: int, coding: Coding) -> None:
        sure = _ACCEPTED if coding.origin is Origin.ACCEPTED else 1.0
        # A block given twice is as sure as its surest code, and assisted when both were.
        if self.mark[column]:
            self.weight[column] = max(sure, self.weight[column])
            self.assisted[column] &= _is_assisted(coding)
        else:
            self.weight[column], self.assisted[column] = sure, _is_assisted(coding)
        self.mark[column] = True


def training_of(
    passages: Sequence[Passage],
    quotations: Iterable[Quotation],
    *,
    codebook: Codebook,
    blocks: Sequence[str],
    done: Collection[str] = (),
    rejected: Iterable[tuple[str, Span, str]] = (),
) -> Training:
    """Read one coder's layer as marks on passages.

    A passage carries a block when a quotation with one of its codes holds at least half of it, or
    lies in it for at least half. In an unfinished transcript only passages that carry a block or
    that the coder decided on teach: of the others nobody knows whether they were read, and to
    have been listed with a suggestion is not to have been judged.

    Parameters
    ----------
    passages : sequence of Passage
        Every passage of the study, transcript by transcript.
    quotations : iterable of Quotation
        Of one coder. Suggestions are not among them: only what a person did teaches.
    codebook : Codebook
        For the block of a code; codes that it no longer has are left out.
    blocks : sequence of str
        Keys of the blocks and free codes, in the order of the columns.
    done : collection of str
        Transcripts that the coder finished.
    rejected : iterable of (str, Span, str)
        Transcript, passage and block of suggestions that the coder turned down.

    Returns
    -------
    Training
    """
    column = {key: number for number, key in enumerate(blocks)}
    given: dict[str, list[tuple[Span, list[tuple[int, Coding]]]]] = defaultdict(list)
    for one in quotations:
        given[one.transcript].append((one.span, _columns(one, codebook, column)))
    refused: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for transcript, span, block in rejected:
        if block in column:
            refused[transcript].append((span, column[block]))
    places, rows = [], []
    for place, passage in enumerate(passages):
        finished = passage.transcript in done
        row = _blank(len(blocks), 1.0 if finished else _UNFINISHED)
        dealt = finished
        for span, number in refused[passage.transcript]:
            if span.overlap(passage.span):
                row.refuse(number)
                dealt = True
        for span, codings in given[passage.transcript]:
            if holds_half(span, passage.span):
                for number, coding in codings:
                    row.give(number, coding)
        if dealt or row.mark.any():
            places.append(place)
            rows.append(row)
    return _joined(places, rows, len(blocks))


def _blank(width: int, weight: float) -> _Row:
    none = np.zeros(width, dtype=bool)
    return _Row(mark=none, weight=np.full(width, weight), assisted=none.copy())


def _joined(places: Sequence[int], rows: Sequence[_Row], width: int) -> Training:
    shape = (len(places), width)
    return Training(
        places=np.array(places, dtype=np.int64),
        marks=np.array([row.mark for row in rows], dtype=bool).reshape(shape),
        weights=np.array([row.weight for row in rows], dtype=float).reshape(shape),
        assisted=np.array([row.assisted for row in rows], dtype=bool).reshape(shape),
    )


def _columns(
    quotation: Quotation, codebook: Codebook, column: Mapping[str, int]
) -> list[tuple[int, Coding]]:
    return [
        (column[block], coding)
        for coding in quotation.codings
        if coding.code in codebook and (block := codebook.block_of(coding.code).key) in column
    ]


def _is_assisted(coding: Coding) -> bool:
    return coding.origin is Origin.ACCEPTED or coding.assistance is Assistance.SHOWN

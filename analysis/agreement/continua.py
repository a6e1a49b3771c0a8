"""Unitizing coefficients of a comparison: partitions made of the coders' stretches."""

from __future__ import annotations

__all__ = ["coder_units", "tally_code", "tally_code_sets"]

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.agreement.gamma import Annotation
from bouwsteen.analysis.agreement.sets import code_sets
from bouwsteen.analysis.agreement.unitizing import UnitizingTally, tally_unitizing
from bouwsteen.analysis.segments import Segments, segments
from bouwsteen.analysis.speech import Ints
from bouwsteen.analysis.stretches import Spans, Stretches


def tally_code(stretches: Stretches, spans: Spans, code: int) -> UnitizingTally:
    """One code against everything else: the partition of each coder has two values.

    Parameters
    ----------
    spans : Spans
        The stretches' spans, joined, touching ones too.
    code : int
        Place of the code.
    """
    own = spans.where(spans.code == code)
    alone = Spans(
        coder=own.coder,
        code=np.zeros_like(own.code),
        transcript=own.transcript,
        start=own.start,
        end=own.end,
    )
    base, n_coders = stretches.line.base, len(stretches.coders)
    pieces = segments(alone, base, n_coders=n_coders, n_codes=1)
    return _tally(stretches, pieces, pieces.marks[:, :, 0].astype(np.int64), n_values=2)


def tally_code_sets(
    stretches: Stretches, spans: Spans
) -> tuple[UnitizingTally, npt.NDArray[np.bool_]]:
    """All codes at once: the value of a segment is the set of codes that a coder gave it.

    Returns
    -------
    tally : UnitizingTally
        Values are sets; 0 is the gap.
    members : ndarray of bool, shape (n_sets, n_codes)
        Codes of each set.
    """
    pieces = segments(
        spans,
        stretches.line.base,
        n_coders=len(stretches.coders),
        n_codes=len(stretches.codes),
    )
    labels, members = code_sets(pieces.marks)
    return _tally(stretches, pieces, labels, n_values=len(members)), members


def _tally(
    stretches: Stretches, pieces: Segments, values: Ints, *, n_values: int
) -> UnitizingTally:
    return tally_unitizing(
        np.where(stretches.done[pieces.transcript], values, -1),
        pieces.length,
        pieces.transcript,
        n_values=n_values,
        n_transcripts=len(stretches.line.transcripts),
    )


def coder_units(stretches: Stretches) -> Sequence[Sequence[Annotation | None]]:
    """Every coder's units of every transcript, as gamma takes them; nothing is joined."""
    spans, base = stretches.spans, stretches.line.base
    found = []
    for number, done in enumerate(stretches.done.tolist()):
        here = spans.where(spans.transcript == number)
        start = (here.start - base[number]).astype(np.float64)
        end = (here.end - base[number]).astype(np.float64)
        row: list[Annotation | None] = []
        for coder, is_done in enumerate(done):
            own = here.coder == coder
            one = Annotation(start=start[own], end=end[own], code=here.code[own])
            row.append(one if is_done else None)
        found.append(row)
    return found

"""Elementary segments: the pieces of the line between one coder's or another's next boundary.

Within a segment nothing changes for anybody, so a segment with its length stands for all of its
characters and no character is ever laid out by itself.
"""

from __future__ import annotations

__all__ = ["Segments", "segments"]

import dataclasses

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.speech import Ints
from bouwsteen.analysis.stretches import Spans


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """The line cut at every boundary.

    Parameters
    ----------
    start, length, transcript : ndarray of int, shape (n_segments,)
        Place on the line, characters, and transcript.
    marks : ndarray of bool, shape (n_segments, n_coders, n_codes)
        True where a coder's span of a code covers the segment.
    """

    start: Ints
    length: Ints
    transcript: Ints
    marks: npt.NDArray[np.bool_]


def segments(spans: Spans, base: Ints, *, n_coders: int, n_codes: int) -> Segments:
    """Cut the line at every start and end, O(n log n) in the number of spans.

    Parameters
    ----------
    spans : Spans
        Joined, touching ones too: per coder and code apart from each other.
    base : ndarray of int, shape (n_transcripts + 1,)
        Where transcripts begin, and the end of the line.
    """
    edges = np.unique(np.concatenate((base, spans.start, spans.end)))
    change = np.zeros((len(edges), n_coders * n_codes), dtype=np.int8)
    lane = spans.coder * n_codes + spans.code
    change[np.searchsorted(edges, spans.start), lane] += 1
    change[np.searchsorted(edges, spans.end), lane] -= 1
    covered = np.cumsum(change[:-1], axis=0, dtype=np.int8).astype(bool)
    return Segments(
        start=edges[:-1],
        length=np.diff(edges),
        transcript=np.searchsorted(base, edges[:-1], side="right") - 1,
        marks=covered.reshape(-1, n_coders, n_codes),
    )

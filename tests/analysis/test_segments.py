"""Elementary segments and joined spans."""

from __future__ import annotations

import numpy as np

from bouwsteen.analysis.segments import segments
from bouwsteen.analysis.stretches import Spans, joined


def spans(*rows: tuple[int, int, int, int, int]) -> Spans:
    names = ("coder", "code", "transcript", "start", "end")
    columns = np.array(sorted(rows), dtype=np.int64).reshape(-1, 5).T
    return Spans(**dict(zip(names, columns, strict=True)))


def test_joining_keeps_coders_codes_and_transcripts_apart() -> None:
    found = joined(
        spans(
            (0, 0, 0, 0, 5),
            (0, 0, 0, 2, 3),
            (0, 0, 0, 4, 8),
            (0, 0, 1, 8, 9),
            (0, 1, 0, 1, 4),
            (1, 0, 0, 3, 6),
        ),
        touching=True,
    )
    assert found.table.tolist() == [
        [0, 0, 0, 0, 8],
        [0, 0, 1, 8, 9],
        [0, 1, 0, 1, 4],
        [1, 0, 0, 3, 6],
    ]


def test_nothing_is_joined_to_nothing() -> None:
    assert len(joined(spans(), touching=False)) == 0


def test_segments_cover_the_line_and_hold_every_boundary() -> None:
    found = segments(
        spans((0, 0, 0, 2, 6), (1, 1, 1, 11, 14)), np.array([0, 10, 10, 15]), n_coders=2, n_codes=2
    )
    assert found.start.tolist() == [0, 2, 6, 10, 11, 14]
    assert found.length.tolist() == [2, 4, 4, 1, 3, 1]
    # The second transcript has no codeable text.
    assert found.transcript.tolist() == [0, 0, 0, 2, 2, 2]
    assert [tuple(one) for one in np.argwhere(found.marks)] == [(1, 0, 0), (4, 1, 1)]

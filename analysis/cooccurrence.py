"""Co-occurrence: which codes stand together in a quotation, on one another, or turns apart.

Two codes meet in a *unit*: a quotation, or a respondent's turn. ``quotation`` asks for one
quotation that carries both; ``overlap`` for two quotations with at least one character in common;
``turn`` for one turn in which both are marked; a number for two turns of one interview that are
at most so many turns apart, interviewers' turns counted along as the transcript numbers them.

Two figures are given, because one cannot do the work of both:

- the *count* is of pairs, a unit with the one code and a unit with the other, as programs for
  qualitative analysis count them; a unit with both is one pair. Where units are judged by
  themselves (``quotation``, ``turn``) that is simply the number of units with both codes.
- *Jaccard's* index (1912) is of units: of those with either code, the share in which, or within
  reach of which, the other is found too. Pairs would not do, since one long quotation over three
  short ones makes three pairs of four units, and an index of pairs passes 1.

On the diagonal stands the number of units with the code. Both figures are symmetric, and neither
falls when the reach grows.
"""

from __future__ import annotations

__all__ = ["Cooccurrence", "Within", "cooccurrence", "within_of"]

import dataclasses
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bouwsteen.analysis.level import Level
from bouwsteen.analysis.marks import Marks
from bouwsteen.analysis.speech import Ints
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.cast import Cast

if TYPE_CHECKING:
    import pandas as pd

Within = Literal["quotation", "overlap", "turn"] | int
Grid = tuple[tuple[int, ...], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cooccurrence:
    """Codes by codes.

    Parameters
    ----------
    within : {"quotation", "overlap", "turn"} or int
        How near two codes stand to go together; a number counts turns.
    rule : str
        ``once-per-block`` or ``once-per-code``.
    layer : str
        Whose codings were counted: ``consensus``, or a coder's key.
    rows : tuple of Code
        Blocks, or every code down the tree.
    numbers : tuple of str
        Number of each row's code in the codebook.
    counts : tuple of tuple of int, n_rows by n_rows
        Pairs of units; on the diagonal the units with the code.
    both, either : tuple of tuple of int, n_rows by n_rows
        Units with one of two codes and the other within reach; units with one of them.
    unattributed, free : tuple of int
        Numbers of quotations that are counted nowhere: no respondent's words; free codes alone.
    """

    within: Within
    rule: str
    layer: str
    rows: tuple[Code, ...]
    numbers: tuple[str, ...]
    counts: Grid
    both: Grid
    either: Grid
    unattributed: tuple[int, ...] = ()
    free: tuple[int, ...] = ()

    @property
    def unit(self) -> str:
        """``quotation`` or ``turn``."""
        return "quotation" if self.within in ("quotation", "overlap") else "turn"

    @property
    def jaccard(self) -> tuple[tuple[float | None, ...], ...]:
        """Both by either; None where neither code occurs, which leaves nothing to share."""
        return tuple(
            tuple(together / any_ if any_ else None for together, any_ in zip(*lines, strict=True))
            for lines in zip(self.both, self.either, strict=True)
        )

    def to_frame(self, show: Literal["counts", "jaccard"] = "counts") -> pd.DataFrame:
        """Either figure as a square data frame by code key."""
        import pandas as pd

        keys = pd.Index([code.key for code in self.rows], name="code")
        if show == "counts":
            return pd.DataFrame(list(self.counts), index=keys, columns=keys, dtype="int64")
        return pd.DataFrame(list(self.jaccard), index=keys, columns=keys, dtype="float64")

    def to_json(self, *, lang: str = "nl") -> dict[str, Any]:
        """The table as plain dictionaries with stable English keys; labels in `lang`."""
        keys = [code.key for code in self.rows]
        jaccard = self.jaccard
        return {
            "within": self.within,
            "unit": self.unit,
            "rule": self.rule,
            "layer": self.layer,
            "columns": keys,
            "rows": [
                {
                    "code": code.key,
                    "number": self.numbers[place],
                    "label": code.label(lang, short=True),
                    "units": self.counts[place][place],
                    "counts": dict(zip(keys, self.counts[place], strict=True)),
                    "both": dict(zip(keys, self.both[place], strict=True)),
                    "either": dict(zip(keys, self.either[place], strict=True)),
                    "jaccard": dict(zip(keys, jaccard[place], strict=True)),
                }
                for place, code in enumerate(self.rows)
            ],
            "unattributed": list(self.unattributed),
            "free": list(self.free),
        }


def within_of(text: str) -> Within:
    """Read how near codes must stand: a name, or a number of turns.

    Raises
    ------
    AnalysisError
        When it is neither.

    Examples
    --------
    >>> within_of("overlap"), within_of("3")
    ('overlap', 3)
    """
    names: tuple[Within, ...] = ("quotation", "overlap", "turn")
    if text in names:
        return names[names.index(text)]
    if text.isascii() and text.isdecimal() and 0 < int(text) < 10**6:
        return int(text)
    raise AnalysisError(
        f"{text!r} does not say how near two codes stand.",
        "Use quotation, overlap, turn, or a number of turns from 1.",
        key="within_unknown",
        text=text,
    )


def cooccurrence(
    columns: CodingColumns,
    cast: Cast,
    codebook: Codebook,
    *,
    rows: Level = "block",
    within: Within = "quotation",
    layer: str = "",
) -> Cooccurrence:
    """Count how often codes stand together.

    Parameters
    ----------
    columns : CodingColumns
        Codings of one layer.
    cast : Cast
        Who speaks where. A quotation that holds no respondent's words is counted nowhere; of one
        that runs over several turns, every respondent's turn in it is marked.
    codebook : Codebook
        The codes; every one of them gets a row.
    rows : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself.
    within : {"quotation", "overlap", "turn"} or int
        What counts as together; see the module.
    layer : str
        Whose codings these are, to be printed with the table.

    Raises
    ------
    AnalysisError
        When codings point at transcripts that are not in the cast, or `within` is less than 1.
    CodebookError
        When a coding's code is not in the codebook.
    """
    if isinstance(within, int):
        within_of(str(within))
    marks = Marks.of(columns, cast, codebook, rows=rows)
    if within in ("quotation", "overlap"):
        unit, row, start, end = marks.quotation, marks.row, marks.start, marks.end
    else:
        unit, row, start, end = _turns(marks, 0 if isinstance(within, str) else within)
    counts, both, either = _grids(unit, row, start, end, len(marks.rows), within)
    return Cooccurrence(
        within=within,
        rule=f"once-per-{rows}",
        layer=layer,
        rows=marks.rows,
        numbers=marks.numbers,
        counts=_grid(counts),
        both=_grid(both),
        either=_grid(either),
        unattributed=marks.unattributed,
        free=marks.free,
    )


def _grid(matrix: Ints) -> Grid:
    return tuple(map(tuple, matrix.tolist()))


def _turns(marks: Marks, reach: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Respondents' turns as units.

    A turn becomes a stretch that begins at its number and is one longer than the reach, so two
    turns are within reach exactly when their stretches overlap.

    Returns
    -------
    unit, row : ndarray of shape (n_marks,)
        Which turn is marked with which row, each pair once.
    start, end : ndarray of shape (n_turns,)
        Stretches on a line where transcripts lie too far apart to meet.
    """
    speech = marks.speech
    turn_end = speech.turn_start + speech.turn_length
    first = np.searchsorted(turn_end, marks.start, side="right")
    number = np.searchsorted(speech.turn_start, marks.end, side="left") - first
    times = number[marks.quotation]
    begin = np.cumsum(times) - times
    turn = np.repeat(first[marks.quotation] - begin, times) + np.arange(int(times.sum()))
    row = np.repeat(marks.row, times)
    answered = speech.turn_slot[turn] >= 0
    width = max(len(marks.rows), 1)
    unit, row = np.divmod(np.unique(turn[answered] * width + row[answered]), width)
    start = np.arange(len(turn_end)) + speech.turn_transcript * (reach + 1)
    return unit.astype(np.int64), row.astype(np.int64), start, start + reach + 1


def _grids(
    unit: Ints, row: Ints, start: Ints, end: Ints, n_rows: int, within: Within
) -> tuple[Ints, Ints, Ints]:
    """Pairs, units with both in reach, and units with either, row by row.

    Parameters
    ----------
    unit, row : ndarray of shape (n_marks,)
        Which unit carries which row.
    start, end : ndarray of shape (n_units,)
        Stretch of each unit; units are within reach of one another when these overlap.
    """
    shape = (n_rows, n_rows)
    same, pairs, reached = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    alone = within in ("quotation", "turn")
    # Needles in order are found much faster.
    order = np.argsort(start[unit], kind="stable")
    unit, row = unit[order], row[order]
    starts, ends = start[unit], end[unit]
    for place in range(n_rows):
        own = row == place
        carries = np.zeros(len(start), dtype=bool)
        carries[unit[own]] = True
        same[place] = np.bincount(row[carries[unit]], minlength=n_rows)
        if alone:
            continue
        # Of the row's units, those that begin before a stretch ends, less those over before it.
        near = np.searchsorted(starts[own], ends, side="left")
        near -= np.searchsorted(np.sort(ends[own]), starts, side="right")
        pairs[place] = np.rint(np.bincount(row, weights=near, minlength=n_rows))
        reached[place] = np.bincount(row[near > 0], minlength=n_rows)
    occurs = same.diagonal()
    either = occurs[:, None] + occurs[None, :] - same
    if alone:
        return same, same, either
    np.fill_diagonal(pairs, occurs)
    # Units of one row that reach the other, from both sides; those with both come twice.
    return pairs, reached + reached.T - same, either

"""From free spans to units: which coder gave which code to which turn, sentence or character.

For turns and sentences a rule says when a span marks a unit, and the rule can change agreement more
than anything else, so it travels with every result:

- ``overlap``: it shares at least a few characters with the unit, or the whole of a shorter unit; so
  a stray blank or full stop does not spill a code into the next turn;
- ``half``: a coder's spans of the code hold at least half of the unit;
- ``start``: it starts in the unit (a span that starts in text that is not codeable starts in the
  next codeable turn that it holds).

Characters need no rule. A coder's overlapping spans of one code are joined first.
"""

from __future__ import annotations

__all__ = ["MIN_OVERLAP", "Rule", "Unit", "Units", "units_of"]

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.level import Level
from bouwsteen.analysis.line import Line, Scope
from bouwsteen.analysis.segments import segments
from bouwsteen.analysis.sentences import sentence_starts
from bouwsteen.analysis.speech import Ints
from bouwsteen.analysis.stretches import Spans, Stretches, joined, stretches_of
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done
from bouwsteen.transcripts.cast import Cast

MIN_OVERLAP = 3
"""Characters that a span must share with a unit to mark it."""

Unit = Literal["turn", "sentence", "character"]
Rule = Literal["overlap", "half", "start"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Units:
    """What every coder gave to every unit.

    Parameters
    ----------
    unit : {"turn", "sentence", "character"}
        What the units are.
    rule : str
        ``overlap``, ``half``, ``start``, or ``characters`` where no rule is needed.
    min_overlap : int or None
        Characters that ``overlap`` asks for; None for the other rules.
    transcript : ndarray of int, shape (n_units,)
        Place among ``stretches.line.transcripts``, ascending.
    start, end : ndarray of int, shape (n_units,)
        Half-open on the codeable line.
    weight : ndarray of int, shape (n_units,)
        1 for turns and sentences. Characters come as segments; the weight is the length.
    marks : ndarray of bool, shape (n_units, n_coders, n_codes)
        True where a coder gave a code to a unit.
    stretches : Stretches
        The spans that the units were made from.
    """

    unit: Unit
    rule: str
    min_overlap: int | None
    transcript: Ints
    start: Ints
    end: Ints
    weight: Ints
    marks: npt.NDArray[np.bool_]
    stretches: Stretches

    @property
    def coders(self) -> tuple[str, ...]:
        """Keys of the coders."""
        return self.stretches.coders

    @property
    def codes(self) -> tuple[str, ...]:
        """Keys of the blocks or codes."""
        return self.stretches.codes

    @property
    def present(self) -> npt.NDArray[np.bool_]:
        """Who gave a value to each unit, shape (n_units, n_coders)."""
        return self.stretches.done[self.transcript]

    @property
    def n_units(self) -> int:
        """Number of units, characters one by one."""
        return int(self.weight.sum())


def units_of(
    cast: Cast,
    coded: Mapping[str, CodingColumns],
    done: Collection[Done],
    codebook: Codebook,
    *,
    coders: Sequence[str] | None = None,
    unit: Unit = "turn",
    rule: Rule = "overlap",
    min_overlap: int = MIN_OVERLAP,
    level: Level = "block",
    scope: Scope = "respondents",
) -> Units:
    """Lay the codings of several coders side by side, unit by unit.

    Parameters
    ----------
    cast : Cast
        Who speaks where.
    coded : mapping of coder key to CodingColumns
        Each coder's own, independent codings.
    done : collection of Done
        What coders declared done; only transcripts that two coders finished have units.
    codebook : Codebook
        The codes.
    coders : sequence of str, optional
        Whom to compare; else all of `coded`.
    unit : {"turn", "sentence", "character"}
        What to compare on.
    rule : {"overlap", "half", "start"}
        When a span marks a turn or sentence; characters need none.
    min_overlap : int
        Characters that the rule ``overlap`` asks for.
    level : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself, free codes included.
    scope : {"respondents", "all"}
        Codeable text: respondents' turns, or every turn.

    Raises
    ------
    AnalysisError
        When there is nothing to compare, in one line that says what is lacking.
    """
    found = stretches_of(cast, coded, done, codebook, coders=coders, level=level, scope=scope)
    if unit == "character":
        return _characters(found)
    line = found.line
    start, end, place = line.opens, line.closes, np.arange(len(line.opens))
    if unit == "sentence":
        start, end, place = _sentences(cast, line)
    spans = joined(found.spans, touching=True)
    return Units(
        unit=unit,
        rule=rule,
        min_overlap=min_overlap if rule == "overlap" else None,
        transcript=line.transcript[place],
        start=start,
        end=end,
        weight=np.ones(len(start), dtype=np.int64),
        marks=_marks(spans, start, end, found, rule=rule, min_overlap=min_overlap),
        stretches=found,
    )


def _characters(found: Stretches) -> Units:
    pieces = segments(
        joined(found.spans, touching=True),
        found.line.base,
        n_coders=len(found.coders),
        n_codes=len(found.codes),
    )
    return Units(
        unit="character",
        rule="characters",
        min_overlap=None,
        transcript=pieces.transcript,
        start=pieces.start,
        end=pieces.start + pieces.length,
        weight=pieces.length,
        marks=pieces.marks,
        stretches=found,
    )


def _sentences(cast: Cast, line: Line) -> tuple[Ints, Ints, Ints]:
    """Start and end of every sentence on the line, and the turn it stands in."""
    starts: list[int] = []
    turns: list[int] = []
    for number, key in enumerate(line.transcripts):
        transcript = cast.transcript(key)
        own = np.flatnonzero(line.transcript == number).tolist()
        offsets, opens, closes = (x[own].tolist() for x in (line.offset, line.opens, line.closes))
        texts = tuple(
            transcript.text[offset : offset + close - open_]
            for offset, open_, close in zip(offsets, opens, closes, strict=True)
        )
        split = sentence_starts(texts, language=transcript.language)
        for turn, open_, within in zip(own, opens, split, strict=True):
            starts += [open_ + start for start in within]
            turns += [turn] * len(within)
    start, place = np.array(starts, dtype=np.int64), np.array(turns, dtype=np.int64)
    # Codeable turns lie end to end, so the last sentence of a turn ends where the next one starts.
    return start, np.append(start[1:], line.length), place


def _marks(
    spans: Spans, start: Ints, end: Ints, found: Stretches, *, rule: Rule, min_overlap: int
) -> npt.NDArray[np.bool_]:
    shape = (len(start), len(found.coders), len(found.codes))
    lane = spans.coder * shape[2] + spans.code
    marks = np.zeros((shape[0], shape[1] * shape[2]), dtype=bool)
    if rule == "start":
        marks[np.searchsorted(start, spans.start, side="right") - 1, lane] = True
        return marks.reshape(shape)
    first = np.searchsorted(end, spans.start, side="right")
    reached = np.searchsorted(start, spans.end, side="left") - first
    span = np.repeat(np.arange(len(spans)), reached)
    # Counts up from each span's first unit.
    unit = np.arange(len(span)) - np.repeat(np.cumsum(reached) - reached - first, reached)
    shared = np.minimum(spans.end[span], end[unit]) - np.maximum(spans.start[span], start[unit])
    if rule == "overlap":
        enough = shared >= np.minimum(min_overlap, (end - start)[unit])
        marks[unit[enough], lane[span[enough]]] = True
        return marks.reshape(shape)
    held = np.bincount(unit * marks.shape[1] + lane[span], weights=shared, minlength=marks.size)
    return (2 * held.reshape(marks.shape) >= (end - start)[:, None]).reshape(shape)

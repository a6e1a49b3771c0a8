"""From free spans to fixed units: which coder gave which code to which turn.

A quotation marks a turn when it overlaps the turn by at least three characters, or holds the
whole of a shorter turn; so a stray blank or full stop does not spill a code into the next turn.
Only respondents' turns are units, and only in transcripts that every coder declared done: a
transcript that a coder did not finish is missing, not empty.
"""

from __future__ import annotations

__all__ = ["MIN_OVERLAP", "Unit", "Units", "turn_units"]

import dataclasses
from collections.abc import Collection, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.speech import Ints, Speech, as_ints
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done
from bouwsteen.transcripts.cast import Cast

MIN_OVERLAP = 3
"""Characters that a quotation must share with a turn to mark it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One turn of a respondent."""

    transcript: str
    turn: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Units:
    """What every coder gave to every unit.

    Parameters
    ----------
    unit : str
        What the units are: ``turn``.
    rule : str
        When a quotation marks a unit: ``overlap-3``.
    level : str
        ``block`` or ``code``.
    coders : tuple of str
        Keys.
    codes : tuple of str
        Keys of the blocks or codes.
    units : tuple of Unit
        In the order of the cast.
    marks : ndarray of bool, shape (n_units, n_coders, n_codes)
        True where a coder gave a code to a unit.
    missing : tuple of Done
        Coder and transcript pairs that are *not* done; these transcripts have no units here.
    """

    unit: str
    rule: str
    level: str
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    units: tuple[Unit, ...]
    marks: npt.NDArray[np.bool_]
    missing: tuple[Done, ...]


def turn_units(
    cast: Cast,
    coded: Mapping[str, CodingColumns],
    done: Collection[Done],
    codebook: Codebook,
    *,
    level: Literal["block", "code"] = "block",
) -> Units:
    """Lay the codings of several coders side by side, turn by turn.

    Parameters
    ----------
    cast : Cast
        Who speaks where.
    coded : mapping of coder key to CodingColumns
        Each coder's own, independent codings.
    done : collection of Done
        What coders declared done.
    codebook : Codebook
        The codes.
    level : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself, free codes included.

    Returns
    -------
    Units
    """
    speech = Speech.of(cast)
    finished = set(done)
    missing = tuple(
        pair
        for key in speech.keys
        for pair in (Done(coder=coder, transcript=key) for coder in coded)
        if pair not in finished
    )
    left_out = {pair.transcript for pair in missing}
    usable = np.array([key not in left_out for key in speech.keys], dtype=bool)
    turns = np.flatnonzero(
        (speech.turn_slot >= 0) & (speech.turn_length > 0) & usable[speech.turn_transcript]
    )
    codes = tuple(
        code.key
        for code in (codebook.blocks if level == "block" else (one for _, one in codebook.walk()))
    )
    marks = np.zeros((len(turns), len(coded), len(codes)), dtype=bool)
    place = {key: number for number, key in enumerate(codes)}
    for coder, columns in enumerate(coded.values()):
        keys = (codebook.block_of(key).key if level == "block" else key for key in columns.codes)
        of_code = np.array([place.get(key, -1) for key in keys], dtype=np.int64)
        code = of_code[as_ints(columns.code)]
        coding, unit = _overlaps(speech, turns, columns)
        known = code[coding] >= 0
        marks[unit[known], coder, code[coding][known]] = True
    return Units(
        unit="turn",
        rule=f"overlap-{MIN_OVERLAP}",
        level=level,
        coders=tuple(coded),
        codes=codes,
        units=tuple(
            Unit(transcript=speech.keys[transcript], turn=turn)
            for transcript, turn in zip(
                speech.turn_transcript[turns].tolist(),
                speech.turn_index[turns].tolist(),
                strict=True,
            )
        ),
        marks=marks,
        missing=missing,
    )


def _overlaps(speech: Speech, turns: Ints, columns: CodingColumns) -> tuple[Ints, Ints]:
    """Pairs (coding, unit) in which the coding marks the unit."""
    starts, ends = speech.positions(
        speech.transcript_numbers(columns), as_ints(columns.start), as_ints(columns.end)
    )
    opens = speech.turn_start[turns]
    closes = opens + speech.turn_length[turns]
    first = np.searchsorted(closes, starts, side="right")
    after = np.searchsorted(opens, ends, side="left")
    reached = np.maximum(after - first, 0)
    coding = np.repeat(np.arange(len(starts)), reached)
    # Counts up from each coding's first unit.
    step = np.arange(len(coding)) - np.repeat(np.cumsum(reached) - reached, reached)
    unit = first[coding] + step
    shared = np.minimum(ends[coding], closes[unit]) - np.maximum(starts[coding], opens[unit])
    enough = shared >= np.minimum(MIN_OVERLAP, closes[unit] - opens[unit])
    return coding[enough], unit[enough]

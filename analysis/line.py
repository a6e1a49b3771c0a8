"""The codeable line: the words that coders could code, end to end, without labels and questions.

Codeable text is what respondents say (or every turn, when asked for) in the transcripts that are
compared. Each of its characters has one place on the line, so lengths, overlaps and boundaries are
plain subtractions and the interviewer's text can neither raise nor lower agreement.
"""

from __future__ import annotations

__all__ = ["Line", "Scope"]

import dataclasses
from typing import Literal

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.speech import Ints, Speech

Scope = Literal["respondents", "all"]
"""Whose turns are compared: those of respondents, or of everyone who speaks."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Codeable characters of the compared transcripts on one line.

    Parameters
    ----------
    transcripts : tuple of str
        Keys of the compared transcripts, in the study's order.
    base : ndarray of int, shape (n_transcripts + 1,)
        Where each transcript begins on the line; the last entry is the length of the line.
    opens, closes : ndarray of int, shape (n_turns,)
        Codeable turns on the line.
    transcript, turn, offset : ndarray of int, shape (n_turns,)
        Each turn's transcript (place in `transcripts`), index, and start in the transcript's text.
    """

    transcripts: tuple[str, ...]
    base: Ints
    opens: Ints
    closes: Ints
    transcript: Ints
    turn: Ints
    offset: Ints
    _earlier: Ints
    _chosen: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, speech: Speech, compared: npt.NDArray[np.bool_], *, scope: Scope) -> Line:
        """Lay out the codeable turns.

        Parameters
        ----------
        speech : Speech
            Turns of the cast.
        compared : ndarray of bool, shape (n_transcripts_of_cast,)
            Which transcripts take part.
        scope : {"respondents", "all"}
            Whose turns are codeable.
        """
        chosen = (speech.turn_length > 0) & (speech.turn_transcript >= 0)
        chosen &= compared[speech.turn_transcript]
        if scope == "respondents":
            chosen &= speech.turn_slot >= 0
        lengths = np.where(chosen, speech.turn_length, 0)
        earlier = np.cumsum(lengths) - lengths
        turns = np.flatnonzero(chosen)
        number = np.cumsum(compared) - 1
        transcript = number[speech.turn_transcript[turns]]
        kept = np.flatnonzero(compared)
        totals = np.bincount(transcript, weights=lengths[turns], minlength=len(kept))
        return cls(
            transcripts=tuple(speech.keys[place] for place in kept.tolist()),
            base=np.concatenate(([0], np.cumsum(totals))).astype(np.int64),
            opens=earlier[turns],
            closes=earlier[turns] + lengths[turns],
            transcript=transcript,
            turn=speech.turn_index[turns],
            offset=speech.turn_start[turns] - speech.base[speech.turn_transcript[turns]],
            _earlier=earlier,
            _chosen=chosen,
        )

    def place(self, speech: Speech, position: Ints) -> Ints:
        """Codeable characters before each position of the speech."""
        turn, into = speech.locate(position)
        return self._earlier[turn] + into * self._chosen[turn]

    @property
    def length(self) -> int:
        """Number of codeable characters."""
        return int(self.base[-1])

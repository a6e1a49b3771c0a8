"""Speech: the turns of all transcripts on one line, so that spans can be weighed without loops.

Transcripts are laid end to end with one empty place between them; a position is the transcript's
base plus the offset in its text. Prefix sums over the turns then tell in two look-ups how many
characters of a person's speech any span holds, in exact integers.
"""

from __future__ import annotations

__all__ = ["Ints", "Speech", "as_ints"]

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bouwsteen.coding.columns import CodingColumns
from bouwsteen.errors import AnalysisError, nearest
from bouwsteen.transcripts.cast import Cast

Ints = npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Who speaks where, as arrays.

    Parameters
    ----------
    keys : tuple of str
        Transcripts, in the order of the cast.
    base, length : ndarray of shape (n_transcripts,)
        Position of each text's first character, and its length.
    turn_transcript, turn_start, turn_length, turn_slot : ndarray of shape (1 + n_turns,)
        Turns by position. A slot is a respondent's place among those who speak in the transcript,
        in order of first turn; -1 for interviewers and unlinked speakers. Entry 0 is an empty turn
        before everything, so that every position has a turn at or before it.
    turn_index : ndarray of shape (1 + n_turns,)
        The turn's own index in its transcript.
    person : ndarray of shape (n_transcripts, n_slots)
        Index into ``cast.interviewees`` of the respondent in each slot, -1 where a transcript has
        fewer respondents.
    """

    keys: tuple[str, ...]
    base: Ints
    length: Ints
    turn_transcript: Ints
    turn_start: Ints
    turn_length: Ints
    turn_slot: Ints
    turn_index: Ints
    person: Ints

    @classmethod
    def of(cls, cast: Cast) -> Speech:
        """Lay out the turns of a cast."""
        lengths = np.array([len(one.text) for one in cast.transcripts], dtype=np.int64)
        base = np.concatenate(([0], np.cumsum(lengths + 1)))[:-1].astype(np.int64)
        turns: list[tuple[int, int, int, int, int]] = [(0, -1, 0, -1, 0)]
        slots: list[dict[int, int]] = []
        for number, (transcript, voices) in enumerate(
            zip(cast.transcripts, cast.voices, strict=True)
        ):
            at = int(base[number])
            speaking = [voice for voice in dict.fromkeys(voices) if voice >= 0]
            slot_of = {voice: slot for slot, voice in enumerate(speaking)}
            slots.append(slot_of)
            slot_of_voice = {**slot_of, -1: -1}
            for turn, voice in zip(transcript.turns, voices, strict=True):
                start, end = turn.span.start, turn.span.end
                turns.append((number, at + start, end - start, slot_of_voice[voice], turn.index))
        persons = np.full((len(slots), max(map(len, slots), default=0)), -1, dtype=np.int64)
        for number, slot_of in enumerate(slots):
            persons[number, : len(slot_of)] = list(slot_of)
        transcript_of, start_of, length_of, slot_of_turn, index_of = np.array(
            turns, dtype=np.int64
        ).T.copy()
        return cls(
            keys=tuple(one.key for one in cast.transcripts),
            base=base,
            length=lengths,
            turn_transcript=transcript_of,
            turn_start=start_of,
            turn_length=length_of,
            turn_slot=slot_of_turn,
            turn_index=index_of,
            person=persons,
        )

    def transcript_numbers(self, columns: CodingColumns) -> Ints:
        """Number of each coding's transcript in the order of the cast.

        Raises
        ------
        AnalysisError
            When codings name a transcript that is not in the cast.
        """
        place = {key: number for number, key in enumerate(self.keys)}
        for key in columns.transcripts:
            if key not in place:
                raise AnalysisError(
                    f"There are codings of {key!r}, which is not among the transcripts.",
                    nearest(key, place),
                    key="speech_no_transcript",
                    transcript=key,
                )
        numbers = np.array([place[key] for key in columns.transcripts], dtype=np.int64)
        return numbers[as_ints(columns.transcript)]

    def positions(self, transcript: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Positions of spans.

        Parameters
        ----------
        transcript, start, end : ndarray of shape (n,)
            Number of the transcript, and the span in its text.

        Raises
        ------
        AnalysisError
            When a span is empty or lies outside its text.
        """
        wrong = (start < 0) | (end <= start) | (end > self.length[transcript])
        if wrong.any():
            first = int(np.flatnonzero(wrong)[0])
            raise AnalysisError(
                f"{self.keys[int(transcript[first])]}: a quotation at "
                f"{int(start[first])}:{int(end[first])} lies outside the text.",
                "bouwsteen study check finds such quotations.",
                key="speech_outside",
                transcript=self.keys[int(transcript[first])],
                start=int(start[first]),
                end=int(end[first]),
            )
        base = self.base[transcript]
        return base + start, base + end

    def before(self, position: Ints) -> Ints:
        """Characters of any respondent's speech before each position."""
        spoken = self.turn_slot >= 0
        return self._sum_before(spoken, *self.locate(position))

    def locate(self, position: Ints) -> tuple[Ints, Ints]:
        """The last turn that starts at or before each position, and the characters into it."""
        turn = np.searchsorted(self.turn_start, position, side="right") - 1
        return turn, np.minimum(position - self.turn_start[turn], self.turn_length[turn])

    def slot_before(self, slot: int, turn: Ints, into: Ints) -> Ints:
        """Characters of one slot's speech before places that `locate` gave.

        Sums run over all transcripts, so only differences inside one transcript mean anything.
        """
        return self._sum_before(self.turn_slot == slot, turn, into)

    def _sum_before(self, chosen: npt.NDArray[np.bool_], turn: Ints, into: Ints) -> Ints:
        lengths = np.where(chosen, self.turn_length, 0)
        earlier = np.cumsum(lengths) - lengths
        return earlier[turn] + into * chosen[turn]


def as_ints(column: Sequence[int]) -> Ints:
    """A column as an array, without a copy where it is one already or has a buffer."""
    return np.asarray(column, dtype=np.int64)

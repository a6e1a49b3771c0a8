"""Coverage: how much of what respondents say each coder has coded."""

from __future__ import annotations

__all__ = ["Covered", "coverage"]

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from bouwsteen.analysis.speech import Ints, Speech, as_ints
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done
from bouwsteen.transcripts.cast import Cast


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One coder's progress in one transcript.

    Parameters
    ----------
    transcript, coder : str
        Keys.
    characters : int
        Characters that respondents speak.
    coded : int
        Of those, characters inside at least one quotation.
    quotations : int
        Quotations of the coder.
    done : bool
        Whether the coder declared the transcript done.
    """

    transcript: str
    coder: str
    characters: int
    coded: int
    quotations: int
    done: bool

    @property
    def share(self) -> float | None:
        """Share coded, 0 to 1; None when no respondent speaks in the transcript."""
        return self.coded / self.characters if self.characters else None

    def to_json(self) -> dict[str, Any]:
        """The same as a plain dictionary, share included."""
        return {**dataclasses.asdict(self), "share": self.share}


def coverage(
    cast: Cast, coded: Mapping[str, CodingColumns], done: Collection[Done] = ()
) -> tuple[Covered, ...]:
    """Tell per transcript and coder how much is coded.

    Parameters
    ----------
    cast : Cast
        Who speaks where; only respondents' speech is looked at.
    coded : mapping of coder key to CodingColumns
        Each coder's own codings; a coder without codings has empty columns.
    done : collection of Done
        Transcripts that coders declared done.

    Returns
    -------
    tuple of Covered
        Transcript by transcript in the cast's order, coders in the order of `coded`. A stretch
        inside two quotations counts once.
    """
    speech = Speech.of(cast)
    last = speech.base + speech.length
    spoken = speech.before(last) - speech.before(speech.base - 1)
    finished = set(done)
    found = {coder: _coded(speech, columns) for coder, columns in coded.items()}
    return tuple(
        Covered(
            transcript=key,
            coder=coder,
            characters=int(spoken[number]),
            coded=int(found[coder][0][number]),
            quotations=int(found[coder][1][number]),
            done=Done(coder=coder, transcript=key) in finished,
        )
        for number, key in enumerate(speech.keys)
        for coder in coded
    )


def _coded(speech: Speech, columns: CodingColumns) -> tuple[Ints, Ints]:
    """Characters of speech inside quotations, and quotations, by transcript."""
    n_transcripts = len(speech.keys)
    _, first = np.unique(as_ints(columns.quotation), return_index=True)
    transcript = speech.transcript_numbers(columns)[first]
    starts, ends = speech.positions(
        transcript, as_ints(columns.start)[first], as_ints(columns.end)[first]
    )
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order])
    # A new stretch begins where no earlier quotation reaches.
    opens = np.ones(len(starts), dtype=bool)
    opens[1:] = starts[1:] > reach[:-1]
    closes = np.roll(opens, -1)
    inside = speech.before(reach[closes]) - speech.before(starts[opens])
    characters = np.zeros(n_transcripts, dtype=np.int64)
    np.add.at(characters, transcript[order][opens], inside)
    return characters, np.bincount(transcript, minlength=n_transcripts)

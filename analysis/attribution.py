"""Whose quotation is it: the respondent in whose turns most of its characters stand.

Interviewers' text and text of speakers who are linked to nobody count for nobody, so a quotation
that is mostly a question still belongs to the respondent who answers in it. When two respondents
hold equally many characters, it belongs to the one who speaks first in it.
"""

from __future__ import annotations

__all__ = ["attribute", "attribute_quotations"]

from collections.abc import Sequence

import numpy as np

from bouwsteen.analysis.speech import Ints, Speech
from bouwsteen.coding.model import Quotation
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent


def attribute(speech: Speech, transcript: Ints, start: Ints, end: Ints) -> Ints:
    """Attribute spans to respondents.

    Parameters
    ----------
    speech : Speech
        Turns of the cast.
    transcript, start, end : ndarray of shape (n,)
        Number of the transcript in the cast, and the span in its text.

    Returns
    -------
    ndarray of shape (n,)
        Index into ``cast.interviewees``; -1 where a span holds no respondent's words.
    """
    from_position, to_position = speech.positions(transcript, start, end)
    first_turn, first_into = speech.locate(from_position)
    last_turn, last_into = speech.locate(to_position)
    n_slots = speech.person.shape[1]
    held = np.zeros((n_slots, len(start)), dtype=np.int64)
    for slot in range(n_slots):
        held[slot] = speech.slot_before(slot, last_turn, last_into)
        held[slot] -= speech.slot_before(slot, first_turn, first_into)
    if not n_slots:
        return np.full(len(start), -1, dtype=np.int64)
    most = held.max(axis=0)
    winner = held.argmax(axis=0)
    tied = np.flatnonzero(((held == most).sum(axis=0) > 1) & (most > 0))
    if tied.size:
        begins = np.stack(
            [_begins(speech, slot, first_turn[tied], first_into[tied]) for slot in range(n_slots)]
        )
        begins[held[:, tied] < most[tied]] = np.iinfo(np.int64).max
        winner[tied] = begins.argmin(axis=0)
    return np.where(most > 0, speech.person[transcript, winner], -1)


def _begins(speech: Speech, slot: int, turn: Ints, into: Ints) -> Ints:
    """Number of the turn in which a slot first speaks at or after each place."""
    n_turns = len(speech.turn_slot)
    own = np.where(speech.turn_slot == slot, np.arange(n_turns), n_turns)
    upcoming = np.append(np.minimum.accumulate(own[::-1])[::-1], n_turns)
    over = into >= speech.turn_length[turn]
    return upcoming[turn + over]


def attribute_quotations(
    quotations: Sequence[Quotation], cast: Cast
) -> tuple[Respondent | None, ...]:
    """The respondent of each quotation; None where it holds no respondent's words.

    Examples
    --------
    >>> from bouwsteen.transcripts.model import SpeakerLink, Span, Transcript, Turn
    >>> text = "I: En toen? R: Toen niks."
    >>> turns = (
    ...     Turn(index=1, speaker="I", span=Span(3, 11)),
    ...     Turn(index=2, speaker="R", span=Span(15, 25)),
    ... )
    >>> cast = Cast(
    ...     transcripts=(Transcript(key="a", title="a", text=text, turns=turns),),
    ...     respondents=(Respondent(key="r1"),),
    ...     links=(SpeakerLink(transcript="a", speaker="R", respondent="r1"),),
    ... )
    >>> spans = [Span(3, 17), Span(3, 11)]
    >>> marked = [
    ...     Quotation(transcript="a", span=span, coder="anna", codings=()) for span in spans
    ... ]
    >>> [person and person.key for person in attribute_quotations(marked, cast)]
    ['r1', None]
    """
    numbers = {transcript.key: number for number, transcript in enumerate(cast.transcripts)}
    for quotation in quotations:
        cast.transcript(quotation.transcript)
    found = attribute(
        Speech.of(cast),
        np.array([numbers[quotation.transcript] for quotation in quotations], dtype=np.int64),
        np.array([quotation.span.start for quotation in quotations], dtype=np.int64),
        np.array([quotation.span.end for quotation in quotations], dtype=np.int64),
    )
    people = cast.interviewees
    return tuple(people[person] if person >= 0 else None for person in found.tolist())

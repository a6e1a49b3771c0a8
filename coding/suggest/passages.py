"""Which stretches of transcripts are judged: turns of respondents, or some sentences each."""

from __future__ import annotations

__all__ = ["LONGEST", "language_of", "passages_of"]

import itertools
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from bouwsteen.coding.suggest.lemmas import LANGUAGES
from bouwsteen.coding.suggest.model import Passage
from bouwsteen.coding.suggest.text import read_words
from bouwsteen.transcripts.model import Span, Transcript, Turn

LONGEST = 90
"""A turn of more words than this is judged in stretches of whole sentences."""

_FEWEST_WORDS = 3


def passages_of(
    transcript: Transcript,
    *,
    language: str,
    skip: Collection[int] = (),
    unit: Literal["turn", "sentence"] = "turn",
) -> tuple[Passage, ...]:
    """Cut a transcript into passages.

    Parameters
    ----------
    transcript : Transcript
        The transcript.
    language : str
        ``nl`` or ``en``, for the sentences.
    skip : collection of int
        Indices of turns that are not judged: the interviewers'.
    unit : {'turn', 'sentence'}
        A turn, cut where it is long, or every sentence by itself.

    Returns
    -------
    tuple of Passage
        In order; turns of fewer than three words left out.

    Examples
    --------
    >>> words = "Van fouten leer je. Het meest!"
    >>> turn = Turn(index=1, speaker="R", span=Span(0, 30))
    >>> one = Transcript(key="a", title="a", text=words, turns=(turn,))
    >>> [two.text for two in passages_of(one, language="nl", unit="sentence")]
    ['Van fouten leer je.', 'Het meest!']
    """
    turns = [turn for turn in transcript.turns if turn.index not in skip]
    asked = {
        turn.index: transcript.speech(before)
        for before, turn in itertools.pairwise(transcript.turns)
        if before.index in skip
    }
    found = []
    for turn, sentences in zip(turns, _sentences(transcript, turns, language), strict=True):
        n_words = sum(size for _, size in sentences)
        if n_words < _FEWEST_WORDS:
            continue
        most = 1 if unit == "sentence" else -(-n_words // max(1, -(-n_words // LONGEST)))
        found += [
            Passage(
                transcript=transcript.key,
                turn=turn.index,
                span=span,
                text=span.of(transcript.text),
                question=asked.get(turn.index, ""),
            )
            for span in _stretches(sentences, most)
        ]
    return tuple(found)


def language_of(transcripts: Sequence[Transcript]) -> dict[str, str | None]:
    """Language of each transcript; one that says none goes with most of the others.

    Returns
    -------
    dict of str to (str or None)
        Key to ``nl`` or ``en``; None for a language that suggestions do not know.
    """
    known = [one.language for one in transcripts if one.language in LANGUAGES]
    usual = max(LANGUAGES, key=known.count)
    found: dict[str, str | None] = {}
    for one in transcripts:
        own = one.language or usual
        found[one.key] = own if own in LANGUAGES else None
    return found


def _sentences(
    transcript: Transcript, turns: Sequence[Turn], language: str
) -> Iterator[list[tuple[Span, int]]]:
    """Spans of the sentences of each turn, with their number of words."""
    speeches = [transcript.speech(turn) for turn in turns]
    words = read_words(speeches, language=language)
    for text, (turn, speech) in enumerate(zip(turns, speeches, strict=True)):
        starts = words.start[words.rows(text)]
        yield [
            (
                Span(turn.span.start + start, turn.span.start + end),
                int(((starts >= start) & (starts < end)).sum()),
            )
            for start, end in words.sentence_spans(text, speech)
        ]


def _stretches(sentences: Sequence[tuple[Span, int]], most: int) -> Iterator[Span]:
    """Join sentences until a stretch has about `most` words."""
    start, end, held = None, 0, 0
    for span, size in sentences:
        if start is not None and held and held + size / 2 > most:
            yield Span(start, end)
            start, held = None, 0
        start = span.start if start is None else start
        end, held = span.end, held + size
    if start is not None:
        yield Span(start, end)

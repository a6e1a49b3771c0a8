"""Why a code is suggested: whole words of the text, the codebook's first, then what was learned."""

from __future__ import annotations

__all__ = ["explain", "narrow"]

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bouwsteen.coding.suggest.learned import Learned
from bouwsteen.coding.suggest.lemmas import lemmas
from bouwsteen.coding.suggest.lexicon import Lexicon
from bouwsteen.coding.suggest.model import Evidence, Passage, Source
from bouwsteen.coding.suggest.terms import bleached
from bouwsteen.coding.suggest.text import Words
from bouwsteen.transcripts.model import Span

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_MOST = 5
_LEAST = 0.05
_LEARNED_LEAST = 0.15
_CARRIES = 0.5


def explain(
    words: Words,
    text: int,
    passage: Passage,
    code: int,
    *,
    lexicon: Lexicon,
    learned: Learned | None = None,
    matrix: csr_array | None = None,
) -> tuple[Evidence, ...]:
    """Find the words of a passage that speak for a code.

    Parameters
    ----------
    words : Words
        Passages, this one among them.
    text : int
        Its number there.
    passage : Passage
        The passage itself, for its place in the transcript.
    code : int
        Number of the code in the lexicon.
    lexicon : Lexicon
        The codebook's terms.
    learned : Learned, optional
        The coder's own work.
    matrix : csr_array, optional
        Its features of `words`; goes with `learned`.

    Returns
    -------
    tuple of Evidence
        At most five: the codebook's, strongest first, then learned words, strongest first. No two
        overlap.
    """
    found = sorted(
        (one for one in _codebook(words, text, passage, code, lexicon) if one.weight >= _LEAST),
        key=lambda one: (-one.weight, one.start),
    )
    if learned is not None and matrix is not None and learned.taught[code]:
        own = _learned(words, text, passage, code, learned, matrix, lexicon.language)
        found += sorted(own, key=lambda one: (-one.weight, one.start))
    kept: list[Evidence] = []
    said = set()
    for one in found:
        apart = all(one.end <= other.start or other.end <= one.start for other in kept)
        if apart and one.text.lower() not in said and len(kept) < _MOST:
            kept.append(one)
            said.add(one.text.lower())
    return tuple(kept)


def narrow(passage: Passage, sentences: Sequence[Span], evidence: Sequence[Evidence]) -> Span:
    """The sentences of a passage that carry the evidence; the whole passage when none does.

    Parameters
    ----------
    passage : Passage
        What was judged.
    sentences : sequence of Span
        Its sentences.
    evidence : sequence of Evidence
        From `explain`.

    Returns
    -------
    Span
        From the first to the last sentence that has at least half of what the best one has.
    """
    carried = [
        sum(one.weight for one in evidence if span.start <= one.start < span.end)
        for span in sentences
    ]
    best = max(carried, default=0.0)
    if not best:
        return passage.span
    strong = [place for place, weight in enumerate(carried) if weight >= _CARRIES * best]
    return Span(sentences[strong[0]].start, sentences[strong[-1]].end)


def _codebook(
    words: Words, text: int, passage: Passage, code: int, lexicon: Lexicon
) -> Iterator[Evidence]:
    offset = passage.span.start
    for start, end, number, term in lexicon.phrase_places(words, text):
        if number == code:
            yield Evidence(
                text=passage.text[start:end],
                start=offset + start,
                end=offset + end,
                source=Source.CUE,
                term=term.text,
                weight=round(1.2 * term.weight, 3),
            )
    rows = words.rows(text)
    for row, number in enumerate(words.lemma[rows].tolist(), rows.start):
        lemma = words.lemmas[number]
        met = lexicon.term_for(lemma, code)
        if met is not None:
            start, end = int(words.start[row]), int(words.end[row])
            yield Evidence(
                text=passage.text[start:end],
                start=offset + start,
                end=offset + end,
                source=Source(met.source),
                term=met.text,
                weight=round(met.weight * lexicon.rarity.weight(lemma), 3),
            )


def _learned(
    words: Words,
    text: int,
    passage: Passage,
    code: int,
    learned: Learned,
    matrix: csr_array,
    language: str,
) -> Iterator[Evidence]:
    tables, empty = lemmas(language), bleached(language)
    own = slice(matrix.indptr[text], matrix.indptr[text + 1])
    values = dict(zip(matrix.indices[own].tolist(), matrix.data[own].tolist(), strict=True))
    rows = words.rows(text)
    for row, number in enumerate(words.lemma[rows].tolist(), rows.start):
        lemma = words.lemmas[number]
        if lemma in tables.stop_words or lemma in empty:
            continue
        names = [lemma, *(f"#{part}" for part in tables.parts(lemma))]
        columns = [learned.features.lemmas.get(name) for name in names]
        weight = sum(
            values.get(column, 0.0) * float(learned.weights[column, code])
            for column in columns
            if column is not None
        )
        if weight >= _LEARNED_LEAST:
            start, end = int(words.start[row]), int(words.end[row])
            yield Evidence(
                text=passage.text[start:end],
                start=passage.span.start + start,
                end=passage.span.start + end,
                source=Source.LEARNED,
                term="",
                weight=round(weight, 3),
            )

"""Sentences inside turns, by the rules of spaCy's sentencizer; the one address of that splitter.

No language model is needed. Each sentence runs up to the start of the next one in its turn, so that
sentences share out all characters of a turn; a sentence never crosses turns.
"""

from __future__ import annotations

__all__ = ["sentence_starts"]

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_ANY = "xx"
"""spaCy's name for a tokenizer of no language in particular."""

_RULED = ("de", "en", "fr", "nl")
"""Languages whose abbreviations spaCy knows and that need nothing else installed."""


@lru_cache(maxsize=1024)
def sentence_starts(
    turns: tuple[str, ...], *, language: str | None = None
) -> tuple[tuple[int, ...], ...]:
    """Where the sentences of each turn begin.

    Parameters
    ----------
    turns : tuple of str
        Words of the turns; results are kept, so the same turns are split once.
    language : str, optional
        ISO 639-1 code; Dutch, English, German and French have rules of their own.

    Returns
    -------
    tuple of tuple of int
        Offsets in each turn; the first is 0, also for a turn without words.

    Examples
    --------
    >>> sentence_starts(("Dat klopt. Of toch niet?", "Ja"), language="nl")
    ((0, 11), (0,))
    """
    found = []
    for document in _splitter(language if language in _RULED else _ANY).pipe(turns):
        starts = [
            sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
            for sentence in document.sents
            if sentence.text.strip()
        ]
        found.append((0, *(start for start in starts[1:] if start)))
    return tuple(found)


@cache
def _splitter(language: str) -> Language:
    import spacy

    pipeline = spacy.blank(language)
    pipeline.add_pipe("sentencizer")
    return pipeline

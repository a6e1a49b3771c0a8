"""Terms of a codebook: which words and phrases speak for which code, and how loudly."""

from __future__ import annotations

__all__ = ["Phrase", "Term", "bleached", "grammar", "read_terms"]

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from bouwsteen.codebook.model import Code
from bouwsteen.coding.suggest.lemmas import lemmas
from bouwsteen.coding.suggest.text import read_words

# What a term weighs, by where in the codebook it stands.
WEIGHTS = {"cue": 1.0, "label": 0.8, "definition": 0.3, "include": 0.2, "example": 0.2}
_WORD_OF_PHRASE = 0.2
_ONLY_WORD_OF_PHRASE = 0.5
_PART_OF_CUE = 0.1
FAINT = frozenset({"word", "example"})
"""Sources that make a passage look like a code, but are no term of it: one word says too little."""

SHORTEST_PART = 4
"""Letters that part of a compound must have; shorter ones are in compounds by chance."""

# Words of grammar that do carry meaning in a cue: "zelf bepalen", "buiten de deur".
_WEIGHTY = frozenset(
    "zelf eigen vrij samen elkaar buiten geen niet nooit beter alleen zonder anders "
    "own myself himself herself themselves together never no not without alone".split()
)
# Words that say little by themselves, whatever they say inside a cue.
_BLEACHED = {
    "nl": frozenset(
        "beginnen blijven brengen daar denken ding doen echt eigenlijk gaan geven goed groot halen "
        "heel helemaal hoeven horen houden iedereen jaar keer kennen kijken klein komen krijgen "
        "kunnen laten leggen lopen maken manier mens moment moeten mogen natuurlijk nemen nieuw "
        "nodig noemen oud pakken persoon praten raken schrijven spreken staan steken stellen "
        "stuk tijdje uur vallen vinden voelen volgen volgend vragen vrouw wachten week weten "
        "willen worden zeggen zetten zien zijn zitten zoeken zorgen zullen dagen voorbeeld plek "
        "blijken betekenen bedoelen gebeuren gebruiken hebben proberen snappen dingen best "
        "gewoon soms straks vaak snel hard iets iemand alle elk ieder verschillend belangrijk "
        "anderen andere zelf samen eigen elkaar buiten beter alleen zonder anders niet geen nooit "
        "spreker bespreken uitspraak codeer bouwsteen kenmerk passen duidelijk medewerker horend "
        "leren geleerd werken bedrijf organisatie ontwikkelen ontwikkeling een twee drie vier vijf "
        "zes zeven acht negen tien twintig eerste tweede derde".split()
    ),
    "en": frozenset(
        "ask begin big bring call come day do feel find get give go good great happen hard have "
        "hear help important keep know let like little look lot make man matter mean need new "
        "old people person place point put really right run say see show sit small speak stand "
        "start stay stuff sure take talk tell thing think time try turn use want way week woman "
        "work year own myself himself herself themselves together never no not without alone "
        "speaker remark characteristic block clearly fit employee everyone someone something "
        "learn learning company organisation develop development one two three four five six seven "
        "eight nine ten twenty first second third".split()
    ),
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the codebook, as its writer wrote it.

    Parameters
    ----------
    text : str
        The cue, label, or word of a definition or example.
    source : str
        code : str
        Key of the code that it is of.
    weight : float
        What it adds to the score.
    """

    text: str
    source: str
    code: str
    weight: float


Phrase = tuple[tuple[str, ...], int, Term]
"""Lemmas that a cue of several words is about, number of its code, and the cue."""


def read_terms(
    codes: Iterable[Sequence[Code]], *, language: str, model: str | None = None
) -> tuple[dict[str, dict[int, Term]], tuple[Phrase, ...]]:
    """Read labels, cues, definitions and examples as terms.

    Parameters
    ----------
    codes : iterable of sequence of Code
        For each code that is scored, the codes whose words speak for it.
    language : str
        Side of the codebook, ``nl`` or ``en``.
    model : str, optional
        spaCy model that gives the lemmas, the same as for the text.

    Returns
    -------
    words : dict of str to dict of int to Term
        Lemma to code number to the best term with that lemma.
    phrases : tuple of Phrase
        Cues of several words.
    """
    words: dict[str, dict[int, Term]] = {}
    phrases: dict[tuple[int, tuple[str, ...]], Phrase] = {}
    for number, sources in enumerate(codes):
        for code in sources:
            for text, source in _texts(code, language):
                sequence = _sequence(text, language, model)
                _add_text(text, sequence, source, code.key, number, language, words, phrases)
    return {lemma: _shared(found) for lemma, found in words.items()}, tuple(phrases.values())


def _texts(code: Code, language: str) -> Iterator[tuple[str, str]]:
    if code.labels.get(language):
        yield code.labels[language], "label"
    for cue in code.cues.get(language, ()):
        yield cue, "cue"
    for text in (code.definition, code.include):
        if text.get(language):
            yield text[language], "definition" if text is code.definition else "include"
    for example in code.examples.get(language, ()):
        yield example, "example"


def _add_text(
    text: str,
    sequence: tuple[str, ...],
    source: str,
    key: str,
    number: int,
    language: str,
    words: dict[str, dict[int, Term]],
    phrases: dict[tuple[int, tuple[str, ...]], Phrase],
) -> None:
    small = grammar(language)
    content = [lemma for lemma in dict.fromkeys(sequence) if lemma not in small]
    weight = WEIGHTS[source]
    whole = source == "cue"
    if whole and len(sequence) > 1:
        term = Term(text=text, source=source, code=key, weight=weight)
        phrases.setdefault((number, sequence), (tuple(content), number, term))
        weight *= _WORD_OF_PHRASE if len(content) > 1 else _ONLY_WORD_OF_PHRASE
        source = "word"
    tables = lemmas(language)
    empty = bleached(language)
    for lemma in content:
        if lemma in empty and (source not in ("cue", "label") or len(sequence) > 1):
            continue
        _offer(words, lemma, number, Term(text=text, source=source, code=key, weight=weight))
        if source in ("cue", "label"):
            for part in tables.parts(lemma):
                if len(part) >= SHORTEST_PART and part not in small and part not in empty:
                    piece = Term(text=text, source="part", code=key, weight=weight * _PART_OF_CUE)
                    _offer(words, part, number, piece)


def _offer(words: dict[str, dict[int, Term]], lemma: str, number: int, term: Term) -> None:
    held = words.setdefault(lemma, {})
    if number not in held or held[number].weight < term.weight:
        held[number] = term


def _shared(found: Mapping[int, Term]) -> dict[int, Term]:
    """Terms of one lemma, each times its share in what the lemma weighs in all codes."""
    total = sum(term.weight for term in found.values())
    return {
        code: dataclasses.replace(term, weight=term.weight**2 / total)
        for code, term in found.items()
    }


@lru_cache(maxsize=20_000)
def _sequence(text: str, language: str, model: str | None) -> tuple[str, ...]:
    words = read_words([text], language=language, model=model)
    return tuple(words.lemmas[place] for place in words.lemma)


@cache
def bleached(language: str) -> frozenset[str]:
    """Lemmas that say little by themselves."""
    tables = lemmas(language)
    return _BLEACHED[language] | {tables.lemma(word) for word in _BLEACHED[language]}


def grammar(language: str) -> frozenset[str]:
    """Words of grammar, which no text is about."""
    return frozenset(lemmas(language).stop_words) - _WEIGHTY

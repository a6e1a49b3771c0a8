"""Lemmas and compound parts from the tables of ``spacy-lookups-data``, without any language model.

The tables hold lemmas by part of speech. A pipeline without a tagger does not know the part of
speech, so they are merged: the unambiguous forms first, then exceptions, known lemmas and endings.
What counts is not the right lemma but that forms of one word come out alike, in text and codebook.
"""

from __future__ import annotations

__all__ = ["LANGUAGES", "Lemmas", "lemmas"]

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from bouwsteen.errors import CodingError

LANGUAGES = ("nl", "en")
"""Languages whose tables are merged here."""

_KINDS = ("verb", "noun", "adj")
_SHORTEST_PART = 3
_SHORTEST_COMPOUND = 7
_LINKS = {"nl": ("s", "en", "e", "n"), "en": ()}
# Short words that do make compounds; other parts of three letters are mostly chance.
_SHORT_PARTS = frozenset("app chef dag job kop les man plan rol team vak weg wet".split())
# Forms that the tables read as another, rarer word.
_OWN = {
    "nl": {
        "app": "app",
        "baas": "baas",
        "chefs": "chef",
        "collega's": "collega",
        "eisen": "eis",
        "leden": "lid",
        "leidinggevende": "leidinggevende",
        "leidinggevenden": "leidinggevende",
        "lessen": "les",
        "weet": "weten",
        "weken": "week",
    },
    "en": {"found": "find", "left": "leave"},
}
# spaCy's lists of stop words hold these too.
_MEANING = {"nl": frozenset({"mensen", "werd", "wordt"}), "en": frozenset({"people"})}
_PARTICLES = frozenset(
    "aan achter achterna af bij binnen bijeen door in kwijt langs los mee na neer om onder op open "
    "over rond samen stil tegen terug toe uit vast voor vooruit voort weg".split()
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lemmas:
    """The merged tables of one language; use `lemmas`, which keeps them.

    Parameters
    ----------
    language : str
        ``nl`` or ``en``.
    forms : mapping of str to str
        Inflected form to lemma, as far as the tables say.
    known : collection of str
        Every lemma.
    verbs : collection of str
        Those that are verbs.
    stop_words : collection of str
        Words of grammar, which stay as they are.
    endings : sequence of (str, str)
        Ending and what comes in its place, tried in order when nothing else is known.
    """

    language: str
    forms: Mapping[str, str]
    known: Collection[str]
    verbs: Collection[str]
    stop_words: Collection[str]
    endings: Sequence[tuple[str, str]]

    def lemma(self, word: str) -> str:
        """Lemma of a word; the word itself, in lower case, when nothing is known of it.

        Examples
        --------
        >>> [lemmas("nl").lemma(word) for word in ("fouten", "werkte", "Leidinggevenden")]
        ['fout', 'werken', 'leidinggevende']
        """
        word = word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        found = self.forms.get(word)
        if found is not None:
            return found
        if word in self.known or word in self.stop_words:
            return word
        for ending, other in self.endings:
            if word.endswith(ending):
                candidate = word[: -len(ending)] + other
                if candidate in self.known:
                    return self.forms.get(candidate, candidate)
        return word

    def parts(self, lemma: str) -> tuple[str, ...]:
        """Words that a compound is made of; empty for any other word.

        Examples
        --------
        >>> lemmas("nl").parts("leercultuur"), lemmas("nl").parts("fout")
        (('leren', 'cultuur'), ())
        """
        return _parts(self.language, lemma)

    def separable(self, particle: str, verb: str) -> str | None:
        """The Dutch verb that a particle at the end of its clause makes of a verb, if there is one.

        Examples
        --------
        >>> lemmas("nl").separable("aan", "spreken")
        'aanspreken'
        """
        whole = particle + verb
        return whole if particle in _PARTICLES and whole in self.verbs else None

    @property
    def particles(self) -> frozenset[str]:
        """Words that can be parted from a verb."""
        return _PARTICLES if self.language == "nl" else frozenset()

    def _stem(self, part: str) -> str:
        # "leer" in a compound is the verb; as a word of its own the tables read leather.
        if part in _PARTICLES:
            return part
        return "leren" if part == "leer" else self.lemma(part)

    def split(self, word: str) -> tuple[str, ...]:
        """Cut a Dutch word into as few known parts as there can be, and give their lemmas."""
        best: dict[int, tuple[str, ...]] = {0: ()}
        for end in range(_SHORTEST_PART, len(word) + 1):
            for start in sorted(best):
                if end - start < _SHORTEST_PART or start == 0 and end == len(word):
                    continue
                piece = self._piece(word[start:end], last=end == len(word))
                if piece is not None and (end not in best or len(best[start]) + 1 < len(best[end])):
                    best[end] = (*best[start], piece)
        return tuple(self._stem(part) for part in best.get(len(word), ()))

    def _piece(self, text: str, *, last: bool) -> str | None:
        if self._is_part(text):
            return text
        if not last:
            for link in _LINKS[self.language]:
                stem = text.removesuffix(link)
                if stem != text and self._is_part(stem):
                    return stem
        return None

    def _is_part(self, text: str) -> bool:
        if len(text) <= _SHORTEST_PART:
            return text in _SHORT_PARTS or text in _PARTICLES
        return text in self.known or text in _PARTICLES


@lru_cache(maxsize=200_000)
def _parts(language: str, lemma: str) -> tuple[str, ...]:
    tables = lemmas(language)
    if "-" in lemma.strip("-"):
        return tuple(tables.lemma(part) for part in lemma.split("-") if len(part) > 1)
    if language != "nl" or len(lemma) < _SHORTEST_COMPOUND:
        return ()
    return tables.split(lemma)


@cache
def lemmas(language: str) -> Lemmas:
    """Merge the tables of a language; they are read once.

    Parameters
    ----------
    language : str
        ``nl`` or ``en``.

    Raises
    ------
    CodingError
        For any other language, or when ``spacy-lookups-data`` is not installed.
    """
    if language not in LANGUAGES:
        raise CodingError(
            f"Suggestions know Dutch and English; there is nothing for {language!r}.",
            "Set the language of the transcript, or code it without suggestions.",
            key="suggest_language",
            language=language,
        )
    stop_words = _stop_words(language)
    index, rules = _table(language, "index"), _table(language, "rules")
    forms = _forms(language, set(index["verb"]), set(index["noun"]), rules["noun"])
    endings = [
        (old, new)
        for kind in ("noun", "verb", "adj")
        for old, new in rules.get(kind, ())
        if old and old != new
    ]
    return Lemmas(
        language=language,
        forms={form: lemma for form, lemma in forms.items() if form not in stop_words},
        known=frozenset(word for kind in _KINDS for word in index[kind]),
        verbs=frozenset(index["verb"]),
        stop_words=stop_words,
        endings=tuple(endings),
    )


def _forms(
    language: str, verbs: set[str], nouns: set[str], rules: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """Form to lemma; a noun that gives its verb the infinitive (werk, werken) goes with it."""
    exceptions = _table(language, "exc")
    forms: dict[str, str] = {}
    for kind in reversed(_KINDS):
        forms.update({form: found[0] for form, found in exceptions.get(kind, {}).items()})
    forms.update(_table(language, "lookup"))
    if language == "nl":
        forms.update({verb: verb for verb in verbs})
        together = {
            verb.removesuffix(ending) + other: verb
            # Sorted: where two verbs give one noun, every process has to settle on the same.
            for verb in sorted(verbs)
            for ending, other in rules
            if ending and verb.endswith(ending) and verb.removesuffix(ending) + other in nouns
        }
        forms.update(together)
        forms = {form: together.get(lemma, lemma) for form, lemma in forms.items()}
    forms.update(_OWN[language])
    return forms


def _stop_words(language: str) -> frozenset[str]:
    from spacy.util import get_lang_class

    return frozenset(get_lang_class(language).Defaults.stop_words) - _MEANING[language]


def _table(language: str, name: str) -> dict[str, Any]:
    from spacy.util import load_language_data, registry

    place = dict(registry.lookups.get_all()).get(language, {}).get(f"lemma_{name}")
    if place is None:
        raise CodingError(
            "The package spacy-lookups-data is not installed, so words have no lemmas.",
            "Install it: pip install spacy-lookups-data",
            key="suggest_no_lemmas",
        )
    found = load_language_data(place)
    assert isinstance(found, dict)
    return found

"""The codebook as a lexicon: what speaks for each code before anybody has coded anything.

Labels, cues, definitions and examples become weighted terms. A passage scores on the terms it
holds, and on how much its words, and the pieces of its words, look like those of the code.
"""

from __future__ import annotations

__all__ = ["Lexicon", "Rarity", "build_lexicon"]

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bouwsteen.codebook.model import Code
from bouwsteen.coding.suggest.lemmas import lemmas
from bouwsteen.coding.suggest.terms import FAINT, SHORTEST_PART, Term, bleached, grammar, read_terms
from bouwsteen.coding.suggest.text import Words, read_words

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_PHRASE = 1.2
_LOOSE = 0.9
_PART = 0.8
_COMMON = 0.02
_WORD_COSINE, _PIECE_COSINE = 3.0, 2.0
_PIECES = (4, 5)
_LOUD = frozenset({"cue", "label"})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rarity:
    """In which share of the passages a lemma stands; what is everywhere says little.

    Parameters
    ----------
    shares : mapping of str to float
        Lemma to share of passages; a lemma that is not in it is rare.
    n : int
        Passages counted; with fewer than 50 nothing is made of it.
    """

    shares: Mapping[str, float] = dataclasses.field(default_factory=dict)
    n: int = 0

    def weight(self, lemma: str) -> float:
        """Factor on the weight of a term: 1 up to 2 % of the passages, then falling."""
        share = self.shares.get(lemma, 0.0) if self.n >= 50 else 0.0
        return float(min(1.0, (_COMMON / share) ** 0.5)) if share else 1.0

    def information(self, lemmas: Sequence[str]) -> NDArray[np.float64]:
        """Inverse passage frequency of lemmas, smoothed."""
        n = max(self.n, 50)
        counts = np.array([self.shares.get(lemma, 0.0) for lemma in lemmas]) * self.n
        return np.asarray(np.log((1 + n) / (1 + counts)) + 1)

    @classmethod
    def of(cls, words: Words) -> Rarity:
        """Count the passages of a collection."""
        if not len(words):
            return cls()
        pairs = np.unique(words.text * max(1, len(words.lemmas)) + words.lemma)
        counts = np.bincount(pairs % max(1, len(words.lemmas)), minlength=len(words.lemmas))
        shares = {lemma: n / len(words) for lemma, n in zip(words.lemmas, counts, strict=True) if n}
        return cls(shares=shares, n=len(words))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Weighted terms of codes in one language; make it with `build_lexicon`.

    Parameters
    ----------
    language : str
        ``nl`` or ``en``.
    codes : tuple of str
        Keys, the columns of every score.
    words : mapping of str to mapping of int to Term
        Lemma to code number to the best term with that lemma.
    phrases : tuple of (tuple of str, int, Term)
        Lemmas of a cue of several words, code number, and the cue.
    rarity : Rarity
        Of the collection that is scored.
    model : str or None
        spaCy model that gives the lemmas; None for the tables.
    """

    language: str
    codes: tuple[str, ...]
    words: Mapping[str, Mapping[int, Term]]
    phrases: tuple[tuple[tuple[str, ...], int, Term], ...]
    rarity: Rarity
    model: str | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what can be worked out again, such as rows, when sent to a worker."""
        return {field.name: self.__dict__[field.name] for field in dataclasses.fields(self)}

    def scores(self, words: Words) -> NDArray[np.float64]:
        """Score passages; 0 where nothing of a code is found.

        Parameters
        ----------
        words : Words
            Passages of this language.

        Returns
        -------
        array of float, shape (n_passages, n_codes)
            Terms + 3 × cosine of words + cosine of pieces of words.
        """
        if not len(words.lemma):
            return np.zeros((len(words), len(self.codes)))
        counts = _counts(words)
        rows = self.rows(words)
        n_codes = len(self.codes)
        found = counts.sign() @ rows[:, :n_codes]
        for text, code, weight in self._phrase_hits(words):
            found[text, code] += weight
        weighted = counts
        weighted.data = np.log1p(weighted.data) * rows[weighted.indices, -1]
        norms = np.sqrt(weighted.multiply(weighted).sum(axis=1))
        norms[norms == 0] = 1.0
        return np.asarray(found + (weighted @ rows[:, n_codes:-1]) / norms[:, None])

    def term_for(self, lemma: str, code: int) -> Term | None:
        """The term that a lemma, or a part of it, meets; None when there is none."""
        if lemma not in self._met:
            found = {number: self._meet(lemma, number) for number in range(len(self.codes))}
            self._met[lemma] = {number: term for number, term in found.items() if term is not None}
        return self._met[lemma].get(code)

    def _meet(self, lemma: str, code: int) -> Term | None:
        own = self.words.get(lemma, {}).get(code)
        if own is not None and own.source not in FAINT:
            return own
        if lemma in self._strong:
            # "samenwerken" is a cue of its own and says nothing about "werken".
            return None
        for part in lemmas(self.language).parts(lemma):
            found = self.words.get(part, {}).get(code)
            if found is None or found.source not in _LOUD or part in bleached(self.language):
                continue
            if len(part) >= SHORTEST_PART or found.text.lower() == part:
                return dataclasses.replace(found, weight=found.weight * _PART)
        return None

    def phrases_in(self, words: Words) -> list[tuple[int, int, int, int]]:
        """Cues of several words as they stand in texts: text, start, end, number of the phrase.

        By text and place; of two at one place the shorter one first.
        """
        place = {norm: number for number, norm in enumerate(words.norms)}
        ways: dict[int, list[tuple[int, list[int], int]]] = {}
        for anchor, norms, number in self._patterns:
            sought = [place.get(norm, -1) for norm in norms]
            if min(sought) >= 0:
                ways.setdefault(sought[anchor], []).append((anchor, sought, number))
        if not ways:
            return []
        is_anchor = np.zeros(len(words.norms), dtype=bool)
        is_anchor[list(ways)] = True
        token, text = words.token.tolist(), words.token_text
        found = []
        for at in np.flatnonzero(is_anchor[words.token]).tolist():
            for anchor, sought, number in ways[token[at]]:
                first, last = at - anchor, at - anchor + len(sought) - 1
                if first >= 0 and token[first : last + 1] == sought and text[first] == text[last]:
                    found.append((first, last, number))
        return [
            (int(text[first]), int(words.token_start[first]), int(words.token_end[last]), number)
            for first, last, number in sorted(found)
        ]

    def rows(self, words: Words) -> NDArray[np.float64]:
        """What lemmas add: to the terms of each code, to the cosines of each, and their weight.

        Returns
        -------
        array of float, shape (n_lemmas, 2 × n_codes + 1)
        """
        known = self._rows
        fresh = list(dict.fromkeys(lemma for lemma in words.lemmas if lemma not in known))
        if fresh:
            held = np.array([self._row(lemma) for lemma in fresh])
            known.update(zip(fresh, range(len(known), len(known) + len(fresh)), strict=True))
            self.__dict__["_table"] = np.concatenate([self._table, held])
        return self._table[[known[lemma] for lemma in words.lemmas]]

    def _row(self, lemma: str) -> NDArray[np.float64]:
        n_codes = len(self.codes)
        held = np.zeros(2 * n_codes + 1)
        for code in range(n_codes):
            term = self.term_for(lemma, code)
            if term is not None:
                held[code] = term.weight * self.rarity.weight(lemma)
        by_word = self._code_words.get(lemma, self._nothing)
        held[n_codes:-1] = _WORD_COSINE * by_word + _PIECE_COSINE * self._by_piece(lemma)
        if lemma not in grammar(self.language):
            held[-1] = self.rarity.information([lemma])[0]
        return held

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {}

    @cached_property
    def _table(self) -> NDArray[np.float64]:
        return np.zeros((0, 2 * len(self.codes) + 1))

    @cached_property
    def _met(self) -> dict[str, dict[int, Term]]:
        return {}

    @cached_property
    def _strong(self) -> frozenset[str]:
        """Lemmas that are a cue or label by themselves."""
        return frozenset(
            lemma
            for lemma, found in self.words.items()
            if any(term.source in _LOUD for term in found.values())
        )

    @cached_property
    def _patterns(self) -> list[tuple[int, tuple[str, ...], int]]:
        """Tokens of each phrase, its number, and the place of the one that is likely rarest."""
        cues = [term.text for _, _, term in self.phrases]
        words = read_words(cues, language=self.language, model=self.model)
        tokens = [words.norms[number] for number in words.token.tolist()]
        bounds = np.searchsorted(words.token_text, np.arange(len(cues) + 1)).tolist()
        small = grammar(self.language)
        found = []
        for number, (start, end) in enumerate(pairwise(bounds)):
            norms = tuple(tokens[start:end])
            rarest = max(range(len(norms)), key=lambda at: (norms[at] not in small, len(norms[at])))
            found.append((rarest, norms, number))
        return found

    def _phrase_hits(self, words: Words) -> Iterator[tuple[int, int, float]]:
        """Passage, code and weight of each cue of several words, once a passage.

        Exactly as written counts most; all its words in one sentence, in any order, count less.
        """
        best: dict[tuple[int, int], float] = {}
        for text, _, _, number in self.phrases_in(words):
            best[text, number] = _PHRASE
        for text, number in self._loose_hits(words):
            best.setdefault((text, number), _LOOSE)
        for (text, number), factor in best.items():
            _, code, term = self.phrases[number]
            yield text, code, factor * term.weight

    def _loose_hits(self, words: Words) -> Iterator[tuple[int, int]]:
        """Passage and phrase, where a sentence holds all words of a phrase."""
        place = {lemma: number for number, lemma in enumerate(words.lemmas)}
        sought = {}
        for number, (content, _, _) in enumerate(self.phrases):
            numbers = [place.get(lemma, -1) for lemma in content]
            if len(numbers) > 1 and min(numbers) >= 0:
                sought[number] = numbers
        wanted = np.zeros(len(words.lemmas), dtype=bool)
        wanted[[one for numbers in sought.values() for one in numbers]] = True
        rows = np.flatnonzero(wanted[words.lemma])
        pairs = np.unique(words.lemma[rows] * (len(words.sentences) + 1) + words.sentence[rows])
        held, sentences = np.divmod(pairs, len(words.sentences) + 1)
        bounds = np.searchsorted(held, np.arange(len(words.lemmas) + 1))
        text_of = np.zeros(len(words.sentences) + 1, dtype=np.int64)
        text_of[words.sentence] = words.text
        for number, numbers in sought.items():
            common, *others = (sentences[bounds[one] : bounds[one + 1]] for one in numbers)
            for other in others:
                common = np.intersect1d(common, other, assume_unique=True)
            for text in np.unique(text_of[common]).tolist():
                yield text, number

    @cached_property
    def _nothing(self) -> NDArray[np.float64]:
        return np.zeros(len(self.codes))

    @cached_property
    def _code_words(self) -> Mapping[str, NDArray[np.float64]]:
        """Lemma to its weight in the unit vector of each code."""
        strings = list(self.words)
        information = self.rarity.information(strings)
        matrix = np.zeros((len(strings), len(self.codes)))
        for row, lemma in enumerate(strings):
            for code, term in self.words[lemma].items():
                matrix[row, code] = term.weight * information[row]
        norms = np.sqrt((matrix**2).sum(axis=0))
        norms[norms == 0] = 1.0
        return dict(zip(strings, matrix / norms, strict=True))

    @cached_property
    def _code_pieces(self) -> Mapping[str, NDArray[np.float64]]:
        """Piece of a word to its weight in the unit vector of each code."""
        found: dict[str, NDArray[np.float64]] = {}
        for lemma, row in self._code_words.items():
            pieces = _pieces(lemma)
            for piece in pieces:
                found[piece] = found.get(piece, self._nothing) + row / len(pieces) ** 0.5
        norms = np.sqrt(sum((row**2 for row in found.values()), self._nothing))
        norms[norms == 0] = 1.0
        return {piece: row / norms for piece, row in found.items()}

    def _by_piece(self, lemma: str) -> NDArray[np.float64]:
        pieces = _pieces(lemma)
        known = self._code_pieces
        rows = [known[piece] for piece in pieces if piece in known]
        return np.asarray(sum(rows, self._nothing) / max(1, len(pieces)) ** 0.5)


def build_lexicon(
    codes: Mapping[str, Sequence[Code]],
    *,
    language: str,
    rarity: Rarity | None = None,
    model: str | None = None,
) -> Lexicon:
    """Read the terms of codes.

    Parameters
    ----------
    codes : mapping of str to sequence of Code
        Key of each code that is scored, to the codes whose words speak for it: a block goes with
        its sub-codes.
    language : str
        Side of the codebook to read, ``nl`` or ``en``.
    rarity : Rarity, optional
        Of the collection; without it no word counts as common.
    model : str, optional
        spaCy model that gives the lemmas, the same as for the text.

    Returns
    -------
    Lexicon
    """
    words, phrases = read_terms(codes.values(), language=language, model=model)
    return Lexicon(
        language=language,
        codes=tuple(codes),
        words=words,
        phrases=phrases,
        rarity=rarity or Rarity(),
        model=model,
    )


@lru_cache(maxsize=200_000)
def _pieces(lemma: str) -> tuple[str, ...]:
    """Stretches of four and five letters of a word with a space at both ends."""
    padded = f" {lemma} "
    # In the order of the word: a set has another in every process, and sums would differ by it.
    return tuple(
        dict.fromkeys(
            padded[start : start + size]
            for size in _PIECES
            for start in range(len(padded) - size + 1)
        )
    )


def _counts(words: Words) -> csr_array:
    from scipy.sparse import csr_array

    shape = (len(words), len(words.lemmas))
    ones = np.ones(len(words.lemma))
    found = csr_array((ones, (words.text, words.lemma)), shape=shape)
    found.sum_duplicates()
    return found

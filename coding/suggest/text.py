"""Words of passages: spaCy's tokenizer and sentence splitter, lemmas, and verbs put together again.

A passage becomes rows of integers, one a word; everything after this counts over those. A spaCy
model that the user has installed gives better lemmas and is then used in the place of the tables.
"""

from __future__ import annotations

__all__ = ["Words", "installed_model", "read_words"]

import dataclasses
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bouwsteen.coding.suggest.lemmas import LANGUAGES, Lemmas, lemmas
from bouwsteen.coding.suggest.tokens import Cut, cut_texts

if TYPE_CHECKING:
    from spacy.language import Language

_MODELS = ("lg", "md", "sm")
_FAMILY = {"nl": "nl_core_news_", "en": "en_core_web_"}
_REACH = 7
_WORD, _PARTICLE, _END, _VERB = 1, 2, 4, 8
# After one of these a clause is over, so that a particle before it belongs to the verb.
_CLAUSE_ENDS = frozenset(
    ". , ; : ! ? … ) - – en maar want of als dat omdat dus toen hoor hè".split()
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Words:
    """The words of some texts, punctuation left out.

    Parameters
    ----------
    n_texts : int
        Number of texts.
    norms : tuple of str
        Distinct lemmas of all tokens, punctuation too, as the tables write them.
    token : array of int, shape (n_tokens,)
        Place in `norms`, and in `lemmas`.
    token_text, token_start, token_end : array of int, shape (n_tokens,)
        Number of the text that a token stands in, and its place there.
    lemmas : tuple of str
        Those lemmas in lower case, and then those of parted verbs.
    lemma : array of int, shape (n_words,)
        Place in `lemmas`.
    text : array of int, shape (n_words,)
        Number of the text that a word stands in.
    sentence : array of int, shape (n_words,)
        Number of its sentence, counted through all the texts.
    start, end : array of int, shape (n_words,)
        Its place in its text, half-open, in code points. A parted verb ("spreken … aan") has a
        row of its own, at the place of the particle.
    sentences : array of int, shape (n_sentences,)
        Where each sentence starts in its text.
    n_sentences : array of int, shape (n_texts,)
        Sentences in each text.
    language : str
        ``nl`` or ``en``.
    """

    n_texts: int
    norms: tuple[str, ...]
    token: NDArray[np.int64]
    token_text: NDArray[np.int64]
    token_start: NDArray[np.int64]
    token_end: NDArray[np.int64]
    lemmas: tuple[str, ...]
    lemma: NDArray[np.int64]
    text: NDArray[np.int64]
    sentence: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    sentences: NDArray[np.int64]
    n_sentences: NDArray[np.int64]
    language: str

    def __len__(self) -> int:
        return self.n_texts

    def rows(self, text: int) -> slice:
        """Rows of the words of one text."""
        return slice(self.bounds[text], self.bounds[text + 1])

    def sentence_spans(self, text: int, words: str) -> list[tuple[int, int]]:
        """Start and end of the sentences of one text, white space around them left out."""
        starts = self._starts[self._first[text] : self._first[text + 1]]
        found = []
        for start, end in pairwise([*starts, len(words)]):
            said = words[start:end]
            if said.strip():
                found.append((start + len(said) - len(said.lstrip()), start + len(said.rstrip())))
        return found

    @cached_property
    def bounds(self) -> list[int]:
        """Where the rows of each text begin, and those of the last one end."""
        found: list[int] = np.searchsorted(self.text, np.arange(self.n_texts + 1)).tolist()
        return found

    @cached_property
    def _first(self) -> list[int]:
        return [0, *np.cumsum(self.n_sentences).tolist()]

    @cached_property
    def _starts(self) -> list[int]:
        found: list[int] = self.sentences.tolist()
        return found


def read_words(texts: Iterable[str], *, language: str, model: str | None = None) -> Words:
    """Tokenise texts and give every word its lemma.

    Parameters
    ----------
    texts : iterable of str
        Passages; one row of results each.
    language : str
        ``nl`` or ``en``.
    model : str, optional
        Name or folder of a spaCy model to take the lemmas from; without it the tables.

    Returns
    -------
    Words

    Examples
    --------
    >>> words = read_words(["We spreken elkaar aan. Fouten mogen."], language="nl")
    >>> [words.lemmas[place] for place in words.lemma]
    ['we', 'spreken', 'elkaar', 'aan', 'aanspreken', 'fout', 'mogen']
    """
    cut, opens = _cut(texts, language) if model is None else _cut_by_model(texts, model)
    if not len(cut.norm):
        return _no_words(len(cut.sizes), language)
    opens[(np.cumsum(cut.sizes) - cut.sizes)[cut.sizes > 0]] = True
    tables = lemmas(language)
    strings = [one.lower() for one in cut.norms]
    text = np.repeat(np.arange(len(cut.sizes)), cut.sizes)
    columns = {
        "lemma": cut.norm,
        "text": text,
        "sentence": np.cumsum(opens) - 1,
        "start": cut.start,
        "end": cut.end,
    }
    kinds = np.array([_kind(language, string) for string in strings], dtype=np.int64)
    if tables.particles:
        _join_verbs(columns, strings, kinds, tables)
    is_word = np.ones(len(strings), dtype=bool)
    is_word[: len(kinds)] = (kinds & _WORD) != 0
    kept = is_word[columns["lemma"]]
    return Words(
        n_texts=len(cut.sizes),
        norms=cut.norms,
        token=cut.norm,
        token_text=text,
        token_start=cut.start,
        token_end=cut.end,
        lemmas=tuple(strings),
        sentences=cut.start[opens],
        n_sentences=np.bincount(text[opens], minlength=len(cut.sizes)),
        language=language,
        **{name: column[kept] for name, column in columns.items()},
    )


def _cut(texts: Iterable[str], language: str) -> tuple[Cut, NDArray[np.bool_]]:
    """Tokens, and where sentences open.

    A sentence opens with the first token that is no punctuation after a full stop or the like:
    the rule of spaCy's sentencizer, over all texts at once.
    """
    cut = cut_texts(texts, language=language)
    plain = np.flatnonzero(~cut.punctuation & ~cut.stop)
    stops = np.cumsum(cut.stop)
    seen = stops[plain]
    text = np.repeat(np.arange(len(cut.sizes)), cut.sizes)[plain]
    before = np.concatenate([[0], stops])[np.cumsum(cut.sizes) - cut.sizes]
    first = np.diff(text, prepend=-1) != 0
    last = np.where(first, before[text], np.roll(seen, 1))
    opens = np.zeros(len(cut.norm), dtype=bool)
    opens[plain[seen > last]] = True
    return cut, opens


def _cut_by_model(texts: Iterable[str], model: str) -> tuple[Cut, NDArray[np.bool_]]:
    """The same, with the lemmas and sentences of a spaCy model."""
    from spacy.symbols import IDX, LEMMA, LENGTH, SENT_START  # type: ignore[import-not-found]

    pipeline = _pipeline(model)
    docs = list(pipeline.pipe(texts))
    arrays = [doc.to_array([LEMMA, IDX, LENGTH, SENT_START]).reshape(-1, 4) for doc in docs]
    rows = np.concatenate(arrays) if arrays else np.zeros((0, 4), dtype=np.uint64)
    keys, norm = np.unique(rows[:, 0], return_inverse=True)
    none = np.zeros(len(rows), dtype=bool)
    start = rows[:, 1].astype(np.int64)
    cut = Cut(
        norms=tuple([pipeline.vocab.strings[int(one)] for one in keys]),
        norm=norm.astype(np.int64),
        start=start,
        end=start + rows[:, 2].astype(np.int64),
        punctuation=none,
        stop=none,
        sizes=np.array([len(doc) for doc in docs], dtype=np.int64),
    )
    return cut, rows[:, 3] == 1


@cache
def installed_model(language: str) -> str | None:
    """Name of the best spaCy model that is installed for a language; None without one."""
    from spacy.util import get_installed_models

    found = set(get_installed_models())
    names = [_FAMILY[language] + size for size in _MODELS] if language in LANGUAGES else []
    return next((name for name in names if name in found), None)


@cache
def _pipeline(model: str) -> Language:
    import spacy

    loaded = spacy.load(model, exclude=["ner", "parser"])
    if "senter" not in loaded.pipe_names and "sentencizer" not in loaded.pipe_names:
        loaded.add_pipe("sentencizer")
    return loaded


@lru_cache(maxsize=200_000)
def _kind(language: str, string: str) -> int:
    """What a lemma can be, as flags."""
    tables = lemmas(language)
    return (
        _WORD * any(map(str.isalpha, string))
        | _PARTICLE * (string in tables.particles)
        | _END * (string in _CLAUSE_ENDS)
        | _VERB * (string in tables.verbs)
    )


def _join_verbs(
    columns: dict[str, NDArray[Any]], strings: list[str], kinds: NDArray[np.int64], tables: Lemmas
) -> None:
    """Add a row for each verb whose particle ends its clause: "spreken … aan" is "aanspreken"."""
    sentence = columns["sentence"]
    kind = kinds[columns["lemma"]]
    over = np.append(((kind[1:] & _END) != 0) | (sentence[1:] != sentence[:-1]), True)
    at = np.flatnonzero(((kind & _PARTICLE) != 0) & over)
    known: dict[tuple[int, int], int | None] = {}
    place = {string: number for number, string in enumerate(strings)}
    found: list[tuple[int, int]] = []
    lemma, kind_of = columns["lemma"].tolist(), kind.tolist()
    numbers = sentence.tolist()
    for here in at.tolist():
        for back in range(here - 1, max(-1, here - 1 - _REACH), -1):
            if numbers[back] != numbers[here] or kind_of[back] & _END:
                break
            if kind_of[back] & _VERB:
                pair = (lemma[here], lemma[back])
                if pair not in known:
                    whole = tables.separable(strings[pair[0]], strings[pair[1]])
                    known[pair] = None if whole is None else _numbered(whole, strings, place)
                whole_number = known[pair]
                if whole_number is not None:
                    found.append((here, whole_number))
                    break
    if found:
        rows = np.array([here for here, _ in found])
        for name, column in columns.items():
            fresh = np.array([number for _, number in found]) if name == "lemma" else column[rows]
            columns[name] = np.insert(column, rows + 1, fresh)


def _numbered(string: str, strings: list[str], place: dict[str, int]) -> int:
    if string not in place:
        place[string] = len(strings)
        strings.append(string)
    return place[string]


def _no_words(n_texts: int, language: str) -> Words:
    none = np.zeros(0, dtype=np.int64)
    return Words(
        n_texts=n_texts,
        norms=(),
        token=none,
        token_text=none,
        token_start=none,
        token_end=none,
        lemmas=(),
        lemma=none,
        text=none,
        sentence=none,
        start=none,
        end=none,
        sentences=none,
        n_sentences=np.zeros(n_texts, dtype=np.int64),
        language=language,
    )

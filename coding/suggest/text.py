"""Words of passages: spaCy's tokenizer and sentence splitter, lemmas, and verbs put together again.

A passage becomes rows of integers, one a word; everything after this counts over those. A spaCy
model that the user has installed gives better lemmas and is then used in the place of the tables.
"""

from __future__ import annotations

__all__ = ["Words", "installed_model", "read_words"]

import dataclasses
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bouwsteen.coding.suggest.lemmas import LANGUAGES, Lemmas, lemmas

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_MODELS = ("lg", "md", "sm")
_FAMILY = {"nl": "nl_core_news_", "en": "en_core_web_"}
_REACH = 7
_CACHED = 200_000
# After one of these a clause is over, so that a particle before it belongs to the verb.
_CLAUSE_ENDS = frozenset(
    ". , ; : ! ? … ) - – en maar want of als dat omdat dus toen hoor hè".split()
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Words:
    """The words of some texts, punctuation left out.

    Parameters
    ----------
    docs : tuple of Doc
        The texts, tokenised.
    lemmas : tuple of str
        Distinct lemmas.
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

    docs: tuple[Doc, ...]
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
        return len(self.docs)

    def rows(self, text: int) -> slice:
        """Rows of the words of one text."""
        first, last = np.searchsorted(self.text, [text, text + 1])
        return slice(int(first), int(last))

    def sentence_spans(self, text: int, words: str) -> list[tuple[int, int]]:
        """Start and end of the sentences of one text, white space around them left out."""
        first = int(self.n_sentences[:text].sum())
        starts = self.sentences[first : first + int(self.n_sentences[text])].tolist()
        found = []
        for start, end in pairwise([*starts, len(words)]):
            said = words[start:end]
            if said.strip():
                found.append((start + len(said) - len(said.lstrip()), start + len(said.rstrip())))
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
    pipeline = _pipeline(language, model)
    if model is None:
        tokenizer: Any = pipeline.tokenizer
        docs = tuple(tokenizer.pipe(texts))
        key, opens, start, end = _tokens(docs)
    else:
        docs = tuple(pipeline.pipe(texts))
        key, opens, start, end = _tokens_of_model(docs)
    if not len(key):
        return _no_words(docs, language)
    sizes = np.array([len(doc) for doc in docs])
    opens[(np.cumsum(sizes) - sizes)[sizes > 0]] = True
    keys, lemma = np.unique(key, return_inverse=True)
    strings = [pipeline.vocab.strings[int(one)].lower() for one in keys]
    columns = {
        "lemma": lemma.astype(np.int64),
        "text": np.repeat(np.arange(len(docs)), sizes),
        "sentence": np.cumsum(opens) - 1,
        "start": start.astype(np.int64),
        "end": end.astype(np.int64),
    }
    sentences = start[opens].astype(np.int64)
    n_sentences = np.bincount(columns["text"][opens], minlength=len(docs))
    is_word = np.array([any(map(str.isalpha, string)) for string in strings], dtype=bool)
    _join_verbs(columns, strings, lemmas(language))
    is_word = np.append(is_word, np.ones(len(strings) - len(is_word), dtype=bool))
    kept = is_word[columns["lemma"]]
    return Words(
        docs=docs,
        lemmas=tuple(strings),
        sentences=sentences,
        n_sentences=n_sentences,
        language=language,
        **{name: column[kept] for name, column in columns.items()},
    )


def _tokens(docs: Sequence[Doc]) -> tuple[NDArray[Any], ...]:
    """Key of the lemma, opening of a sentence, start and end of every token.

    A sentence opens with the first token that is no punctuation after a full stop or the like:
    the rule of spaCy's sentencizer, over all texts at once.
    """
    from spacy.symbols import IDX, IS_PUNCT, LENGTH, NORM, ORTH  # type: ignore[import-not-found]

    rows = _rows(docs, [NORM, IDX, LENGTH, IS_PUNCT, ORTH])
    stops = np.isin(rows[:, 4], _stop_keys())
    plain = np.flatnonzero((rows[:, 3] == 0) & ~stops)
    seen = np.cumsum(stops)[plain]
    text = np.repeat(np.arange(len(docs)), [len(doc) for doc in docs])[plain]
    first = np.diff(text, prepend=-1) != 0
    last = np.where(first, _stops_before(docs, stops)[text], np.roll(seen, 1))
    opens = np.zeros(len(rows), dtype=bool)
    opens[plain[seen > last]] = True
    return rows[:, 0], opens, rows[:, 1], rows[:, 1] + rows[:, 2]


def _stops_before(docs: Sequence[Doc], stops: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many full stops stand in the texts before each text."""
    sizes = np.array([len(doc) for doc in docs], dtype=np.int64)
    total = np.concatenate([[0], np.cumsum(stops)])
    return np.asarray(total[np.cumsum(sizes) - sizes])


def _tokens_of_model(docs: Sequence[Doc]) -> tuple[NDArray[Any], ...]:
    """The same, with the lemmas and sentences of a spaCy model."""
    from spacy.symbols import IDX, LEMMA, LENGTH, SENT_START

    rows = _rows(docs, [LEMMA, IDX, LENGTH, SENT_START])
    return rows[:, 0], rows[:, 3] == 1, rows[:, 1], rows[:, 1] + rows[:, 2]


def _rows(docs: Sequence[Doc], attributes: list[int | str]) -> NDArray[Any]:
    arrays = [doc.to_array(attributes).reshape(-1, len(attributes)) for doc in docs]
    return np.concatenate(arrays) if arrays else np.zeros((0, len(attributes)), dtype=np.uint64)


@cache
def _stop_keys() -> NDArray[np.uint64]:
    from spacy.pipeline import Sentencizer
    from spacy.strings import hash_string  # type: ignore[attr-defined]

    return np.array(list(map(hash_string, Sentencizer.default_punct_chars)), dtype=np.uint64)


@cache
def installed_model(language: str) -> str | None:
    """Name of the best spaCy model that is installed for a language; None without one."""
    from spacy.util import get_installed_models

    found = set(get_installed_models())
    names = [_FAMILY[language] + size for size in _MODELS] if language in LANGUAGES else []
    return next((name for name in names if name in found), None)


@cache
def _pipeline(language: str, model: str | None) -> Language:
    import spacy
    from spacy.symbols import NORM

    if model is not None:
        loaded = spacy.load(model, exclude=["ner", "parser"])
        if "senter" not in loaded.pipe_names and "sentencizer" not in loaded.pipe_names:
            loaded.add_pipe("sentencizer")
        return loaded
    tables = lemmas(language)
    pipeline = spacy.blank(language)
    # The norm of a word is worked out once, when spaCy first meets it, and read as an integer.
    pipeline.vocab.lex_attr_getters[NORM] = tables.lemma  # type: ignore[attr-defined]
    # Past its cache spaCy cuts every word anew, and talk has more than the usual 10,000 forms.
    pipeline.tokenizer.max_cache_size = _CACHED  # type: ignore[union-attr]
    for lexeme in pipeline.vocab:
        lexeme.norm_ = tables.lemma(lexeme.orth_)
    return pipeline


def _join_verbs(columns: dict[str, NDArray[Any]], strings: list[str], tables: Lemmas) -> None:
    """Add a row for each verb whose particle ends its clause: "spreken … aan" is "aanspreken"."""
    if not tables.particles:
        return
    lemma, sentence = columns["lemma"], columns["sentence"]
    particle = np.array([string in tables.particles for string in strings])[lemma]
    ends = np.array([string in _CLAUSE_ENDS for string in strings])
    last = np.append(ends[lemma[1:]] | (sentence[1:] != sentence[:-1]), True)
    at = np.flatnonzero(particle & last)
    is_verb = np.array([string in tables.verbs for string in strings])[lemma]
    known: dict[tuple[int, int], int | None] = {}
    place = {string: number for number, string in enumerate(strings)}
    found: list[tuple[int, int]] = []
    for here in at.tolist():
        for back in range(here - 1, max(-1, here - 1 - _REACH), -1):
            if sentence[back] != sentence[here] or ends[lemma[back]]:
                break
            if is_verb[back]:
                pair = (int(lemma[here]), int(lemma[back]))
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


def _no_words(docs: Sequence[Doc], language: str) -> Words:
    none = np.zeros(0, dtype=np.int64)
    return Words(
        docs=tuple(docs),
        lemmas=(),
        lemma=none,
        text=none,
        sentence=none,
        start=none,
        end=none,
        sentences=none,
        n_sentences=np.zeros(len(docs), dtype=np.int64),
        language=language,
    )

"""The suggester: codebook and the coder's own work together, from passages to suggestions."""

from __future__ import annotations

__all__ = ["Ground", "Suggester", "Teaching", "lay_ground", "make_suggester", "roots"]

import dataclasses
import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.suggest.blend import Blend
from bouwsteen.coding.suggest.explain import explain, narrow
from bouwsteen.coding.suggest.features import Features, fit_features
from bouwsteen.coding.suggest.learned import Learned
from bouwsteen.coding.suggest.lexicon import Lexicon, Rarity, build_lexicon
from bouwsteen.coding.suggest.model import Evidence, Limits, Passage, Suggestion
from bouwsteen.coding.suggest.teach import prior_only, probabilities_of, scores_in_context, teach
from bouwsteen.coding.suggest.text import Words, installed_model, read_words
from bouwsteen.coding.suggest.training import Training
from bouwsteen.errors import CodingError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_SUB_LEAST, _SUB_LEAD = 0.9, 0.3
_COUNTED = 20_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """What a suggester was made of, for a person to read.

    Parameters
    ----------
    passages : int
        Passages that the coder has dealt with.
    marks : mapping of str to int
        Block to the number of those that carry it.
    taught : tuple of str
        Blocks that have a model of their own; the others go by the codebook.
    without_cues : tuple of str
        Codes that have neither cues nor a definition nor examples: only the label speaks.
    reason : str
        Why nothing was learned: ``nothing_coded``, ``all_the_same``, ``too_few``; empty otherwise.
    """

    passages: int
    marks: Mapping[str, int]
    taught: tuple[str, ...]
    without_cues: tuple[str, ...]
    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ground:
    """What does not hang on anybody's work: the codebook's words and the collection's.

    Parameters
    ----------
    lexicon, subs : Lexicon
        Of the blocks, and of the sub-codes.
    features : Features
        Words and pairs of words that the collection has.
    model : str or None
        The spaCy model that gave the lemmas; None for the tables.
    """

    lexicon: Lexicon
    subs: Lexicon
    features: Features
    model: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Suggester:
    """Gives suggestions for passages of one language; make it with `make_suggester`.

    Parameters
    ----------
    lexicon : Lexicon
        Of the blocks.
    subs : Lexicon
        Of the sub-codes, in a codebook that has them.
    block_of : mapping of str to str
        Sub-code to block.
    learned : Learned or None
        None while nothing is learned.
    blend : Blend
        Codebook and coder's work together.
    limits : Limits
        When to keep silent.
    silent : frozenset of str
        Blocks whose suggestions this coder has mostly turned down of late.
    teaching : Teaching
        What it was made of.
    digest : str
        Names codebook, work and settings in twelve hexadecimal digits.
    codebook_version : int
        Version of the codebook.
    """

    lexicon: Lexicon
    subs: Lexicon
    block_of: Mapping[str, str]
    learned: Learned | None
    blend: Blend
    limits: Limits
    silent: frozenset[str]
    teaching: Teaching
    digest: str
    codebook_version: int

    def probabilities(self, passages: Sequence[Passage], words: Words) -> NDArray[np.float64]:
        """Probability of each block, shape (n_passages, n_blocks)."""
        scores = scores_in_context(self.lexicon, passages, words)
        return probabilities_of(self.learned, self.blend, self._matrix(words), scores)

    def _matrix(self, words: Words) -> csr_array | None:
        return None if self.learned is None else self.learned.features.matrix(words)

    def suggest(self, passages: Sequence[Passage]) -> list[Suggestion]:
        """Give the suggestions for passages, those of one passage together, most likely first.

        Parameters
        ----------
        passages : sequence of Passage
            In the order of the text, turns whole.
        """
        words = read_words(
            [one.text for one in passages],
            language=self.lexicon.language,
            model=installed_model(self.lexicon.language),
        )
        if not len(words.lemma):
            return []
        matrix = self._matrix(words)
        scores = scores_in_context(self.lexicon, passages, words)
        probabilities = probabilities_of(self.learned, self.blend, matrix, scores)
        order = np.argsort(-probabilities, axis=1, kind="stable")[:, : self.limits.per_passage]
        subs = self.subs.scores(words) if self.subs.codes else np.zeros((len(passages), 0))
        chosen = self._chosen(probabilities, order)
        evidence = explain(
            words,
            passages,
            [(text, code) for text, code, _ in chosen],
            lexicon=self.lexicon,
            learned=self.learned,
            matrix=matrix,
        )
        found = []
        for (text, code, rank), why in zip(chosen, evidence, strict=True):
            confidence = float(probabilities[text, code])
            block = self.lexicon.codes[code]
            sub = self._sub_code(block, subs[text]) if self._names_subs(confidence) else block
            sentences = words.sentence_spans(text, passages[text].text)
            found.append(
                self._suggestion(passages[text], sentences, block, sub, confidence, rank, why)
            )
        return found

    def _chosen(
        self, probabilities: NDArray[np.float64], order: NDArray[np.int64]
    ) -> list[tuple[int, int, int]]:
        """Number of the passage, number of the block and rank of what is likely enough."""
        silent = np.array([block in self.silent for block in self.lexicon.codes], dtype=bool)
        likely = np.take_along_axis(probabilities, order, axis=1) >= self.limits.minimum
        shown = likely & ~silent[order]
        ranks = np.cumsum(shown, axis=1)
        return [
            (text, int(order[text, place]), int(ranks[text, place]))
            for text, place in np.argwhere(shown).tolist()
        ]

    def _names_subs(self, confidence: float) -> bool:
        return confidence >= self.limits.sub_minimum

    def _sub_code(self, block: str, scores: NDArray[np.float64]) -> str:
        """The sub-code that stands out by its own words; the block when none does."""
        own = [place for place, key in enumerate(self.subs.codes) if self.block_of[key] == block]
        ranked = sorted(own, key=lambda place: -scores[place])
        if not ranked or scores[ranked[0]] < _SUB_LEAST:
            return block
        if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _SUB_LEAD:
            return block
        return self.subs.codes[ranked[0]]

    def _suggestion(
        self,
        passage: Passage,
        sentences: Sequence[tuple[int, int]],
        block: str,
        sub: str,
        confidence: float,
        rank: int,
        evidence: tuple[Evidence, ...],
    ) -> Suggestion:
        offset = passage.span.start
        spans = [(offset + start, offset + end) for start, end in sentences]
        return Suggestion(
            transcript=passage.transcript,
            turn=passage.turn,
            span=narrow(passage, spans, evidence),
            passage=passage.span,
            code=sub,
            block=block,
            confidence=round(confidence, 4),
            rank=rank,
            evidence=evidence,
            origin="lexicon" if not self.blend.coefficients else "blend",
            model=self.digest,
            codebook_version=self.codebook_version,
        )


def make_suggester(
    codebook: Codebook,
    passages: Sequence[Passage],
    training: Training | None = None,
    *,
    language: str,
    limits: Limits | None = None,
    silent: Collection[str] = (),
    seed: int = 0,
) -> Suggester:
    """Make a suggester from the codebook and, where there is any, one coder's work.

    Parameters
    ----------
    codebook : Codebook
        Whose blocks and free codes are suggested.
    passages : sequence of Passage
        Every passage of the study in this language: they tell which words are common. `training`
        points into them.
    training : Training, optional
        One coder's work; without it the codebook speaks alone.
    language : str
        ``nl`` or ``en``.
    limits : Limits, optional
        When to keep silent.
    silent : collection of str
        Blocks to keep silent about.
    seed : int
        For folds and solvers: the same seed and the same work give the same suggestions.

    Raises
    ------
    CodingError
        When the codebook is empty, or says nothing in this language.
    """
    ground = lay_ground(codebook, passages, language=language)
    top = ground.lexicon.codes
    learned, blend, reason = None, prior_only(len(top)), "nothing_coded"
    if training is not None and len(training):
        chosen = [passages[place] for place in training.places]
        own = read_words([one.text for one in chosen], language=language, model=ground.model)
        learned, blend, reason, _ = teach(
            ground.features,
            ground.features.matrix(own),
            scores_in_context(ground.lexicon, chosen, own),
            training.marks,
            training.weights,
            [one.transcript for one in chosen],
            seed=seed,
        )
    return Suggester(
        lexicon=ground.lexicon,
        subs=ground.subs,
        block_of={key: codebook.block_of(key).key for key in ground.subs.codes},
        learned=learned,
        blend=blend,
        limits=limits or Limits(),
        silent=frozenset(silent),
        teaching=_teaching(codebook, top, training, learned, reason, language),
        digest=_digest(codebook, training, language, seed, ground.model),
        codebook_version=codebook.version,
    )


def lay_ground(codebook: Codebook, passages: Sequence[Passage], *, language: str) -> Ground:
    """Read the codebook, and count the words of the collection.

    Of more than 20,000 passages an even sample is counted.

    Raises
    ------
    CodingError
        When the codebook is empty, or says nothing in this language.
    """
    top = roots(codebook)
    _check(codebook, top, language)
    model = installed_model(language)
    sample = passages[:: max(1, -(-len(passages) // _COUNTED))]
    words = read_words([one.text for one in sample], language=language, model=model)
    rarity = Rarity.of(words)
    below = {code.key: [code] for code in codebook.codes if code.parent is not None}
    return Ground(
        lexicon=build_lexicon(top, language=language, rarity=rarity, model=model),
        subs=build_lexicon(below, language=language, rarity=rarity, model=model),
        features=fit_features(words),
        model=model,
    )


def _teaching(
    codebook: Codebook,
    top: Sequence[str],
    training: Training | None,
    learned: Learned | None,
    reason: str,
    language: str,
) -> Teaching:
    marks = np.zeros((0, len(top)), dtype=bool) if training is None else training.marks
    taught = np.zeros(len(top), dtype=bool) if learned is None else learned.taught
    return Teaching(
        passages=len(marks),
        marks={key: int(marks[:, place].sum()) for place, key in enumerate(top)},
        taught=tuple(key for key, known in zip(top, taught, strict=True) if known),
        without_cues=tuple(code.key for code in codebook.codes if _is_bare(code, language)),
        reason=reason,
    )


def roots(codebook: Codebook) -> dict[str, list[Code]]:
    """Blocks and free codes, each with the codes whose words speak for it: itself and its own."""
    found: dict[str, list[Code]] = {
        code.key: [] for code in (*codebook.blocks, *codebook.free_codes)
    }
    for code in codebook.codes:
        found[codebook.block_of(code.key).key].append(code)
    return found


def _check(codebook: Codebook, top: Mapping[str, Sequence[Code]], language: str) -> None:
    if not top:
        raise CodingError(
            f"Codebook {codebook.key} has no codes, so there is nothing to suggest.",
            "Add codes first: bouwsteen codebook add",
            key="suggest_no_codes",
            codebook=codebook.key,
        )
    if all(_is_silent(code, language) for code in codebook.codes):
        raise CodingError(
            f"Codebook {codebook.key} says nothing in {language!r}, so it cannot be compared "
            "with the text.",
            "Give its codes labels, definitions or cues in that language: bouwsteen codebook edit",
            key="suggest_no_words",
            codebook=codebook.key,
            language=language,
        )


def _is_bare(code: Code, language: str) -> bool:
    fields = (code.cues, code.definition, code.examples)
    return not any(field.get(language) for field in fields)


def _is_silent(code: Code, language: str) -> bool:
    return _is_bare(code, language) and not code.labels.get(language)


def _digest(
    codebook: Codebook, training: Training | None, language: str, seed: int, model: str | None
) -> str:
    found = hashlib.sha256(repr((codebook.codes, language, seed, model)).encode())
    if training is not None:
        for array in (training.places, training.marks, training.weights):
            found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()[:12]

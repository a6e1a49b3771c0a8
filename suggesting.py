"""What the commands on suggestions share: the study's passages and one coder's work.

An adapter, like `console`.
"""

from __future__ import annotations

__all__ = [
    "Own",
    "Work",
    "cut",
    "decisions_of",
    "gather",
    "make",
    "own_of",
    "work_of",
]

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from bouwsteen.console import cast_of
from bouwsteen.errors import CodingError

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.model import Quotation
    from bouwsteen.coding.suggest.control import Apart
    from bouwsteen.coding.suggest.model import Limits, Passage, Verdict
    from bouwsteen.coding.suggest.suggester import Suggester
    from bouwsteen.coding.suggest.training import Training
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.cast import Cast
    from bouwsteen.transcripts.model import Span

SEED = 0
"""Everything that is drawn is drawn with this, so that two runs give the same."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Work:
    """The passages of a study, by language.

    Parameters
    ----------
    codebook : Codebook
        As it is now.
    passages : mapping of str to sequence of Passage
        Language to passages, transcript by transcript.
    unread : tuple of (str, str)
        Transcript and language of what suggestions cannot read.
    """

    codebook: Codebook
    passages: Mapping[str, Sequence[Passage]]
    unread: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Own:
    """One coder's own work, which suggestions learn from and give way to.

    Parameters
    ----------
    quotations : tuple of Quotation
        The coder's independent layer.
    done : frozenset of str
        Transcripts that the coder finished.
    rejected : tuple of (str, Span, str)
        Transcript, passage and block of what was turned down.
    decided : tuple of (str, float, Verdict)
        From `decisions_of`.
    apart : Apart
        What stays without suggestions.
    """

    quotations: tuple[Quotation, ...]
    done: frozenset[str]
    rejected: tuple[tuple[str, Span, str], ...]
    decided: tuple[tuple[str, float, Verdict], ...]
    apart: Apart

    def same_work(self, other: Own) -> bool:
        """Whether the same would be learned from both."""
        return (self.quotations, self.done, self.rejected, self.decided) == (
            other.quotations,
            other.done,
            other.rejected,
            other.decided,
        )


def gather(study: Study, *, unit: Literal["turn", "sentence"] = "turn") -> Work:
    """Cut what respondents say into passages.

    Raises
    ------
    CodingError
        When there is no transcript that suggestions can read.
    """
    with study.reading():
        cast, codebook = cast_of(study), study.codebook.get()
    return cut(cast, codebook, unit=unit)


def cut(cast: Cast, codebook: Codebook, *, unit: Literal["turn", "sentence"]) -> Work:
    """Cut what was read of a study into passages, as `gather` does."""
    from bouwsteen.coding.suggest.passages import language_of, passages_of

    languages = language_of(cast.transcripts)
    found: dict[str, list[Passage]] = {}
    for one in cast.transcripts:
        language = languages[one.key]
        if language is None:
            continue
        asking = {
            turn.index
            for turn in one.turns
            if (person := cast.respondent_of(one.key, turn)) is not None and person.is_interviewer
        }
        found.setdefault(language, []).extend(
            passages_of(one, language=language, skip=asking, unit=unit)
        )
    unread = tuple(
        (one.key, one.language or "") for one in cast.transcripts if languages[one.key] is None
    )
    if unread and not found:
        names = ", ".join(f"{key} ({language})" for key, language in unread)
        raise CodingError(
            f"Suggestions know Dutch and English; these are in another language: {names}.",
            "Code them by hand: bouwsteen code add",
            key="suggest_languages",
            names=names,
        )
    if not any(found.values()):
        raise CodingError(
            "No respondent says anything yet, so there is nothing to suggest codes for.",
            "Import transcripts first: bouwsteen transcript import",
            key="suggest_nothing_said",
        )
    return Work(codebook=codebook, passages=found, unread=unread)


def own_of(study: Study, coder: str) -> Own:
    """Read one coder's own work; nobody else's is read."""
    from bouwsteen.coding.model import Layer

    with study.reading():
        return Own(
            quotations=tuple(study.quotations.select(coder=coder, layer=Layer.INDEPENDENT)),
            done=frozenset(mark.transcript for mark in study.coders.done() if mark.coder == coder),
            rejected=tuple(study.suggestions.rejected(coder)),
            decided=tuple(decisions_of(study, coder)),
            apart=study.suggestions.apart_for(coder),
        )


def work_of(work: Work, own: Own, language: str) -> Training:
    """What a coder has done in the passages of a language."""
    from bouwsteen.coding.suggest.suggester import roots
    from bouwsteen.coding.suggest.training import training_of

    return training_of(
        work.passages[language],
        own.quotations,
        codebook=work.codebook,
        blocks=list(roots(work.codebook)),
        done=own.done,
        rejected=own.rejected,
    )


def decisions_of(study: Study, coder: str) -> list[tuple[str, float, Verdict]]:
    """Block, confidence and verdict on the block of all that a coder decided on, oldest first."""
    found = sorted(
        (one.decision.at, one.suggestion.id, one.suggestion, one.block_verdict)
        for one in study.suggestions.select(coder=coder, retired=True, decided=True)
        if one.decision is not None
        and one.decision.at is not None
        and one.block_verdict is not None
    )
    return [(one.block, one.confidence, verdict) for _, _, one, verdict in found]


def make(work: Work, own: Own, *, limits: Limits) -> dict[str, Suggester]:
    """Make a coder's own suggester for each language."""
    from bouwsteen.coding.suggest.gate import silent_blocks
    from bouwsteen.coding.suggest.suggester import make_suggester

    silent = silent_blocks((block, verdict) for block, _, verdict in own.decided)
    return {
        language: make_suggester(
            work.codebook,
            passages,
            work_of(work, own, language),
            language=language,
            limits=limits,
            silent=silent,
            seed=SEED,
        )
        for language, passages in work.passages.items()
    }

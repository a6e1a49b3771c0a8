"""What the commands on suggestions share: the study's passages, one coder's work, a new run.

An adapter, like `console`.
"""

from __future__ import annotations

__all__ = [
    "Judge",
    "Renewed",
    "Work",
    "decisions_of",
    "gather",
    "given_already",
    "make",
    "renew",
    "work_of",
]

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from bouwsteen.console import cast_of
from bouwsteen.errors import CodingError

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.model import Quotation
    from bouwsteen.coding.suggest.model import Limits, Passage, Suggestion, Verdict
    from bouwsteen.coding.suggest.suggester import Suggester
    from bouwsteen.coding.suggest.training import Training
    from bouwsteen.study.study import Study

Judge = Callable[["Suggester", "list[Passage]"], "Iterable[list[Suggestion]]"]
"""What lets a suggester judge passages: here, on all cores, or on a cluster."""

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
class Renewed:
    """What a run of suggestions came to.

    Parameters
    ----------
    work : Work
        What was read.
    makers : mapping of str to Suggester
        Language to what suggested.
    passages : int
        How many were judged; 0 when the coder has finished everything that is not set apart.
    standing : int
        Suggestions that stand in those passages now.
    """

    work: Work
    makers: Mapping[str, Suggester]
    passages: int
    standing: int


def gather(study: Study, *, unit: Literal["turn", "sentence"] = "turn") -> Work:
    """Cut what respondents say into passages.

    Raises
    ------
    CodingError
        When there is no transcript that suggestions can read.
    """
    from bouwsteen.coding.suggest.passages import language_of, passages_of

    with study.reading():
        cast = cast_of(study)
        codebook = study.codebook.get()
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
        )
    if not any(found.values()):
        raise CodingError(
            "No respondent says anything yet, so there is nothing to suggest codes for.",
            "Import transcripts first: bouwsteen transcript import",
        )
    return Work(codebook=codebook, passages=found, unread=unread)


def work_of(study: Study, work: Work, coder: str, language: str) -> Training:
    """What one coder has done in the passages of a language; nobody else's work is read."""
    from bouwsteen.coding.model import Layer
    from bouwsteen.coding.suggest.suggester import roots
    from bouwsteen.coding.suggest.training import training_of

    with study.reading():
        quotations = study.quotations.select(coder=coder, layer=Layer.INDEPENDENT)
        done = {mark.transcript for mark in study.coders.done() if mark.coder == coder}
        rejected = study.suggestions.rejected(coder)
    return training_of(
        work.passages[language],
        quotations,
        codebook=work.codebook,
        blocks=list(roots(work.codebook)),
        done=done,
        rejected=rejected,
    )


def decisions_of(study: Study, coder: str) -> list[tuple[str, float, Verdict]]:
    """Block, confidence and verdict on the block of all that a coder decided on, oldest first."""
    found = sorted(
        (one.decision.at, one.suggestion.id, one.suggestion, one.block_verdict)
        for one in study.suggestions.select(coder=coder, retired=True)
        if one.decision is not None
        and one.decision.at is not None
        and one.block_verdict is not None
    )
    return [(one.block, one.confidence, verdict) for _, _, one, verdict in found]


def make(study: Study, work: Work, coder: str, *, limits: Limits) -> dict[str, Suggester]:
    """Make a coder's own suggester for each language."""
    from bouwsteen.coding.suggest.gate import silent_blocks
    from bouwsteen.coding.suggest.suggester import make_suggester

    silent = silent_blocks((block, verdict) for block, _, verdict in decisions_of(study, coder))
    return {
        language: make_suggester(
            work.codebook,
            passages,
            work_of(study, work, coder, language),
            language=language,
            limits=limits,
            silent=silent,
            seed=SEED,
        )
        for language, passages in work.passages.items()
    }


def given_already(
    batches: Iterable[Sequence[Suggestion]], quotations: Iterable[Quotation], codebook: Codebook
) -> Iterator[list[Suggestion]]:
    """Leave out suggestions of blocks that the coder has given there already, batch by batch."""
    given: dict[tuple[str, str], list[Quotation]] = {}
    for one in quotations:
        for code in one.codes:
            if code in codebook:
                key = (one.transcript, codebook.block_of(code).key)
                given.setdefault(key, []).append(one)
    for batch in batches:
        yield [
            one
            for one in batch
            if not any(
                held.span.overlap(one.passage)
                for held in given.get((one.transcript, one.block), ())
            )
        ]


def renew(
    study: Study,
    coder: str,
    *,
    limits: Limits,
    unit: Literal["turn", "sentence"] = "turn",
    judge: Judge | None = None,
) -> Renewed:
    """Make a coder's suggestions anew, for the transcripts that this coder has not finished.

    Parameters
    ----------
    limits : Limits
        When to keep silent.
    unit : {"turn", "sentence"}
        What is judged.
    judge : callable, optional
        Lets a suggester judge passages, batch by batch; else in this process.

    Returns
    -------
    Renewed
    """
    from itertools import chain

    from bouwsteen.coding.model import Layer

    work = gather(study, unit=unit)
    makers = make(study, work, coder, limits=limits)
    todo = _to_do(study, work, coder)
    judge = judge or _judge_here
    found = chain.from_iterable(
        [judge(makers[language], passages) for language, passages in todo.items()]
    )
    own = study.quotations.select(coder=coder, layer=Layer.INDEPENDENT)
    judged = sorted({one.transcript for passages in todo.values() for one in passages})
    with study.change("suggest run", actor=coder, transcripts=len(judged)) as change:
        standing = study.suggestions.replace(
            coder, given_already(found, own, work.codebook), judged
        )
        change.details.update(suggestions=standing)
    return Renewed(
        work=work, makers=makers, passages=sum(map(len, todo.values())), standing=standing
    )


def _to_do(study: Study, work: Work, coder: str) -> dict[str, list[Passage]]:
    """Passages that suggestions may be made for, by language."""
    apart = study.suggestions.apart_for(coder)
    done = {mark.transcript for mark in study.coders.done() if mark.coder == coder}
    return {
        language: [
            one
            for one in passages
            if one.transcript not in done and not apart.holds(one.transcript, one.turn)
        ]
        for language, passages in work.passages.items()
    }


def _judge_here(suggester: Suggester, passages: list[Passage]) -> list[list[Suggestion]]:
    # At once, not when the change reads it: the study file is not kept locked meanwhile.
    return [suggester.suggest(passages)]

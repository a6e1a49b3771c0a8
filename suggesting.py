"""What the commands on suggestions share: the study's passages, one coder's work, the decisions.

An adapter, like `console`.
"""

from __future__ import annotations

__all__ = [
    "Accepted",
    "Work",
    "accept",
    "decisions_of",
    "gather",
    "given_already",
    "make",
    "reject",
    "skip",
    "work_of",
]

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What became of a suggestion that was accepted.

    Parameters
    ----------
    quotation : int
        Its number.
    codes : tuple of str
        Codes that were given.
    event : int or None
        Number of the change in the log.
    """

    quotation: int
    codes: tuple[str, ...]
    event: int | None


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


def accept(
    study: Study,
    coder: str,
    number: int,
    *,
    codes: Sequence[str] = (),
    block: bool = False,
    memo: str = "",
) -> Accepted:
    """Make a coding of a suggestion, because a person says so.

    Parameters
    ----------
    number : int
        Of the suggestion; one at a time, so that each is looked at.
    codes : sequence of str
        Give these codes; one that was suggested is accepted, the others come in its place.
    block : bool
        Give the block, not the sub-code that is tentatively named.
    memo : str
        A note with the quotation.

    Returns
    -------
    Accepted
    """
    from bouwsteen.coding.model import Assistance, Coding, Origin, Quotation
    from bouwsteen.coding.suggest.model import Verdict

    with study.change("suggest accept", actor=coder, suggestion=number) as change:
        one = study.suggestions.get(number, coder=coder).suggestion
        book = study.codebook.get()
        keys = tuple(dict.fromkeys(book.resolve(name).key for name in codes))
        keys = keys or ((one.block,) if block else (book.resolve(one.code).key,))
        offered = [key for key in keys if key in (one.code, one.block)]
        near = [key for key in keys if book.block_of(key).key == one.block]
        verdict = Verdict.ACCEPTED if offered else Verdict.CHANGED
        study.suggestions.decide(number, verdict, coder=coder, code=(offered or near or keys)[0])
        # After the decision, which is refused in the blind control to what was not shown before.
        study.suggestions.mark_shown([number])
        (quotation,) = study.quotations.add(
            [
                Quotation(
                    transcript=one.transcript,
                    span=one.span,
                    coder=coder,
                    codings=tuple(
                        Coding(
                            code=key,
                            origin=Origin.ACCEPTED if key in offered else Origin.MANUAL,
                            codebook_version=book.version,
                            assistance=Assistance.SHOWN,
                        )
                        for key in keys
                    ),
                    memo=memo,
                )
            ]
        )
        change.details.update(quotation=quotation, codes=list(keys))
    return Accepted(quotation=quotation, codes=keys, event=change.event)


def reject(study: Study, coder: str, numbers: Sequence[int]) -> int | None:
    """Turn suggestions down; they do not come back. Gives the number of the change in the log."""
    from bouwsteen.coding.suggest.model import Verdict

    wanted = list(dict.fromkeys(numbers))
    with study.change("suggest reject", actor=coder, suggestions=wanted) as change:
        for number in wanted:
            study.suggestions.decide(number, Verdict.REJECTED, coder=coder)
        study.suggestions.mark_shown(wanted)
    return change.event


def skip(study: Study, coder: str, number: int) -> int | None:
    """Leave a suggestion for later.

    Returns
    -------
    int or None
        Number of the change in the log; None for one that was skipped before, which changes
        nothing.
    """
    from bouwsteen.coding.suggest.model import Verdict

    if study.suggestions.get(number, coder=coder).decision is not None:
        return None
    with study.change("suggest skip", actor=coder, suggestion=number) as change:
        study.suggestions.decide(number, Verdict.SKIPPED, coder=coder)
    return change.event

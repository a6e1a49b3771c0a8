"""A new run of suggestions: judged from one state of the study, written in a moment.

An adapter, like `console`; the command and the workbench run through it.
"""

from __future__ import annotations

__all__ = ["Judge", "Renewed", "given_already", "renew"]

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from bouwsteen.console import cast_of
from bouwsteen.errors import CodingError
from bouwsteen.suggesting import cut, make, own_of

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.model import Quotation
    from bouwsteen.coding.suggest.model import Limits, Passage, Suggestion
    from bouwsteen.coding.suggest.suggester import Suggester
    from bouwsteen.study.study import Study
    from bouwsteen.suggesting import Own, Work

Judge = Callable[["Suggester", "list[Passage]"], "Iterable[list[Suggestion]]"]
"""What lets a suggester judge passages: here, on all cores, or on a cluster."""

_TRIES = 3
_AT_ONCE = 50
"""Transcripts that are written in one go: others who wait for the file do so for seconds only."""


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
    behind : bool
        Whether the coder coded or decided while they were made, which they have not learned from.
    """

    work: Work
    makers: Mapping[str, Suggester]
    passages: int
    standing: int
    behind: bool


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

    They are judged from one state of the study, which others may write in meanwhile, and then put
    in, some transcripts at a time. When texts, speakers or codebook have changed by then, all is
    judged again.

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

    Raises
    ------
    CodingError
        When they changed every time.
    """
    for _ in range(_TRIES):
        with study.reading():
            since, own = study.last_event(), own_of(study, coder)
            cast, codebook = cast_of(study), study.codebook.get()
        work = cut(cast, codebook, unit=unit)
        makers, todo = make(work, own, limits=limits), _to_do(work, own)
        held = _judged(makers, todo, judge or _judge_here)
        stored = _store(study, coder, held, work.codebook, own=own, since=since)
        if stored is not None:
            standing, behind = stored
            return Renewed(
                work=work,
                makers=makers,
                passages=sum(map(len, todo.values())),
                standing=standing,
                behind=behind,
            )
    raise CodingError(
        "Texts or codebook changed every time while suggestions were made; not all are stored.",
        "Run it again when nobody changes them; until then some transcripts have earlier ones.",
        key="suggest_changing",
    )


def _to_do(work: Work, own: Own) -> dict[str, list[Passage]]:
    """Passages that suggestions may be made for, by language."""
    return {
        language: [
            one
            for one in passages
            if one.transcript not in own.done and not own.apart.holds(one.transcript, one.turn)
        ]
        for language, passages in work.passages.items()
    }


def _judge_here(suggester: Suggester, passages: list[Passage]) -> list[list[Suggestion]]:
    return [suggester.suggest(passages)]


def _judged(
    makers: Mapping[str, Suggester], todo: Mapping[str, list[Passage]], judge: Judge
) -> dict[str, list[bytes]]:
    """Suggestions by transcript, packed: a large collection would not fit in memory otherwise."""
    from bouwsteen.coding.suggest.spread import pack

    held: dict[str, list[bytes]] = {
        one.transcript: [] for passages in todo.values() for one in passages
    }
    for language, passages in todo.items():
        for batch in judge(makers[language], passages):
            for key, those in groupby(batch, key=lambda one: one.transcript):
                held[key].append(pack(list(those)))
    return held


def _store(
    study: Study,
    coder: str,
    held: Mapping[str, Sequence[bytes]],
    codebook: Codebook,
    *,
    own: Own,
    since: int,
) -> tuple[int, bool] | None:
    """Write what was judged, in a moment for each portion of transcripts.

    What the coder did meanwhile counts: finished transcripts keep what they have, and what was
    coded, turned down or set apart is not suggested.

    Returns
    -------
    standing : int
        Suggestions that stand now.
    behind : bool
        Whether the coder's own work has changed since it was read.
    None
        In their place, when texts, speakers or codebook have changed.
    """
    from bouwsteen.coding.suggest.spread import unpack
    from bouwsteen.study.ground import ground_moved

    standing, behind = 0, False
    keys = sorted(held)
    for start in range(0, max(1, len(keys)), _AT_ONCE):
        with study.change("suggest run", actor=coder) as change:
            if ground_moved(study, since=since):
                return None
            fresh = own_of(study, coder)
            wanted = [key for key in keys[start : start + _AT_ONCE] if key not in fresh.done]
            batches = (unpack(packed) for key in wanted for packed in held[key])
            kept = study.suggestions.replace(
                coder, given_already(batches, fresh.quotations, codebook), wanted
            )
            change.details.update(transcripts=len(wanted), suggestions=kept)
        standing += kept
        behind |= not fresh.same_work(own)
    return standing, behind

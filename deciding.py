"""What becomes of a suggestion: accepted, turned down or left for later; and why it was made.

An adapter, like `console`; the commands and the workbench decide through it.
"""

from __future__ import annotations

__all__ = ["Accepted", "accept", "reasons", "reject", "skip"]

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bouwsteen.coding.suggest.model import Suggestion
    from bouwsteen.exports.labels import Labels
    from bouwsteen.study.study import Study


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
        change.details.update(transcript=one.transcript, quotation=quotation, codes=list(keys))
    return Accepted(quotation=quotation, codes=keys, event=change.event)


def reject(study: Study, coder: str, numbers: Sequence[int]) -> int | None:
    """Turn suggestions down; they do not come back. Gives the number of the change in the log."""
    from bouwsteen.coding.suggest.model import Verdict

    wanted = list(dict.fromkeys(numbers))
    places: set[str] = set()
    with study.change("suggest reject", actor=coder, suggestions=wanted) as change:
        for number in wanted:
            study.suggestions.decide(number, Verdict.REJECTED, coder=coder)
            places.add(study.suggestions.get(number, coder=coder).suggestion.transcript)
        change.details["transcripts"] = sorted(places)
        study.suggestions.mark_shown(wanted)
    return change.event


def reasons(one: Suggestion, labels: Labels) -> list[str]:
    """Why a suggestion was made, a phrase for each piece of evidence."""
    said = [
        labels("suggest.learned", word=piece.text)
        if not piece.term
        else labels(
            "suggest.term",
            word=piece.text,
            term=piece.term,
            source=labels(f"suggest.source_{piece.source}"),
        )
        for piece in one.evidence
    ]
    if one.thin:
        said.append(labels("suggest.thin"))
    return said


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

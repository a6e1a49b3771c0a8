"""Codings given with a suggestion in sight: tell them apart, and leave them out where asked."""

from __future__ import annotations

__all__ = ["Unassisted", "is_assisted", "unassisted", "unexposed"]

import dataclasses
from collections.abc import Collection, Iterable, Sequence

from bouwsteen.coding.model import Assistance, Coding, Origin, Quotation
from bouwsteen.transcripts.model import Span


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unassisted:
    """Quotations without the codes that were given with a suggestion in sight.

    Parameters
    ----------
    quotations : tuple of Quotation
        What is left; a quotation all of whose codes were assisted is gone.
    left_out, total : int
        Codings that were left out, and codings there were.
    """

    quotations: tuple[Quotation, ...]
    left_out: int
    total: int


def is_assisted(coding: Coding) -> bool:
    """Whether the coder accepted a suggestion, or had seen one for the passage."""
    return coding.origin is Origin.ACCEPTED or coding.assistance is Assistance.SHOWN


def unassisted(quotations: Iterable[Quotation]) -> Unassisted:
    """Leave out the codes that were given with a suggestion in sight.

    Codes of the blind control and codes given before there were suggestions stay. Where a
    coefficient of agreement must be free of suggestions altogether, leave out whole transcripts
    too (`unexposed`): a code that is missing because a suggestion was turned down is not seen here.

    Parameters
    ----------
    quotations : iterable of Quotation
        Of any coder and layer.

    Returns
    -------
    Unassisted

    Examples
    --------
    >>> from bouwsteen.transcripts.model import Span
    >>> shown = Coding(code="b", assistance=Assistance.SHOWN)
    >>> one = Quotation(
    ...     transcript="t", span=Span(0, 4), coder="anna", codings=(Coding(code="a"), shown)
    ... )
    >>> found = unassisted([one])
    >>> found.quotations[0].codes, found.left_out, found.total
    (('a',), 1, 2)
    """
    kept, left_out, total = [], 0, 0
    for one in quotations:
        codings = tuple(coding for coding in one.codings if not is_assisted(coding))
        left_out += len(one.codings) - len(codings)
        total += len(one.codings)
        if codings:
            kept.append(dataclasses.replace(one, codings=codings))
    return Unassisted(quotations=tuple(kept), left_out=left_out, total=total)


def unexposed(
    transcripts: Iterable[str], exposures: Collection[Sequence[tuple[str, Span | None]]]
) -> tuple[str, ...]:
    """Transcripts in which none of some coders has seen a suggestion.

    Parameters
    ----------
    transcripts : iterable of str
        Keys.
    exposures : collection of sequence of (str, Span or None)
        For each coder, transcript and passage of the suggestions that were shown; no passage
        where a correction took it away.
    """
    seen = {transcript for shown in exposures for transcript, _ in shown}
    return tuple(key for key in transcripts if key not in seen)

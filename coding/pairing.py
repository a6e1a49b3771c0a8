"""Pair quotations of several coders one to one: same codes, enough text in common, best first."""

from __future__ import annotations

__all__ = ["groups_of_overlapping", "matches", "overlap_share"]

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from bouwsteen.coding.model import Quotation


def overlap_share(quotations: Sequence[Quotation]) -> float:
    """Text that all quotations have in common, as a share of the text that any of them has.

    Parameters
    ----------
    quotations : sequence of Quotation
        Of one transcript; intersection over union (Jaccard 1901) of their spans.

    Examples
    --------
    >>> from bouwsteen.transcripts.model import Span
    >>> one, other = (
    ...     Quotation(transcript="t", span=Span(start, 10), coder=coder, codings=())
    ...     for coder, start in (("anna", 0), ("bas", 5))
    ... )
    >>> overlap_share([one, other])
    0.5
    """
    shared = min(one.span.end for one in quotations) - max(one.span.start for one in quotations)
    if shared <= 0:
        return 0.0
    # Spans that have a stretch in common leave no gap, so their union is one span.
    return shared / (
        max(one.span.end for one in quotations) - min(one.span.start for one in quotations)
    )


def matches(
    layers: Sequence[Sequence[Quotation]], *, overlap: float
) -> tuple[tuple[Quotation, ...], ...]:
    """Groups with one quotation of every coder that say the same.

    Parameters
    ----------
    layers : sequence of sequence of Quotation
        One a coder, all of one transcript.
    overlap : float
        Least `overlap_share` of a group.

    Returns
    -------
    tuple of tuple of Quotation
        Each with the same set of codes throughout. The group with the greatest share is taken
        first, ties by place in the text; a quotation is in one group at most. In the order of the
        text.
    """
    candidates = sorted(
        _candidates(layers, overlap),
        key=lambda group: (-overlap_share(group), [one.span for one in group]),
    )
    taken: set[int] = set()
    found = []
    for group in candidates:
        members = {id(one) for one in group}
        if not members & taken:
            taken |= members
            found.append(group)
    return tuple(sorted(found, key=lambda group: [one.span for one in group]))


def _candidates(
    layers: Sequence[Sequence[Quotation]], overlap: float
) -> Iterator[tuple[Quotation, ...]]:
    """Every group that would do. A group that does not cannot be mended by a further coder."""
    groups: list[tuple[Quotation, ...]] = [(one,) for one in layers[0]]
    for layer in layers[1:]:
        by_codes: dict[frozenset[str], list[Quotation]] = {}
        for one in sorted(layer, key=lambda one: one.span):
            by_codes.setdefault(frozenset(one.codes), []).append(one)
        groups = [
            (*group, other)
            for group in groups
            for other in _near(by_codes.get(frozenset(group[0].codes), []), group[0])
            if overlap_share((*group, other)) >= overlap
        ]
    yield from groups


def _near(ordered: Sequence[Quotation], one: Quotation) -> Iterable[Quotation]:
    """Those that start before a quotation ends, of a list ordered by span."""
    return ordered[: bisect_left(ordered, one.span.end, key=lambda other: other.span.start)]


def groups_of_overlapping(quotations: Iterable[Quotation]) -> tuple[tuple[Quotation, ...], ...]:
    """Quotations of one transcript in groups that hang together by overlaps.

    Parameters
    ----------
    quotations : iterable of Quotation
        Of any coders; two that overlap are in one group, and so is all that either overlaps.

    Returns
    -------
    tuple of tuple of Quotation
        In the order of the text; inside a group by coder, then by place.
    """
    found: list[list[Quotation]] = []
    reach = -1
    for one in sorted(quotations, key=lambda one: one.span):
        if one.span.start >= reach:
            found.append([])
        found[-1].append(one)
        reach = max(reach, one.span.end)
    return tuple(tuple(sorted(group, key=lambda one: (one.coder, one.span))) for group in found)

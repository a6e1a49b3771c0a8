"""Notes that tables share: whose codings, how a quotation counts, what is left out."""

from __future__ import annotations

__all__ = ["basis_notes", "layer_notes", "left_out_notes", "listed", "outside_notes"]

from collections.abc import Collection, Iterable

from bouwsteen.analysis.tables import QuoteTable
from bouwsteen.exports.labels import Labels

_LISTED = 10


def basis_notes(
    labels: Labels,
    *,
    rule: str,
    layer: str,
    unattributed: Collection[int],
    free: Collection[int],
    unplaced: Collection[int] = (),
) -> list[str]:
    """Say what a table of patterns counted and, by number, which quotations it did not."""
    return [
        labels(f"patterns.rule_{rule}"),
        *layer_notes(labels, layer),
        *left_out_notes(labels, unattributed=unattributed, free=free, unplaced=unplaced),
    ]


def layer_notes(labels: Labels, layer: str) -> list[str]:
    """Say whose codings were counted, where that is known."""
    named = labels.optional(f"word.{layer}", layer)
    return [labels("quotes.layer", layer=named)] if layer else []


def outside_notes(table: QuoteTable, labels: Labels) -> list[str]:
    """Say that the consensus is not about all interviews, and what then has no figure."""
    if not table.outside:
        return []
    covered = table.overall.interviews
    notes = [
        labels(
            "quotes.outside",
            n=labels.cell(covered, "int"),
            all=labels.cell(covered + len(table.outside), "int"),
            names=listed(table.outside),
        )
    ]
    if any(table.unknown):
        notes.append(labels("quotes.unknown"))
    return notes


def left_out_notes(
    labels: Labels,
    *,
    unattributed: Collection[int],
    free: Collection[int],
    unplaced: Collection[int] = (),
) -> list[str]:
    """Say by number which quotations are counted nowhere, and why."""
    without = (("unattributed", unattributed), ("free", free), ("unplaced", unplaced))
    return [
        labels.count(f"quotes.{key}", len(numbers), numbers=listed(map(str, numbers)))
        for key, numbers in without
        if numbers
    ]


def listed(names: Iterable[str]) -> str:
    """The first ten names, and how many more there are.

    Examples
    --------
    >>> listed(str(number) for number in range(1, 13))
    '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … (+2)'
    """
    found = list(names)
    more = f", … (+{len(found) - _LISTED})" if len(found) > _LISTED else ""
    return ", ".join(found[:_LISTED]) + more

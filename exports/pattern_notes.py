"""Notes that tables of patterns share: whose codings, how a quotation counts, what is left out."""

from __future__ import annotations

__all__ = ["basis_notes", "listed", "row_names"]

from collections.abc import Collection, Iterable, Sequence

from bouwsteen.codebook.model import Code
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
    """Say what was counted and, by number, which quotations were not."""
    notes = [labels(f"patterns.rule_{rule}")]
    if layer:
        notes.append(labels("quotes.layer", layer=labels.optional(f"word.{layer}", layer)))
    for key, numbers in (("unattributed", unattributed), ("free", free), ("unplaced", unplaced)):
        if numbers:
            names = listed(map(str, numbers))
            notes.append(labels.count(f"quotes.{key}", len(numbers), numbers=names))
    return notes


def listed(names: Iterable[str]) -> str:
    """The first ten names, and how many more there are."""
    found = list(names)
    more = f", … (+{len(found) - _LISTED})" if len(found) > _LISTED else ""
    return ", ".join(found[:_LISTED]) + more


def row_names(rows: Sequence[Code], numbers: Sequence[str], lang: str) -> tuple[str, ...]:
    """Number and short label of each code; the label alone for a code without a number."""
    return tuple(
        f"{number} {code.label(lang, short=True)}".strip()
        for code, number in zip(rows, numbers, strict=True)
    )

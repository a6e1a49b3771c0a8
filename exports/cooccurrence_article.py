"""Co-occurrence becomes an article's table: codes by codes, with what was counted in words."""

from __future__ import annotations

__all__ = ["caption", "cooccurrence_article", "most_together"]

from collections.abc import Collection
from typing import Literal

from bouwsteen.analysis.cooccurrence import Cooccurrence
from bouwsteen.exports.code_names import row_names
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.notes import basis_notes
from bouwsteen.exports.table import Column, Table


def cooccurrence_article(
    found: Cooccurrence,
    *,
    show: Literal["counts", "jaccard"] = "counts",
    lang: str = "nl",
    unplaced: Collection[int] = (),
) -> Table:
    """Table of codes by codes.

    Parameters
    ----------
    found : Cooccurrence
        The figures.
    show : {"counts", "jaccard"}
        Which of the two figures stands in the cells.
    lang : str
        ``nl`` or ``en``.
    unplaced : collection of int
        Numbers of quotations that a correction of the text left without a place.
    """
    labels = Labels(lang)
    jaccard = found.jaccard
    cells = found.counts if show == "counts" else jaccard
    level = "block" if found.rule == "once-per-block" else "code"
    kind: Literal["int", "decimal"] = "int" if show == "counts" else "decimal"
    names = row_names(found.rows, found.numbers, lang)
    near = "turns" if isinstance(found.within, int) else found.within
    notes = [
        labels(f"cooccurrence.{show}_{near}", n=found.within),
        *basis_notes(
            labels,
            rule=found.rule,
            layer=found.layer,
            unattributed=found.unattributed,
            free=found.free,
            unplaced=unplaced,
        ),
    ]
    if show == "jaccard" and any(value is None for row in jaccard for value in row):
        notes.append(labels("cooccurrence.undefined"))
    most = most_together(found, labels)
    return Table(
        key=f"cooccurrence-{show}-per-{level}",
        caption=caption(found, labels, show=show),
        columns=(
            Column(key="code", label=labels(f"word.{level}")),
            *(
                Column(key=code.key, label=number or name, kind=kind)
                for code, number, name in zip(found.rows, found.numbers, names, strict=True)
            ),
        ),
        rows=tuple((name, *row) for name, row in zip(names, cells, strict=True)),
        notes=tuple(notes),
        text=(most,) if most and show == "counts" else (),
        across=labels(f"word.{level}"),
        lang=lang,
    )


def caption(
    found: Cooccurrence, labels: Labels, *, show: Literal["counts", "jaccard"] = "counts"
) -> str:
    """What the table or figure shows, without a number."""
    level = "block" if found.rule == "once-per-block" else "code"
    near = "turns" if isinstance(found.within, int) else found.within
    return labels(
        f"cooccurrence.caption_{show}",
        what=labels(f"cooccurrence.what_{level}"),
        where=labels(f"cooccurrence.within_{near}", n=found.within),
    )


def most_together(found: Cooccurrence, labels: Labels) -> str:
    """The pair that goes together most often, in words; empty when no two do."""
    names = row_names(found.rows, found.numbers, labels.lang)
    n, a, b = max(
        (
            (count, -down, -across)
            for down, row in enumerate(found.counts)
            for across, count in enumerate(row[:down])
        ),
        default=(0, 0, 0),
    )
    if not n:
        return labels("cooccurrence.none")
    return labels("cooccurrence.most", a=names[-b], b=names[-a], n=labels.cell(n, "int"))

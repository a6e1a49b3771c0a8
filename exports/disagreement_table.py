"""The list of disagreements and the confusion table, as tables for the consensus meeting."""

from __future__ import annotations

__all__ = ["confusion_table", "disagreement_tables"]

from collections.abc import Sequence
from typing import Literal

from bouwsteen.analysis.agreement.confusion import NONE, Confusion
from bouwsteen.analysis.agreement.disagreement import (
    Disagreement,
    Disagreements,
    Pair,
)
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.code_names import code_name, code_names
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Cell, Column, Kind, Table

_MOST_NAMES = 9


def disagreement_tables(
    found: Disagreements, codebook: Codebook, *, lang: str = "nl"
) -> tuple[Table, ...]:
    """One table a pair of coders, one row a disagreement, the weightiest first.

    Parameters
    ----------
    found : Disagreements
        The list.
    codebook : Codebook
        For the names of the codes.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    tuple of Table
        With rank, interview, turn, respondent, text, both coders' codes, kind, the part of all
        disagreement between the two (0 to 1), and memos. A table without rows where a pair does
        not differ.
    """
    labels = Labels(lang)
    return tuple(_pair_table(found, pair, codebook, labels) for pair in found.pairs)


def _pair_table(found: Disagreements, pair: Pair, codebook: Codebook, labels: Labels) -> Table:
    a, b = pair.coders

    def column(key: str, kind: Kind = "text", weight: float = 1.0) -> Column:
        return Column(key=key, label=labels(f"disagreements.{key}"), kind=kind, weight=weight)

    rows = tuple(
        _row(rank, one, codebook, labels) for rank, one in enumerate(found.of(pair.coders), start=1)
    )
    return Table(
        key="disagreements",
        caption=labels("disagreements.caption", a=a, b=b),
        columns=(
            column("rank", "int"),
            column("transcript", weight=0.95),
            column("turn", "int"),
            column("respondent", weight=0.95),
            column("text", weight=2.4),
            Column(key="codes_a", label=a, weight=0.85),
            Column(key="codes_b", label=b, weight=0.85),
            column("kind", weight=0.65),
            column("share", "percent"),
            column("memo", weight=0.9 if any(row[-1] for row in rows) else 0.4),
        ),
        rows=rows,
        notes=_notes(found, pair, codebook, labels),
        lang=labels.lang,
    )


def _row(rank: int, one: Disagreement, codebook: Codebook, labels: Labels) -> tuple[Cell, ...]:
    a, b = one.sides
    person = ", ".join(filter(None, (one.respondent, one.role))) or labels("word.nobody")
    return (
        rank,
        one.transcript,
        one.turn,
        person,
        one.text,
        code_names(a.codes, codebook, labels.lang),
        code_names(b.codes, codebook, labels.lang),
        labels(f"kind.{one.kind}", a=a.coder, b=b.coder),
        one.part,
        "; ".join(f"{side.coder}: {memo}" for side in one.sides for memo in side.memos),
    )


def _notes(found: Disagreements, pair: Pair, codebook: Codebook, labels: Labels) -> tuple[str, ...]:
    notes = [
        f"{labels(f'disagreements.rule_{found.level}')} {labels(f'disagreements.{found.scope}')}"
    ]
    if pair.alpha is None:
        reason = labels(f"disagreements.reason.{pair.reason}")
        notes.append(labels("disagreements.undefined", reason=reason))
    else:
        notes.append(labels("disagreements.kinds"))
        notes.append(
            labels(
                "disagreements.share_rule",
                observed=labels.cell(1 - pair.alpha, "decimal"),
                alpha=labels.cell(pair.alpha, "decimal"),
                characters=labels.cell(pair.characters, "int"),
            )
        )
    missing = [one for one in found.missing if one.coder in pair.coders]
    if missing:
        pairs = ", ".join(f"{one.transcript} ({one.coder})" for one in missing)
        notes.append(labels("disagreements.missing", pairs=pairs))
    if found.left_out:
        listed = ", ".join(codebook[key].label(labels.lang, short=True) for key in found.left_out)
        notes.append(labels("disagreements.left_out", codes=listed))
    return tuple(notes)


def confusion_table(
    found: Confusion,
    codebook: Codebook,
    *,
    unit: Literal["characters", "turns"] = "turns",
    lang: str = "nl",
) -> Table:
    """Codes of the one coder against codes of the other.

    Parameters
    ----------
    found : Confusion
        The counts.
    codebook : Codebook
        For the names of the codes.
    unit : {"characters", "turns"}
        What is counted.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    Table
        All blocks; at level ``code`` only codes that either coder used, the number of the others
        in a note.
    """
    labels = Labels(lang)
    counts = found.characters if unit == "characters" else found.turns
    shown = _shown(found, counts)
    name = {
        key: labels("confusion.none") if key == NONE else code_name(key, codebook, labels.lang)
        for key in found.codes
    }
    # Many columns have room for numbers alone; the rows spell the codes out.
    terse = len(shown) > _MOST_NAMES
    heading = {
        key: (codebook.numbers.get(key, "") if terse else "") or name[key] for key in found.codes
    }
    a, b = found.coders
    n = found.n_characters if unit == "characters" else found.n_turns
    notes = [labels("confusion.rule"), labels(f"confusion.{unit}", n=labels.cell(n, "int"))]
    if len(shown) < len(found.codes):
        notes.append(labels("confusion.unused", n=len(found.codes) - len(shown)))
    return Table(
        key=f"confusion_{unit}",
        caption=labels(f"confusion.caption_{unit}", a=a, b=b),
        columns=(
            Column(key="code", label=a),
            *(
                Column(key=found.codes[place], label=heading[found.codes[place]], kind="int")
                for place in shown
            ),
        ),
        rows=tuple(
            (name[found.codes[row]], *(counts[row][column] for column in shown)) for row in shown
        ),
        notes=tuple(notes),
        across=b,
        lang=lang,
    )


def _shown(found: Confusion, counts: Sequence[Sequence[int]]) -> list[int]:
    """Places of the codes that have a row and a column: all blocks, else those in use."""
    return [
        place
        for place, key in enumerate(found.codes)
        if found.level == "block"
        or key == NONE
        or any(counts[place])
        or any(row[place] for row in counts)
    ]

"""Saturation becomes an article's table: new codes by interview, and the order in words."""

from __future__ import annotations

__all__ = ["caption", "reached_sentences", "saturation_article"]

from collections.abc import Collection

from bouwsteen.analysis.saturation import BASE, THRESHOLD, Saturation
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.notes import basis_notes, listed
from bouwsteen.exports.table import Column, Kind, Table

_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("number", "int"),
    ("transcript", "text"),
    ("new", "int"),
    ("cumulative", "int"),
    ("expected", "decimal"),
    ("median", "int"),
    ("low", "int"),
    ("high", "int"),
)


def saturation_article(
    found: Saturation, *, lang: str = "nl", unplaced: Collection[int] = ()
) -> Table:
    """Table of new codes, one row an interview, in the order that the notes name.

    Parameters
    ----------
    found : Saturation
        The curve.
    lang : str
        ``nl`` or ``en``.
    unplaced : collection of int
        Numbers of quotations that a correction of the text left without a place.
    """
    labels = Labels(lang)
    cumulative = found.cumulative
    return Table(
        key=f"saturation-per-{_level(found)}",
        caption=caption(found, labels),
        columns=tuple(
            Column(key=key, label=labels(f"saturation.{key}"), kind=kind) for key, kind in _COLUMNS
        ),
        rows=tuple(
            (
                place + 1,
                key,
                len(found.new[place]),
                cumulative[place],
                found.expected[place],
                found.median[place],
                found.low[place],
                found.high[place],
            )
            for place, key in enumerate(found.transcripts)
        ),
        notes=_notes(found, labels, unplaced),
        text=reached_sentences(found, labels),
        lang=lang,
    )


def _notes(found: Saturation, labels: Labels, unplaced: Collection[int]) -> tuple[str, ...]:
    notes = [
        labels(f"saturation.order_{found.order}"),
        labels(
            "saturation.band",
            n=labels.cell(found.permutations, "int"),
            seed=found.seed,
        ),
        *basis_notes(
            labels,
            rule=found.rule,
            layer=found.layer,
            unattributed=found.unattributed,
            free=found.free,
            unplaced=unplaced,
        ),
    ]
    if found.left_out:
        names = listed(found.left_out)
        notes.append(labels.count("saturation.left_out", len(found.left_out), names=names))
    return tuple(notes)


def caption(found: Saturation, labels: Labels) -> str:
    """What the table or figure shows, without a number."""
    return labels(f"saturation.caption_{_level(found)}")


def reached_sentences(found: Saturation, labels: Labels) -> tuple[str, ...]:
    """What was found in all, and for each length of run when saturation was reached or why not."""
    level = _level(found)
    what = labels(f"saturation.what_{level}")
    sentences = [
        labels.count(
            "saturation.found",
            len(found.transcripts),
            found=labels.cell(found.cumulative[-1], "int"),
            listed=labels.cell(found.listed, "int"),
            what=what,
        )
    ]
    for run in found.runs:
        reached = run.reached or 0
        share = run.shares[reached - BASE if reached else -1] if run.shares else None
        sentences.append(
            labels(
                f"saturation.{run.reason or 'reached'}",
                base=BASE,
                codes=labels.cell(run.base_codes, "int"),
                what=what,
                run=run.length,
                threshold=labels.cell(THRESHOLD, "percent"),
                reached=reached,
                first=reached + 1,
                last=reached + run.length,
                share=labels.cell(share, "percent"),
                needed=BASE + run.length,
            )
        )
    return tuple(sentences)


def _level(found: Saturation) -> str:
    return "block" if found.rule == "once-per-block" else "code"

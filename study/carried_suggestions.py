"""Suggestions and the blind control, carried along when a transcript is corrected."""

from __future__ import annotations

__all__ = ["carry_control", "carry_suggestions"]

import dataclasses
from typing import Any

from sqlalchemy import Row, select

from bouwsteen.coding.suggest.control import Apart
from bouwsteen.study import schema
from bouwsteen.study.session import now
from bouwsteen.study.writer import Writer
from bouwsteen.transcripts.correct import Alignment
from bouwsteen.transcripts.model import Span


def carry_suggestions(writer: Writer, alignment: Alignment) -> None:
    """Move suggestions to where their words stand now; retire those whose words are gone.

    Where the whole passage is gone, nothing says where it stood: the row keeps the offsets of the
    old text and is marked as having no place.

    Parameters
    ----------
    writer : Writer
        Of the change under way; undo moves them back.
    alignment : Alignment
        The correction.
    """
    table = schema.suggestion
    rows = writer.connection.execute(
        select(table)
        .join(schema.transcript, table.c.transcript_id == schema.transcript.c.id)
        .where(schema.transcript.c.key == alignment.old.key, table.c.placed)
    ).all()
    for row in rows:
        writer.update(table, row.id, _carried(row, alignment))


def carry_control(apart: Apart, alignment: Alignment) -> Apart:
    """Keep the draw of the blind control as it was, whatever numbers the turns have now.

    A turn takes after the old turn with which it shares most text; one that is altogether new
    stays outside the control.

    Parameters
    ----------
    apart : Apart
        With the draw of the old text.
    alignment : Alignment
        The correction.

    Returns
    -------
    Apart
        With the draw of the new text, turn by turn.
    """
    key = alignment.old.key
    images = [
        (apart.drawn_blind(key, one.index), image)
        for one in alignment.old.turns
        if (image := alignment.carry(one.span).span) is not None
    ]
    drawn = []
    for turn in alignment.new.turns:
        shared = [(turn.span.overlap(image), blind) for blind, image in images]
        most, blind = max(shared, default=(0, False))
        if most and blind:
            drawn.append(turn.index)
    return dataclasses.replace(apart, drawn={**apart.drawn, key: tuple(drawn)})


def _carried(row: Row[Any], alignment: Alignment) -> dict[str, Any]:
    passage = alignment.carry(Span(row.passage_start, row.passage_end)).span
    turn = next(
        (one.index for one in alignment.new.turns if passage and one.span.overlap(passage)),
        None,
    )
    if passage is None or turn is None:
        return {"retired": row.retired or now(), "placed": False}
    span = alignment.carry(Span(row.start, row.end)).span
    return {
        "turn": turn,
        "start": (span or passage).start,
        "end": (span or passage).end,
        "passage_start": passage.start,
        "passage_end": passage.end,
        "evidence": [
            moved for piece in row.evidence if (moved := _moved(piece, alignment)) is not None
        ],
        "retired": row.retired if span else row.retired or now(),
    }


def _moved(piece: dict[str, Any], alignment: Alignment) -> dict[str, Any] | None:
    span = alignment.carry(Span(piece["start"], piece["end"])).span
    if span is None:
        return None
    return {**piece, "start": span.start, "end": span.end, "text": span.of(alignment.new.text)}

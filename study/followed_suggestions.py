"""Suggestions, kept in step when the codebook changes."""

from __future__ import annotations

__all__ = ["follow_codebook"]

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, or_, select

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.suggest.model import Verdict
from bouwsteen.study import schema
from bouwsteen.study.session import now
from bouwsteen.study.writer import Writer

_OPEN = frozenset({None, str(Verdict.SKIPPED)})


def follow_codebook(writer: Writer, moved: Mapping[str, str | None], codebook: Codebook) -> None:
    """Let suggestions go by the new keys, and withdraw open ones that no longer hold.

    An open suggestion goes when its code is gone or stands in another block, or when a merge made
    it say what another one says of the same passage. What was decided stays on record.

    Parameters
    ----------
    writer : Writer
        Of the change under way; undo brings everything back.
    moved : mapping of str to str or None
        Codes that go by another key now; None: the code is gone.
    codebook : Codebook
        As it is from now on.
    """
    keys = {old: new for old, new in moved.items() if new is not None and old != new}
    if keys:
        _rename(writer, keys)
    said = set()
    for row in _standing(writer):
        verdict = row.verdict
        if verdict in (str(Verdict.REJECTED), str(Verdict.CHANGED)):
            continue
        place = (row.coder_id, row.transcript_id, row.passage_start, row.passage_end, row.block)
        doubled = place in said and row.block in keys.values()
        said.add(place)
        if verdict in _OPEN and (doubled or not _holds(row, codebook)):
            _withdraw(writer, row)


def _rename(writer: Writer, keys: Mapping[str, str]) -> None:
    for table, columns in (
        (schema.suggestion, ("code", "block")),
        (schema.suggestion_decision, ("code",)),
    ):
        held = [table.c[name] for name in columns]
        touched = or_(*(column.in_(keys) for column in held))
        for row in writer.connection.execute(select(table.c.id, *held).where(touched)).all():
            before = {name: row._mapping[name] for name in columns}
            writer.update(table, row.id, {name: keys.get(key, key) for name, key in before.items()})


def _standing(writer: Writer) -> list[Row[Any]]:
    """Suggestions that were not retired: decided ones first, then by rank."""
    table, taken = schema.suggestion, schema.suggestion_decision
    query = (
        select(table, taken.c.verdict)
        .outerjoin(taken, taken.c.suggestion_id == table.c.id)
        .where(table.c.retired.is_(None))
        .order_by(table.c.rank, table.c.id)
    )
    rows = writer.connection.execute(query).all()
    return sorted(rows, key=lambda row: row.verdict in _OPEN)


def _holds(row: Row[Any], codebook: Codebook) -> bool:
    return row.code in codebook and codebook.block_of(row.code).key == row.block


def _withdraw(writer: Writer, row: Row[Any]) -> None:
    """Take away what nobody has seen; keep the rest as the record of what was shown."""
    if row.shown is None and row.verdict is None:
        writer.delete(schema.suggestion, [row.id])
    else:
        writer.update(schema.suggestion, row.id, {"retired": now()})

"""What came from another program and stands on a text, carried along when the text is corrected."""

from __future__ import annotations

__all__ = ["carry_stretches"]

import re

from sqlalchemy import select

from bouwsteen.study import schema
from bouwsteen.study.writer import Writer
from bouwsteen.transcripts.correct import Alignment
from bouwsteen.transcripts.model import Span

_PLACE = re.compile(r' (startPosition|endPosition)="(\d+)"')
_KEYED = ("selection", "coding")


def carry_stretches(writer: Writer, alignment: Alignment) -> None:
    """Move carried stretches, and the GUIDs of codings, to where their words stand now.

    A stretch whose words are gone loses its place and not itself: an export reports it. A GUID
    whose coding is gone is let go.

    Parameters
    ----------
    writer : Writer
        Of the change under way; undo moves them back.
    alignment : Alignment
        The correction.
    """
    _move_parts(writer, alignment)
    _move_guids(writer, alignment)


def _move_parts(writer: Writer, alignment: Alignment) -> None:
    table = schema.carried
    own = (table.c.kind == "selection") & (table.c.name == alignment.old.key)
    for row in writer.connection.execute(select(table).where(own)).all():
        head, close, rest = row.xml.partition(">")
        at = {name: int(value) for name, value in _PLACE.findall(head)}
        if len(at) < 2 or at["startPosition"] >= at["endPosition"]:
            continue
        span = alignment.carry(Span(at["startPosition"], at["endPosition"])).span
        head = _PLACE.sub("", head)
        if span is not None:
            # The tag of an empty element ends in a slash.
            tag = head.removesuffix("/")
            slash = head[len(tag) :]
            head = f'{tag} startPosition="{span.start}" endPosition="{span.end}"{slash}'
        writer.update(table, row.id, {"xml": head + close + rest})


def _move_guids(writer: Writer, alignment: Alignment) -> None:
    table = schema.refi_guid
    rows = writer.connection.execute(
        select(table).where(
            table.c.kind.in_(_KEYED),
            table.c.own.startswith(alignment.old.key + "\n", autoescape=True),
        )
    ).all()
    moved: dict[tuple[str, str], str] = {}
    for row in rows:
        transcript, start, end, rest = row.own.split("\n", 3)
        span = alignment.carry(Span(int(start), int(end))).span
        if span is not None:
            own = "\n".join((transcript, str(span.start), str(span.end), rest))
            moved.setdefault((row.kind, own), row.guid)
    writer.delete(table, [row.id for row in rows])
    writer.insert(
        table, [{"kind": kind, "own": own, "guid": guid} for (kind, own), guid in moved.items()]
    )

"""Whether what everybody's work stands on is still what it was."""

from __future__ import annotations

__all__ = ["ground_moved"]

from sqlalchemy import select

from bouwsteen.study import schema
from bouwsteen.study.study import Study

_GROUND = frozenset(
    table.name
    for table in (
        schema.transcript,
        schema.turn,
        schema.respondent,
        schema.speaker_link,
        schema.codebook_version,
        schema.code,
    )
)


def ground_moved(study: Study, *, since: int) -> bool:
    """Whether texts, speakers or codebook changed after a line of the log.

    Parameters
    ----------
    since : int
        Number of that line, from `Study.last_event`.
    """
    table = schema.event
    with study.reading() as connection:
        later = connection.execute(select(table.c.changes).where(table.c.id > since)).scalars()
        return any(note["table"] in _GROUND for notes in later for note in notes)

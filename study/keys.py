"""Keys of domain objects to the numbers of their rows."""

from __future__ import annotations

__all__ = ["absent", "id_of", "ids_by_key"]

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import Connection, Table, select

from bouwsteen.errors import BouwsteenError, nearest

E = TypeVar("E", bound=BouwsteenError)


def ids_by_key(connection: Connection, table: Table) -> dict[str, int]:
    """Number of every row of a table that has keys."""
    return {key: number for key, number in connection.execute(select(table.c.key, table.c.id))}


def id_of(connection: Connection, table: Table, key: str, error: type[BouwsteenError]) -> int:
    """Number of the row with a key; `error` when there is none."""
    ids = ids_by_key(connection, table)
    if key not in ids:
        raise absent(error, table.name, key, ids)
    return ids[key]


def absent(error: type[E], what: str, key: str, known: Iterable[str] = ()) -> E:
    """The error that the study has no transcript, coder or respondent with a key."""
    said = f"There is no {what} {key!r} in the study."
    return error(said, nearest(key, known), key=f"study_no_{what}", name=key)

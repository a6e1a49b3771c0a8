"""Keys of domain objects to the numbers of their rows."""

from __future__ import annotations

__all__ = ["id_of", "ids_by_key"]

from sqlalchemy import Connection, Table, select

from bouwsteen.errors import BouwsteenError, nearest


def ids_by_key(connection: Connection, table: Table) -> dict[str, int]:
    """Number of every row of a table that has keys."""
    return {key: number for key, number in connection.execute(select(table.c.key, table.c.id))}


def id_of(connection: Connection, table: Table, key: str, error: type[BouwsteenError]) -> int:
    """Number of the row with a key; `error` when there is none."""
    ids = ids_by_key(connection, table)
    if key not in ids:
        raise error(f"There is no {table.name} {key!r} in the study.", nearest(key, ids))
    return ids[key]

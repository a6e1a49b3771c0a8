"""Keys of domain objects to the numbers of their rows, and back."""

from __future__ import annotations

__all__ = ["id_of", "ids_by_key", "keys_by_id"]

from sqlalchemy import Connection, Table, select

from bouwsteen.errors import BouwsteenError, nearest


def ids_by_key(connection: Connection, table: Table) -> dict[str, int]:
    """Number of every row of a table that has keys."""
    return {key: number for key, number in connection.execute(select(table.c.key, table.c.id))}


def keys_by_id(connection: Connection, table: Table) -> tuple[str, ...]:
    """Keys at the place of their id; numbers that are not in use hold an empty key."""
    ids = ids_by_key(connection, table)
    keys = [""] * (max(ids.values(), default=0) + 1)
    for key, number in ids.items():
        keys[number] = key
    return tuple(keys)


def id_of(connection: Connection, table: Table, key: str, error: type[BouwsteenError]) -> int:
    """Number of the row with a key; `error` when there is none."""
    ids = ids_by_key(connection, table)
    if key not in ids:
        raise error(f"There is no {table.name} {key!r} in the study.", nearest(key, ids))
    return ids[key]

"""Settings of a study: any JSON value by name."""

from __future__ import annotations

__all__ = ["SettingStore"]

from typing import Any

from sqlalchemy import select

from bouwsteen.study import schema
from bouwsteen.study.session import Session


class SettingStore:
    """Values that belong to the study as a whole."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> Any:
        """Give a value; None when it was never put."""
        table = schema.setting
        with self._session.reading() as connection:
            return connection.execute(select(table.c.value).where(table.c.key == key)).scalar()

    def put(self, key: str, value: Any) -> None:
        """Keep a value, inside a change."""
        writer = self._session.writer
        table = schema.setting
        held = writer.connection.execute(select(table.c.id).where(table.c.key == key)).scalar()
        if held is None:
            writer.insert(table, [{"key": key, "value": value}])
        else:
            writer.update(table, held, {"value": value})

"""What came along from a project of another program: its GUIDs, and parts a study does not hold."""

from __future__ import annotations

__all__ = ["CarriedPart", "CarriedStore", "KeptGuid"]

import dataclasses
from collections.abc import Iterable

from sqlalchemy import select

from bouwsteen.study import schema
from bouwsteen.study.session import Session


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class KeptGuid:
    """The GUID that a thing of the study had where it came from.

    Parameters
    ----------
    kind, own : str
        What it is, and its key in the study.
    guid : str
    """

    kind: str
    own: str
    guid: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CarriedPart:
    """A part of a project, kept word for word.

    Parameters
    ----------
    kind, guid, name : str
        What it is, its own GUID, and what people call it.
    xml : str
        The element.
    """

    kind: str
    guid: str
    name: str
    xml: str = ""


class CarriedStore:
    """GUIDs and carried parts, in the order in which they came."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def guids(self) -> list[KeptGuid]:
        """Every GUID that was kept."""
        table = schema.refi_guid
        query = select(table.c.kind, table.c.own, table.c.guid).order_by(table.c.id)
        with self._session.reading() as connection:
            return [
                KeptGuid(kind=row.kind, own=row.own, guid=row.guid)
                for row in connection.execute(query)
            ]

    def parts(self) -> list[CarriedPart]:
        """Every part that is carried."""
        table = schema.carried
        query = select(table).order_by(table.c.id)
        with self._session.reading() as connection:
            return [
                CarriedPart(kind=row.kind, guid=row.guid, name=row.name, xml=row.xml)
                for row in connection.execute(query)
            ]

    def add(self, guids: Iterable[KeptGuid], parts: Iterable[CarriedPart]) -> None:
        """Keep GUIDs and parts, inside a change; of two GUIDs for one thing the first holds."""
        held = {(one.kind, one.own) for one in self.guids()}
        fresh = {(one.kind, one.own): one for one in reversed(list(guids))}
        rows = [dataclasses.asdict(one) for key, one in fresh.items() if key not in held]
        self._session.writer.insert(schema.refi_guid, rows[::-1])
        self._session.writer.insert(schema.carried, [dataclasses.asdict(one) for one in parts])

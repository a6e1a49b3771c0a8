"""The codebook in the study file: every version whole, and the codes that codings point to."""

from __future__ import annotations

__all__ = ["CodebookStore", "Version"]

import dataclasses
import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from sqlalchemy import String, Table, func, select, type_coerce

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Layer
from bouwsteen.errors import CodebookError
from bouwsteen.study import schema
from bouwsteen.study.codec import codebook_from_json, codebook_to_json
from bouwsteen.study.followed_suggestions import follow_codebook
from bouwsteen.study.illustration_store import follow_interpretations
from bouwsteen.study.session import Session, now

# Tables that give codes to something, and the column that says to what.
_HOLDERS: Mapping[Table, str] = {
    schema.coding: "quotation_id",
    schema.unplaced_coding: "unplaced_id",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the codebook, with why and when it was made."""

    codebook: Codebook
    reason: str
    actor: str | None
    at: datetime


class CodebookStore:
    """The current codebook and its history."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self) -> Codebook:
        """The current version."""
        table = schema.codebook_version
        content = type_coerce(table.c.content, String)
        query = select(content, table.c.version).order_by(table.c.version.desc()).limit(1)
        with self._session.reading() as connection:
            written, version = connection.execute(query).one()
        return _read(written, version)

    def history(self) -> list[Version]:
        """Every version, oldest first."""
        table = schema.codebook_version
        with self._session.reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.version)).all()
        return [
            Version(
                codebook=codebook_from_json(row.content, version=row.version),
                reason=row.reason,
                actor=row.actor,
                at=datetime.fromisoformat(row.at),
            )
            for row in rows
        ]

    def put(
        self,
        codebook: Codebook,
        *,
        reason: str,
        actor: str | None = None,
        moved: Mapping[str, str | None] | None = None,
    ) -> Codebook:
        """Store a codebook as the next version and let codings and suggestions follow.

        Parameters
        ----------
        codebook : Codebook
            The new version; its own version number is replaced by the next one.
        reason : str
            Why, for the history.
        actor : str, optional
            Key of the coder who changed it.
        moved : mapping of old key to new key or None
            Codes that go by another key from now on; codings follow. None: the code is gone.

        Returns
        -------
        Codebook
            As stored, with its version number.

        Raises
        ------
        CodebookError
            When a code would go that codings still carry, or that has an interpretation.
        """
        writer = self._session.writer
        self._follow({old: new for old, new in (moved or {}).items() if old != new})
        ids = self._ids()
        self._drop([key for key in ids if key not in codebook])
        writer.insert(
            schema.code, [{"key": one.key} for one in codebook.codes if one.key not in ids]
        )
        table = schema.codebook_version
        last = writer.connection.execute(select(func.max(table.c.version))).scalar() or 0
        stored = dataclasses.replace(codebook, version=last + 1)
        row = {
            "version": stored.version,
            "reason": reason,
            "actor": actor,
            "at": now(),
            "content": codebook_to_json(stored),
        }
        writer.insert(table, [row])
        follow_codebook(writer, moved or {}, stored)
        follow_interpretations(writer, moved or {}, stored)
        return stored

    def usage(self) -> dict[str, int]:
        """Number of codings that carry each code, all coders and layers together.

        Codings of quotations that await a place are among them: their codes are needed still.
        """
        code = schema.code
        found: Counter[str] = Counter()
        with self._session.reading() as connection:
            for table in _HOLDERS:
                query = (
                    select(code.c.key, func.count(table.c.id))
                    .join(table, table.c.code_id == code.c.id)
                    .group_by(code.c.key)
                )
                found.update({key: count for key, count in connection.execute(query)})
        return dict(found)

    def used_by(self, coder: str) -> dict[str, int]:
        """Number of a coder's own quotations that carry each code; consensus is left out."""
        code, coding, quotation = schema.code, schema.coding, schema.quotation
        query = (
            select(code.c.key, func.count(coding.c.id))
            .join(coding, coding.c.code_id == code.c.id)
            .join(quotation, coding.c.quotation_id == quotation.c.id)
            .join(schema.coder, quotation.c.coder_id == schema.coder.c.id)
            .where(schema.coder.c.key == coder, quotation.c.layer == str(Layer.INDEPENDENT))
            .group_by(code.c.key)
        )
        with self._session.reading() as connection:
            return {key: count for key, count in connection.execute(query)}

    def _ids(self) -> dict[str, int]:
        table = schema.code
        with self._session.reading() as connection:
            return {row.key: row.id for row in connection.execute(select(table.c.key, table.c.id))}

    def _follow(self, moved: Mapping[str, str | None]) -> None:
        """Rename codes, or hand the codings of one to another that exists already."""
        writer = self._session.writer
        for old, new in moved.items():
            ids = self._ids()
            if new is None or old not in ids:
                continue
            if new not in ids:
                writer.update(schema.code, ids[old], {"key": new})
            else:
                for table, holder in _HOLDERS.items():
                    self._repoint(table, holder, ids[old], ids[new])

    def _repoint(self, table: Table, holder: str, old: int, new: int) -> None:
        writer = self._session.writer
        holders = select(table.c[holder]).where(table.c.code_id == new)
        rows = writer.connection.execute(
            select(table.c.id, table.c[holder].in_(holders).label("doubled")).where(
                table.c.code_id == old
            )
        ).all()
        # A quotation that carries both keeps one: no code stands twice on a quotation.
        writer.delete(table, [row.id for row in rows if row.doubled])
        for row in rows:
            if not row.doubled:
                writer.update(table, row.id, {"code_id": new})

    def _drop(self, keys: list[str]) -> None:
        usage, ids = self.usage(), self._ids()
        for key in keys:
            if usage.get(key):
                raise CodebookError(
                    f"Code {key} is on {usage[key]} codings; it was not removed.",
                    "Merge it into another code: codebook merge",
                    key="study_code_used",
                    code=key,
                    n=usage[key],
                )
        self._session.writer.delete(schema.code, [ids[key] for key in keys])


@lru_cache(maxsize=8)
def _read(written: str, version: int) -> Codebook:
    """The codebook of a column, kept: a coding needs it each time, and it seldom changes.

    It is found again by all that was written, not by its number: after an undo another version may
    go by the same one.
    """
    return codebook_from_json(json.loads(written), version=version)

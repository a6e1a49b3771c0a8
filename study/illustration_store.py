"""The author's hand in the article: quotes pinned and barred, and own words on each block.

Neither goes along into a blind copy, and neither can be given there: which quotes illustrate a
block is decided at home, where all layers are.
"""

from __future__ import annotations

__all__ = [
    "COPIED",
    "Illustration",
    "IllustrationStore",
    "Interpretation",
    "InterpretationStore",
    "follow_interpretations",
]

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Literal

from sqlalchemy import select

from bouwsteen.codebook.model import Codebook
from bouwsteen.errors import CodebookError, CodingError, StudyError
from bouwsteen.study import schema
from bouwsteen.study.session import Session, now
from bouwsteen.study.settings import SettingStore
from bouwsteen.study.writer import Writer

COPIED = "copied_version"
"""The setting that a blind copy has: the version of the codebook that it was given."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """What the author said of one quotation.

    Parameters
    ----------
    quotation : int
        Its number. The quotation may be gone, or await a place after a correction: what was said
        of it stays, for it may come back under its number.
    state : {"pinned", "barred"}
        Always among the quotes that illustrate, or never.
    text : str
        The quote as edited; empty for the words as they stand.
    reason : str
        Why.
    actor : str or None
        Who said so.
    at : str
        When, UTC; empty while not stored.
    """

    quotation: int
    state: Literal["pinned", "barred"]
    text: str = ""
    reason: str = ""
    actor: str | None = None
    at: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Interpretation:
    """The author's own words on a code, in one language."""

    code: str
    lang: str
    text: str


class IllustrationStore:
    """Quotations pinned and barred."""

    def __init__(self, session: Session, settings: SettingStore) -> None:
        self._session = session
        self._settings = settings

    def all(self) -> list[Illustration]:
        """All that were pinned or barred, by the number of the quotation."""
        table = schema.illustration
        with self._session.reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.quotation_id)).all()
        return [
            Illustration(
                quotation=row.quotation_id,
                state=row.state,
                text=row.text,
                reason=row.reason,
                actor=row.actor,
                at=row.at,
            )
            for row in rows
        ]

    def put(self, illustrations: Sequence[Illustration]) -> None:
        """Pin or bar quotations; what was said of one before is replaced.

        Raises
        ------
        StudyError
            In a blind copy.
        """
        _refuse_copy(self._settings)
        writer, table = self._session.writer, schema.illustration
        held = self._rows()
        for one in illustrations:
            values = {
                "state": one.state,
                "text": one.text,
                "reason": one.reason,
                "actor": one.actor,
                "at": one.at or now(),
            }
            if one.quotation in held:
                writer.update(table, held[one.quotation], values)
            else:
                writer.insert(table, [{"quotation_id": one.quotation, **values}])

    def release(self, numbers: Sequence[int]) -> None:
        """Leave quotations to the rule again.

        Raises
        ------
        CodingError
            When one is neither pinned nor barred.
        """
        held = self._rows()
        for number in numbers:
            if number not in held:
                raise CodingError(
                    f"Quotation {number} is neither pinned nor barred.",
                    "See: bouwsteen quote list",
                    key="study_not_pinned",
                    number=number,
                )
        self._session.writer.delete(schema.illustration, [held[number] for number in numbers])

    def _rows(self) -> dict[int, int]:
        table = schema.illustration
        with self._session.reading() as connection:
            found = connection.execute(select(table.c.quotation_id, table.c.id)).all()
        return {row.quotation_id: row.id for row in found}


class InterpretationStore:
    """The author's own words on the codes."""

    def __init__(self, session: Session, settings: SettingStore) -> None:
        self._session = session
        self._settings = settings

    def all(self) -> list[Interpretation]:
        """All there are, by code and language."""
        table = schema.interpretation
        query = select(table.c.code, table.c.lang, table.c.text)
        with self._session.reading() as connection:
            rows = connection.execute(query.order_by(table.c.code, table.c.lang)).all()
        return [Interpretation(code=row.code, lang=row.lang, text=row.text) for row in rows]

    def put(self, interpretations: Sequence[Interpretation]) -> None:
        """Keep own words in the place of those before; without words they are taken away.

        Raises
        ------
        StudyError
            In a blind copy.
        """
        _refuse_copy(self._settings)
        writer, table = self._session.writer, schema.interpretation
        for one in interpretations:
            held = writer.connection.execute(
                select(table.c.id).where(table.c.code == one.code, table.c.lang == one.lang)
            ).scalar()
            if held is None and one.text:
                writer.insert(table, [dataclasses.asdict(one)])
            elif held is not None and one.text:
                writer.update(table, held, {"text": one.text})
            elif held is not None:
                writer.delete(table, [held])


def follow_interpretations(
    writer: Writer, moved: Mapping[str, str | None], codebook: Codebook
) -> None:
    """Let own words go by the new keys; of codes that become one they come to stand together.

    Parameters
    ----------
    writer : Writer
        Of the change under way.
    moved : mapping of str to str or None
        Codes that go by another key now.
    codebook : Codebook
        As it is from now on.

    Raises
    ------
    CodebookError
        When a code goes that the author has written about.
    """
    table = schema.interpretation
    for row in writer.connection.execute(select(table).order_by(table.c.id)).all():
        key = moved.get(row.code) or row.code
        if key not in codebook:
            raise CodebookError(
                f"Code {row.code} has an interpretation; it was not removed.",
                f'Take that away first: bouwsteen codebook interpret {row.code} "" '
                f"--lang {row.lang}",
                key="study_interpreted",
                code=row.code,
                language=row.lang,
            )
        if key == row.code:
            continue
        other = writer.connection.execute(
            select(table.c.id, table.c.text).where(table.c.code == key, table.c.lang == row.lang)
        ).one_or_none()
        if other is None:
            writer.update(table, row.id, {"code": key})
        else:
            writer.update(table, other.id, {"text": f"{other.text}\n{row.text}"})
            writer.delete(table, [row.id])


def _refuse_copy(settings: SettingStore) -> None:
    if settings.get(COPIED) is not None:
        raise StudyError(
            "This is a copy for one coder; quotes for the article are chosen in the study at home.",
            "Merge the copy there first: bouwsteen study merge",
            key="study_copy_only",
        )

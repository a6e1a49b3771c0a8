"""What of a study is not as it was stored."""

from __future__ import annotations

__all__ = ["faults"]

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from bouwsteen.errors import StudyError
from bouwsteen.study import schema
from bouwsteen.study.placing import shifted

if TYPE_CHECKING:
    from bouwsteen.study.study import Study


def faults(connection: Connection, study: Study) -> Iterator[StudyError]:
    """Texts whose digest differs, quotations that leave their text or stand on other words."""
    table = schema.transcript
    query = select(table.c.key, table.c.sha256)
    stored = {key: digest for key, digest in connection.execute(query)}
    texts = {one.key: one for one in study.transcripts.all()}
    for key, one in texts.items():
        if one.sha256 != stored[key]:
            said = f"the text of {key} is not the text that was imported"
            yield StudyError(said, key="fault_text", transcript=key)
    for key, number, digest in study.versions.digests():
        if study.versions.get(key, number).transcript.sha256 != digest:
            said = f"the text of {key}, version {number}, is not as it was kept"
            yield StudyError(said, key="fault_version", transcript=key, version=number)
    for quotation in study.quotations.select():
        where = quotation.transcript
        if quotation.span.end > len(texts[where].text):
            said = f"quotation {quotation.id} leaves {where}"
            yield StudyError(said, key="fault_outside", number=quotation.id, transcript=where)
    for number in shifted(connection):
        yield StudyError(
            f"quotation {number} stands on other words than were marked: an undo put it "
            "back after the text was corrected; mark it anew",
            key="fault_shifted",
            number=number,
        )
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        said = f"a row of {row[0]} points to nothing"
        yield StudyError(said, key="fault_row", table=row[0])

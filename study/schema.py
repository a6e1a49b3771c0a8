"""Tables of the study file, as SQLAlchemy Core.

Every table has an integer ``id``, so that the event log can name any row and undo can put it
back. The migrations make these tables; a test compares the two.
"""

from __future__ import annotations

__all__ = [
    "APPLICATION_ID",
    "HEAD",
    "carried",
    "code",
    "codebook_version",
    "coder",
    "coding",
    "decision",
    "done",
    "event",
    "illustration",
    "interpretation",
    "metadata",
    "quotation",
    "refi_guid",
    "respondent",
    "setting",
    "speaker_link",
    "suggestion",
    "suggestion_decision",
    "transcript",
    "transcript_version",
    "turn",
    "unplaced",
    "unplaced_coding",
]

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

APPLICATION_ID = 0x62777374
"""``bwst`` in ASCII; stands in the header of every study file."""

HEAD = "0006"
"""Revision of the newest migration; revisions are numbers that count up."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: SchemaItem, autoincrement: bool = False) -> Table:
    """A table with an id; `autoincrement` never gives a removed row's number to another."""
    key = Column("id", Integer, primary_key=True)
    return Table(name, metadata, key, *parts, sqlite_autoincrement=autoincrement)


def _to(table: Table, *, ondelete: str | None = None, unique: bool = False) -> Column[int]:
    """A column that names a row of another table."""
    target = ForeignKey(table.c.id, ondelete=ondelete)
    return Column(f"{table.name}_id", target, nullable=False, unique=unique)


def _span() -> tuple[SchemaItem, ...]:
    """Half-open, in code points of a transcript's text."""
    return (
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        CheckConstraint('0 <= start AND start < "end"', name="span"),
    )


def _given() -> tuple[SchemaItem, ...]:
    """A code that was given, and how that came about."""
    return (
        _to(code),
        Column("origin", String, nullable=False),
        Column("codebook_version", Integer, nullable=False),
        Column("assistance", String, nullable=False, server_default="unassisted"),
    )


setting = _table(
    "setting",
    Column("key", String, nullable=False, unique=True),
    Column("value", JSON, nullable=False),
)

transcript = _table(
    "transcript",
    Column("key", String, nullable=False, unique=True),
    Column("title", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("language", String),
    Column("meta", JSON, nullable=False),
)

# Every version of a text that was ever corrected, the one that holds now among them. A trigger
# lets a text change only when it stands here.
transcript_version = _table(
    "transcript_version",
    _to(transcript),
    Column("version", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("turns", JSON, nullable=False),
    Column("language", String),
    Column("meta", JSON, nullable=False),
    Column("reason", String, nullable=False),
    Column("actor", String),
    Column("at", String),
    UniqueConstraint("transcript_id", "version"),
)

turn = _table(
    "turn",
    _to(transcript),
    Column("number", Integer, nullable=False),
    Column("speaker", String),
    *_span(),
    Column("start_time", Float),
    Column("end_time", Float),
    Column("flags", JSON, nullable=False),
    UniqueConstraint("transcript_id", "number"),
)

respondent = _table(
    "respondent",
    Column("key", String, nullable=False, unique=True),
    Column("role", String),
    Column("organisation", String),
    Column("attributes", JSON, nullable=False),
)

# By transcript key, not id: the table of respondents may come in before the transcripts do.
speaker_link = _table(
    "speaker_link",
    Column("transcript", String, nullable=False),
    Column("speaker", String, nullable=False),
    _to(respondent),
    UniqueConstraint("transcript", "speaker"),
)

codebook_version = _table(
    "codebook_version",
    Column("version", Integer, nullable=False, unique=True),
    Column("reason", String, nullable=False),
    Column("actor", String),
    Column("at", String, nullable=False),
    Column("content", JSON, nullable=False),
)

code = _table(
    "code",
    Column("key", String, nullable=False, unique=True),
)

coder = _table(
    "coder",
    Column("key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    # When the blind control began for this coder; from then on it lasts, also after an undo.
    Column("control_since", String),
)

quotation = _table(
    "quotation",
    _to(transcript),
    _to(coder),
    Column("layer", String, nullable=False),
    *_span(),
    Column("memo", Text, nullable=False),
    Column("created", String, nullable=False),
    UniqueConstraint("transcript_id", "coder_id", "layer", "start", "end"),
    # A removed quotation's number must never come to mean another one.
    autoincrement=True,
)

coding = _table(
    "coding",
    _to(quotation),
    *_given(),
    UniqueConstraint("quotation_id", "code_id"),
    Index(None, "code_id"),
)

# Quotations that a correction left without a place. They stand apart, so that nothing counts them
# by accident; each keeps its number as a quotation.
unplaced = _table(
    "unplaced",
    _to(transcript),
    _to(coder),
    Column("layer", String, nullable=False),
    Column("version", Integer, nullable=False),
    *_span(),
    Column("quote", Text, nullable=False),
    Column("memo", Text, nullable=False),
    Column("created", String, nullable=False),
)

unplaced_coding = _table(
    "unplaced_coding",
    _to(unplaced),
    *_given(),
    UniqueConstraint("unplaced_id", "code_id"),
)

done = _table(
    "done",
    _to(transcript),
    _to(coder),
    Column("at", String, nullable=False),
    UniqueConstraint("transcript_id", "coder_id"),
)

decision = _table(
    "decision",
    Column("issue", String, nullable=False, unique=True),
    Column("content", JSON, nullable=False),
)

# A suggestion is no coding: nothing that counts, exports or compares reads these two tables. One
# that a coder has seen stays, as the record of what was shown; `retired` says when it stopped
# standing. Codes stand here by key: the record outlives the code. Where a correction took the
# words away, `placed` is false and the offsets are those of the old text.
suggestion = _table(
    "suggestion",
    # Suggestions are not undone, but what they are about may be: then they go along.
    _to(transcript, ondelete="CASCADE"),
    _to(coder, ondelete="CASCADE"),
    Column("turn", Integer, nullable=False),
    *_span(),
    Column("passage_start", Integer, nullable=False),
    Column("passage_end", Integer, nullable=False),
    Column("code", String, nullable=False),
    Column("block", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("model", JSON, nullable=False),
    Column("shown", String),
    Column("retired", String),
    Column("placed", Boolean, nullable=False, server_default="1"),
    Index(None, "coder_id", "transcript_id"),
    autoincrement=True,
)

suggestion_decision = _table(
    "suggestion_decision",
    _to(suggestion, unique=True),
    Column("verdict", String, nullable=False),
    Column("code", String),
    Column("at", String, nullable=False),
)

# The author's hand in which quotes illustrate a block. By number, without a key to the quotation:
# a quotation that was removed, or awaits a place, may come back under its number, and until then
# what was said of it is listed as being about nothing.
illustration = _table(
    "illustration",
    Column("quotation_id", Integer, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("reason", String, nullable=False),
    Column("actor", String),
    Column("at", String, nullable=False),
    CheckConstraint("state IN ('pinned', 'barred')", name="state"),
)

interpretation = _table(
    "interpretation",
    Column("code", String, nullable=False),
    Column("lang", String, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("code", "lang"),
)

# What another program called the things of this study, and what of its project a study does not
# hold; both go back out in an export.
refi_guid = _table(
    "refi_guid",
    Column("kind", String, nullable=False),
    Column("own", String, nullable=False),
    Column("guid", String, nullable=False),
    UniqueConstraint("kind", "own"),
)

carried = _table(
    "carried",
    Column("kind", String, nullable=False),
    Column("guid", String, nullable=False),
    Column("name", String, nullable=False),
    Column("xml", Text, nullable=False),
)

event = _table(
    "event",
    Column("at", String, nullable=False),
    Column("actor", String),
    Column("action", String, nullable=False),
    Column("details", JSON, nullable=False),
    Column("changes", JSON, nullable=False),
)

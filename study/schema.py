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

setting = Table(
    "setting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("value", JSON, nullable=False),
)

transcript = Table(
    "transcript",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("title", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("language", String),
    Column("meta", JSON, nullable=False),
)

# Every version of a text that was ever corrected, the one that holds now among them. A trigger
# lets a text change only when it stands here.
transcript_version = Table(
    "transcript_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", ForeignKey(transcript.c.id), nullable=False),
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

turn = Table(
    "turn",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", ForeignKey(transcript.c.id), nullable=False),
    Column("number", Integer, nullable=False),
    Column("speaker", String),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("start_time", Float),
    Column("end_time", Float),
    Column("flags", JSON, nullable=False),
    UniqueConstraint("transcript_id", "number"),
    CheckConstraint('0 <= start AND start < "end"', name="span"),
)

respondent = Table(
    "respondent",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("role", String),
    Column("organisation", String),
    Column("attributes", JSON, nullable=False),
)

# By transcript key, not id: the table of respondents may come in before the transcripts do.
speaker_link = Table(
    "speaker_link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript", String, nullable=False),
    Column("speaker", String, nullable=False),
    Column("respondent_id", ForeignKey(respondent.c.id), nullable=False),
    UniqueConstraint("transcript", "speaker"),
)

codebook_version = Table(
    "codebook_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False, unique=True),
    Column("reason", String, nullable=False),
    Column("actor", String),
    Column("at", String, nullable=False),
    Column("content", JSON, nullable=False),
)

code = Table(
    "code",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
)

coder = Table(
    "coder",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    # When the blind control began for this coder; from then on it lasts, also after an undo.
    Column("control_since", String),
)

quotation = Table(
    "quotation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", ForeignKey(transcript.c.id), nullable=False),
    Column("coder_id", ForeignKey(coder.c.id), nullable=False),
    Column("layer", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("memo", Text, nullable=False),
    Column("created", String, nullable=False),
    UniqueConstraint("transcript_id", "coder_id", "layer", "start", "end"),
    CheckConstraint('0 <= start AND start < "end"', name="span"),
    # A removed quotation's number must never come to mean another one.
    sqlite_autoincrement=True,
)

coding = Table(
    "coding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quotation_id", ForeignKey(quotation.c.id), nullable=False),
    Column("code_id", ForeignKey(code.c.id), nullable=False),
    Column("origin", String, nullable=False),
    Column("codebook_version", Integer, nullable=False),
    Column("assistance", String, nullable=False, server_default="unassisted"),
    UniqueConstraint("quotation_id", "code_id"),
    Index(None, "code_id"),
)

# Quotations that a correction left without a place. They stand apart, so that nothing counts them
# by accident; each keeps its number as a quotation.
unplaced = Table(
    "unplaced",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", ForeignKey(transcript.c.id), nullable=False),
    Column("coder_id", ForeignKey(coder.c.id), nullable=False),
    Column("layer", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("memo", Text, nullable=False),
    Column("created", String, nullable=False),
    CheckConstraint('0 <= start AND start < "end"', name="span"),
)

unplaced_coding = Table(
    "unplaced_coding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unplaced_id", ForeignKey(unplaced.c.id), nullable=False),
    Column("code_id", ForeignKey(code.c.id), nullable=False),
    Column("origin", String, nullable=False),
    Column("codebook_version", Integer, nullable=False),
    Column("assistance", String, nullable=False, server_default="unassisted"),
    UniqueConstraint("unplaced_id", "code_id"),
)

done = Table(
    "done",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", ForeignKey(transcript.c.id), nullable=False),
    Column("coder_id", ForeignKey(coder.c.id), nullable=False),
    Column("at", String, nullable=False),
    UniqueConstraint("transcript_id", "coder_id"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue", String, nullable=False, unique=True),
    Column("content", JSON, nullable=False),
)

# A suggestion is no coding: nothing that counts, exports or compares reads these two tables. One
# that a coder has seen stays, as the record of what was shown; `retired` says when it stopped
# standing. Codes stand here by key: the record outlives the code. Where a correction took the
# words away, `placed` is false and the offsets are those of the old text.
suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Integer, primary_key=True),
    # Suggestions are not undone, but what they are about may be: then they go along.
    Column("transcript_id", ForeignKey(transcript.c.id, ondelete="CASCADE"), nullable=False),
    Column("coder_id", ForeignKey(coder.c.id, ondelete="CASCADE"), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
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
    CheckConstraint('0 <= start AND start < "end"', name="span"),
    Index(None, "coder_id", "transcript_id"),
    sqlite_autoincrement=True,
)

suggestion_decision = Table(
    "suggestion_decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("suggestion_id", ForeignKey(suggestion.c.id), nullable=False, unique=True),
    Column("verdict", String, nullable=False),
    Column("code", String),
    Column("at", String, nullable=False),
)

# The author's hand in which quotes illustrate a block. By number, without a key to the quotation:
# a quotation that was removed, or awaits a place, may come back under its number, and until then
# what was said of it is listed as being about nothing.
illustration = Table(
    "illustration",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quotation_id", Integer, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("reason", String, nullable=False),
    Column("actor", String),
    Column("at", String, nullable=False),
    CheckConstraint("state IN ('pinned', 'barred')", name="state"),
)

interpretation = Table(
    "interpretation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, nullable=False),
    Column("lang", String, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("code", "lang"),
)

# What another program called the things of this study, and what of its project a study does not
# hold; both go back out in an export.
refi_guid = Table(
    "refi_guid",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("own", String, nullable=False),
    Column("guid", String, nullable=False),
    UniqueConstraint("kind", "own"),
)

carried = Table(
    "carried",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("guid", String, nullable=False),
    Column("name", String, nullable=False),
    Column("xml", Text, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("actor", String),
    Column("action", String, nullable=False),
    Column("details", JSON, nullable=False),
    Column("changes", JSON, nullable=False),
)

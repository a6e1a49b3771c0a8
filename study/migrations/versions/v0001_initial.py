"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _id(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _refers(table: str, column: str, to: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column(column, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}"),
    )


def upgrade() -> None:
    """Make the tables, and the triggers that keep text and log as they were written."""
    op.create_table(
        "setting",
        *_id("setting"),
        _text("key"),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.UniqueConstraint("key", name="uq_setting_key"),
    )
    _create_transcripts()
    _create_codebook()
    _create_codings()
    op.create_table(
        "event",
        *_id("event"),
        _text("at"),
        _text("actor", nullable=True),
        _text("action"),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
    )
    op.execute(
        "CREATE TRIGGER transcript_text_is_frozen BEFORE UPDATE OF text, sha256 ON transcript "
        "BEGIN SELECT RAISE(ABORT, 'the text of a transcript never changes'); END"
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER event_log_refuses_{verb.lower()} BEFORE {verb} ON event "
            "BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END"
        )


def _create_transcripts() -> None:
    op.create_table(
        "transcript",
        *_id("transcript"),
        _text("key"),
        _text("title"),
        sa.Column("text", sa.Text(), nullable=False),
        _text("sha256"),
        _text("language", nullable=True),
        sa.Column("meta", sa.JSON(), nullable=False),
        sa.UniqueConstraint("key", name="uq_transcript_key"),
    )
    op.create_table(
        "turn",
        *_id("turn"),
        *_refers("turn", "transcript_id", "transcript"),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("speaker", nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("start_time", sa.Float()),
        sa.Column("end_time", sa.Float()),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.UniqueConstraint("transcript_id", "number", name="uq_turn_transcript_id_number"),
        sa.CheckConstraint('0 <= start AND start < "end"', name="ck_turn_span"),
    )
    op.create_table(
        "respondent",
        *_id("respondent"),
        _text("key"),
        _text("role", nullable=True),
        _text("organisation", nullable=True),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.UniqueConstraint("key", name="uq_respondent_key"),
    )
    op.create_table(
        "speaker_link",
        *_id("speaker_link"),
        _text("transcript"),
        _text("speaker"),
        *_refers("speaker_link", "respondent_id", "respondent"),
        sa.UniqueConstraint("transcript", "speaker", name="uq_speaker_link_transcript_speaker"),
    )


def _create_codebook() -> None:
    op.create_table(
        "codebook_version",
        *_id("codebook_version"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("reason"),
        _text("actor", nullable=True),
        _text("at"),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.UniqueConstraint("version", name="uq_codebook_version_version"),
    )
    op.create_table(
        "code",
        *_id("code"),
        _text("key"),
        sa.UniqueConstraint("key", name="uq_code_key"),
    )
    op.create_table(
        "coder",
        *_id("coder"),
        _text("key"),
        _text("name"),
        sa.UniqueConstraint("key", name="uq_coder_key"),
    )


def _create_codings() -> None:
    op.create_table(
        "quotation",
        *_id("quotation"),
        *_refers("quotation", "transcript_id", "transcript"),
        *_refers("quotation", "coder_id", "coder"),
        _text("layer"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        _text("created"),
        sa.UniqueConstraint(
            *("transcript_id", "coder_id", "layer", "start", "end"),
            name="uq_quotation_transcript_id_coder_id_layer_start_end",
        ),
        sa.CheckConstraint('0 <= start AND start < "end"', name="ck_quotation_span"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "coding",
        *_id("coding"),
        *_refers("coding", "quotation_id", "quotation"),
        *_refers("coding", "code_id", "code"),
        _text("origin"),
        sa.Column("codebook_version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("quotation_id", "code_id", name="uq_coding_quotation_id_code_id"),
    )
    op.create_index("ix_coding_code_id", "coding", ["code_id"])
    op.create_table(
        "done",
        *_id("done"),
        *_refers("done", "transcript_id", "transcript"),
        *_refers("done", "coder_id", "coder"),
        _text("at"),
        sa.UniqueConstraint("transcript_id", "coder_id", name="uq_done_transcript_id_coder_id"),
    )

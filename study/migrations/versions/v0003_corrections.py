"""Corrected transcripts: every version of a text, and quotations that await a place."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _refers(table: str, column: str, to: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column(column, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}"),
    )


def upgrade() -> None:
    """Make the tables; let a text change once its old version is kept, and not before."""
    _create_versions()
    _create_unplaced()
    op.execute("DROP TRIGGER transcript_text_is_frozen")
    op.execute(
        "CREATE TRIGGER transcript_text_is_frozen BEFORE UPDATE OF text, sha256 ON transcript "
        "WHEN NOT EXISTS (SELECT 1 FROM transcript_version AS kept "
        "WHERE kept.transcript_id = OLD.id AND kept.sha256 = OLD.sha256 "
        "AND kept.text = OLD.text) "
        "BEGIN SELECT RAISE(ABORT, 'the text of a transcript never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER transcript_version_is_frozen BEFORE UPDATE ON transcript_version "
        "BEGIN SELECT RAISE(ABORT, 'the text of a version never changes'); END"
    )


def _create_versions() -> None:
    op.create_table(
        "transcript_version",
        sa.Column("id", sa.Integer(), nullable=False),
        *_refers("transcript_version", "transcript_id", "transcript"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.Column("language", sa.String()),
        sa.Column("meta", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String()),
        sa.Column("at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_transcript_version"),
        sa.UniqueConstraint(
            "transcript_id", "version", name="uq_transcript_version_transcript_id_version"
        ),
    )


def _create_unplaced() -> None:
    op.create_table(
        "unplaced",
        sa.Column("id", sa.Integer(), nullable=False),
        *_refers("unplaced", "transcript_id", "transcript"),
        *_refers("unplaced", "coder_id", "coder"),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("created", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unplaced"),
        sa.CheckConstraint('0 <= start AND start < "end"', name="ck_unplaced_span"),
    )
    op.create_table(
        "unplaced_coding",
        sa.Column("id", sa.Integer(), nullable=False),
        *_refers("unplaced_coding", "unplaced_id", "unplaced"),
        *_refers("unplaced_coding", "code_id", "code"),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("codebook_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unplaced_coding"),
        sa.UniqueConstraint(
            "unplaced_id", "code_id", name="uq_unplaced_coding_unplaced_id_code_id"
        ),
    )

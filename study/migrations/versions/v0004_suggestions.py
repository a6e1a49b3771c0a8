"""Suggestions, what coders decided on them, and how each coding came about."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _refers(
    table: str, column: str, to: str, *, ondelete: str | None = None
) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column(column, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            [column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete=ondelete
        ),
    )


def upgrade() -> None:
    """Make the two tables; every coding that is there was made without suggestions."""
    for table in ("coding", "unplaced_coding"):
        op.add_column(
            table,
            sa.Column("assistance", sa.String(), nullable=False, server_default="unassisted"),
        )
    op.add_column("coder", sa.Column("control_since", sa.String()))
    _create_suggestion()
    op.create_index(
        "ix_suggestion_coder_id_transcript_id", "suggestion", ["coder_id", "transcript_id"]
    )
    op.create_table(
        "suggestion_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        *_refers("suggestion_decision", "suggestion_id", "suggestion"),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("code", sa.String()),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion_decision"),
        sa.UniqueConstraint("suggestion_id", name="uq_suggestion_decision_suggestion_id"),
    )


def _create_suggestion() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        *_refers("suggestion", "transcript_id", "transcript", ondelete="CASCADE"),
        *_refers("suggestion", "coder_id", "coder", ondelete="CASCADE"),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("passage_start", sa.Integer(), nullable=False),
        sa.Column("passage_end", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("model", sa.JSON(), nullable=False),
        sa.Column("shown", sa.String()),
        sa.Column("retired", sa.String()),
        sa.Column("placed", sa.Boolean(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion"),
        sa.CheckConstraint('0 <= start AND start < "end"', name="ck_suggestion_span"),
        sqlite_autoincrement=True,
    )

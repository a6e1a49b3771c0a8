"""Quotes pinned and barred for the article, and the author's own words on each block."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables; nothing in the study was chosen by hand before."""
    op.create_table(
        "illustration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quotation_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String()),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_illustration"),
        sa.UniqueConstraint("quotation_id", name="uq_illustration_quotation_id"),
        sa.CheckConstraint("state IN ('pinned', 'barred')", name="ck_illustration_state"),
    )
    op.create_table(
        "interpretation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interpretation"),
        sa.UniqueConstraint("code", "lang", name="uq_interpretation_code_lang"),
    )

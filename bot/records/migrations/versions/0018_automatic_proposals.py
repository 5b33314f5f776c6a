"""Keep how a notice that goes out by itself is to be told, until a second person agrees."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "automatic_notices", sa.Column("approved_by", sa.String(length=64), server_default="", nullable=False)
    )
    op.create_table(
        "automatic_proposals",
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("template_id", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_name", sa.String(length=64), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=200), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("occasion"),
    )


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("automatic_proposals")
    op.drop_column("automatic_notices", "approved_by")

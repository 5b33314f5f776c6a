"""Keeps what the centre's systems are to hear of tickets, until the outbox has it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Applies the change."""
    op.add_column("tickets", sa.Column("told_member", LARGE))
    op.create_table(
        "ticket_tellings",
        sa.Column("id", LARGE, nullable=False),
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("ticket_id", LARGE, nullable=False),
        sa.Column("member_id", LARGE, nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("desk", sa.String(12), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], ondelete="CASCADE"),
    )
    op.create_index("ix_ticket_tellings_ticket_id", "ticket_tellings", ["ticket_id"])


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("ticket_tellings")
    op.drop_column("tickets", "told_member")

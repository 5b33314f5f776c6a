"""Adds the outbox: every change that leaves for the centre's own systems."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("member_hash", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("version", LARGE, nullable=False),
        sa.Column("event_sealed", sa.Text()),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("delivered_at", MOMENT),
        sa.Column("delivered_to", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sa.UniqueConstraint("member_hash", "sequence", name=op.f("uq_outbox_member_hash_sequence")),
    )
    waits = sa.text("delivered_at IS NULL")
    op.create_index("ix_outbox_waiting", "outbox", ["position"], sqlite_where=waits, postgresql_where=waits)
    op.create_index(op.f("ix_outbox_delivered_at"), "outbox", ["delivered_at"])
    op.create_table(
        "outbox_lanes",
        sa.Column("member_hash", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("next_try_at", MOMENT),
        sa.Column("tries", LARGE, nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("parked_at", MOMENT),
        sa.Column("claim", sa.String(32), nullable=False),
        sa.Column("claimed_until", MOMENT),
        sa.PrimaryKeyConstraint("member_hash", name=op.f("pk_outbox_lanes")),
    )
    is_due = sa.text("next_try_at IS NOT NULL")
    op.create_index(
        "ix_outbox_lanes_due", "outbox_lanes", ["next_try_at"], sqlite_where=is_due, postgresql_where=is_due
    )
    op.create_table(
        "outbox_head",
        sa.Column("id", LARGE, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_head")),
    )


def downgrade() -> None:
    op.drop_table("outbox_head")
    op.drop_table("outbox_lanes")
    op.drop_table("outbox")

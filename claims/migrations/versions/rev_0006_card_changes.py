"""Adds the new payout cards that wait before they count."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "card_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("card_number_sealed", sa.Text(), nullable=False),
        sa.Column("masked_new", sa.String(20), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("effective_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_changes")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_card_changes_member_id"), ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'in_force', 'stopped')", name=op.f("ck_card_changes_state_known")
        ),
    )
    is_pending = sa.text("state = 'pending'")
    op.create_index(
        "uq_card_changes_pending",
        "card_changes",
        ["member_id"],
        unique=True,
        sqlite_where=is_pending,
        postgresql_where=is_pending,
    )
    op.create_index(op.f("ix_card_changes_state_effective_at"), "card_changes", ["state", "effective_at"])
    op.create_index(op.f("ix_card_changes_member_id"), "card_changes", ["member_id"])


def downgrade() -> None:
    op.drop_table("card_changes")

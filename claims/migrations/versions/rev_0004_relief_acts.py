"""Adds what staff do with relief applications."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ACTS = "'agreed', 'disagreed', 'papers_asked', 'approved', 'denied', 'paid'"
_STEPS = "'submitted', 'unit_review', 'township_review', 'committee_review', 'approved', 'denied', 'paid'"


def upgrade() -> None:
    op.create_table(
        "relief_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("staff_name", sa.String(40), nullable=False),
        sa.Column("for_member", sa.Text(), nullable=False),
        sa.Column("for_staff", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(12, 2)),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relief_acts")),
        sa.UniqueConstraint(
            "application_id", "position", name=op.f("uq_relief_acts_application_id_position")
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_relief_acts_amount_not_negative")),
        sa.CheckConstraint(f"act IN ({_ACTS})", name=op.f("ck_relief_acts_act_known")),
        sa.CheckConstraint(f"step IN ({_STEPS})", name=op.f("ck_relief_acts_step_known")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["relief_applications.id"],
            name=op.f("fk_relief_acts_application_id_relief_applications"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_relief_acts_acted_at"), "relief_acts", ["acted_at"])


def downgrade() -> None:
    op.drop_table("relief_acts")

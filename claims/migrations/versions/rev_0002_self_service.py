"""Adds what members told when they filed a claim or applied for relief, and the windows where they are seen."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MONEY = sa.Numeric(12, 2)


def upgrade() -> None:
    """Makes the three tables."""
    op.create_table(
        "claim_tellings",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("amount", MONEY),
        sa.Column("place_sealed", sa.Text(), nullable=False),
        sa.Column("told_sealed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_tellings")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_tellings_claim_id"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_claim_tellings_amount_not_negative")),
    )
    op.create_table(
        "relief_tellings",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("whose", sa.String(20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("self_paid", MONEY),
        sa.Column("compensation", MONEY),
        sa.Column("unit", sa.String(100), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("told_sealed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_relief_tellings")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["relief_applications.id"],
            name=op.f("fk_relief_tellings_application_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "service_windows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("district", sa.String(20), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_windows")),
        sa.UniqueConstraint("place", name=op.f("uq_service_windows_place")),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_service_windows_seats_not_negative")),
    )


def downgrade() -> None:
    op.drop_table("service_windows")
    op.drop_table("relief_tellings")
    op.drop_table("claim_tellings")

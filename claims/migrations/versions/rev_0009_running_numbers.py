"""Adds the running numbers that claims, applications and visits go by."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "running_numbers",
        sa.Column("head", sa.String(20), nullable=False),
        sa.Column("last", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("head", name=op.f("pk_running_numbers")),
    )


def downgrade() -> None:
    op.drop_table("running_numbers")

"""Lets seats taken and places in line be counted from an index alone."""

from alembic import op

revision = "0013"
down_revision = "0012"

_NAME = "ix_activity_sign_ups_activity_id_state_updated_at"


def upgrade() -> None:
    op.create_index(op.f(_NAME), "activity_sign_ups", ["activity_id", "state", "updated_at"])


def downgrade() -> None:
    op.drop_index(op.f(_NAME), "activity_sign_ups")

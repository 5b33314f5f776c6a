"""Keep which campaign one repeats for those whom it missed, and tell the portions of one apart."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaigns", sa.Column("portion", sa.Integer(), server_default="0", nullable=False))
    op.add_column("campaigns", sa.Column("repeats", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("campaigns", "repeats")
    op.drop_column("campaigns", "portion")

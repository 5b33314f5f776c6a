"""Keep which message raised an alarm: it stands on top of the ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("raised_by", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("tickets", "raised_by")

"""Remember when a member last tapped the menu, scanned or followed, and by which QR code they came."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("last_event_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "conversations", sa.Column("scene", sa.String(length=64), server_default="", nullable=False)
    )


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("conversations", "scene")
    op.drop_column("conversations", "last_event_at")

"""Find the recipients that are on their way without looking at all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    is_sending = sa.text("state = 'sending'")
    op.create_index(
        "ix_recipients_sending",
        "recipients",
        ["taken_at"],
        postgresql_where=is_sending,
        sqlite_where=is_sending,
    )


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index("ix_recipients_sending", "recipients")

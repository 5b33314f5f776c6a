"""Find recipients that are on their way, and template messages by WeChat's number, without looking at all others."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_sending, has_message = sa.text("state = 'sending'"), sa.text("message_id <> ''")
    op.create_index(
        "ix_recipients_sending",
        "recipients",
        ["taken_at"],
        postgresql_where=is_sending,
        sqlite_where=is_sending,
    )
    op.create_index(
        "ix_template_messages_message",
        "template_messages",
        ["message_id"],
        postgresql_where=has_message,
        sqlite_where=has_message,
    )


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index("ix_template_messages_message", "template_messages")
    op.drop_index("ix_recipients_sending", "recipients")

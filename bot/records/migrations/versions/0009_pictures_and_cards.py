"""Keep what staff send besides words: pictures, and pages shown as cards."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("utterances", sa.Column("picture", sa.String(length=64), server_default="", nullable=False))
    op.add_column("utterances", sa.Column("card", sa.JSON(), nullable=True))
    op.create_table(
        "sent_pictures",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_sent_pictures_conversation_id", "sent_pictures", ["conversation_id"])
    op.create_index("ix_sent_pictures_kept_at", "sent_pictures", ["kept_at"])


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("sent_pictures")
    op.drop_column("utterances", "card")
    op.drop_column("utterances", "picture")

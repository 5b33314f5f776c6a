"""Remember which notices were said, so that none is said twice."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notices_said",
        sa.Column("conversation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id", "key"),
    )
    op.create_index("ix_identity_links_member", "identity_links", ["member_id"])


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index("ix_identity_links_member", "identity_links")
    op.drop_table("notices_said")

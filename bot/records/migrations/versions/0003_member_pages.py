"""Make the identity pages pages for several purposes, and say of a ticket which desk it is for and what about."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.rename_table("identity_pages", "member_pages")
    op.add_column(
        "member_pages", sa.Column("purpose", sa.String(length=10), server_default="bind", nullable=False)
    )
    op.add_column(
        "tickets", sa.Column("desk", sa.String(length=12), server_default="general", nullable=False)
    )
    op.add_column("tickets", sa.Column("about", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("tickets", "about")
    op.drop_column("tickets", "desk")
    op.drop_column("member_pages", "purpose")
    op.rename_table("member_pages", "identity_pages")

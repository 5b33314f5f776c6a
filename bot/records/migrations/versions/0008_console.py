"""Say of each ticket who holds it since when and how it ended; keep notes, and what the console's streams follow."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for name in ("taken_at", "last_staff_at", "first_answer_at", "snoozed_until"):
        op.add_column("tickets", sa.Column(name, _MOMENT, nullable=True))
    op.add_column("tickets", sa.Column("staff_id", sa.Integer(), nullable=True))
    op.add_column("tickets", sa.Column("outcome", sa.String(length=12), server_default="", nullable=False))
    op.add_column("tickets", sa.Column("rating", sa.String(length=10), nullable=True))
    op.create_index("ix_tickets_staff_id", "tickets", ["staff_id"])
    op.create_index("ix_tickets_closed_at", "tickets", ["closed_at"])
    op.create_index("ix_tickets_opened_at", "tickets", ["opened_at"])
    op.add_column("utterances", sa.Column("key", sa.String(length=64), nullable=True))
    op.add_column("utterances", sa.Column("service_message_id", sa.Integer(), nullable=True))
    op.create_index("uq_utterances_key", "utterances", ["key"], unique=True)
    op.create_table(
        "staff_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_staff_notes_conversation", "staff_notes", ["conversation_id", "id"])
    op.create_table(
        "ticket_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_ticket_changes_changed_at", "ticket_changes", ["changed_at"])


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("ticket_changes")
    op.drop_table("staff_notes")
    op.drop_index("uq_utterances_key", "utterances")
    op.drop_column("utterances", "service_message_id")
    op.drop_column("utterances", "key")
    for index in ("ix_tickets_opened_at", "ix_tickets_closed_at", "ix_tickets_staff_id"):
        op.drop_index(index, "tickets")
    for name in ("rating", "outcome", "staff_id", "snoozed_until"):
        op.drop_column("tickets", name)
    for name in ("first_answer_at", "last_staff_at", "taken_at"):
        op.drop_column("tickets", name)

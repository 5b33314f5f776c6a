"""Count tries by keyed hashes instead of by conversation, and let a page be about another conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Applies the change; tries of the last day are forgotten."""
    op.drop_table("identity_attempts")
    op.create_table(
        "proof_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who_hash", sa.String(length=64), nullable=False),
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("tried_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_proof_tries_who", "proof_tries", ["who_hash", "tried_at"])
    op.create_index("ix_proof_tries_number", "proof_tries", ["number_hash", "tried_at"])
    op.create_index("ix_proof_tries_tried_at", "proof_tries", ["tried_at"])
    op.add_column("member_pages", sa.Column("target_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("member_pages", "target_id")
    op.drop_table("proof_tries")
    op.create_table(
        "identity_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("identity_hash", sa.String(length=64), nullable=False),
        sa.Column("tried_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_identity_attempts_conversation", "identity_attempts", ["conversation_id", "tried_at"])
    op.create_index("ix_identity_attempts_identity", "identity_attempts", ["identity_hash", "tried_at"])

"""Adds the papers that members send, the changes of their details, and what they left half filled in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the three tables."""
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer()),
        sa.Column("kind", sa.String(40)),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint(
            "member_id", "claim_id", "content_hash", name=op.f("uq_papers_member_id_claim_id_content_hash")
        ),
        _belongs_to("papers", "member_id", "members"),
        _belongs_to("papers", "claim_id", "claims"),
    )
    op.create_index(op.f("ix_papers_claim_id"), "papers", ["claim_id"])
    op.create_index(op.f("ix_papers_member_id_received_at"), "papers", ["member_id", "received_at"])
    op.create_table(
        "profile_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("masked_old", sa.String(20), nullable=False),
        sa.Column("masked_new", sa.String(20), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_changes")),
        _belongs_to("profile_changes", "member_id", "members"),
        sa.CheckConstraint("field IN ('phone', 'payout_card')", name=op.f("ck_profile_changes_field_known")),
    )
    op.create_index(op.f("ix_profile_changes_member_id"), "profile_changes", ["member_id"])
    op.create_table(
        "drafts",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("flow", sa.String(40), nullable=False),
        sa.Column("content_sealed", sa.Text(), nullable=False),
        sa.Column("kept_until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "flow", name=op.f("pk_drafts")),
        _belongs_to("drafts", "member_id", "members"),
    )


def downgrade() -> None:
    op.drop_table("drafts")
    op.drop_table("profile_changes")
    op.drop_table("papers")


def _belongs_to(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{owner}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )

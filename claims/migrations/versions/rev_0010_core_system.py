"""Adds what is kept beside a core system: references of members, and its last answers."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

MOMENT = sa.DateTime(timezone=True)
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "core_members",
        sa.Column("member_id", LARGE, nullable=False, autoincrement=False),
        sa.Column("ref", sa.String(64), nullable=False),
        sa.Column("proved_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_core_members")),
        sa.UniqueConstraint("ref", name=op.f("uq_core_members_ref")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_core_members_member_id"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "core_answers",
        sa.Column("member_id", LARGE, nullable=False, autoincrement=False),
        sa.Column("question", sa.String(20), nullable=False),
        sa.Column("content_sealed", sa.Text(), nullable=False),
        sa.Column("as_of", MOMENT, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "question", name=op.f("pk_core_answers")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_core_answers_member_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_core_answers_kept_at"), "core_answers", ["kept_at"])


def downgrade() -> None:
    op.drop_table("core_answers")
    op.drop_table("core_members")

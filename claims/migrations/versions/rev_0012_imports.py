"""Adds what imports need: runs, feeds, tables that others write to, and what the centre last said of a row."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

MOMENT = sa.DateTime(timezone=True)
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = {
    "unions": "union_code name district township",
    "members": "id_number name union_code phone card_number",
    "enrolments": "id_number plan_code tier units effective_date expiry_date",
    "claims": "claim_number id_number plan_code kind cause date_of_loss filed_on state state_since approved_amount denial_reason",
    "claim_steps": "claim_number position state entered_on note",
    "claim_documents": "claim_number kind label asked_on received_on",
    "payments": "payment_number claim_number amount card_tail paid_on state return_reason",
    "relief_applications": "relief_number id_number kind cause district step submitted_on step_since approved_amount denial_reason",
    "relief_steps": "relief_number position step entered_on note",
}
KNOWN = f"kind IN ({', '.join(repr(kind) for kind in KINDS)})"
SOURCES = {
    "members": "source_hash source_phone_hash source_card_hash",
    "claims": "source_hash",
    "relief_applications": "source_hash",
}
STEPS = ("claim_timeline", "claim_documents", "relief_timeline")


def upgrade() -> None:
    """Adds columns that are empty or false for what was made here; no table is rewritten."""
    _add_runs()
    for kind, columns in KINDS.items():
        op.create_table(
            f"incoming_{kind}",
            sa.Column("id", LARGE, nullable=False),
            *(sa.Column(name, sa.Text()) for name in (*columns.split(), "deleted")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_incoming_{kind}")),
        )
    for table, columns in SOURCES.items():
        for name in columns.split():
            op.add_column(table, sa.Column(name, sa.String(32)))
    op.add_column("members", sa.Column("left_on", sa.Date()))
    for table in STEPS:
        op.add_column(table, sa.Column("from_feed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("payments", sa.Column("number", sa.String(40)))
    op.create_index(op.f("uq_payments_number"), "payments", ["number"], unique=True)


def _add_runs() -> None:
    op.create_table(
        "import_runs",
        sa.Column("id", LARGE, nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("complete_up_to", MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("merged", LARGE, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
        sa.CheckConstraint(
            "state IN ('reading', 'merging', 'done')", name=op.f("ck_import_runs_state_known")
        ),
    )
    op.create_index(op.f("ix_import_runs_source"), "import_runs", ["source"])
    op.create_table(
        "feeds",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("complete_up_to", MOMENT, nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.Column("run_id", LARGE, nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_feeds")),
        sa.CheckConstraint(KNOWN, name=op.f("ck_feeds_kind_known")),
    )
    op.create_table(
        "incoming_feeds",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("complete_up_to", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_incoming_feeds")),
        sa.CheckConstraint(KNOWN, name=op.f("ck_incoming_feeds_kind_known")),
    )


def downgrade() -> None:
    op.drop_index(op.f("uq_payments_number"), "payments")
    op.drop_column("payments", "number")
    for table in STEPS:
        op.drop_column(table, "from_feed")
    op.drop_column("members", "left_on")
    for table, columns in SOURCES.items():
        for name in columns.split():
            op.drop_column(table, name)
    for table in ("incoming_feeds", "feeds", "import_runs", *(f"incoming_{kind}" for kind in KINDS)):
        op.drop_table(table)

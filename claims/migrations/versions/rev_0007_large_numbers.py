"""Gives whole numbers 64 bits where rows grow without end; SQLite's always had them."""

from alembic import op
from sqlalchemy import text

revision = "0007"
down_revision = "0006"

_COLUMNS = {
    "activities": "id",
    "activity_sign_ups": "id activity_id member_id",
    "appointments": "id member_id",
    "benefits": "id version_id",
    "card_changes": "id member_id",
    "claim_documents": "id claim_id",
    "claim_tellings": "claim_id",
    "claim_timeline": "id claim_id",
    "claims": "id member_id",
    "drafts": "member_id",
    "enrolments": "id member_id",
    "grassroots_unions": "id",
    "key_canary": "id",
    "members": "id union_id",
    "papers": "id member_id claim_id size",
    "payments": "id claim_id",
    "plan_versions": "id",
    "profile_changes": "id member_id",
    "relief_acts": "id application_id staff_id",
    "relief_applications": "id member_id",
    "relief_tellings": "application_id",
    "relief_timeline": "id application_id",
    "service_windows": "id",
}


def upgrade() -> None:
    """Rewrites each table once, with all of its columns; whoever writes to it waits until all are done."""
    _make("BIGINT")


def downgrade() -> None:
    """Fails where a number has grown too large."""
    _make("INTEGER")


def _make(kind: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for table, columns in _COLUMNS.items():
        changes = [f"ALTER COLUMN {column} TYPE {kind}" for column in columns.split()]
        op.execute(f"ALTER TABLE {table} {', '.join(changes)}")
        for column in columns.split():
            asked = {"table": table, "column": column}
            counter = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), asked)
            if counter:
                op.execute(f"ALTER SEQUENCE {counter} AS {kind}")

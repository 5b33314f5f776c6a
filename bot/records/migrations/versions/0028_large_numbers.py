"""Gives whole numbers 64 bits where rows grow without end; SQLite's always had them."""

from alembic import op
from sqlalchemy import text

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_COLUMNS = {
    "audience_members": "audience_id member_id",
    "audiences": "id campaign_id found bad_count",
    "audit": "id conversation_id",
    "audit_head": "id lines",
    "automatic_proposals": "proposed_by",
    "campaigns": "id version audience_id created_by submitted_by approved_by remaining portion repeats",
    "conversations": "id dialogue",
    "corrections": "id inbound_id proposed_by decided_by",
    "delivery_reports": "conversation_id",
    "identity_links": "conversation_id member_id",
    "inbound": "id conversation_id tries owed_ticket_id",
    "left_out": "campaign_id version member_id",
    "member_pages": "conversation_id inbound_id target_id",
    "notice_choices": "conversation_id",
    "notices_said": "conversation_id",
    "proof_tries": "id",
    "recipients": "campaign_id audience_id member_id conversation_id tries errcode",
    "sending_days": "used held_errcode",
    "sent_pictures": "conversation_id",
    "service_messages": "id conversation_id errcode",
    "staff": "id",
    "staff_notes": "id conversation_id staff_id",
    "staff_openings": "staff_id subject_id",
    "staff_recovery_codes": "staff_id",
    "staff_second_steps": "staff_id last_step",
    "staff_sessions": "staff_id",
    "staff_tries": "count",
    "talks": "conversation_id",
    "template_messages": "id conversation_id errcode",
    "ticket_changes": "id ticket_id conversation_id",
    "tickets": "id conversation_id urgency staff_id raised_by",
    "utterances": "id conversation_id inbound_id service_message_id",
    "working_hours": "id",
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

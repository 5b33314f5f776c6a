"""Count the tries to answer a message, and keep which questions an outage left open, with the ticket it opened."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# Until now the last question before an outage's ticket was the one that stayed open.
_OWE_THE_LAST = """
UPDATE inbound SET owed_ticket_id = (
    SELECT tickets.id FROM tickets WHERE tickets.conversation_id = inbound.conversation_id
    AND tickets.reason = 'outage' AND tickets.state = 'waiting'
)
WHERE inbound.id IN (
    SELECT max(asked.id) FROM inbound AS asked JOIN tickets ON tickets.conversation_id = asked.conversation_id
    WHERE tickets.reason = 'outage' AND tickets.state = 'waiting'
    AND asked.text <> '' AND asked.received_at <= tickets.opened_at GROUP BY tickets.id
)
"""


def upgrade() -> None:
    op.add_column("inbound", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("inbound", sa.Column("owed_ticket_id", sa.Integer(), nullable=True))
    op.execute(_OWE_THE_LAST)


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("inbound", "owed_ticket_id")
    op.drop_column("inbound", "tries")

"""Lets what happened on a day be found without reading all that is older."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_BY_DAY = (("claims", "state_since"), ("payments", "paid_on"), ("enrolments", "expiry_date"))
_OF_SOME = (
    ("ix_claim_documents_missing", "claim_documents", "asked_on", sa.text("received_on IS NULL")),
    ("ix_appointments_booked", "appointments", "starts_at", sa.text("state = 'booked'")),
)


def upgrade() -> None:
    for table, column in _BY_DAY:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for name, table, column, some in _OF_SOME:
        op.create_index(name, table, [column], sqlite_where=some, postgresql_where=some)


def downgrade() -> None:
    for table, column in _BY_DAY:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    for name, table, _column, _some in _OF_SOME:
        op.drop_index(name, table)

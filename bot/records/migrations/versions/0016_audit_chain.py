"""Chain the audit by hashes, and keep people's own words apart, so that they can be erased without breaking it."""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from bot.kernel.audit_chain import START, AuditEntry, chain, digest_words

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor", sa.String),
    sa.column("act", sa.String),
    sa.column("conversation_id", sa.Integer),
    sa.column("details", sa.JSON),
    sa.column("words", sa.Text),
    sa.column("words_salt", sa.String),
    sa.column("words_digest", sa.String),
    sa.column("hash", sa.String),
)
_HEAD = sa.table(
    "audit_head", sa.column("id", sa.Integer), sa.column("lines", sa.Integer), sa.column("hash", sa.String)
)
_AT_ONCE = 1000


def upgrade() -> None:
    op.add_column("audit", sa.Column("words", sa.Text(), nullable=True))
    op.add_column("audit", sa.Column("words_salt", sa.String(length=32), nullable=True))
    op.add_column("audit", sa.Column("words_digest", sa.String(length=64), server_default="", nullable=False))
    op.add_column("audit", sa.Column("hash", sa.String(length=64), server_default="", nullable=False))
    op.create_index("ix_audit_conversation_id", "audit", ["conversation_id"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    lines, last = _chain_existing(op.get_bind())
    op.get_bind().execute(sa.insert(_HEAD).values(id=1, lines=lines, hash=last))


def _chain_existing(connection: sa.Connection) -> tuple[int, str]:
    lines, last, after = 0, START, 0
    while True:
        query = sa.select(_AUDIT).where(_AUDIT.c.id > after).order_by(_AUDIT.c.id).limit(_AT_ONCE)
        rows = connection.execute(query).all()
        for row in rows:
            values, last = _chain_row(row, last)
            connection.execute(sa.update(_AUDIT).where(_AUDIT.c.id == row.id).values(**values))
        if not rows:
            return lines, last
        lines, after = lines + len(rows), rows[-1].id


def _chain_row(row: sa.Row[tuple[object, ...]], last: str) -> tuple[dict[str, object], str]:
    details = dict(row.details or {})
    words = details.pop("reason", None)
    salt = secrets.token_hex(16) if words else None
    digest = digest_words(salt, words) if salt and words else ""
    at: datetime = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    hash_now = chain(last, AuditEntry(at, row.actor, row.act, row.conversation_id, details, digest))
    values = {
        "details": details,
        "words": words,
        "words_salt": salt,
        "words_digest": digest,
        "hash": hash_now,
    }
    return values, hash_now


def downgrade() -> None:
    """Takes the change back."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(_AUDIT).where(_AUDIT.c.words.is_not(None))).all():
        details = {**row.details, "reason": row.words}
        connection.execute(sa.update(_AUDIT).where(_AUDIT.c.id == row.id).values(details=details))
    op.drop_table("audit_head")
    op.drop_index("ix_audit_conversation_id", "audit")
    for column in ("hash", "words_digest", "words_salt", "words"):
        op.drop_column("audit", column)

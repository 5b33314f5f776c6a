"""Keep what a refusal means beside the number that WeChat gave it."""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_TABLES = ("service_messages", "template_messages", "recipients")
_MEANINGS: Mapping[str, tuple[int, ...]] = {
    "busy": (-1,),
    "too_frequent": (45011,),
    "quota_used_up": (45009,),
    "credentials_refused": (40001, 40002, 40013, 40014, 40125, 40243, 41001, 41002, 41004, 42001),
    "server_not_listed": (40164, 89503, 89506, 89507),
    "not_permitted": (40200, 45109, 48001, 48008),
    "feature_banned": (48004,),
    "template_gone": (40037,),
    "template_banned": (43116,),
    "window_closed": (45015,),
    "round_used_up": (45047,),
    "too_many_notices": (43117,),
    "not_our_member": (40003,),
    "not_following": (43004, 50005),
    "blacklisted": (43019,),
    "member_frozen": (50002,),
    "messages_off": (48002,),
    "template_muted": (43101,),
    "repeated": (40241,),
    "illegal_words": (40249,),
    "forbidden_word": (45168,),
    "bad_values": (47003,),
    "too_long": (45002,),
}


def upgrade() -> None:
    for name in _TABLES:
        op.add_column(name, sa.Column("refusal", sa.String(length=20), server_default="", nullable=False))
        table = sa.table(name, sa.column("refusal", sa.String()), sa.column("errcode", sa.Integer()))
        meanings = [(table.c.errcode.in_(numbers), meaning) for meaning, numbers in _MEANINGS.items()]
        op.execute(
            sa.update(table).where(table.c.errcode != 0).values(refusal=sa.case(*meanings, else_="unknown"))
        )


def downgrade() -> None:
    """Takes the change back."""
    for name in _TABLES:
        op.drop_column(name, "refusal")

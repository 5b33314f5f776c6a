"""Note the visits that were said by the key under which template messages of them go."""

from alembic import op
from sqlalchemy import text

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """`visit:YY2026-00001:2026-11-24` becomes `visit_tomorrow:YY2026-00001:20261124`."""
    known = op.get_bind().execute(text("SELECT DISTINCT key FROM notices_said WHERE key LIKE 'visit:%'"))
    for (key,) in known.all():
        _, number, day = key.split(":")
        _rename(key, f"visit_tomorrow:{number}:{day.replace('-', '')}")


def downgrade() -> None:
    """Takes the change back."""
    known = op.get_bind().execute(
        text("SELECT DISTINCT key FROM notices_said WHERE key LIKE 'visit_tomorrow:%'")
    )
    for (key,) in known.all():
        _, number, day = key.split(":")
        _rename(key, f"visit:{number}:{day[:4]}-{day[4:6]}-{day[6:]}")


def _rename(key: str, new: str) -> None:
    op.get_bind().execute(
        text("UPDATE notices_said SET key = :new WHERE key = :key"), {"new": new, "key": key}
    )

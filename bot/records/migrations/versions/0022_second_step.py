"""Keep staff's second step of signing in, and which accounts are of the demonstration alone."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_second_steps",
        sa.Column("staff_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id"),
    )
    op.create_table(
        "staff_recovery_codes",
        sa.Column("staff_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", "code_hash"),
    )
    op.add_column(
        "staff_sessions", sa.Column("is_proven", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column("staff", sa.Column("is_demo", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "staff", sa.Column("is_turned_away", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    _mark_demo_staff(op.get_bind())


def _mark_demo_staff(connection: sa.Connection) -> None:
    """Until now only the audit told them: the program itself had opened them."""
    audit = sa.table(
        "audit", sa.column("actor", sa.String), sa.column("act", sa.String), sa.column("details", sa.JSON)
    )
    staff = sa.table("staff", sa.column("login", sa.String), sa.column("is_demo", sa.Boolean))
    opened = sa.select(audit.c.details).where(audit.c.actor == "system", audit.c.act == "add_account")
    logins = [details.get("login") for details in connection.scalars(opened)]
    connection.execute(sa.update(staff).where(staff.c.login.in_(logins)).values(is_demo=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("staff", "is_turned_away")
    op.drop_column("staff", "is_demo")
    op.drop_column("staff_sessions", "is_proven")
    op.drop_table("staff_recovery_codes")
    op.drop_table("staff_second_steps")

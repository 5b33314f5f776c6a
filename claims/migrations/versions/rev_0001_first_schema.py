"""Makes the first schema: members, plans, claims, relief, visits."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

DAY = sa.Date()
MOMENT = sa.DateTime(timezone=True)
MONEY = sa.Numeric(12, 2)

GRADES = "'seed', 'A', 'B'"
CLAIM_KINDS = (
    "'hospital_stay', 'critical_illness', 'specified_disease', 'accident', 'pipe_burst', 'fire', "
    "'quarterly_settlement', 'above_ceiling'"
)
CLAIM_STATES = (
    "'registered', 'documents_requested', 'first_review', 'second_review', 'approved', 'denied', 'paid', "
    "'payment_returned', 'closed'"
)
RELIEF_STEPS = (
    "'submitted', 'unit_review', 'township_review', 'committee_review', 'approved', 'denied', 'paid'"
)


def upgrade() -> None:
    """Makes every table, those pointed to before those that point."""
    _make_members()
    _make_plans()
    _make_enrolments()
    _make_claims()
    _make_claim_details()
    _make_relief()
    _make_visits()


def downgrade() -> None:
    """Drops every table, those that point before those pointed to."""
    for table in (
        "activity_sign_ups",
        "activities",
        "appointments",
        "relief_timeline",
        "relief_applications",
        "payments",
        "claim_documents",
        "claim_timeline",
        "claims",
        "enrolments",
        "benefits",
        "plan_versions",
        "plans",
        "members",
        "grassroots_unions",
    ):
        op.drop_table(table)


def _make_members() -> None:
    op.create_table(
        "grassroots_unions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("district", sa.String(20), nullable=False),
        sa.Column("township", sa.String(40), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grassroots_unions")),
        sa.UniqueConstraint("code", name=op.f("uq_grassroots_unions_code")),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("id_number_hash", sa.String(64), nullable=False),
        sa.Column("id_number_sealed", sa.Text(), nullable=False),
        sa.Column("card_number_sealed", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("union_id", sa.Integer(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("id_number_hash", name=op.f("uq_members_id_number_hash")),
        sa.ForeignKeyConstraint(["union_id"], ["grassroots_unions.id"], name=op.f("fk_members_union_id")),
    )
    op.create_index(op.f("ix_members_union_id"), "members", ["union_id"])


def _make_plans() -> None:
    op.create_table(
        "plans",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("family", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_plans")),
        _check("plans", "family_known", "family IN ('universal', 'contributory', 'tailored')"),
    )
    op.create_table(
        "plan_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_code", sa.String(40), nullable=False),
        sa.Column("in_force_from", DAY, nullable=False),
        sa.Column("in_force_until", DAY),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("grade", sa.String(4), nullable=False),
        sa.Column("as_of", DAY, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_versions")),
        sa.UniqueConstraint(
            "plan_code", "in_force_from", name=op.f("uq_plan_versions_plan_code_in_force_from")
        ),
        sa.ForeignKeyConstraint(["plan_code"], ["plans.code"], name=op.f("fk_plan_versions_plan_code")),
        _check("plan_versions", "days_in_order", "in_force_until >= in_force_from"),
        _check("plan_versions", "grade_known", f"grade IN ({GRADES})"),
    )
    op.create_table(
        "benefits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("tier", sa.String(20)),
        sa.Column("amount", MONEY),
        sa.Column("per", sa.String(60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("grade", sa.String(4), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.String(60)),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefits")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_benefits_version_id_position")),
        _belongs_to("benefits", "version_id", "plan_versions"),
        _check("benefits", "amount_not_negative", "amount >= 0"),
        _check("benefits", "grade_known", f"grade IN ({GRADES})"),
    )


def _make_enrolments() -> None:
    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("plan_code", sa.String(40), nullable=False),
        sa.Column("tier", sa.String(20)),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("effective_date", DAY, nullable=False),
        sa.Column("expiry_date", DAY, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        _belongs_to("enrolments", "member_id", "members"),
        sa.ForeignKeyConstraint(["plan_code"], ["plans.code"], name=op.f("fk_enrolments_plan_code")),
        _check("enrolments", "units_positive", "units > 0"),
        _check("enrolments", "term_in_order", "expiry_date >= effective_date"),
    )
    op.create_index(op.f("ix_enrolments_member_id"), "enrolments", ["member_id"])


def _make_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("plan_code", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("cause", sa.String(100), nullable=False),
        sa.Column("date_of_loss", DAY, nullable=False),
        sa.Column("filed_on", DAY, nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("state_since", DAY, nullable=False),
        sa.Column("approved_amount", MONEY),
        sa.Column("denial_reason", sa.Text()),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("number", name=op.f("uq_claims_number")),
        _belongs_to("claims", "member_id", "members"),
        sa.ForeignKeyConstraint(["plan_code"], ["plans.code"], name=op.f("fk_claims_plan_code")),
        _check("claims", "approved_amount_not_negative", "approved_amount >= 0"),
        _check("claims", "kind_known", f"kind IN ({CLAIM_KINDS})"),
        _check("claims", "state_known", f"state IN ({CLAIM_STATES})"),
    )
    op.create_index(op.f("ix_claims_state"), "claims", ["state"])
    op.create_index(op.f("ix_claims_member_id_filed_on"), "claims", ["member_id", "filed_on"])


def _make_claim_details() -> None:
    op.create_table(
        "claim_timeline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("entered_on", DAY, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_timeline")),
        sa.UniqueConstraint("claim_id", "position", name=op.f("uq_claim_timeline_claim_id_position")),
        _belongs_to("claim_timeline", "claim_id", "claims"),
        _check("claim_timeline", "state_known", f"state IN ({CLAIM_STATES})"),
    )
    op.create_table(
        "claim_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("asked_on", DAY, nullable=False),
        sa.Column("received_on", DAY),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_documents")),
        _belongs_to("claim_documents", "claim_id", "claims"),
    )
    op.create_index(op.f("ix_claim_documents_claim_id"), "claim_documents", ["claim_id"])
    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("amount", MONEY, nullable=False),
        sa.Column("card_tail", sa.String(4), nullable=False),
        sa.Column("paid_on", DAY, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("return_reason", sa.Text()),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        _belongs_to("payments", "claim_id", "claims"),
        _check("payments", "amount_positive", "amount > 0"),
        _check("payments", "state_known", "state IN ('paid', 'returned')"),
    )
    op.create_index(op.f("ix_payments_claim_id"), "payments", ["claim_id"])


def _make_relief() -> None:
    op.create_table(
        "relief_applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("cause", sa.String(100), nullable=False),
        sa.Column("district", sa.String(20), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("submitted_on", DAY, nullable=False),
        sa.Column("step_since", DAY, nullable=False),
        sa.Column("approved_amount", MONEY),
        sa.Column("denial_reason", sa.Text()),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relief_applications")),
        sa.UniqueConstraint("number", name=op.f("uq_relief_applications_number")),
        _belongs_to("relief_applications", "member_id", "members"),
        _check("relief_applications", "approved_amount_not_negative", "approved_amount >= 0"),
        _check("relief_applications", "kind_known", "kind IN ('medical', 'disaster')"),
        _check("relief_applications", "step_known", f"step IN ({RELIEF_STEPS})"),
    )
    op.create_index(op.f("ix_relief_applications_step"), "relief_applications", ["step"])
    op.create_index(
        op.f("ix_relief_applications_member_id_submitted_on"),
        "relief_applications",
        ["member_id", "submitted_on"],
    )
    op.create_table(
        "relief_timeline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("entered_on", DAY, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relief_timeline")),
        sa.UniqueConstraint(
            "application_id", "position", name=op.f("uq_relief_timeline_application_id_position")
        ),
        _belongs_to("relief_timeline", "application_id", "relief_applications"),
        _check("relief_timeline", "step_known", f"step IN ({RELIEF_STEPS})"),
    )


def _make_visits() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(60), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("number", name=op.f("uq_appointments_number")),
        _belongs_to("appointments", "member_id", "members"),
        _check("appointments", "state_known", "state IN ('booked', 'kept', 'cancelled', 'missed')"),
    )
    op.create_index(op.f("ix_appointments_member_id"), "appointments", ["member_id"])
    op.create_table(
        "activities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("sign_up_until", DAY, nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
        sa.UniqueConstraint("code", name=op.f("uq_activities_code")),
        _check("activities", "seats_not_negative", "seats >= 0"),
    )
    op.create_index(op.f("ix_activities_sign_up_until"), "activities", ["sign_up_until"])
    op.create_table(
        "activity_sign_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("signed_up_on", DAY, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_sign_ups")),
        sa.UniqueConstraint(
            "activity_id", "member_id", name=op.f("uq_activity_sign_ups_activity_id_member_id")
        ),
        _belongs_to("activity_sign_ups", "activity_id", "activities"),
        _belongs_to("activity_sign_ups", "member_id", "members"),
        _check(
            "activity_sign_ups",
            "state_known",
            "state IN ('signed_up', 'waiting', 'attended', 'cancelled')",
        ),
    )
    op.create_index(op.f("ix_activity_sign_ups_member_id"), "activity_sign_ups", ["member_id"])


def _belongs_to(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{owner}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))

"""The version of a plan's terms that governs a member's cover, and how the cover stands on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from claims.tables import BenefitRow, PlanRow, PlanVersionRow
from claims.values import Benefit, Enrolment, PlanVersion, Standing
from vocabulary.grades import PublicGrade


@dataclass(frozen=True)
class Term:
    """One member in one plan for one term; both days are included."""

    plan_code: str
    plan_name: str
    tier: str | None
    units: int
    effective_date: date
    expiry_date: date


def read_enrolment(plan: PlanRow | None, term: Term, today: date, updated_at: datetime) -> Enrolment:
    """The term as it stands today, with what governs it; the plan's versions and benefits must be loaded."""
    # Cover that has ended keeps the terms of its last day; cover still to come has those of its first.
    governed_on = min(max(today, term.effective_date), term.expiry_date)
    versions = plan.versions if plan else ()
    version = next((found for found in versions if _in_force(found, governed_on)), None)
    return Enrolment(
        plan_code=term.plan_code,
        plan_name=term.plan_name,
        tier=term.tier,
        units=term.units,
        effective_date=term.effective_date,
        expiry_date=term.expiry_date,
        standing=_standing(term, today),
        version=read_version(version) if version else None,
        updated_at=updated_at,
    )


def read_version(row: PlanVersionRow) -> PlanVersion:
    """A version as a plain value; its plan and benefits must be loaded."""
    return PlanVersion(
        plan_code=row.plan_code,
        plan_name=row.plan.name,
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
        benefits=tuple(_read_benefit(benefit) for benefit in row.benefits),
        source=row.source,
        grade=cast(PublicGrade, row.grade),
        as_of=row.as_of,
        updated_at=row.updated_at,
    )


def _in_force(version: PlanVersionRow, on: date) -> bool:
    return version.in_force_from <= on <= (version.in_force_until or date.max)


def _standing(term: Term, today: date) -> Standing:
    if today < term.effective_date:
        return "upcoming"
    return "valid" if today <= term.expiry_date else "expired"


def _read_benefit(row: BenefitRow) -> Benefit:
    return Benefit(
        label=row.label,
        tier=row.tier,
        amount=row.amount,
        per=row.per,
        note=row.note,
        grade=cast(PublicGrade, row.grade),
        source=row.source,
        confirmed_by=row.confirmed_by,
        updated_at=row.updated_at,
    )

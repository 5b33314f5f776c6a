"""Plans and the version of their terms that is in force on a day; public, so no member is asked for."""

from datetime import date
from typing import cast

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from claims.database import ClaimsDatabase
from claims.tables import BenefitRow, PlanRow, PlanVersionRow
from claims.values import Benefit, PlanVersion
from vocabulary.grades import PublicGrade


async def find_plan_version(claims: ClaimsDatabase, plan_code: str, on: date) -> PlanVersion | None:
    """The version in force on a day; for a claim, ask for its date of loss. None if none is known."""
    return next((found for found in await find_plans(claims, on) if found.plan_code == plan_code), None)


async def find_plans(claims: ClaimsDatabase, on: date) -> tuple[PlanVersion, ...]:
    """Every plan that has a version in force on a day, in the centre's order."""
    query = (
        select(PlanVersionRow)
        .join(PlanRow)
        .where(
            PlanVersionRow.in_force_from <= on,
            or_(PlanVersionRow.in_force_until.is_(None), PlanVersionRow.in_force_until >= on),
        )
        .options(joinedload(PlanVersionRow.plan), selectinload(PlanVersionRow.benefits))
        .order_by(PlanRow.position)
    )
    async with claims.begin() as session:
        return tuple(read_version(row) for row in await session.scalars(query))


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

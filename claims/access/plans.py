"""Plans and the version of their terms that is in force on a day; public, so no member is asked for."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from claims.database import ClaimsDatabase
from claims.source.recorded.plan_versions import read_version
from claims.tables import PlanRow, PlanVersionRow
from claims.values import PlanVersion


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

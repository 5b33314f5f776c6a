"""The plans as they are known here: the core says only in which of them a member is."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from claims.database import ClaimsDatabase
from claims.source.core.messages import EnrolmentMessage
from claims.source.core.reading import read_term
from claims.source.recorded.plan_versions import read_enrolment
from claims.tables import PlanRow, PlanVersionRow
from claims.values import Enrolment
from vocabulary.beijing import BEIJING


async def read_enrolments(
    database: ClaimsDatabase, told: Sequence[EnrolmentMessage], today: date
) -> tuple[Enrolment, ...]:
    """Each term as it stands today, with the version of the plan's terms that governs it."""
    query = (
        select(PlanRow)
        .where(PlanRow.code.in_({one.plan_code for one in told}))
        .options(selectinload(PlanRow.versions).selectinload(PlanVersionRow.benefits))
    )
    async with database.begin() as session:
        plans = {row.code: row for row in await session.scalars(query)}
        return tuple(_read(one, plans.get(one.plan_code), today) for one in told)


async def find_plan_names(database: ClaimsDatabase, codes: set[str]) -> dict[str, str]:
    """The names of the plans that are known here."""
    query = select(PlanRow.code, PlanRow.name).where(PlanRow.code.in_(codes))
    async with database.begin() as session:
        return {code: name for code, name in await session.execute(query)} if codes else {}


def _read(told: EnrolmentMessage, plan: PlanRow | None, today: date) -> Enrolment:
    term = read_term(told, plan.name if plan else told.plan_name)
    return read_enrolment(plan, term, today, told.updated_at.astimezone(BEIJING))

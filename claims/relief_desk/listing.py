"""Lists applications for staff: the most urgent first, then whoever waits longest at their step."""

from collections.abc import Collection, Mapping
from typing import cast

from sqlalchemy import Select, func, select

from claims.database import ClaimsDatabase
from claims.relief_desk.values import ReliefApplicationLine
from claims.sealing import mask_name
from claims.states import ReliefStep
from claims.tables import (
    GrassrootsUnionRow,
    MemberRow,
    ReliefActRow,
    ReliefApplicationRow,
    ReliefTellingRow,
)
from claims.values import ReliefKind

PAGE = 100


async def count_relief(claims: ClaimsDatabase) -> Mapping[ReliefStep, int]:
    """How many applications stand at each step."""
    query = select(ReliefApplicationRow.step, func.count()).group_by(ReliefApplicationRow.step)
    async with claims.begin() as session:
        return {ReliefStep(step): count for step, count in await session.execute(query)}


async def list_relief(
    claims: ClaimsDatabase, steps: Collection[ReliefStep], township: str = "", number: str = ""
) -> list[ReliefApplicationLine]:
    """At most a hundred, at these steps, of one township or with this number where given."""
    disagreed = (
        select(ReliefActRow.application_id)
        .where(ReliefActRow.act == "disagreed", ReliefActRow.application_id == ReliefApplicationRow.id)
        .exists()
    )
    query: Select[ReliefApplicationRow, MemberRow, GrassrootsUnionRow, bool | None, bool] = (
        select(ReliefApplicationRow, MemberRow, GrassrootsUnionRow, ReliefTellingRow.is_urgent, disagreed)
        .join(MemberRow, MemberRow.id == ReliefApplicationRow.member_id)
        .join(GrassrootsUnionRow, GrassrootsUnionRow.id == MemberRow.union_id)
        .outerjoin(ReliefTellingRow, ReliefTellingRow.application_id == ReliefApplicationRow.id)
        .where(ReliefApplicationRow.step.in_(list(steps)))
        .order_by(
            func.coalesce(ReliefTellingRow.is_urgent, False).desc(),
            ReliefApplicationRow.step_since,
            ReliefApplicationRow.id,
        )
        .limit(PAGE)
    )
    if township:
        query = query.where(GrassrootsUnionRow.township == township)
    if number:
        query = query.where(ReliefApplicationRow.number == number.strip().upper())
    async with claims.begin() as session:
        return [
            ReliefApplicationLine(
                number=row.number,
                name=mask_name(member.name),
                union=union.name,
                township=union.township,
                kind=cast(ReliefKind, row.kind),
                cause=row.cause,
                step=ReliefStep(row.step),
                is_urgent=bool(is_urgent),
                submitted_on=row.submitted_on,
                step_since=row.step_since,
                has_disagreement=has_disagreement,
            )
            for row, member, union, is_urgent, has_disagreement in await session.execute(query)
        ]

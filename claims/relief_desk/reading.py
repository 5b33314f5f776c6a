"""Reads one household's file, and what staff did lately."""

from datetime import date, datetime
from typing import cast

from sqlalchemy import select

from claims.access import (
    access_claims,
    access_enrolments,
    access_papers,
    access_profile,
    access_relief_applications,
)
from claims.database import ClaimsDatabase
from claims.relief_desk.values import ReliefAct, ReliefFile, ReliefTold
from claims.source.recorded.relief import find_relief_application
from claims.states import Act, ReliefStep
from claims.tables import ReliefActRow, ReliefApplicationRow, ReliefTellingRow
from claims.values import MemberId

PAGE = 500


async def read_relief_file(claims: ClaimsDatabase, number: str, today: date) -> ReliefFile | None:
    """The file of one application; None where there is no such number."""
    async with claims.begin() as session:
        row = await session.scalar(
            select(ReliefApplicationRow).where(ReliefApplicationRow.number == number.strip().upper())
        )
        if row is None:
            return None
        telling = await session.get(ReliefTellingRow, row.id)
        acts = await session.scalars(
            select(ReliefActRow).where(ReliefActRow.application_id == row.id).order_by(ReliefActRow.position)
        )
        member, number = MemberId(row.member_id), row.number
        read = tuple(_read_act(one, number, member) for one in acts)
    here = await find_relief_application(claims, member, number)  # What staff here decide about.
    if here is None:
        return None
    applications = await access_relief_applications(claims, member)
    return ReliefFile(
        member=member,
        application=here,
        told=_read_telling(claims, telling) if telling else None,
        profile=await access_profile(claims, member),
        earlier=tuple(one for one in applications if one.number != number),
        claims=await access_claims(claims, member),
        cover=await access_enrolments(claims, member, today),
        papers=await access_papers(claims, member),
        acts=read,
    )


async def find_relief_acts_since(claims: ClaimsDatabase, since: datetime, after: int = 0) -> list[ReliefAct]:
    """What staff did since then, a page from the act `after` on, oldest first."""
    query = (
        select(ReliefActRow, ReliefApplicationRow.number, ReliefApplicationRow.member_id)
        .join(ReliefApplicationRow, ReliefApplicationRow.id == ReliefActRow.application_id)
        .where(ReliefActRow.acted_at >= since, ReliefActRow.id > after)
        .order_by(ReliefActRow.id)
        .limit(PAGE)
    )
    async with claims.begin() as session:
        return [
            _read_act(row, number, MemberId(member)) for row, number, member in await session.execute(query)
        ]


def _read_telling(claims: ClaimsDatabase, row: ReliefTellingRow) -> ReliefTold:
    return ReliefTold(
        whose=row.whose,
        happened_on=row.happened_on,
        self_paid=row.self_paid,
        compensation=row.compensation,
        unit=row.unit,
        words=claims.sealer.unseal(row.told_sealed),
        is_urgent=row.is_urgent,
    )


def _read_act(row: ReliefActRow, number: str, member: MemberId) -> ReliefAct:
    return ReliefAct(
        id=row.id,
        number=number,
        member=member,
        position=row.position,
        act=cast(Act, row.act),
        step=ReliefStep(row.step),
        staff_id=row.staff_id,
        staff_name=row.staff_name,
        for_member=row.for_member,
        for_staff=row.for_staff,
        amount=row.amount,
        at=row.acted_at,
    )

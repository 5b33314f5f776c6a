"""Who a member is, masked, and what they are enrolled in."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from claims.database import ClaimsDatabase
from claims.errors import UnknownMember
from claims.sealing import mask_id_number, mask_phone
from claims.source.recorded.as_of import fed_up_to, find_later
from claims.source.recorded.plan_versions import Term, read_enrolment
from claims.tables import EnrolmentRow, MemberRow, PlanRow, PlanVersionRow
from claims.values import Enrolment, MemberId, Profile


async def find_profile(claims: ClaimsDatabase, member: MemberId) -> Profile:
    """The member as shown to themselves; raises UnknownMember if there is none by that id."""
    query = select(MemberRow).where(MemberRow.id == member).options(joinedload(MemberRow.union))
    async with claims.begin() as session:
        row = await session.scalar(query)
    if row is None:
        raise UnknownMember("No member by that id; the link to it may be stale.")
    unseal = claims.sealer.unseal
    return Profile(
        member=member,
        name=row.name,
        masked_id_number=mask_id_number(unseal(row.id_number_sealed)),
        masked_phone=mask_phone(unseal(row.phone_sealed)),
        union_name=row.union.name,
        district=row.union.district,
        township=row.union.township,
        card_tail=unseal(row.card_number_sealed)[-4:],
        updated_at=row.updated_at,
    )


async def find_enrolments(claims: ClaimsDatabase, member: MemberId, today: date) -> tuple[Enrolment, ...]:
    """Everything the member is, was or will be enrolled in, newest first, each as it stands `today`."""
    plan = joinedload(EnrolmentRow.plan)
    query = (
        select(EnrolmentRow)
        .where(EnrolmentRow.member_id == member)
        .options(plan.joinedload(PlanRow.versions).selectinload(PlanVersionRow.benefits))
        .order_by(EnrolmentRow.effective_date.desc(), EnrolmentRow.id)
    )
    async with claims.begin() as session:
        fed = await session.scalar(
            select(fed_up_to("enrolments", MemberRow.source_hash.is_not(None))).where(MemberRow.id == member)
        )
        rows = (await session.scalars(query)).unique()
        return tuple(_read_enrolment(row, today, fed) for row in rows)


def _read_enrolment(row: EnrolmentRow, today: date, fed: datetime | None) -> Enrolment:
    return read_enrolment(
        row.plan,
        Term(row.plan_code, row.plan.name, row.tier, row.units, row.effective_date, row.expiry_date),
        today,
        find_later(row.updated_at, fed),
    )

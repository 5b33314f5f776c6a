"""The copy of a core's claim that the papers hang on which a member hands in here."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from claims.database import ClaimsDatabase
from claims.tables import ClaimDocumentRow, ClaimRow, ClaimTimelineRow, PlanRow
from claims.values import Claim, MemberId

_UNKNOWN_PLAN = "tailored"
"""A plan that the plans here do not know is one that a unit agreed on for itself."""
_LAST = 1_000


async def copy_claim(database: ClaimsDatabase, member: MemberId, claim: Claim) -> bool:
    """Makes or renews the copy; False where the number is somebody else's here. Papers received here stay received."""
    async with database.begin() as session:
        row = await session.scalar(
            select(ClaimRow)
            .where(ClaimRow.number == claim.number)
            .options(selectinload(ClaimRow.documents), selectinload(ClaimRow.timeline))
        )
        if row is not None and row.member_id != member:
            return False
        await _hold_plan(session, claim)
        if row is None:
            row = ClaimRow(number=claim.number, member_id=member, timeline=[], documents=[])
            session.add(row)
        row.plan_code, row.kind, row.cause = claim.plan_code, claim.kind, claim.cause
        row.date_of_loss, row.filed_on = claim.date_of_loss, claim.filed_on
        row.state, row.state_since, row.updated_at = claim.state, claim.state_since, claim.updated_at
        row.approved_amount, row.denial_reason = claim.approved_amount, claim.denial_reason
        _copy_documents(row, claim)
        row.timeline.clear()
        await session.flush()  # Before the same positions are taken again.
        row.timeline += [
            ClaimTimelineRow(position=position, state=step.state, entered_on=step.on, note=step.note)
            for position, step in enumerate(claim.timeline)
        ]
    return True


def _copy_documents(row: ClaimRow, claim: Claim) -> None:
    received = {one.kind: one.received_on for one in row.documents if one.received_on}
    row.documents[:] = [
        ClaimDocumentRow(
            kind=one.kind,
            label=one.label,
            asked_on=one.asked_on,
            received_on=one.received_on or received.get(one.kind),
        )
        for one in claim.documents
    ]


async def _hold_plan(session: AsyncSession, claim: Claim) -> None:
    if await session.get(PlanRow, claim.plan_code) is None:
        session.add(PlanRow(code=claim.plan_code, name=claim.plan_name, family=_UNKNOWN_PLAN, position=_LAST))
        await session.flush()

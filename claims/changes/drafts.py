"""Keeps what a member filled in and did not send, sealed, for seven days."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.changes.members import lock_member
from claims.database import ClaimsDatabase
from claims.tables import DraftRow
from claims.values import MemberId

KEPT_DAYS = 7
_KEPT = timedelta(days=KEPT_DAYS)


async def keep_draft(
    claims: ClaimsDatabase, member: MemberId, flow: str, content: Mapping[str, str], now: datetime
) -> None:
    """Keeps the draft of a flow for seven days from now, in place of an older one; raises UnknownMember."""
    sealed = claims.sealer.seal(json.dumps(dict(content), ensure_ascii=False))
    async with claims.begin() as session:
        await lock_member(session, member)
        await _delete_expired(session, member, now)
        await session.merge(
            DraftRow(member_id=member, flow=flow, content_sealed=sealed, kept_until=now + _KEPT)
        )


async def access_draft(
    claims: ClaimsDatabase, member: MemberId, flow: str, now: datetime
) -> dict[str, str] | None:
    """The member's draft of a flow; None if there is none, or if its days are over."""
    async with claims.begin() as session:
        await _delete_expired(session, member, now)
        sealed = await session.scalar(
            select(DraftRow.content_sealed).where(DraftRow.member_id == member, DraftRow.flow == flow)
        )
    if sealed is None:
        return None
    content: dict[str, str] = json.loads(claims.sealer.unseal(sealed))
    return content


async def access_drafts(claims: ClaimsDatabase, member: MemberId, now: datetime) -> tuple[str, ...]:
    """The flows that the member has a draft of, the one kept last first."""
    async with claims.begin() as session:
        await _delete_expired(session, member, now)
        flows = await session.scalars(
            select(DraftRow.flow)
            .where(DraftRow.member_id == member)
            .order_by(DraftRow.kept_until.desc(), DraftRow.flow)
        )
        return tuple(flows)


async def drop_draft(claims: ClaimsDatabase, member: MemberId, flow: str) -> None:
    """Deletes the draft of a flow; none there is no error."""
    async with claims.begin() as session:
        await session.execute(delete(DraftRow).where(DraftRow.member_id == member, DraftRow.flow == flow))


async def drop_drafts(claims: ClaimsDatabase, member: MemberId) -> None:
    """Deletes every draft of a member."""
    async with claims.begin() as session:
        await session.execute(delete(DraftRow).where(DraftRow.member_id == member))


async def _delete_expired(session: AsyncSession, member: MemberId, now: datetime) -> None:
    await session.execute(delete(DraftRow).where(DraftRow.member_id == member, DraftRow.kept_until <= now))

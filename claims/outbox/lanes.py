"""The lanes of the outbox: who delivers a member's changes, when it is tried again, and when not any more.

A lane is always written before rows of its own are, so that no two wait crosswise; whoever adds a change holds its lane
until the change is there, so that a lane that is freed has nothing left unseen.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from claims.tables import OutboxLaneRow, OutboxRow


@dataclass(frozen=True)
class ClaimedLane:
    """A lane that one bot delivers until its time is over, or it is freed; `tries` failed one after the other."""

    member_hash: str
    claim: str
    tries: int


async def claim_lanes(
    session: AsyncSession, limit: int, now: datetime, lasting: timedelta, *, is_early: bool = False
) -> list[ClaimedLane]:
    """Lanes whose time to be tried has come, or will come (`is_early`), and that nobody else has; the first due first."""
    query = (
        select(OutboxLaneRow)
        .where(
            OutboxLaneRow.next_try_at.is_not(None) if is_early else OutboxLaneRow.next_try_at <= now,
            OutboxLaneRow.parked_at.is_(None),
            or_(OutboxLaneRow.claimed_until.is_(None), OutboxLaneRow.claimed_until <= now),
        )
        .order_by(OutboxLaneRow.next_try_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claim = secrets.token_hex(16)
    rows = list(await session.scalars(query))
    for row in rows:
        row.claim, row.claimed_until = claim, now + lasting
    return [ClaimedLane(row.member_hash, claim, row.tries) for row in rows]


async def hold_claimed(session: AsyncSession, lane: ClaimedLane) -> OutboxLaneRow | None:
    """The lane, held until the transaction ends; None where another has it meanwhile."""
    mine = OutboxLaneRow.member_hash == lane.member_hash, OutboxLaneRow.claim == lane.claim
    await session.execute(update(OutboxLaneRow).where(*mine).values(claim=lane.claim))
    row: OutboxLaneRow | None = await session.scalar(
        select(OutboxLaneRow).where(*mine).execution_options(populate_existing=True)
    )
    return row


async def hold_lanes(session: AsyncSession, member_hashes: Collection[str]) -> None:
    """Holds lanes until the transaction ends."""
    for one in sorted(member_hashes):
        mine = OutboxLaneRow.member_hash == one
        await session.execute(update(OutboxLaneRow).where(mine).values(claim=OutboxLaneRow.claim))


async def free_lanes(session: AsyncSession, member_hashes: Collection[str], now: datetime) -> None:
    """Begins lanes anew after something of theirs was taken in: due at once where more waits, else at rest."""
    for one in sorted(member_hashes):
        await session.execute(
            update(OutboxLaneRow)
            .where(OutboxLaneRow.member_hash == one)
            .values(
                next_try_at=now if await _has_waiting(session, one) else None,
                tries=0,
                reason="",
                parked_at=None,
                claim="",
                claimed_until=None,
            )
        )


async def _has_waiting(session: AsyncSession, member_hash: str) -> bool:
    query = select(OutboxRow.position).where(
        OutboxRow.member_hash == member_hash, OutboxRow.delivered_at.is_(None)
    )
    return await session.scalar(query.limit(1)) is not None

"""One change as it leaves, and the rows that still wait to."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.database import ClaimsDatabase
from claims.outbox.content import unseal_content
from claims.outbox.lanes import free_lanes, hold_lanes
from claims.sealing import Sealer
from claims.tables import OutboxRow

MOST_CHANGES = 500


@dataclass(frozen=True)
class OutgoingChange:
    """One change; `position` counts all of them, `sequence` those of the member, each in the order of commits."""

    position: int
    key: str
    event: str
    version: int
    at: datetime
    sequence: int
    id_number: str = field(repr=False)
    data: dict[str, Any] = field(repr=False)


async def find_waiting_changes(claims: ClaimsDatabase, after: int, limit: int) -> list[OutgoingChange]:
    """Those behind a position that nobody took in yet, in order; at most 500."""
    query = (
        select(OutboxRow)
        .where(OutboxRow.delivered_at.is_(None), OutboxRow.position > after)
        .order_by(OutboxRow.position)
        .limit(min(limit, MOST_CHANGES))
    )
    async with claims.begin() as session:
        return [read_outgoing(claims.sealer, row) for row in await session.scalars(query)]


async def acknowledge_changes(
    claims: ClaimsDatabase, keys: Collection[str], by: str, now: datetime
) -> tuple[int, list[str]]:
    """Takes changes for delivered; how many became so now, and the keys that there are none of."""
    async with claims.begin() as session:
        found = await session.execute(
            select(OutboxRow.key, OutboxRow.member_hash).where(OutboxRow.key.in_(keys))
        )
        lanes = {key: member_hash for key, member_hash in found}
        await hold_lanes(session, set(lanes.values()))
        rows = await session.scalars(
            select(OutboxRow).where(OutboxRow.key.in_(keys), OutboxRow.delivered_at.is_(None))
        )
        fresh = [mark_delivered(row, by, now) for row in rows]
        await session.flush()
        await free_lanes(session, {row.member_hash for row in fresh}, now)
    return len(fresh), [key for key in keys if key not in lanes]


def mark_delivered(row: OutboxRow, by: str, now: datetime) -> OutboxRow:
    """The receipt; what was in it goes."""
    row.delivered_at, row.delivered_to, row.event_sealed = now, by[:64], None
    return row


def read_outgoing(sealer: Sealer, row: OutboxRow) -> OutgoingChange:
    """A row that waits, with what is under its seal."""
    assert row.event_sealed is not None
    id_number, data = unseal_content(sealer, row.event_sealed)
    return OutgoingChange(
        position=row.position,
        key=row.key,
        event=row.event,
        version=row.version,
        at=row.at,
        sequence=row.sequence,
        id_number=id_number,
        data=data,
    )


async def find_first(session: AsyncSession, member_hash: str) -> OutboxRow | None:
    """The member's oldest change that waits."""
    row: OutboxRow | None = await session.scalar(
        select(OutboxRow)
        .where(OutboxRow.member_hash == member_hash, OutboxRow.delivered_at.is_(None))
        .order_by(OutboxRow.sequence)
        .limit(1)
    )
    return row

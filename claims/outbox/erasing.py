"""What is erased at a member's wish of changes that still wait: their words; that there was something stays, in its place."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.outbox.content import seal_data, unseal_content
from claims.outbox.events import WishLeft
from claims.sealing import Sealer
from claims.tables import MemberRow, OutboxRow
from claims.values import MemberId


async def blank_wishes(session: AsyncSession, sealer: Sealer, member: MemberId) -> None:
    """Of wishes that nobody took in yet only the number and the reason still go out."""
    mine = select(MemberRow.id_number_hash).where(MemberRow.id == member).scalar_subquery()
    waiting = OutboxRow.delivered_at.is_(None), OutboxRow.event == WishLeft.name
    for row in await session.scalars(select(OutboxRow).where(OutboxRow.member_hash == mine, *waiting)):
        id_number, data = unseal_content(sealer, row.event_sealed or "")
        row.event_sealed = seal_data(sealer, id_number, {**data, "about": ""})

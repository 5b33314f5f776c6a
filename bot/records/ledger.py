"""The ledger of WeChat customer-service messages: reserved before sending, settled after."""

from datetime import datetime
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.service_window import may_send
from bot.records.tables import ConversationRow, ServiceMessageRow

Outcome = Literal["accepted", "refused", "unknown"]


async def reserve(session: AsyncSession, conversation_id: int, purpose: str, now: datetime) -> int | None:
    """Takes one of the window's messages; None where the window is closed or used up."""
    last_inbound_at = await session.scalar(
        select(ConversationRow.last_inbound_at).where(ConversationRow.id == conversation_id).with_for_update()
    )
    sent = await _count_since(session, conversation_id, last_inbound_at) if last_inbound_at else 0
    if not may_send(last_inbound_at, sent, now):
        return None
    row = ServiceMessageRow(
        conversation_id=conversation_id, purpose=purpose, reserved_at=now, outcome="reserved"
    )
    session.add(row)
    await session.flush()
    return row.id


async def settle(
    session: AsyncSession, reservation: int, outcome: Outcome, errcode: int | None = None
) -> None:
    """Notes how a reserved message went; only a definite refusal gives its place back."""
    await session.execute(
        update(ServiceMessageRow)
        .where(ServiceMessageRow.id == reservation)
        .values(outcome=outcome, errcode=errcode)
    )


async def _count_since(session: AsyncSession, conversation_id: int, since: datetime) -> int:
    query = select(func.count()).where(
        ServiceMessageRow.conversation_id == conversation_id,
        ServiceMessageRow.reserved_at >= since,
        ServiceMessageRow.outcome != "refused",
    )
    return int(await session.scalar(query) or 0)

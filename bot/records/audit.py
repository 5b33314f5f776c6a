"""The audit table: who did what, and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.tables import AuditRow

_PAGE = 100


async def record_audit(
    session: AsyncSession,
    actor: str,
    act: str,
    now: datetime,
    *,
    conversation_id: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Adds one line; `details` hold ids and reasons, never the personal data itself."""
    session.add(
        AuditRow(at=now, actor=actor, act=act, conversation_id=conversation_id, details=dict(details or {}))
    )
    await session.flush()


async def find_audit(session: AsyncSession, who: str, act: str, before: int) -> list[AuditRow]:
    """The newest lines before `before` (0: of all), of one actor and one act where given."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(_PAGE)
    if who:
        query = query.where(AuditRow.actor.in_([who, f"staff:{who}"]))
    if act:
        query = query.where(AuditRow.act == act)
    if before:
        query = query.where(AuditRow.id < before)
    return list(await session.scalars(query))

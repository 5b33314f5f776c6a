"""The audit table: who did what, and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.tables import AuditRow


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

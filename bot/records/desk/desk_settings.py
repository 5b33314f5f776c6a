"""Keeps what supervisors set for the desk."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.messages import Link
from bot.kernel.conversation.working_hours import WrittenHours
from bot.kernel.desk.canned_replies import CannedReply
from bot.records.tables import CannedReplyRow, WorkingHoursRow


async def find_canned_replies(session: AsyncSession, brought: Sequence[CannedReply]) -> list[CannedReply]:
    """Those that were `brought` along, as edited, and those that were added."""
    rows = await session.scalars(select(CannedReplyRow).order_by(CannedReplyRow.short))
    replies = {one.short: one for one in brought}
    for row in rows:
        if row.is_removed:
            replies.pop(row.short, None)
            continue
        card = Link(row.card_title, row.card_url) if row.card_url else None
        replies[row.short] = CannedReply(row.short, row.title, row.text, card)
    return list(replies.values())


async def record_canned_reply(
    session: AsyncSession, reply: CannedReply, now: datetime, *, is_removed: bool = False
) -> None:
    """Stores a reply as it now is, or that it is gone."""
    card = reply.card or Link("", "")
    row = CannedReplyRow(
        short=reply.short,
        title=reply.title,
        text=reply.text,
        card_title=card.title,
        card_url=card.url,
        is_removed=is_removed,
        changed_at=now,
    )
    await session.merge(row)
    await session.flush()


async def find_written_hours(session: AsyncSession) -> WrittenHours | None:
    """The working hours as they were last written; None where nobody has."""
    row = await session.scalar(select(WorkingHoursRow).order_by(WorkingHoursRow.id.desc()).limit(1))
    return WrittenHours(row.week, row.holidays, row.make_up_days) if row else None


async def record_written_hours(session: AsyncSession, written: WrittenHours, now: datetime) -> None:
    """Stores new working hours."""
    session.add(
        WorkingHoursRow(
            week=written.week,
            holidays=written.holidays,
            make_up_days=written.make_up_days,
            changed_at=now,
        )
    )
    await session.flush()

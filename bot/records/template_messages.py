"""Template messages, one row each: made before sending, so that a repeat finds it; settled by answers and reports."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.notices import DeliveryReport, TemplateMessage, TemplateResult, TemplateState
from bot.records.tables import ConversationRow, TemplateMessageRow


@dataclass(frozen=True)
class TemplateRecord:
    """What is known of one."""

    key: str
    state: TemplateState
    tried_at: datetime
    errcode: int
    was_accepted: bool


async def begin(
    session: AsyncSession, conversation_id: int, message: TemplateMessage, now: datetime
) -> TemplateRecord | None:
    """Makes the row; gives the one that was there where the key was used before."""
    row = TemplateMessageRow(
        key=message.key,
        conversation_id=conversation_id,
        template_id=message.template_id,
        state=TemplateState.SENDING,
        tried_at=now,
    )
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:
        found = await session.scalar(select(TemplateMessageRow).where(TemplateMessageRow.key == message.key))
        if found is None:
            return None
        state, was_accepted = TemplateState(found.state), bool(found.message_id)
        return TemplateRecord(message.key, state, found.tried_at, found.errcode, was_accepted)
    return None


async def settle(session: AsyncSession, key: str, result: TemplateResult) -> None:
    """Notes WeChat's answer to a try."""
    await session.execute(
        update(TemplateMessageRow)
        .where(TemplateMessageRow.key == key, TemplateMessageRow.state != TemplateState.DELIVERED)
        .values(
            state=result.state,
            message_id=result.message_id,
            errcode=result.errcode,
            reason=result.reason[:200],
        )
    )


async def fold_in(
    session: AsyncSession, conversation_id: int, message_id: str, report: DeliveryReport, now: datetime
) -> bool:
    """Notes a report on the latest message of a conversation that waits for one; False where none does."""
    query = select(TemplateMessageRow).where(TemplateMessageRow.conversation_id == conversation_id)
    row = None
    if message_id.strip("0"):
        row = await session.scalar(query.where(TemplateMessageRow.message_id == message_id))
    if row is None:
        # One whose number was noted waits for its own report.
        row = await session.scalar(
            query.where(
                or_(
                    TemplateMessageRow.state.in_((TemplateState.UNKNOWN, TemplateState.SENDING)),
                    (TemplateMessageRow.state == TemplateState.SENT) & literal(not message_id.strip("0")),
                )
            )
            .order_by(TemplateMessageRow.id.desc())
            .limit(1)
        )
    if report.is_blocked:
        await session.execute(
            update(ConversationRow).where(ConversationRow.id == conversation_id).values(blocked_at=now)
        )
    if row is None:
        return False
    row.state, row.reason = report.state, report.reason[:200]
    return True


async def is_blocked(session: AsyncSession, conversation_id: int) -> bool:
    """Whether the member refuses our template messages, as far as is known."""
    row = await session.get(ConversationRow, conversation_id)
    return row is not None and row.blocked_at is not None

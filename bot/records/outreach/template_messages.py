"""Template messages, one row each: made before sending, so that a repeat finds it; settled by answers and reports."""

from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.notices import (
    DeliveryReport,
    TemplateMessage,
    TemplateRecord,
    TemplateResult,
    TemplateState,
)
from bot.kernel.conversation.refusals import NO_ANSWER
from bot.records.conversation.refusals import read_refusal, write_refusal
from bot.records.inserting import insert_once
from bot.records.tables import ConversationRow, TemplateMessageRow


async def find(session: AsyncSession, key: str) -> TemplateRecord | None:
    """What is known of the message with this key."""
    row = await session.scalar(select(TemplateMessageRow).where(TemplateMessageRow.key == key))
    return read_record(row) if row else None


def read_record(row: TemplateMessageRow) -> TemplateRecord:
    """What a row says."""
    return TemplateRecord(
        TemplateState(row.state), row.tried_at, read_refusal(row.refusal, row.errcode), bool(row.message_id)
    )


async def begin(
    session: AsyncSession,
    conversation_id: int,
    message: TemplateMessage,
    before: TemplateRecord | None,
    now: datetime,
) -> bool:
    """Notes that a try goes out; False where another process was faster since `before` was read."""
    if before is None:
        return await _create(session, conversation_id, message, now)
    first_try = before.tried_at if before.is_in_doubt else now
    result = await session.execute(
        update(TemplateMessageRow)
        .where(TemplateMessageRow.key == message.key, TemplateMessageRow.state == before.state)
        .values(state=TemplateState.SENDING, tried_at=first_try, reason="", **write_refusal(NO_ANSWER))
    )
    return cast("CursorResult[object]", result).rowcount == 1


async def _create(
    session: AsyncSession, conversation_id: int, message: TemplateMessage, now: datetime
) -> bool:
    made = await insert_once(
        session,
        TemplateMessageRow,
        key=message.key,
        conversation_id=conversation_id,
        template_id=message.template_id,
        state=TemplateState.SENDING,
        tried_at=now,
    )
    return made is not None


async def settle(session: AsyncSession, key: str, result: TemplateResult) -> None:
    """Notes WeChat's answer to a try; what it took, or reported of, stays so."""
    await session.execute(
        update(TemplateMessageRow)
        .where(
            TemplateMessageRow.key == key,
            TemplateMessageRow.state.in_([TemplateState.SENDING, TemplateState.UNKNOWN]),
        )
        .values(
            state=result.state,
            message_id=result.message_id,
            reason=result.reason[:200],
            **write_refusal(result.refusal),
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

"""Keeps WeChat's reports of template messages as they come, and folds them into what they are about, many at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.notices import DeliveryReport, TemplateState, read_report
from bot.kernel.outreach.campaigns import RecipientState
from bot.records.outreach import template_messages
from bot.records.tables import ConversationRow, DeliveryReportRow, RecipientRow, TemplateMessageRow

_PATIENCE = timedelta(minutes=1)
"""A report may come before the answer to the call that it is about was noted."""
_TABLE = cast("Table", RecipientRow.__table__)
_TEMPLATES = cast("Table", TemplateMessageRow.__table__)


async def keep_report(
    session: AsyncSession, conversation_id: int, message_id: str, status: str, now: datetime
) -> None:
    """As it came."""
    session.add(
        DeliveryReportRow(
            conversation_id=conversation_id,
            message_id=message_id[:32],
            status=status[:60],
            received_at=now,
        )
    )
    await session.flush()


async def fold_reports(session: AsyncSession, count: int, now: datetime) -> int:
    """Folds in what is known by its number, and what waited long enough by its conversation; how many those are."""
    query = (
        select(DeliveryReportRow)
        .order_by(DeliveryReportRow.id)
        .limit(count)
        .with_for_update(skip_locked=True)
    )
    rows = list(await session.scalars(query))
    if not rows:
        return 0
    ours = await _fold_recipients(session, rows, now)
    ours |= await _fold_templates(session, rows)
    late = [row for row in rows if row.id not in ours and row.received_at < now - _PATIENCE]
    for row in late:
        await _fold_by_conversation(session, row, now)
    await _note_blocked(session, rows, now)
    done = ours | {row.id for row in late}
    await session.execute(delete(DeliveryReportRow).where(DeliveryReportRow.id.in_(done)))
    return len(done)


async def _fold_recipients(
    session: AsyncSession, rows: Sequence[DeliveryReportRow], now: datetime
) -> set[int]:
    ids = {row.message_id for row in rows if row.message_id.strip("0")}
    query = select(RecipientRow.message_id, RecipientRow.id).where(
        RecipientRow.message_id.in_(ids), RecipientRow.message_id != ""
    )
    known: dict[str, int] = {row[0]: row[1] for row in await session.execute(query)}
    found = [row for row in rows if row.message_id in known]
    if found:
        connection = await session.connection()
        await connection.execute(
            _FOLD, [_values(read_report(row.status), known[row.message_id], now) for row in found]
        )
    return {row.id for row in found}


async def _fold_templates(session: AsyncSession, rows: Sequence[DeliveryReportRow]) -> set[int]:
    ids = {row.message_id for row in rows if row.message_id.strip("0")}
    query = select(TemplateMessageRow.message_id, TemplateMessageRow.id).where(
        TemplateMessageRow.message_id.in_(ids), TemplateMessageRow.message_id != ""
    )
    known: dict[str, int] = {row[0]: row[1] for row in await session.execute(query)}
    found = [row for row in rows if row.message_id in known]
    if found:
        connection = await session.connection()
        reports = [(read_report(row.status), known[row.message_id]) for row in found]
        await connection.execute(
            update(_TEMPLATES)
            .where(_TEMPLATES.c.id == bindparam("row"))
            .values(state=bindparam("to_state"), reason=bindparam("words")),
            [{"row": row, "to_state": one.state, "words": one.reason[:200]} for one, row in reports],
        )
    return {row.id for row in found}


async def _fold_by_conversation(session: AsyncSession, row: DeliveryReportRow, now: datetime) -> None:
    """The only one whose outcome is unknown; where there are several, none can be told apart and all stay so."""
    report = read_report(row.status)
    if await template_messages.fold_in(session, row.conversation_id, row.message_id, report, now):
        return
    waiting = list(
        await session.scalars(
            select(RecipientRow.id).where(
                RecipientRow.conversation_id == row.conversation_id,
                RecipientRow.state == RecipientState.UNKNOWN,
                RecipientRow.message_id == "",
            )
        )
    )
    if len(waiting) == 1:
        connection = await session.connection()
        await connection.execute(_FOLD, [_values(report, waiting[0], now)])


async def _note_blocked(session: AsyncSession, rows: Sequence[DeliveryReportRow], now: datetime) -> None:
    blocked = {row.conversation_id for row in rows if read_report(row.status).is_blocked}
    if blocked:
        await session.execute(
            update(ConversationRow).where(ConversationRow.id.in_(blocked)).values(blocked_at=now)
        )


def _values(report: DeliveryReport, row: int, now: datetime) -> Mapping[str, Any]:
    words = "对方拒收" if report.is_blocked else "微信没能送到" if report.reason else ""
    return {"row": row, "to_state": _find_state(report), "words": words, "now": now}


_FOLD = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("row"),
        or_(
            _TABLE.c.state == RecipientState.SENT,
            _TABLE.c.state == RecipientState.UNKNOWN,
            _TABLE.c.state == RecipientState.SENDING,
        ),
    )
    .values(
        state=bindparam("to_state"),
        reason=bindparam("words"),
        settled_at=bindparam("now"),
        sent_at=func.coalesce(_TABLE.c.sent_at, bindparam("now")),
    )
)


def _find_state(report: DeliveryReport) -> RecipientState:
    match report.state:
        case TemplateState.DELIVERED:
            return RecipientState.DELIVERED
        case TemplateState.REFUSED:
            return RecipientState.REFUSED

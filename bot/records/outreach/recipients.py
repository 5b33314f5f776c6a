"""The ledger of recipients: settled once, counted, and found again after a crash; `taking` hands them out."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    Table,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.notices import REPEAT_WITHIN
from bot.kernel.conversation.refusals import NO_ANSWER
from bot.kernel.outreach.campaigns import RecipientState, SkipReason
from bot.kernel.outreach.recipients import LEASE, Settled
from bot.records.conversation.refusals import write_refusal
from bot.records.tables import (
    ConversationRow,
    RecipientRow,
)

_TABLE = cast("Table", RecipientRow.__table__)


async def settle(session: AsyncSession, outcomes: Sequence[Settled], now: datetime) -> None:
    """Notes what came of tries. That WeChat took one is the truth whoever says it; all else only the taker may say."""
    connection = await session.connection()
    sent = [one for one in outcomes if one.state is RecipientState.SENT]
    if sent:
        await connection.execute(
            update(_TABLE)
            .where(
                _TABLE.c.id == bindparam("row"),
                or_(_TABLE.c.state == RecipientState.SENDING, _TABLE.c.state == RecipientState.UNKNOWN),
            )
            .values(
                state=RecipientState.SENT,
                message_id=bindparam("message"),
                sent_at=now,
                settled_at=now,
                reason="",
                **write_refusal(NO_ANSWER),
            ),
            [{"row": one.taken.id, "message": one.message_id} for one in sent],
        )
    others = [one for one in outcomes if one.state is not RecipientState.SENT]
    if others:
        await connection.execute(_SETTLE_OTHERS, [_write(one, now) for one in others])
    unreachable = {one.taken.conversation_id for one in outcomes if one.is_unreachable}
    if unreachable:
        await session.execute(
            update(ConversationRow).where(ConversationRow.id.in_(unreachable)).values(blocked_at=now)
        )


async def mark_lost(session: AsyncSession, now: datetime) -> int:
    """What a dead process had taken becomes unknown: it may have been sent. How many those are."""
    result = await session.execute(
        update(RecipientRow)
        # Written out, the state fits the index of the few that are on their way.
        .where(
            RecipientRow.state == literal(RecipientState.SENDING.value, literal_execute=True),
            RecipientRow.taken_at < now - LEASE,
        )
        .values(
            state=RecipientState.UNKNOWN,
            reason="发送时程序中断",
            sent_at=now,
            settled_at=now,
        )
    )
    return cast("CursorResult[object]", result).rowcount


async def count_states(session: AsyncSession, campaign_id: int) -> dict[RecipientState, int]:
    """How many recipients are in each state."""
    query = (
        select(RecipientRow.state, func.count())
        .where(RecipientRow.campaign_id == campaign_id)
        .group_by(RecipientRow.state)
    )
    return {RecipientState(row[0]): int(row[1]) for row in await session.execute(query)}


async def is_waiting(session: AsyncSession, campaign_id: int) -> bool:
    """Whether anybody is still to be sent it."""
    query = select(RecipientRow.id).where(
        RecipientRow.campaign_id == campaign_id, RecipientRow.state == RecipientState.PENDING
    )
    return await session.scalar(query.limit(1)) is not None


async def is_under_way(session: AsyncSession, campaign_id: int, is_repeatable: bool, now: datetime) -> bool:
    """Whether anything is on its way, or is to be repeated by itself."""
    is_sending = RecipientRow.state == RecipientState.SENDING
    repeatable = (RecipientRow.state == RecipientState.UNKNOWN) & (
        RecipientRow.tried_at > now - REPEAT_WITHIN
    )
    query = select(RecipientRow.id).where(
        RecipientRow.campaign_id == campaign_id, or_(is_sending, repeatable) if is_repeatable else is_sending
    )
    return await session.scalar(query.limit(1)) is not None


async def retry_failed(
    session: AsyncSession, campaign_id: int, errcodes: Collection[int], count: int | None
) -> int:
    """Those that were certainly not sent wait again, the first `count` of them; how many that are."""
    chosen = (
        select(RecipientRow.id)
        .where(
            RecipientRow.campaign_id == campaign_id,
            RecipientRow.state == RecipientState.FAILED,
            RecipientRow.errcode.in_(list(errcodes)),
        )
        .order_by(RecipientRow.id)
        .limit(count)
    )
    result = await session.execute(
        update(RecipientRow)
        .where(RecipientRow.id.in_(chosen), RecipientRow.state == RecipientState.FAILED)
        .values(
            state=RecipientState.PENDING,
            tries=0,
            tried_at=None,
            taken_at=None,
            reason="",
            **write_refusal(NO_ANSWER),
        )
    )
    return cast("CursorResult[object]", result).rowcount


async def skip_pending(session: AsyncSession, campaign_id: int, now: datetime) -> int:
    """A stopped campaign sends nothing more; how many get nothing."""
    result = await session.execute(
        update(RecipientRow)
        .where(RecipientRow.campaign_id == campaign_id, RecipientRow.state == RecipientState.PENDING)
        .values(state=RecipientState.SKIPPED, skip_reason=SkipReason.STOPPED, settled_at=now)
    )
    return cast("CursorResult[object]", result).rowcount


async def remove_frozen(session: AsyncSession, campaign_id: int) -> None:
    """Takes back a freeze of which nobody was sent anything yet."""
    await session.execute(delete(RecipientRow).where(RecipientRow.campaign_id == campaign_id))


_SETTLE_OTHERS = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("row"),
        _TABLE.c.state == RecipientState.SENDING,
        _TABLE.c.taken_at == bindparam("taken"),
    )
    .values(
        state=bindparam("to_state"),
        skip_reason=bindparam("skip"),
        refusal=bindparam("why"),
        errcode=bindparam("code"),
        reason=bindparam("words"),
        tried_at=bindparam("first_try"),
        sent_at=bindparam("maybe_sent"),
        settled_at=bindparam("now"),
    )
)


def _write(one: Settled, now: datetime) -> dict[str, Any]:
    """What was never sent has no first try; what may have been counts for the frequency cap."""
    refusal = write_refusal(one.refusal)
    may_have_gone = one.state is RecipientState.UNKNOWN
    return {
        "row": one.taken.id,
        "taken": one.taken.taken_at,
        "to_state": one.state,
        "skip": one.taken.skip or "",
        "why": refusal["refusal"],
        "code": refusal["errcode"],
        "words": one.reason[:200],
        "first_try": one.taken.tried_at if may_have_gone else None,
        "maybe_sent": now if may_have_gone else None,
        "now": now,
    }

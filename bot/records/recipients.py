"""The ledger of recipients: taken by a conditional update, settled once, and found again after a crash."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    ScalarSelect,
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
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.kernel.campaigns import Campaign, RecipientState, SkipReason
from bot.kernel.notices import REPEAT_WITHIN
from bot.kernel.recipients import LEASE, Settled, Taken
from bot.kernel.sending_limits import FrequencyCap
from bot.records.tables import (
    AudienceMemberRow,
    CampaignRow,
    ConversationRow,
    IdentityLinkRow,
    NoticeChoiceRow,
    RecipientRow,
)

_TABLE = cast("Table", RecipientRow.__table__)


async def take_pending(
    session: AsyncSession, campaign: Campaign, cap: FrequencyCap, count: int, now: datetime
) -> list[Taken]:
    """The next `count` of a campaign; nobody else gets them."""
    query = (
        select(RecipientRow.id)
        .where(RecipientRow.campaign_id == campaign.id, RecipientRow.state == RecipientState.PENDING)
        .order_by(RecipientRow.id)
    )
    return await _take(session, campaign, cap, query, RecipientState.PENDING, count, now)


async def take_unknown(
    session: AsyncSession, campaign: Campaign, cap: FrequencyCap, count: int, now: datetime
) -> list[Taken]:
    """Those of unknown outcome that WeChat still takes for the same message when they are sent once more."""
    query = select(RecipientRow.id).where(
        RecipientRow.campaign_id == campaign.id,
        RecipientRow.state == RecipientState.UNKNOWN,
        RecipientRow.tried_at > now - REPEAT_WITHIN,
        RecipientRow.taken_at < now - LEASE,
    )
    return await _take(session, campaign, cap, query, RecipientState.UNKNOWN, count, now)


async def give_back(session: AsyncSession, taken: Collection[Taken]) -> None:
    """Recipients that were taken and certainly not sent: they wait again, or stay unknown after an earlier try."""
    for one in taken:
        await session.execute(
            update(RecipientRow)
            .where(
                RecipientRow.id == one.id,
                RecipientRow.state == RecipientState.SENDING,
                RecipientRow.taken_at == one.taken_at,
            )
            .values(
                state=RecipientState.UNKNOWN if one.is_repeat else RecipientState.PENDING,
                tries=RecipientRow.tries - 1,
                **({} if one.is_repeat else {"tried_at": None, "taken_at": None}),
            )
        )


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
                errcode=0,
                reason="",
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
        .values(state=RecipientState.PENDING, tries=0, tried_at=None, taken_at=None, errcode=0, reason="")
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


async def _take(
    session: AsyncSession,
    campaign: Campaign,
    cap: FrequencyCap,
    query: Any,
    state: RecipientState,
    count: int,
    now: datetime,
) -> list[Taken]:
    ids = list(await session.scalars(query.limit(count).with_for_update(skip_locked=True)))
    if not ids:
        return []
    result = await session.execute(
        update(RecipientRow)
        .where(RecipientRow.id.in_(ids), RecipientRow.state == state)
        .values(
            state=RecipientState.SENDING,
            taken_at=now,
            tried_at=func.coalesce(RecipientRow.tried_at, now),
            tries=RecipientRow.tries + 1,
        )
        .returning(RecipientRow.id)
        .execution_options(synchronize_session=False)
    )
    return await _read_taken(session, campaign, cap, list(result.scalars()), now)


async def _read_taken(
    session: AsyncSession, campaign: Campaign, cap: FrequencyCap, ids: Sequence[int], now: datetime
) -> list[Taken]:
    """With what only now decides: whether the member still wants it, follows us, is linked, and had not enough."""
    query = (
        select(
            RecipientRow.id,
            RecipientRow.member_id,
            RecipientRow.tried_at,
            RecipientRow.tries,
            RecipientRow.conversation_id,
            ConversationRow.address,
            ConversationRow.blocked_at,
            IdentityLinkRow.member_id.label("linked"),
            NoticeChoiceRow.is_wanted,
            AudienceMemberRow.variables,
            _count_recent(cap, now).label("recent"),
            got_before(campaign, RecipientRow.member_id).label("got_before"),
        )
        .outerjoin(ConversationRow, ConversationRow.id == RecipientRow.conversation_id)
        .outerjoin(IdentityLinkRow, IdentityLinkRow.conversation_id == RecipientRow.conversation_id)
        .outerjoin(
            NoticeChoiceRow,
            (NoticeChoiceRow.conversation_id == RecipientRow.conversation_id)
            & (NoticeChoiceRow.kind == campaign.content.kind),
        )
        .outerjoin(
            AudienceMemberRow,
            (AudienceMemberRow.audience_id == RecipientRow.audience_id)
            & (AudienceMemberRow.member_id == RecipientRow.member_id),
        )
        .where(RecipientRow.id.in_(ids))
        .order_by(RecipientRow.id)
    )
    return [_taken(row, cap, now) for row in await session.execute(query)]


def got_before(campaign: Campaign, member_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether another campaign that says the same went to the member, or is on its way there at this moment."""
    other, family = aliased(RecipientRow), aliased(CampaignRow)
    return (
        select(other.id)
        .join(family, family.id == other.campaign_id)
        .where(
            other.member_id == member_id,
            other.campaign_id != campaign.id,
            or_(family.id == campaign.first, family.repeats == campaign.first),
            or_(other.sent_at.is_not(None), other.state == RecipientState.SENDING),
        )
        .exists()
    )


def _count_recent(cap: FrequencyCap, now: datetime) -> ScalarSelect[int]:
    """How many other campaigns reached the member lately; this one's approval may have been before them."""
    other = aliased(RecipientRow)
    return (
        select(func.count())
        .where(
            other.member_id == RecipientRow.member_id,
            other.id != RecipientRow.id,
            or_(other.sent_at >= now - cap.period, other.state == RecipientState.SENDING),
        )
        .scalar_subquery()
    )


def _taken(row: Any, cap: FrequencyCap, now: datetime) -> Taken:
    skip = None
    if row.address is None or row.variables is None or row.linked != row.member_id:
        skip = SkipReason.NOT_LINKED
    elif row.blocked_at is not None:
        skip = SkipReason.BLOCKED
    elif row.is_wanted is False:
        skip = SkipReason.OPTED_OUT
    elif row.got_before:
        skip = SkipReason.GOT_IT_BEFORE
    elif cap.notices and row.recent >= cap.notices:
        skip = SkipReason.OVER_CAP
    return Taken(
        id=row.id,
        conversation_id=row.conversation_id or 0,
        member_id=row.member_id,
        address=row.address or "",
        values=row.variables or {},
        taken_at=now,
        tried_at=row.tried_at,
        tries=row.tries,
        skip=skip,
    )


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
        errcode=bindparam("code"),
        reason=bindparam("words"),
        tried_at=bindparam("first_try"),
        sent_at=bindparam("maybe_sent"),
        settled_at=bindparam("now"),
    )
)


def _write(one: Settled, now: datetime) -> dict[str, Any]:
    """What was never sent has no first try; what may have been counts for the frequency cap."""
    may_have_gone = one.state is RecipientState.UNKNOWN
    return {
        "row": one.taken.id,
        "taken": one.taken.taken_at,
        "to_state": one.state,
        "skip": one.taken.skip or "",
        "code": one.errcode,
        "words": one.reason[:200],
        "first_try": one.taken.tried_at if may_have_gone else None,
        "maybe_sent": now if may_have_gone else None,
        "now": now,
    }

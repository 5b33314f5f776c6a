"""Takes recipients to be sent to: nobody else gets them, and what only now decides is looked at."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ScalarSelect,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.kernel.conversation.notices import REPEAT_WITHIN
from bot.kernel.outreach.campaigns import Campaign, RecipientState, SkipReason
from bot.kernel.outreach.recipients import LEASE, Taken
from bot.kernel.outreach.sending_limits import FrequencyCap
from bot.records.database import find_channels
from bot.records.outreach.skipping import (
    Looked,
    find_family,
    find_reason,
    got_before,
    join_choice,
    join_left_out,
)
from bot.records.tables import (
    AudienceMemberRow,
    ConversationRow,
    IdentityLinkRow,
    RecipientRow,
)


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
    family = await find_family(session, campaign)
    looked = Looked(
        is_not_linked=or_(
            ConversationRow.id.is_(None),
            AudienceMemberRow.member_id.is_(None),
            func.coalesce(IdentityLinkRow.member_id != RecipientRow.member_id, literal(True)),
        ),
        got_before=got_before(family, RecipientRow.member_id),
        recent=_count_recent(cap, now),
    )
    query = (
        select(
            RecipientRow.id,
            RecipientRow.member_id,
            RecipientRow.tried_at,
            RecipientRow.tries,
            RecipientRow.conversation_id,
            ConversationRow.address,
            AudienceMemberRow.variables,
            find_reason(campaign, cap, now, looked, find_channels(session).find_followed()).label("skip"),
        )
        .outerjoin(ConversationRow, ConversationRow.id == RecipientRow.conversation_id)
        .outerjoin(IdentityLinkRow, IdentityLinkRow.conversation_id == RecipientRow.conversation_id)
        .outerjoin(*join_choice(campaign, RecipientRow.conversation_id))
        .outerjoin(*join_left_out(campaign, RecipientRow.member_id))
        .outerjoin(
            AudienceMemberRow,
            (AudienceMemberRow.audience_id == RecipientRow.audience_id)
            & (AudienceMemberRow.member_id == RecipientRow.member_id),
        )
        .where(RecipientRow.id.in_(ids))
        .order_by(RecipientRow.id)
    )
    return [_taken(row, now) for row in await session.execute(query)]


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


def _taken(row: Any, now: datetime) -> Taken:
    return Taken(
        id=row.id,
        conversation_id=row.conversation_id or 0,
        member_id=row.member_id,
        address=row.address or "",
        values=row.variables or {},
        taken_at=now,
        tried_at=row.tried_at,
        tries=row.tries,
        skip=SkipReason(row.skip) if row.skip else None,
    )

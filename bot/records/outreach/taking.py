"""Takes recipients to be sent to: nobody else gets them, and what only now decides is looked at."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.kernel.conversation.notices import REPEAT_WITHIN
from bot.kernel.outreach.campaigns import Campaign, RecipientState, SkipReason
from bot.kernel.outreach.recipients import LEASE, Taken
from bot.kernel.outreach.sending_limits import FrequencyCap
from bot.records.tables import (
    AudienceMemberRow,
    CampaignRow,
    ConversationRow,
    IdentityLinkRow,
    NoticeChoiceRow,
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
            got_before(family, RecipientRow.member_id).label("got_before"),
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


async def find_family(session: AsyncSession, campaign: Campaign) -> list[int]:
    """The other campaigns that say the same: the first one, and those that repeat it."""
    query = select(CampaignRow.id).where(
        CampaignRow.id != campaign.id,
        or_(CampaignRow.id == campaign.first, CampaignRow.repeats == campaign.first),
    )
    return list(await session.scalars(query))


def got_before(family: Collection[int], member_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether one of these campaigns went to the member, or is on its way there at this moment."""
    if not family:
        return literal(False)
    other = aliased(RecipientRow)
    # Not `EXISTS`, which PostgreSQL may answer by reading all recipients of the family at each take.
    one = (
        select(literal(True))
        .where(
            other.campaign_id.in_(family),
            other.member_id == member_id,
            or_(other.sent_at.is_not(None), other.state == RecipientState.SENDING),
        )
        .limit(1)
    )
    return func.coalesce(one.scalar_subquery(), literal(False))


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

"""Who of an audience gets the notice and who does not, and why: counted before, and frozen as recipients at approval."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, Select, Subquery, case, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.channels import Channel
from bot.kernel.outreach.audiences import AudienceCount
from bot.kernel.outreach.campaigns import Campaign, CampaignState, RecipientState, SkipReason
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
    CampaignRow,
    ConversationRow,
    IdentityLinkRow,
    LeftOutRow,
    RecipientRow,
)


async def count_audience(
    session: AsyncSession, campaign: Campaign, audience_id: int, cap: FrequencyCap, now: datetime
) -> AudienceCount:
    """How it would be frozen at this moment."""
    family = await find_family(session, campaign)
    standing = _find_standing(session, campaign, audience_id, family, cap, now).subquery()
    query = select(standing.c.reason, func.count()).group_by(standing.c.reason)
    counts = {str(row[0]): int(row[1]) for row in await session.execute(query)}
    left_out = {reason: counts[reason] for reason in SkipReason if reason in counts}
    return AudienceCount(sum(counts.values()), counts.get("", 0), left_out)


async def count_shared(session: AsyncSession, campaign_id: int, audience_id: int) -> list[tuple[str, int]]:
    """Other campaigns that are still to be sent to some of the same members: their names, and how many those are."""
    query = (
        select(CampaignRow.name, func.count())
        .join(RecipientRow, RecipientRow.campaign_id == CampaignRow.id)
        .join(
            AudienceMemberRow,
            (AudienceMemberRow.audience_id == audience_id)
            & (AudienceMemberRow.member_id == RecipientRow.member_id),
        )
        .where(
            CampaignRow.id != campaign_id,
            CampaignRow.state.in_([CampaignState.APPROVED, CampaignState.RUNNING, CampaignState.PAUSED]),
            RecipientRow.state == RecipientState.PENDING,
        )
        .group_by(CampaignRow.id, CampaignRow.name)
        .order_by(func.count().desc())
    )
    return [(row[0], int(row[1])) for row in await session.execute(query)]


async def freeze_audience(
    session: AsyncSession, campaign: Campaign, audience_id: int, cap: FrequencyCap, now: datetime
) -> int:
    """Makes the recipients, in one statement; how many those are, the skipped ones with their reason included."""
    family = await find_family(session, campaign)
    standing = _find_standing(session, campaign, audience_id, family, cap, now).subquery()
    is_reached = standing.c.reason == ""
    rows = select(
        literal(campaign.id),
        literal(audience_id),
        standing.c.member_id,
        standing.c.conversation_id,
        case(
            (is_reached, literal(RecipientState.PENDING.value)), else_=literal(RecipientState.SKIPPED.value)
        ),
        standing.c.reason,
        case((standing.c.reason == SkipReason.VALUE_REFUSED.value, standing.c.words), else_=""),
    ).order_by(standing.c.member_id)
    columns = ["campaign_id", "audience_id", "member_id", "conversation_id", "state", "skip_reason", "reason"]
    frozen = insert(RecipientRow).from_select(columns, rows, include_defaults=False)
    # PostgreSQL's driver tells how many an insertion made only where it is asked to.
    result = await session.execute(frozen.execution_options(preserve_rowcount=True))
    return cast("CursorResult[object]", result).rowcount


def _find_standing(
    session: AsyncSession,
    campaign: Campaign,
    audience_id: int,
    family: Sequence[int],
    cap: FrequencyCap,
    now: datetime,
) -> Select[tuple[int, int | None, str, str | None]]:
    """Each member, the conversation to write to, why nothing is written (empty: it is), and what WeChat would refuse."""
    followed = find_channels(session).find_followed()
    links = _find_chats(followed)
    query = (
        select(AudienceMemberRow.member_id, links.c.conversation_id)
        .select_from(AudienceMemberRow)
        .outerjoin(links, links.c.member_id == AudienceMemberRow.member_id)
        .outerjoin(ConversationRow, ConversationRow.id == links.c.conversation_id)
        .outerjoin(*join_choice(campaign, links.c.conversation_id))
        .outerjoin(*join_left_out(campaign, AudienceMemberRow.member_id))
        .where(AudienceMemberRow.audience_id == audience_id)
    )
    recent = (
        select(RecipientRow.member_id, func.count().label("notices"))
        .where(RecipientRow.sent_at >= now - cap.period)
        .group_by(RecipientRow.member_id)
        .subquery()
    )
    looked = Looked(
        is_not_linked=links.c.conversation_id.is_(None),
        got_before=got_before(family, AudienceMemberRow.member_id),
        recent=func.coalesce(recent.c.notices, 0),
    )
    if cap.notices:
        query = query.outerjoin(recent, recent.c.member_id == AudienceMemberRow.member_id)
    return query.add_columns(
        find_reason(campaign, cap, now, looked, followed).label("reason"), LeftOutRow.words
    )


def _find_chats(followed: Iterable[Channel]) -> Subquery:
    """The one chat of each member to write to: the newest that is not blocked, else the newest."""
    open_one = func.max(case((ConversationRow.blocked_at.is_(None), ConversationRow.id)))
    return (
        select(
            IdentityLinkRow.member_id,
            func.coalesce(open_one, func.max(ConversationRow.id)).label("conversation_id"),
        )
        .join(ConversationRow, ConversationRow.id == IdentityLinkRow.conversation_id)
        .where(ConversationRow.channel.in_([one.name for one in followed]))
        .group_by(IdentityLinkRow.member_id)
        .subquery()
    )

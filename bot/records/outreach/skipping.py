"""The rule of who gets nothing, as a query has it: each reason's condition, and the first that holds."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.kernel.conversation.channels import Channel
from bot.kernel.outreach.campaigns import Campaign, RecipientState, SkipReason
from bot.kernel.outreach.sending_limits import FrequencyCap
from bot.kernel.outreach.skip_rule import find_decisive
from bot.records.tables import CampaignRow, ConversationRow, LeftOutRow, NoticeChoiceRow, RecipientRow


@dataclass(frozen=True)
class Looked:
    """What each moment looks for in its own way; the query joins the conversation, its choice and who is left out."""

    is_not_linked: ColumnElement[bool]
    got_before: ColumnElement[bool]
    recent: ColumnElement[int]
    """How many campaigns reached the member within the cap's days."""


def find_reason(
    campaign: Campaign, cap: FrequencyCap, now: datetime, looked: Looked, followed: Iterable[Channel]
) -> ColumnElement[str]:
    """Why the row's member gets nothing; empty where they get it."""
    holds: dict[SkipReason, ColumnElement[bool]] = {
        SkipReason.NOT_LINKED: looked.is_not_linked,
        SkipReason.BLOCKED: ConversationRow.blocked_at.is_not(None),
        SkipReason.OPTED_OUT: NoticeChoiceRow.is_wanted.is_(False),
        SkipReason.GOT_IT_BEFORE: looked.got_before,
        SkipReason.OVER_CAP: looked.recent >= cap.notices,
        SkipReason.WINDOW_CLOSED: _is_window_closed(followed, now),
        SkipReason.VALUE_REFUSED: LeftOutRow.member_id.is_not(None),
    }
    decisive = find_decisive(campaign.content, cap)
    return case(*((holds[reason], literal(reason.value)) for reason in decisive), else_=literal(""))


def _is_window_closed(followed: Iterable[Channel], now: datetime) -> ColumnElement[bool]:
    """Whether the member said nothing for so long that their channel takes no text of ours."""
    spoke_at = ConversationRow.last_inbound_at
    closed = [
        (ConversationRow.channel == one.name) & (spoke_at <= now - one.limits.after_message.life)
        for one in followed
        if one.limits
    ]
    return or_(spoke_at.is_(None), *closed)


def join_choice(
    campaign: Campaign, conversation_id: Any
) -> tuple[type[NoticeChoiceRow], ColumnElement[bool]]:
    """For an outer join: what the member chose for this kind of notice."""
    of_kind = NoticeChoiceRow.kind == campaign.content.kind
    return NoticeChoiceRow, (NoticeChoiceRow.conversation_id == conversation_id) & of_kind


def join_left_out(
    campaign: Campaign, member_id: InstrumentedAttribute[int]
) -> tuple[type[LeftOutRow], ColumnElement[bool]]:
    """For an outer join: whom this version of the campaign has nothing to say to that WeChat would take."""
    of_version = (LeftOutRow.campaign_id == campaign.id) & (LeftOutRow.version == campaign.version)
    return LeftOutRow, of_version & (LeftOutRow.member_id == member_id)


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

"""Recipients as staff look at them: how many ended how, line by line, and what one member was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.outreach.campaign_message import NAME, fill
from bot.kernel.outreach.campaigns import (
    RECIPIENT_STATES,
    SKIP_ADVICE,
    SKIP_REASONS,
    CampaignContent,
    RecipientState,
    SendingWay,
    SkipReason,
)
from bot.kernel.outreach.recipients import FailureGroup, RecipientLine, WantedLines
from bot.records.conversation.refusals import read_refusal
from bot.records.tables import AudienceMemberRow, CampaignRow, RecipientRow

UNION = "单位工会"
_NOT_REACHED = (
    RecipientState.FAILED,
    RecipientState.UNKNOWN,
    RecipientState.REFUSED,
    RecipientState.SKIPPED,
)
_UNKNOWN_ADVICE = "可能已经收到。再发可能收到两遍，所以不能重试；微信之后有送达回报，会自动改成已送达。"
_REFUSED_ADVICE = "微信收下以后没能送到，多半是对方关掉了通知；不用重试。"


@dataclass(frozen=True)
class SentToMember:
    """One campaign that somebody was to get."""

    campaign_id: int
    name: str
    state: RecipientState
    words: str
    at: datetime | None
    text: str
    """What the member read."""


async def group_failures(session: AsyncSession, campaign_id: int) -> list[FailureGroup]:
    """Whoever was not reached, by what happened, most of them first."""
    ended = (RecipientRow.state, RecipientRow.refusal, RecipientRow.errcode, RecipientRow.skip_reason)
    query = (
        select(*ended, func.count())
        .where(RecipientRow.campaign_id == campaign_id, RecipientRow.state.in_(_NOT_REACHED))
        .group_by(*ended)
        .order_by(func.count().desc())
    )
    return [_group(*row) for row in await session.execute(query)]


async def find_lines(
    session: AsyncSession, campaign_id: int, wanted: WantedLines, after: int, limit: int
) -> list[tuple[RecipientLine, Mapping[str, str]]]:
    """A page of recipients behind `after`, each with the member's values."""
    query = (
        select(RecipientRow, AudienceMemberRow.variables)
        .outerjoin(
            AudienceMemberRow,
            (AudienceMemberRow.audience_id == RecipientRow.audience_id)
            & (AudienceMemberRow.member_id == RecipientRow.member_id),
        )
        .where(RecipientRow.campaign_id == campaign_id, RecipientRow.id > after)
        .order_by(RecipientRow.id)
        .limit(limit)
    )
    if wanted.state:
        query = query.where(RecipientRow.state == wanted.state)
    if wanted.skip:
        query = query.where(RecipientRow.skip_reason == wanted.skip)
    if wanted.errcode is not None:
        query = query.where(RecipientRow.errcode == wanted.errcode)
    if wanted.name:
        query = query.where(AudienceMemberRow.variables[NAME].as_string() == wanted.name)
    rows = await session.execute(query)
    return [(_line(row), variables or {}) for row, variables in rows]


async def find_sent_to(session: AsyncSession, member_id: int, limit: int) -> Sequence[SentToMember]:
    """The newest campaigns that a member was to get."""
    query: Select[Any] = (
        select(RecipientRow, CampaignRow, AudienceMemberRow.variables)
        .join(CampaignRow, CampaignRow.id == RecipientRow.campaign_id)
        .outerjoin(
            AudienceMemberRow,
            (AudienceMemberRow.audience_id == RecipientRow.audience_id)
            & (AudienceMemberRow.member_id == RecipientRow.member_id),
        )
        .where(RecipientRow.member_id == member_id, RecipientRow.state != RecipientState.PENDING)
        .order_by(RecipientRow.id.desc())
        .limit(limit)
    )
    return [
        SentToMember(
            campaign.id,
            campaign.name,
            RecipientState(row.state),
            _line(row).words,
            row.sent_at or row.settled_at,
            _fill(campaign, variables or {}),
        )
        for row, campaign, variables in await session.execute(query)
    ]


def _fill(campaign: CampaignRow, values: Mapping[str, str]) -> str:
    kind, way = NoticeKind(campaign.kind), SendingWay(campaign.way)
    content = CampaignContent(kind, way, campaign.template_id, campaign.fields, text=campaign.text)
    return "，".join(fill(content, values).values())


def _group(state: str, refusal: str, errcode: int, skip: str, count: int) -> FailureGroup:
    known = RecipientState(state)
    if skip:
        reason = SkipReason(skip)
        return FailureGroup(known, errcode, reason, count, SKIP_REASONS[reason], False, SKIP_ADVICE[reason])
    if known is RecipientState.UNKNOWN:
        return FailureGroup(known, errcode, None, count, "不确定对方收到没有", False, _UNKNOWN_ADVICE)
    if known is RecipientState.REFUSED:
        return FailureGroup(known, errcode, None, count, "微信收下了，没能送到", False, _REFUSED_ADVICE)
    told = read_refusal(refusal, errcode).explained
    return FailureGroup(known, errcode, None, count, told.words, told.may_retry, told.advice)


def _line(row: RecipientRow) -> RecipientLine:
    state = RecipientState(row.state)
    skip = SkipReason(row.skip_reason) if row.skip_reason else None
    why = row.reason if skip in (None, SkipReason.VALUE_REFUSED) else SKIP_REASONS[skip]
    words = f"{RECIPIENT_STATES[state]}：{why}" if why else RECIPIENT_STATES[state]
    return RecipientLine(row.id, row.member_id, state, words, row.errcode, row.tries, row.settled_at, skip)

"""Keeps who was found for a campaign, counts who of them gets it, and freezes them as recipients."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Select,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.audiences import Audience, AudienceCount, BadRow, FoundMember
from bot.kernel.campaigns import CampaignContent, CampaignState, RecipientState, SkipReason, Way
from bot.kernel.sending_limits import FrequencyCap
from bot.kernel.service_window import MESSAGE_WINDOW
from bot.records.tables import (
    AudienceMemberRow,
    AudienceRow,
    CampaignRow,
    ConversationRow,
    IdentityLinkRow,
    NoticeChoiceRow,
    RecipientRow,
)


async def begin_audience(
    session: AsyncSession,
    campaign_id: int,
    source: str,
    definition: Mapping[str, Any],
    variables: Sequence[str],
    now: datetime,
) -> int:
    """Makes an audience that members are added to; its number."""
    row = AudienceRow(
        campaign_id=campaign_id,
        source=source,
        definition=dict(definition),
        variables=list(variables),
        bad_rows=[],
        started_at=now,
    )
    session.add(row)
    await session.flush()
    return row.id


async def add_members(session: AsyncSession, audience_id: int, lines: Sequence[str]) -> None:
    """Adds a page of members, each a JSON array of the number and the values: as one parameter, a third of the time."""
    statement = _ADD[session.get_bind().dialect.name]
    await session.execute(statement, {"audience": audience_id, "page": f"[{','.join(lines)}]"})


async def finish_audience(
    session: AsyncSession, audience_id: int, found: int, digest: str, bad: Sequence[BadRow], bad_count: int
) -> None:
    """From here on it never changes."""
    await session.execute(
        update(AudienceRow)
        .where(AudienceRow.id == audience_id, AudienceRow.is_ready.is_(False))
        .values(
            found=found,
            digest=digest,
            bad_rows=[{"line": one.line, "reason": one.reason} for one in bad],
            bad_count=bad_count,
            is_ready=True,
        )
    )


async def remove_others(session: AsyncSession, campaign_id: int, kept: int) -> None:
    """Forgets whom a campaign was for before."""
    await session.execute(
        delete(AudienceRow).where(AudienceRow.campaign_id == campaign_id, AudienceRow.id != kept)
    )


async def forget_values(session: AsyncSession, before: datetime) -> int:
    """What was said to each member of campaigns that ended before then; the ledger itself stays."""
    ended = select(CampaignRow.audience_id).where(
        CampaignRow.finished_at < before, CampaignRow.audience_id.is_not(None)
    )
    result = await session.execute(delete(AudienceMemberRow).where(AudienceMemberRow.audience_id.in_(ended)))
    return cast("CursorResult[object]", result).rowcount


async def find_audience(session: AsyncSession, audience_id: int | None) -> Audience | None:
    """One audience."""
    row = await session.get(AudienceRow, audience_id, populate_existing=True) if audience_id else None
    return _read(row) if row else None


async def find_members(session: AsyncSession, audience_id: int, after: int, limit: int) -> list[FoundMember]:
    """A page of an audience by member, those behind `after` only."""
    query = (
        select(AudienceMemberRow.member_id, AudienceMemberRow.variables)
        .where(AudienceMemberRow.audience_id == audience_id, AudienceMemberRow.member_id > after)
        .order_by(AudienceMemberRow.member_id)
        .limit(limit)
    )
    return [FoundMember(row.member_id, row.variables) for row in await session.execute(query)]


async def count_audience(
    session: AsyncSession, audience_id: int, content: CampaignContent, cap: FrequencyCap, now: datetime
) -> AudienceCount:
    """How it would be frozen at this moment."""
    standing = _find_standing(audience_id, content, cap, now).subquery()
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
    session: AsyncSession,
    campaign_id: int,
    audience_id: int,
    content: CampaignContent,
    cap: FrequencyCap,
    now: datetime,
) -> int:
    """Makes the recipients, in one statement; how many those are, the skipped ones with their reason included."""
    standing = _find_standing(audience_id, content, cap, now).subquery()
    is_reached = standing.c.reason == ""
    rows = select(
        literal(campaign_id),
        literal(audience_id),
        standing.c.member_id,
        standing.c.conversation_id,
        case(
            (is_reached, literal(RecipientState.PENDING.value)), else_=literal(RecipientState.SKIPPED.value)
        ),
        standing.c.reason,
    ).order_by(standing.c.member_id)
    columns = ["campaign_id", "audience_id", "member_id", "conversation_id", "state", "skip_reason"]
    result = await session.execute(insert(RecipientRow).from_select(columns, rows, include_defaults=False))
    return cast("CursorResult[object]", result).rowcount


def _find_standing(
    audience_id: int, content: CampaignContent, cap: FrequencyCap, now: datetime
) -> Select[tuple[int, int | None, str]]:
    """Each member, the conversation to write to, and why nothing is written (empty: it is)."""
    open_one = func.max(case((ConversationRow.blocked_at.is_(None), ConversationRow.id)))
    links = (
        select(
            IdentityLinkRow.member_id,
            func.coalesce(open_one, func.max(ConversationRow.id)).label("conversation_id"),
        )
        .join(ConversationRow, ConversationRow.id == IdentityLinkRow.conversation_id)
        .where(ConversationRow.channel == "wechat")
        .group_by(IdentityLinkRow.member_id)
        .subquery()
    )
    query = (
        select(AudienceMemberRow.member_id, links.c.conversation_id)
        .select_from(AudienceMemberRow)
        .outerjoin(links, links.c.member_id == AudienceMemberRow.member_id)
        .outerjoin(ConversationRow, ConversationRow.id == links.c.conversation_id)
        .outerjoin(
            NoticeChoiceRow,
            (NoticeChoiceRow.conversation_id == links.c.conversation_id)
            & (NoticeChoiceRow.kind == content.kind),
        )
        .where(AudienceMemberRow.audience_id == audience_id)
    )
    reasons: list[tuple[ColumnElement[bool], str]] = [
        (links.c.conversation_id.is_(None), SkipReason.NOT_LINKED.value),
        (ConversationRow.blocked_at.is_not(None), SkipReason.BLOCKED.value),
        (NoticeChoiceRow.is_wanted.is_(False), SkipReason.OPTED_OUT.value),
    ]
    if cap.notices:
        recent = (
            select(RecipientRow.member_id, func.count().label("notices"))
            .where(RecipientRow.sent_at >= now - cap.period)
            .group_by(RecipientRow.member_id)
            .subquery()
        )
        query = query.outerjoin(recent, recent.c.member_id == AudienceMemberRow.member_id)
        reasons.append((recent.c.notices >= cap.notices, SkipReason.OVER_CAP.value))
    if content.way is Way.SERVICE_TEXT:
        is_closed = func.coalesce(ConversationRow.last_inbound_at < now - MESSAGE_WINDOW, True)
        reasons.append((is_closed, SkipReason.WINDOW_CLOSED.value))
    return query.add_columns(case(*reasons, else_="").label("reason"))


_INTO = "INSERT INTO audience_members (audience_id, member_id, variables) SELECT :audience, "
_ADD = {
    "postgresql": text(
        _INTO + "CAST(one ->> 0 AS integer), one -> 1 FROM json_array_elements(CAST(:page AS json)) one"
    ),
    "sqlite": text(
        _INTO + "json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:page) WHERE true"
    ),
}


def _read(row: AudienceRow) -> Audience:
    return Audience(
        id=row.id,
        campaign_id=row.campaign_id,
        source="list" if row.source == "list" else "filter",
        definition=row.definition,
        variables=tuple(row.variables),
        found=row.found,
        digest=row.digest,
        bad_rows=tuple(BadRow(one["line"], one["reason"]) for one in row.bad_rows),
        bad_count=row.bad_count,
        is_ready=row.is_ready,
    )

"""Keeps campaigns; every change says which state or version it expects, so that of two only one is made."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.desk.staff import StaffMember
from bot.kernel.outreach.campaigns import Campaign, CampaignContent, CampaignState, SendingWay
from bot.records.tables import CampaignRow

_PAGE = 200


async def create_campaign(
    session: AsyncSession,
    name: str,
    content: CampaignContent,
    author: StaffMember,
    now: datetime,
    repeats: int | None = None,
) -> int:
    """Makes a draft; its number."""
    row = CampaignRow(
        name=name,
        state=CampaignState.DRAFT,
        created_by=author.id,
        created_name=author.name,
        created_at=now,
        repeats=repeats,
        **_columns(content),
    )
    session.add(row)
    await session.flush()
    return row.id


async def find_campaign(session: AsyncSession, campaign_id: int) -> Campaign | None:
    """One campaign as it now stands."""
    row = await session.get(CampaignRow, campaign_id, populate_existing=True)
    return read_campaign(row) if row else None


async def find_campaigns(
    session: AsyncSession, states: Collection[CampaignState] = tuple(CampaignState)
) -> list[Campaign]:
    """The campaigns in these states, newest first."""
    query = (
        select(CampaignRow)
        .where(CampaignRow.state.in_(list(states)))
        .order_by(CampaignRow.id.desc())
        .limit(_PAGE)
    )
    return [read_campaign(row) for row in await session.scalars(query)]


async def record_edit(
    session: AsyncSession,
    campaign_id: int,
    version: int,
    *,
    name: str | None = None,
    content: CampaignContent | None = None,
    audience_id: int | None = None,
) -> bool:
    """Changes what is sent or to whom, and takes any approval back; False where somebody was faster."""
    values: dict[str, Any] = {
        "version": version + 1,
        "state": CampaignState.DRAFT,
        "submitted_by": None,
        "submitted_at": None,
        "approved_by": None,
        "approved_name": "",
        "approved_at": None,
        "approved_hash": "",
        "starts_at": None,
    }
    if name is not None:
        values["name"] = name
    if content is not None:
        values |= _columns(content)
    if audience_id is not None:
        values["audience_id"] = audience_id
    editable = (CampaignState.DRAFT, CampaignState.SUBMITTED, CampaignState.APPROVED)
    return await _update(session, campaign_id, editable, values, version)


async def record_state(
    session: AsyncSession,
    campaign_id: int,
    expected: Collection[CampaignState],
    state: CampaignState,
    *,
    version: int | None = None,
    **values: Any,
) -> bool:
    """Moves a campaign on; False where it was in none of the `expected` states, or of another `version`."""
    return await _update(session, campaign_id, expected, {"state": state, **values}, version)


async def lock_campaign(session: AsyncSession, campaign_id: int) -> Campaign | None:
    """One campaign as it stands once whoever is changing it has done so; nobody changes it before the end."""
    await session.execute(select(CampaignRow.id).where(CampaignRow.id == campaign_id).with_for_update())
    return await find_campaign(session, campaign_id)


async def take_remaining(session: AsyncSession, campaign_id: int, wanted: int) -> tuple[int, int] | None:
    """How many of `wanted` the campaign may still send, and of which portion; None where it does not run."""
    columns = select(CampaignRow.state, CampaignRow.remaining, CampaignRow.portion)
    query = columns.where(CampaignRow.id == campaign_id)
    found = (await session.execute(query)).one_or_none()
    if found is None or found.state != CampaignState.RUNNING:
        return None
    if found.remaining is None:
        return wanted, found.portion
    found = (await session.execute(query.with_for_update())).one()
    granted = min(wanted, max(0, found.remaining or 0))
    await give_back_remaining(session, campaign_id, found.portion, -granted)
    return granted, found.portion


async def give_back_remaining(session: AsyncSession, campaign_id: int, portion: int, count: int) -> None:
    """What was taken and not sent, unless another portion has begun meanwhile."""
    await session.execute(
        update(CampaignRow)
        .where(
            CampaignRow.id == campaign_id,
            CampaignRow.portion == portion,
            CampaignRow.remaining.is_not(None),
        )
        .values(remaining=CampaignRow.remaining + count)
    )


async def begin_portion(session: AsyncSession, campaign_id: int, count: int | None) -> None:
    """From now on so many more may go out; None: all."""
    await session.execute(
        update(CampaignRow)
        .where(CampaignRow.id == campaign_id)
        .values(remaining=count, portion=CampaignRow.portion + 1)
    )


async def _update(
    session: AsyncSession,
    campaign_id: int,
    expected: Collection[CampaignState],
    values: dict[str, Any],
    version: int | None = None,
) -> bool:
    statement = update(CampaignRow).where(
        CampaignRow.id == campaign_id, CampaignRow.state.in_(list(expected))
    )
    if version is not None:
        statement = statement.where(CampaignRow.version == version)
    result = await session.execute(statement.values(values))
    return cast("CursorResult[object]", result).rowcount == 1


def _columns(content: CampaignContent) -> dict[str, Any]:
    return {
        "kind": content.kind,
        "way": content.way,
        "template_id": content.template_id,
        "fields": dict(content.fields),
        "url": content.url,
        "text": content.text,
    }


def read_campaign(row: CampaignRow) -> Campaign:
    """The row as a value."""
    content = CampaignContent(
        kind=NoticeKind(row.kind),
        way=SendingWay(row.way),
        template_id=row.template_id,
        fields=dict(row.fields),
        url=row.url,
        text=row.text,
    )
    return Campaign(
        id=row.id,
        name=row.name,
        state=CampaignState(row.state),
        content=content,
        version=row.version,
        audience_id=row.audience_id,
        created_by=row.created_by,
        created_name=row.created_name,
        created_at=row.created_at,
        submitted_by=row.submitted_by,
        approved_by=row.approved_by,
        approved_name=row.approved_name,
        approved_at=row.approved_at,
        approved_hash=row.approved_hash,
        starts_at=row.starts_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        remaining=row.remaining,
        repeats=row.repeats,
        pause_code=row.pause_code,
        pause_words=row.pause_words,
    )

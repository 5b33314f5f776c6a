"""Keeps to whom a version of a campaign cannot be said, and why: they are skipped when its recipients are frozen."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.outreach.audiences import LeftOutMember
from bot.kernel.outreach.campaign_message import NAME
from bot.kernel.outreach.campaigns import Campaign
from bot.records.outreach.recipient_lines import UNION
from bot.records.tables import AudienceMemberRow, LeftOutRow

_LONGEST_WORDS = 200
# Two processes that check the same version find the same.
_ADD = text(
    "INSERT INTO left_out (campaign_id, version, member_id, words)"
    " VALUES (:campaign, :version, :member, :words) ON CONFLICT DO NOTHING"
)


async def forget_other_versions(session: AsyncSession, campaign: Campaign) -> None:
    """What was found before the last edit."""
    await session.execute(
        delete(LeftOutRow).where(
            LeftOutRow.campaign_id == campaign.id, LeftOutRow.version != campaign.version
        )
    )


async def record_left_out(session: AsyncSession, campaign: Campaign, found: Mapping[int, str]) -> None:
    rows = [
        {
            "campaign": campaign.id,
            "version": campaign.version,
            "member": member,
            "words": words[:_LONGEST_WORDS],
        }
        for member, words in found.items()
    ]
    if rows:
        await session.execute(_ADD, rows)


async def count_left_out(session: AsyncSession, campaign: Campaign) -> int:
    """How many those are, whether they would be reached or not."""
    query = select(func.count()).select_from(LeftOutRow).where(*_of(campaign))
    return await session.scalar(query) or 0


async def find_left_out(
    session: AsyncSession, campaign: Campaign, after: int, limit: int
) -> list[LeftOutMember]:
    """A page of them by member, those behind `after` only, by the names that staff know them by."""
    query = (
        select(LeftOutRow.member_id, LeftOutRow.words, AudienceMemberRow.variables)
        .join(AudienceMemberRow, AudienceMemberRow.member_id == LeftOutRow.member_id)
        .where(
            *_of(campaign),
            AudienceMemberRow.audience_id == campaign.audience_id,
            LeftOutRow.member_id > after,
        )
        .order_by(LeftOutRow.member_id)
        .limit(limit)
    )
    return [
        LeftOutMember(row.member_id, row.variables.get(NAME, ""), row.variables.get(UNION, ""), row.words)
        for row in await session.execute(query)
    ]


async def find_left_out_of(session: AsyncSession, campaign: Campaign, members: Sequence[int]) -> set[int]:
    """Which of these members."""
    query = select(LeftOutRow.member_id).where(*_of(campaign), LeftOutRow.member_id.in_(members))
    return set(await session.scalars(query))


def _of(campaign: Campaign) -> tuple[ColumnElement[bool], ...]:
    return LeftOutRow.campaign_id == campaign.id, LeftOutRow.version == campaign.version

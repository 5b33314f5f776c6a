"""Keeps which notices go out by themselves, and which of them went out already."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.outreach.automatic_notices import AutomaticNotice, Proposal
from bot.kernel.outreach.occasions import Occasion
from bot.records.outreach.template_messages import read_record
from bot.records.tables import AutomaticNoticeRow, AutomaticProposalRow, TemplateMessageRow


async def find_automatic_notices(session: AsyncSession) -> list[AutomaticNotice]:
    """Every occasion, the ones that are off included."""
    rows = {row.occasion: row for row in await session.scalars(select(AutomaticNoticeRow))}
    return [_read(occasion, rows.get(occasion)) for occasion in Occasion]


async def record_automatic_notice(session: AsyncSession, notice: AutomaticNotice) -> None:
    """As it now is."""
    await session.merge(
        AutomaticNoticeRow(
            occasion=notice.occasion,
            is_on=notice.is_on,
            template_id=notice.template_id,
            fields=dict(notice.fields),
            url=notice.url,
            on_since=notice.on_since,
            changed_by=notice.changed_by,
            approved_by=notice.approved_by,
        )
    )
    await session.flush()


async def find_proposals(session: AsyncSession) -> dict[Occasion, Proposal]:
    """What waits for a second person, or was sent back."""
    return {
        Occasion(row.occasion): _read_proposal(row)
        for row in await session.scalars(select(AutomaticProposalRow))
    }


async def record_proposal(session: AsyncSession, proposal: Proposal) -> None:
    """In place of an earlier one for the same occasion."""
    notice = proposal.notice
    await session.merge(
        AutomaticProposalRow(
            occasion=notice.occasion,
            template_id=notice.template_id,
            fields=dict(notice.fields),
            url=notice.url,
            proposed_by=proposal.staff_id,
            proposed_name=notice.changed_by,
            proposed_at=proposal.at,
            note=proposal.note,
        )
    )
    await session.flush()


async def take_proposal(session: AsyncSession, occasion: Occasion) -> Proposal | None:
    """Removes it; None where somebody else was faster."""
    query = delete(AutomaticProposalRow).where(AutomaticProposalRow.occasion == occasion)
    row = await session.scalar(query.returning(AutomaticProposalRow))
    return _read_proposal(row) if row else None


async def find_settled(session: AsyncSession, keys: Collection[str], now: datetime) -> set[str]:
    """Which of these template messages no other try is to be made of."""
    query = select(TemplateMessageRow).where(TemplateMessageRow.key.in_(keys))
    return {row.key for row in await session.scalars(query) if not read_record(row).may_repeat(now)}


def _read(occasion: Occasion, row: AutomaticNoticeRow | None) -> AutomaticNotice:
    if row is None:
        return AutomaticNotice(occasion)
    return AutomaticNotice(
        occasion,
        row.is_on,
        row.template_id,
        row.fields,
        row.url,
        row.on_since,
        row.changed_by,
        row.approved_by,
    )


def _read_proposal(row: AutomaticProposalRow) -> Proposal:
    notice = AutomaticNotice(
        Occasion(row.occasion), True, row.template_id, row.fields, row.url, changed_by=row.proposed_name
    )
    return Proposal(notice, row.proposed_by, row.proposed_at, row.note)

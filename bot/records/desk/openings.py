"""What staff opened lately, so that each opening stands in the audit once and not with every look."""

from datetime import datetime
from typing import Literal, cast

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.inserting import insert_once
from bot.records.tables import StaffOpeningRow

OpeningKind = Literal["conversation", "picture", "paper"]


async def note_opening(
    session: AsyncSession,
    staff_id: int,
    kind: OpeningKind,
    subject_id: int,
    since: datetime,
    now: datetime,
) -> bool:
    """Whether it is the first since then; of several at the same instant only one is."""
    key = {"staff_id": staff_id, "kind": kind, "subject_id": subject_id}
    if await insert_once(session, StaffOpeningRow, **key, opened_at=now):
        return True
    result = await session.execute(
        update(StaffOpeningRow)
        .where(
            StaffOpeningRow.staff_id == staff_id,
            StaffOpeningRow.kind == kind,
            StaffOpeningRow.subject_id == subject_id,
            StaffOpeningRow.opened_at < since,
        )
        .values(opened_at=now)
    )
    return cast("CursorResult[object]", result).rowcount == 1


async def remove_openings_before(session: AsyncSession, before: datetime) -> None:
    """Forgets what is long past; the audit keeps it."""
    await session.execute(delete(StaffOpeningRow).where(StaffOpeningRow.opened_at < before))

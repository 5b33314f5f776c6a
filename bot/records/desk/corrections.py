"""Keeps corrections: proposed once by each person, decided once."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.understanding import read_understood
from bot.kernel.desk.corrections import Correction, CorrectionState, Lesson
from bot.kernel.desk.staff import StaffMember
from bot.records.inserting import insert_once
from bot.records.tables import CorrectionRow, InboundRow

PAGE = 100


async def record_correction(
    session: AsyncSession, received: InboundRow, lesson: Lesson, note: str, staff: StaffMember, now: datetime
) -> int | None:
    """Stores a proposal; its id, or None where this person made one of the same message."""
    made = await insert_once(
        session,
        CorrectionRow,
        inbound_id=received.id,
        text=lesson.text,
        intents=list(lesson.intents),
        programmes=list(lesson.programmes),
        understood=received.understood,
        note=note,
        state=CorrectionState.PROPOSED,
        proposed_by=staff.id,
        proposed_name=staff.name,
        proposed_at=now,
    )
    return int(made.id) if made else None


async def find_corrections(
    session: AsyncSession, state: CorrectionState, limit: int | None = PAGE
) -> list[Correction]:
    """Those in one state, oldest first."""
    query = select(CorrectionRow).where(CorrectionRow.state == state).order_by(CorrectionRow.id).limit(limit)
    return [_correction(row) for row in await session.scalars(query)]


async def find_correction(session: AsyncSession, correction_id: int) -> Correction | None:
    row = await session.get(CorrectionRow, correction_id)
    return _correction(row) if row else None


async def count_corrections(session: AsyncSession) -> dict[CorrectionState, int]:
    """How many are in each state."""
    rows = await session.execute(select(CorrectionRow.state, func.count()).group_by(CorrectionRow.state))
    return {CorrectionState(state): count for state, count in rows}


async def decide_correction(
    session: AsyncSession,
    correction_id: int,
    state: CorrectionState,
    lesson: Lesson,
    staff: StaffMember,
    now: datetime,
) -> bool:
    """Accepts or rejects it as it now reads; False where it was decided before, or is this person's own."""
    result = await session.execute(
        update(CorrectionRow)
        .where(
            CorrectionRow.id == correction_id,
            CorrectionRow.state == CorrectionState.PROPOSED,
            CorrectionRow.proposed_by != staff.id,
        )
        .values(
            state=state,
            text=lesson.text,
            intents=list(lesson.intents),
            programmes=list(lesson.programmes),
            decided_by=staff.id,
            decided_name=staff.name,
            decided_at=now,
        )
    )
    return cast("CursorResult[object]", result).rowcount == 1


async def forget_corrections(session: AsyncSession, conversation_id: int) -> None:
    """Deletes what nobody has read over yet, which may still point at the member, and what staff noted beside the rest."""
    inbound: Sequence[int] = list(
        await session.scalars(select(InboundRow.id).where(InboundRow.conversation_id == conversation_id))
    )
    of_it = CorrectionRow.inbound_id.in_(inbound)
    await session.execute(delete(CorrectionRow).where(of_it, CorrectionRow.state == CorrectionState.PROPOSED))
    await session.execute(update(CorrectionRow).where(of_it).values(note="", understood=None))


def _correction(row: CorrectionRow) -> Correction:
    return Correction(
        id=row.id,
        lesson=Lesson(row.text, tuple(row.intents), tuple(row.programmes)),
        understood=read_understood(row.understood) if row.understood else None,
        note=row.note,
        state=CorrectionState(row.state),
        proposed_by=row.proposed_by,
        proposed_name=row.proposed_name,
        proposed_at=row.proposed_at,
        decided_name=row.decided_name,
        decided_at=row.decided_at,
    )

"""Notes that staff write for each other beside a conversation; members never see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.inserting import insert_once
from bot.records.tables import StaffNoteRow

_MOST = 200


@dataclass(frozen=True)
class StaffNote:
    """One note."""

    id: int
    name: str
    text: str
    written_at: datetime


async def record_note(
    session: AsyncSession, conversation_id: int, key: str, staff_id: int, name: str, text: str, now: datetime
) -> StaffNote:
    """Keeps a note; the same `key` again gives the first one."""
    await insert_once(
        session,
        StaffNoteRow,
        conversation_id=conversation_id,
        key=key,
        staff_id=staff_id,
        name=name,
        text=text,
        written_at=now,
    )
    return _note((await session.scalars(select(StaffNoteRow).where(StaffNoteRow.key == key))).one())


async def find_notes(session: AsyncSession, conversation_id: int) -> list[StaffNote]:
    """The newest notes beside a conversation, oldest first."""
    rows = await session.scalars(
        select(StaffNoteRow)
        .where(StaffNoteRow.conversation_id == conversation_id)
        .order_by(StaffNoteRow.id.desc())
        .limit(_MOST)
    )
    return [_note(row) for row in reversed(list(rows))]


def _note(row: StaffNoteRow) -> StaffNote:
    return StaffNote(row.id, row.name, row.text, row.written_at)

"""Keeps the pictures that staff send, as long as a member may want to look at them again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.database import Database
from bot.records.tables import SentPictureRow

KEPT_FOR = timedelta(days=30)


async def keep_picture(
    session: AsyncSession, key: str, conversation_id: int, content: bytes, now: datetime
) -> None:
    """Keeps one, and lets go of those that are too old."""
    await session.execute(delete(SentPictureRow).where(SentPictureRow.kept_at < now - KEPT_FOR))
    session.add(SentPictureRow(key=key, conversation_id=conversation_id, content=content, kept_at=now))
    await session.flush()


async def find_picture(session: AsyncSession, key: str) -> bytes | None:
    return await session.scalar(select(SentPictureRow.content).where(SentPictureRow.key == key))


class KeptPictures:
    """The same for whoever has no transaction of their own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, key: str) -> bytes | None:
        """A JPEG's bytes, or None where it is gone."""
        async with self._database.begin() as session:
            return await find_picture(session, key)

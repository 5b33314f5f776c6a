"""The moment that a row is true of: its own last change, or the later one up to which the centre's feed is complete."""

from datetime import datetime

from sqlalchemy import ColumnElement, Label, case, select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.importing.columns import Kind
from claims.tables import FeedRow

FED = "fed_up_to"


def fed_up_to(kind: Kind, is_fed: ColumnElement[bool]) -> Label[datetime | None]:
    """A column: up to when the centre's rows of a kind are complete; empty for a row that the centre did not send."""
    moment = select(FeedRow.complete_up_to).where(FeedRow.kind == kind).scalar_subquery()
    return case((is_fed, moment)).label(FED)


async def find_moment(session: AsyncSession, kind: Kind) -> datetime | None:
    """Up to when the centre's rows of a kind are complete; None where none ever came."""
    moment: datetime | None = await session.scalar(select(FeedRow.complete_up_to).where(FeedRow.kind == kind))
    return moment


def find_later(updated_at: datetime, fed: datetime | None) -> datetime:
    """What a row says was still so when the feed was made."""
    return max(updated_at, fed) if fed else updated_at

"""Holds a member while something of theirs is changed, so that of two changes at once one comes first."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from claims.errors import UnknownMember
from claims.tables import MemberRow
from claims.values import MemberId


async def lock_member(session: AsyncSession, member: MemberId) -> MemberRow:
    """Holds the member until the transaction ends; raises UnknownMember if there is none by that id."""
    here = MemberRow.id == member
    # In SQLite too: a write of nothing locks where a read would not.
    await session.execute(update(MemberRow).where(here).values(union_id=MemberRow.union_id))
    row = await session.scalar(select(MemberRow).where(here))
    if row is None:
        raise UnknownMember("No member by that id; the link to it may be stale.")
    return row

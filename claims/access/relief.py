"""What staff here asked of those who applied for relief."""

from collections.abc import Mapping

from sqlalchemy import select

from claims.database import ClaimsDatabase
from claims.tables import ReliefActRow, ReliefApplicationRow
from claims.values import MemberId


async def access_relief_requests(claims: ClaimsDatabase, member: MemberId) -> Mapping[str, str]:
    """What staff asked the member to hand in, by the application's number, while nothing was done with it since."""
    query = (
        select(ReliefApplicationRow.number, ReliefActRow.act, ReliefActRow.for_member)
        .join(ReliefActRow, ReliefActRow.application_id == ReliefApplicationRow.id)
        .where(ReliefApplicationRow.member_id == member)
        .order_by(ReliefActRow.position)
    )
    async with claims.begin() as session:
        newest = {row.number: row for row in await session.execute(query)}
    return {number: row.for_member for number, row in newest.items() if row.act == "papers_asked"}

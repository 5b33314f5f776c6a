"""The papers that a member sent: what they are, and, where it is asked for, their content."""

import asyncio

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from claims.database import ClaimsDatabase
from claims.errors import UnknownPaper
from claims.tables import ClaimRow, PaperRow
from claims.values import MemberId, Paper


async def access_papers(
    claims: ClaimsDatabase, member: MemberId, claim_number: str | None = None
) -> tuple[Paper, ...]:
    """The member's papers, newest first; with a number, those of that claim, if it is the member's own."""
    query = (
        select(PaperRow)
        .where(PaperRow.member_id == member)
        .options(joinedload(PaperRow.claim))
        .order_by(PaperRow.received_at.desc(), PaperRow.id.desc())
    )
    if claim_number is not None:
        number = claim_number.strip().upper()
        query = query.join(PaperRow.claim).where(ClaimRow.member_id == member, ClaimRow.number == number)
    async with claims.begin() as session:
        return tuple(read_paper(row) for row in await session.scalars(query))


async def access_paper_content(claims: ClaimsDatabase, member: MemberId, paper_id: int) -> bytes:
    """The file as it came; raises UnknownPaper unless it is the member's own."""
    query = select(PaperRow.content_sealed).where(PaperRow.member_id == member, PaperRow.id == paper_id)
    async with claims.begin() as session:
        sealed = await session.scalar(query)
    if sealed is None:
        raise UnknownPaper("The member has no such paper.")
    # Megabytes: long enough to keep everybody else waiting.
    return await asyncio.to_thread(claims.sealer.unseal_bytes, sealed)


def read_paper(row: PaperRow) -> Paper:
    """A paper as a plain value; its claim must be loaded."""
    return Paper(
        id=row.id,
        claim_number=row.claim.number if row.claim else None,
        kind=row.kind,
        media_type=row.media_type,
        size=row.size,
        received_at=row.received_at,
    )

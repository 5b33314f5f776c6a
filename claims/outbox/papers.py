"""The content of papers, for the system that was told of them."""

import asyncio

from sqlalchemy import select

from claims.database import ClaimsDatabase
from claims.tables import PaperRow


async def read_paper_content(claims: ClaimsDatabase, paper_id: int) -> tuple[str, bytes] | None:
    """Media type and content of a paper; None where it is not there any more."""
    query = select(PaperRow.media_type, PaperRow.content_sealed).where(PaperRow.id == paper_id)
    async with claims.begin() as session:
        found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    media_type, sealed = found
    return media_type, await asyncio.to_thread(claims.sealer.unseal_bytes, sealed)

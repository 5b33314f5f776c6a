"""How far each kind of row is complete, by what the centre handed in; public, so no member is asked for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from claims.database import ClaimsDatabase
from claims.importing.columns import KINDS
from claims.tables import FeedRow


@dataclass(frozen=True)
class Feed:
    """All rows of a kind are known up to `complete_up_to`; that came in at `imported_at`, by the import `run_id`."""

    kind: str
    complete_up_to: datetime
    imported_at: datetime
    run_id: int


async def find_feeds(claims: ClaimsDatabase) -> tuple[Feed, ...]:
    """Those that ever came, in the order of merging; none where nothing was handed in yet."""
    async with claims.begin() as session:
        rows = (await session.scalars(select(FeedRow))).all()
    feeds = [Feed(row.kind, row.complete_up_to, row.imported_at, row.run_id) for row in rows]
    return tuple(sorted(feeds, key=lambda one: [*KINDS, one.kind].index(one.kind)))

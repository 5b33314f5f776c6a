"""How far the centre's own data are in, as the claims database notes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kernel.members.feeds import IncomingFeed
from claims.access import find_feeds
from claims.database import ClaimsDatabase


@dataclass(frozen=True)
class ClaimsFeeds:
    """Asks the claims database."""

    claims: ClaimsDatabase

    async def find(self) -> Sequence[IncomingFeed]:
        """Those that ever came."""
        return [
            IncomingFeed(one.kind, one.complete_up_to, one.imported_at)
            for one in await find_feeds(self.claims)
        ]

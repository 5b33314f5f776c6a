"""Who looks at which ticket, shared by many processes through Redis; without it each knows its own."""

import json
from collections.abc import Callable
from datetime import datetime

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.coordination.presence import InProcessPresence
from bot.kernel.conversation.viewers import LIFE, TicketViewer


class RedisPresence:
    """One hash a ticket; whoever left is known by the time, and the hash ends by itself."""

    def __init__(self, redis: Redis, clock: Callable[[], datetime], prefix: str = "huzhu") -> None:
        self._redis, self._prefix = redis, prefix
        self._own = InProcessPresence(clock)

    async def note(self, ticket_id: int, viewer: TicketViewer) -> None:
        """Somebody looks at a ticket; never fails."""
        await self._own.note(ticket_id, viewer)
        place = self._place(ticket_id)
        seen = json.dumps([viewer.name, viewer.is_typing, viewer.seen_at.isoformat()])
        try:
            await self._redis.hset(place, str(viewer.staff_id), seen)
            await self._redis.expire(place, LIFE)
        except (RedisError, OSError):
            return

    async def find(self, ticket_id: int, now: datetime) -> list[TicketViewer]:
        """Who looks at it now; while Redis is away, who does in this process."""
        try:
            found = await self._redis.hgetall(self._place(ticket_id))
        except (RedisError, OSError):
            return await self._own.find(ticket_id, now)
        people = [_read(int(staff_id), seen) for staff_id, seen in found.items()]
        return [who for who in people if now - who.seen_at <= LIFE]

    def _place(self, ticket_id: int) -> str:
        return f"{self._prefix}:presence:{ticket_id}"


def _read(staff_id: int, seen: bytes | str) -> TicketViewer:
    name, is_typing, seen_at = json.loads(seen)
    return TicketViewer(staff_id, name, is_typing, datetime.fromisoformat(seen_at))

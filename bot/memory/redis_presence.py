"""Who looks at which ticket, shared by many processes through Redis."""

import json
from datetime import datetime

from redis.asyncio import Redis

from bot.kernel.onlookers import LIFE, Onlooker


class RedisPresence:
    """One hash a ticket; whoever left is known by the time, and the hash ends by itself."""

    def __init__(self, redis: Redis, prefix: str = "huzhu") -> None:
        self._redis = redis
        self._prefix = prefix

    async def note(self, ticket_id: int, onlooker: Onlooker) -> None:
        """Somebody looks at a ticket."""
        place = self._place(ticket_id)
        seen = json.dumps([onlooker.name, onlooker.is_typing, onlooker.seen_at.isoformat()])
        async with self._redis.pipeline() as pipeline:
            pipeline.hset(place, str(onlooker.staff_id), seen)
            pipeline.expire(place, LIFE)
            await pipeline.execute()

    async def find(self, ticket_id: int, now: datetime) -> list[Onlooker]:
        """Who looks at it now."""
        found = await self._redis.hgetall(self._place(ticket_id))
        people = [_read(int(staff_id), seen) for staff_id, seen in found.items()]
        return [who for who in people if now - who.seen_at <= LIFE]

    def _place(self, ticket_id: int) -> str:
        return f"{self._prefix}:presence:{ticket_id}"


def _read(staff_id: int, seen: bytes | str) -> Onlooker:
    name, is_typing, seen_at = json.loads(seen)
    return Onlooker(staff_id, name, is_typing, datetime.fromisoformat(seen_at))

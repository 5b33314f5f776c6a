"""The account's pace for all its processes, kept in Redis by Redis's own clock."""

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.errors import PaceUnavailable
from bot.kernel.outreach.pacing import RECOVERY_SECONDS, WINDOW_SECONDS, Lane, Slots, interval_of

# A lane that Redis knows nothing of may have been used a moment before it was restarted: it opens a window later.
_RESERVE = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local interval, count, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local slowed = redis.call('HMGET', KEYS[2], 'to', 'at')
if ARGV[4] == '1' and slowed[1] then
  local factor = tonumber(slowed[1]) * 2 ^ ((now - tonumber(slowed[2])) / tonumber(ARGV[5]))
  if factor < 1 then interval = interval / factor end
end
local free = redis.call('GET', KEYS[1])
local first = free and tonumber(free) or now + window
if first < now then first = now end
redis.call('SET', KEYS[1], string.format('%.6f', first + count * interval), 'PX', 3600000)
return {string.format('%.6f', first - now), string.format('%.6f', interval)}
"""
_SLOW_DOWN = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local slowed = redis.call('HMGET', KEYS[1], 'to', 'at')
local factor = 1
if slowed[1] then
  if now - tonumber(slowed[2]) < 1 then return 0 end
  factor = math.min(1, tonumber(slowed[1]) * 2 ^ ((now - tonumber(slowed[2])) / tonumber(ARGV[1])))
end
redis.call('HSET', KEYS[1], 'to', string.format('%.6f', math.max(0.05, factor / 2)), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], 600000)
return 1
"""


class RedisPace:
    """One limit for the account; where Redis cannot be asked, nothing is sent."""

    def __init__(self, redis: Redis, per_second: float, prefix: str = "huzhu") -> None:
        self._per_second, self._prefix = per_second, prefix
        self._reserve = redis.register_script(_RESERVE)
        self._slow_down = redis.register_script(_SLOW_DOWN)

    async def reserve(self, lane: Lane, count: int) -> Slots:
        """The next `count` slots; raises PaceUnavailable."""
        interval = interval_of(lane, self._per_second, 1.0)
        slowable = "1" if lane is Lane.OUTREACH else "0"
        try:
            wait, apart = await self._reserve(
                [f"{self._prefix}:pace:{lane}", f"{self._prefix}:pace:slowed"],
                [f"{interval:.6f}", count, WINDOW_SECONDS, slowable, RECOVERY_SECONDS],
            )
        except (RedisError, OSError) as fault:
            raise PaceUnavailable(type(fault).__name__) from fault
        return Slots(float(wait), float(apart), count)

    async def slow_down(self) -> None:
        """Half as fast, for all processes; raises PaceUnavailable."""
        try:
            await self._slow_down([f"{self._prefix}:pace:slowed"], [RECOVERY_SECONDS])
        except (RedisError, OSError) as fault:
            raise PaceUnavailable(type(fault).__name__) from fault

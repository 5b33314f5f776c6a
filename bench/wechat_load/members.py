"""Members who write, read, think and write again, as WeChat would carry it: with repeated and delayed deliveries."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from testing.wechat_account import ACCOUNT
from wechat_sim.allowances import Cause, Follower
from wechat_sim.api import OutgoingApi
from wechat_sim.deliveries import Deliveries, ServiceFault
from wechat_sim.pushes import text_nodes, write_push

QUESTIONS = (
    "怎么申请应急救助",
    "二次报销怎么报",
    "女工特疾能给多少钱",
    "在哪儿办，电话多少",
    "住院津贴要什么材料",
    "谢谢",
    "我的理赔到哪一步了",
    "京卡丢了怎么补",
)
ONE_IN_REPEATED, ONE_IN_DELAYED = 50, 100
DELAY_SECONDS = 4.0


@dataclass(frozen=True)
class SentMessage:
    """One message of a member: its id, when it was sent, and the reply on its own connection, if there was one."""

    message_id: str
    openid: str
    seconds: float
    replies: tuple[str, ...]
    fault: str = ""


@dataclass
class WritingMembers:
    """All members; `sent` grows as they write."""

    api: OutgoingApi
    urls: Sequence[str]
    pause: float
    chance: random.Random = field(default_factory=lambda: random.Random(0))
    sent: list[SentMessage] = field(default_factory=list)

    async def live(self, members: int, seconds: float) -> None:
        """Lets so many members write for so long; returns once the last has read an answer."""
        until = time.monotonic() + seconds
        limits = httpx.Limits(max_connections=members * 4)
        async with httpx.AsyncClient(limits=limits) as http:
            await asyncio.gather(*(self._live_one(http, number, until) for number in range(members)))

    async def _live_one(self, http: httpx.AsyncClient, number: int, until: float) -> None:
        openid, follower = f"oLoad{number:023d}", Follower()
        self.api.followers[openid] = follower
        await asyncio.sleep(self.chance.uniform(0, self.pause))
        while time.monotonic() < until:
            follower.act(Cause.MESSAGE, datetime.now(UTC))
            self.sent.append(await self._write(http, openid))
            await asyncio.sleep(self.chance.uniform(0.8, 1.2) * self.pause)

    async def _write(self, http: httpx.AsyncClient, openid: str) -> SentMessage:
        push = write_push(ACCOUNT, openid, text_nodes(self.chance.choice(QUESTIONS)), datetime.now(UTC))
        if self.chance.randrange(ONE_IN_DELAYED) == 0:
            await asyncio.sleep(DELAY_SECONDS)
        times = 2 if self.chance.randrange(ONE_IN_REPEATED) == 0 else 1
        started = time.monotonic()
        ways = [Deliveries(ACCOUNT, f"{self.chance.choice(self.urls)}/wechat", http) for _ in range(times)]
        answers = await asyncio.gather(*(way.deliver(push) for way in ways), return_exceptions=True)
        faults = [str(answer) for answer in answers if isinstance(answer, ServiceFault)]
        broken = [
            one for one in answers if isinstance(one, BaseException) and not isinstance(one, ServiceFault)
        ]
        if broken:
            raise broken[0]
        replies = [one.content for one in answers if one is not None and not isinstance(one, BaseException)]
        taken = time.monotonic() - started
        return SentMessage(push.nodes["MsgId"], openid, taken, tuple(replies), faults[0] if faults else "")

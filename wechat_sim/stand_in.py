"""The whole stand-in for one follower: what they do, what they get back, and what the bot sends later."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx

from wechat_sim.account import LOCAL_OPENID, Account
from wechat_sim.allowances import Cause, Follower
from wechat_sim.api import Outgoing, OutgoingApi
from wechat_sim.deliveries import SECONDS, Deliveries
from wechat_sim.media import TINY_JPEG
from wechat_sim.pushes import (
    Nodes,
    Push,
    event_nodes,
    image_nodes,
    place_nodes,
    text_nodes,
    voice_nodes,
    write_push,
)
from wechat_sim.replies import DecryptedReply, QuickReply
from wechat_sim.serving import serve

_CAUSES = {"CLICK": Cause.MENU, "SCAN": Cause.SCAN, "subscribe": Cause.FOLLOW}


def _now() -> datetime:
    return datetime.now(UTC)


class WeChatStandIn:
    """Each push raises ServiceFault where the member would read a fault notice."""

    def __init__(
        self,
        account: Account,
        url: str,
        http: httpx.AsyncClient,
        *,
        openid: str = LOCAL_OPENID,
        seconds: float = SECONDS,
        clock: Callable[[], datetime] = _now,
        heard: Callable[[Outgoing], None] | None = None,
    ) -> None:
        self._account, self._openid, self._clock = account, openid, clock
        self._deliveries = Deliveries(account, url, http, seconds)
        self._later: asyncio.Queue[Outgoing] = asyncio.Queue()
        self._listener = heard
        self._follower = Follower()
        self._last: Push | None = None
        self.api = OutgoingApi(account, clock, self._hear)
        self.api.followers[openid] = self._follower
        self.api.browser = openid
        self.choices: tuple[QuickReply, ...] = ()

    @asynccontextmanager
    async def serve_api(self, port: int = 0) -> AsyncIterator[str]:
        """Serves the outgoing API; gives what WECHAT_API_BASE must be."""
        async with serve(self.api.application(), port) as base:
            yield base

    @property
    def messages(self) -> list[DecryptedReply]:
        """The customer-service messages so far."""
        return [message.reply for message in self.api.messages]

    async def check_url(self) -> bool:
        """The console's check of the address."""
        return await self._deliveries.check_url(self._clock())

    async def push(self, text: str) -> DecryptedReply | None:
        """Types a text."""
        return await self._act(text_nodes(text), Cause.MESSAGE)

    async def pick(self, number: int) -> DecryptedReply | None:
        """Taps the choice with this number, counted from 1, of the last reply that had some."""
        choice = self.choices[number - 1]
        # Such a tap counts like one on the menu: three messages within a minute.
        return await self._act(text_nodes(choice.text, choice.id), Cause.MENU)

    async def push_image(self, content: bytes = TINY_JPEG) -> DecryptedReply | None:
        """Sends a photo; the bot can fetch it for three days."""
        media_id = self.api.media.keep("image", content, self._clock())
        return await self._act(image_nodes(media_id), Cause.MESSAGE)

    async def push_voice(self, content: bytes = b"#!AMR\n") -> DecryptedReply | None:
        """Sends a voice message; the bot can fetch it for three days."""
        media_id = self.api.media.keep("voice", content, self._clock())
        return await self._act(voice_nodes(media_id), Cause.MESSAGE)

    async def push_place(self, latitude: str = "39.73", longitude: str = "116.34") -> DecryptedReply | None:
        """Sends a place."""
        return await self._act(place_nodes(latitude, longitude, "北京市大兴区黄村镇"), Cause.MESSAGE)

    async def push_event(self, event: str, key: str = "") -> DecryptedReply | None:
        """Does something that is an event, named as WeChat spells it."""
        return await self._act(event_nodes(event, key), _CAUSES.get(event))

    async def push_reports(self) -> int:
        """Tells the bot what became of its template messages; gives how many there were."""
        reports, self.api.templates.reports = self.api.templates.reports, []
        for openid, nodes in reports:
            await self._deliveries.deliver(write_push(self._account, openid, nodes, self._clock()))
        return len(reports)

    async def unfollow(self) -> None:
        """Leaves: nothing can be sent to this follower any more."""
        self._follower.leave()
        await self._act(event_nodes("unsubscribe"), None)

    async def repeat(self) -> DecryptedReply | None:
        """Delivers the last push again, byte for byte; raises LookupError if there is none."""
        if self._last is None:
            raise LookupError("nothing was sent yet")
        return self._keep(await self._deliveries.deliver(self._last))

    async def hear(self, seconds: float) -> DecryptedReply | None:
        """The next customer-service message that nobody has waited for, None after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                return (await self._later.get()).reply
        except TimeoutError:
            return None

    async def _act(self, nodes: Nodes, cause: Cause | None) -> DecryptedReply | None:
        now = self._clock()
        if cause:
            self._follower.act(cause, now)
        self._last = write_push(self._account, self._openid, nodes, now)
        return self._keep(await self._deliveries.deliver(self._last))

    def _hear(self, message: Outgoing) -> None:
        if message.openid == self._openid:
            self._keep(message.reply)
            self._later.put_nowait(message)
        if self._listener:
            self._listener(message)

    def _keep(self, reply: DecryptedReply | None) -> DecryptedReply | None:
        if reply and reply.choices:
            self.choices = reply.choices
        return reply

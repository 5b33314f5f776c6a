"""Sends replies outside of a push, as customer-service messages."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from bot.errors import TransportError
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.refusals import RefusalReason
from bot.wechat.outbound.rendering import CardMessage, Message, TextMessage, render_messages

# A message's allowance sometimes opens a moment after its push: then WeChat calls even the first one too many.
_RACE_SECONDS = 1.0


class CustomMessages(Protocol):
    """Sends customer-service messages."""

    async def send_custom(self, openid: str, message_type: str, content: Mapping[str, Any]) -> None:
        """Sends one; raises TransportError."""
        ...

    async def close(self) -> None: ...


class PictureFinder(Protocol):
    """Sends a picture that was kept for a member."""

    async def send(self, openid: str, key: str) -> None:
        """Raises TransportError."""
        ...


class WeChatMessenger:
    """Writes replies as the fewest messages that hold them, and sends one at a time."""

    def __init__(
        self,
        api: CustomMessages,
        pictures: PictureFinder | None = None,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api, self._pictures, self._wait = api, pictures, wait

    def write(self, replies: Sequence[Reply]) -> list[Message]:
        """The messages to send, each of which counts in the member's window."""
        return render_messages(replies)

    async def send(self, address: str, message: Message) -> None:
        """Raises TransportError; sends once more after a moment where the count is said to be used up."""
        try:
            return await self._send(address, message)
        except TransportError as fault:
            if fault.refusal.reason is not RefusalReason.ROUND_USED_UP or fault.outcome_unknown:
                raise
        await self._wait(_RACE_SECONDS)
        return await self._send(address, message)

    async def close(self) -> None:
        """Closes the connection to the account, which its other callers share."""
        await self._api.close()

    async def _send(self, address: str, message: Message) -> None:
        if isinstance(message, TextMessage):
            return await self._api.send_custom(address, "text", {"content": message.text})
        if isinstance(message, CardMessage):
            article = {"title": message.title, "description": message.description, "url": message.url}
            return await self._api.send_custom(address, "news", {"articles": [article]})
        if self._pictures is None:
            raise TransportError("this process keeps no pictures", permanent=True)
        return await self._pictures.send(address, message.key)

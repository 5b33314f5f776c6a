"""Sends replies outside of a push, as customer-service messages."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.errors import TransportError
from bot.kernel.messages import Reply
from bot.wechat.rendering import render_texts

# A message's allowance sometimes opens a moment after its push: then WeChat calls even the first one too many.
_COUNT_USED_UP = 45047
_RACE_SECONDS = 1.0


class Texts(Protocol):
    """Sends one customer-service text."""

    async def send_text(self, openid: str, text: str) -> None:
        """Raises TransportError."""
        ...


class WeChatMessenger:
    """All replies as one message, or as the fewest that hold them."""

    def __init__(self, texts: Texts, wait: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._texts, self._wait = texts, wait

    async def send(self, address: str, replies: Sequence[Reply]) -> None:
        """Raises TransportError; once a first part has arrived, the outcome of the whole is unknown."""
        await self.send_texts(address, render_texts(replies))

    async def send_texts(self, address: str, texts: Sequence[str]) -> None:
        """The same for finished texts."""
        for number, text in enumerate(texts):
            try:
                await (self._send_first if number == 0 else self._texts.send_text)(address, text)
            except TransportError as fault:
                fault.outcome_unknown = fault.outcome_unknown or number > 0
                raise

    async def _send_first(self, address: str, text: str) -> None:
        """Once more after a moment where the count is said to be used up; that one was not delivered."""
        try:
            return await self._texts.send_text(address, text)
        except TransportError as fault:
            if fault.errcode != _COUNT_USED_UP or fault.outcome_unknown:
                raise
        await self._wait(_RACE_SECONDS)
        return await self._texts.send_text(address, text)

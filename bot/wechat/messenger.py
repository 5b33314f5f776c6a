"""Sends replies outside of a push, as customer-service messages."""

from collections.abc import Sequence
from typing import Protocol

from bot.errors import TransportError
from bot.kernel.messages import Reply
from bot.wechat.rendering import render_texts


class Texts(Protocol):
    """Sends one customer-service text."""

    async def send_text(self, openid: str, text: str) -> None:
        """Raises TransportError."""
        ...


class WeChatMessenger:
    """All replies as one message, or as the fewest that hold them."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def send(self, address: str, replies: Sequence[Reply]) -> None:
        """Raises TransportError; once a first part has arrived, the outcome of the whole is unknown."""
        await self.send_texts(address, render_texts(replies))

    async def send_texts(self, address: str, texts: Sequence[str]) -> None:
        """The same for finished texts."""
        for number, text in enumerate(texts):
            try:
                await self._texts.send_text(address, text)
            except TransportError as fault:
                fault.outcome_unknown = fault.outcome_unknown or number > 0
                raise

"""Calls WeChat's servers: customer-service messages and the typing sign."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.errors import TransportError
from bot.wechat.error_codes import STALE_TOKEN
from bot.wechat.tokens import InMemoryTokenStore, Tokens, TokenStore
from bot.wechat.wire import Timeout, Wire

API_BASE = "https://api.weixin.qq.com"
_TIMEOUT: Timeout = (3.0, 8.0)


def _now() -> datetime:
    return datetime.now(UTC)


class WeChatApi:
    """The calls of one account; each raises nothing but TransportError.

    A token that WeChat refuses is replaced, and the call repeated, once. Nothing else is repeated here:
    WeChat cannot tell a repeated customer-service message from a second one.
    """

    def __init__(
        self,
        app_id: str,
        secret: str,
        *,
        api_base: str = API_BASE,
        store: TokenStore | None = None,
        timeout: Timeout = _TIMEOUT,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._wire = Wire(app_id, api_base, timeout)
        self._tokens = Tokens(app_id, secret, self._wire, store or InMemoryTokenStore(clock), clock)

    async def send_text(self, openid: str, text: str) -> None:
        """One customer-service message; where `outcome_unknown`, it may have arrived all the same."""
        await self.call(
            "message/custom/send", {"touser": openid, "msgtype": "text", "text": {"content": text}}
        )

    async def send_typing(self, openid: str) -> None:
        """Shows the member for some 15 seconds that an answer is being written."""
        await self.call("message/custom/typing", {"touser": openid, "command": "Typing"})

    async def call(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """WeChat's answer to one POST below /cgi-bin/."""
        token = await self._tokens.current()
        try:
            return await asyncio.to_thread(self._wire.post, path, body, token)
        except TransportError as fault:
            if fault.errcode not in STALE_TOKEN:
                raise
        await self._tokens.drop(token)
        return await asyncio.to_thread(self._wire.post, path, body, await self._tokens.current())

    async def close(self) -> None:
        """Closes the connections."""
        await asyncio.to_thread(self._wire.close)

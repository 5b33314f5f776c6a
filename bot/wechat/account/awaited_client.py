"""wechatpy's client and its API objects (`message`, `media`, `menu` …), each of whose calls is awaited."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from wechatpy.client import WeChatClient  # type: ignore[import-untyped]

from bot.errors import TransportError
from bot.wechat.account.answers import read_answer
from bot.wechat.account.connection import Call, File


class AwaitedClient(WeChatClient):  # type: ignore[misc]
    """wechatpy says what a call looks like; `ask` makes it, with its token, its patience and its faults.

    wechatpy's own `__init__` is left out: its session of requests repeats a refused token without end, fetches tokens
    from a fixed address and knows no timeout.
    """

    def __init__(self, app_id: str, ask: Callable[[Call], Awaitable[dict[str, Any] | bytes]]) -> None:
        self.appid, self._ask = app_id, ask

    async def _request(
        self,
        method: str,
        url_or_endpoint: str,
        *,
        api_base_url: str = WeChatClient.API_BASE_URL,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, File] | None = None,
        result_processor: Callable[[dict[str, Any]], Any] | None = None,
    ) -> Any:
        """What wechatpy's `get` and `post` give: WeChat's JSON object, or a part of it. Raises TransportError."""
        path = urlsplit(f"{api_base_url}{url_or_endpoint}").path
        file = files["media"] if files else None
        answer = read_answer(await self._ask(Call(method.upper(), path, params or {}, data, file)))
        if result_processor is None:
            return answer
        try:
            return result_processor(answer)
        except (KeyError, TypeError) as fault:
            raise TransportError("WeChat's answer lacks what was asked for") from fault

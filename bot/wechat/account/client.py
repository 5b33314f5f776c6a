"""Calls WeChat's servers for one account: customer-service messages by name, any other call by wechatpy's client."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.errors import TransportError
from bot.wechat.account.answers import read_answer
from bot.wechat.account.awaited_client import AwaitedClient
from bot.wechat.account.connection import Call, Connection, Timeout
from bot.wechat.account.error_codes import STALE_TOKEN
from bot.wechat.account.pauses import Pauses
from bot.wechat.account.tokens import InMemoryTokenStore, Tokens, TokenStore

API_BASE = "https://api.weixin.qq.com"
TIMEOUT: Timeout = (3.0, 8.0)


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
        timeout: Timeout = TIMEOUT,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.app_id, self.api_base, self.clock = app_id, api_base, clock
        self._secret = secret
        self._connection = Connection(api_base, timeout)
        self._pauses = Pauses(clock)
        self._tokens = Tokens(
            app_id, secret, self._connection, store or InMemoryTokenStore(clock), self._pauses, clock
        )
        self.client: Any = AwaitedClient(app_id, self.ask)
        """wechatpy's, such as `await api.client.menu.get()`: gives WeChat's JSON object."""

    async def send_text(self, openid: str, text: str) -> None:
        """One customer-service message; where `outcome_unknown`, it may have arrived all the same."""
        await self.client.message.send_text(openid, text)

    async def send_custom(self, openid: str, message_type: str, content: Mapping[str, Any]) -> None:
        """One customer-service message of any type; the same holds."""
        body = {"touser": openid, "msgtype": message_type, message_type: dict(content)}
        await self.client.post("message/custom/send", data=body)

    async def find_token(self) -> str:
        """The account's token; fetches one where there is none."""
        return await self._tokens.current()

    async def get_with_secret(self, path: str, query: Mapping[str, str]) -> dict[str, Any]:
        """WeChat's answer to a call that takes the AppSecret in place of a token; `path` begins with a slash."""
        account = {"appid": self.app_id, "secret": self._secret}
        self._pauses.check(path)
        try:
            return read_answer(await self._connection.ask(Call("GET", path, account | dict(query))))
        except TransportError as fault:
            self._pauses.note(path, fault.errcode)
            raise

    async def ask(self, call: Call) -> dict[str, Any] | bytes:
        """WeChat's JSON object, or a file's bytes; a paused call is refused without being made."""
        self._pauses.check(call.path)
        token = await self._tokens.current()
        try:
            answer = await self._try(call, token)
            if answer is None:
                newest = await self._tokens.look_again()
                answer = None if newest == token else await self._try(call, newest)
                token = newest
            if answer is None:
                answer = await self._connection.ask(call, await self._tokens.replace(token))
            return answer
        except TransportError as fault:
            self._pauses.note(call.path, fault.errcode)
            raise

    async def _try(self, call: Call, token: str) -> dict[str, Any] | bytes | None:
        """None where WeChat refuses the token: then nothing was done."""
        try:
            return await self._connection.ask(call, token)
        except TransportError as fault:
            if fault.errcode in STALE_TOKEN:
                return None
            raise

    async def close(self) -> None:
        """Lets calls under way end and closes the connections."""
        await self._connection.close()

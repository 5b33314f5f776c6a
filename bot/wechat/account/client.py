"""Calls WeChat's servers for one account: customer-service messages, the typing sign, and any other call."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.errors import TransportError
from bot.wechat.account.connection import ApiCaller, Call, Connection, Timeout
from bot.wechat.account.error_codes import STALE_TOKEN
from bot.wechat.account.faults import read_answer
from bot.wechat.account.pauses import Pauses
from bot.wechat.account.tokens import InMemoryTokenStore, Tokens, TokenStore

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
        connection: ApiCaller | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.app_id, self.api_base, self.clock = app_id, api_base, clock
        self._secret = secret
        self._connection = connection or Connection(app_id, api_base, timeout)
        self._pauses = Pauses(clock)
        self._tokens = Tokens(
            app_id, secret, self._connection, store or InMemoryTokenStore(clock), self._pauses, clock
        )

    async def send_text(self, openid: str, text: str) -> None:
        """One customer-service message; where `outcome_unknown`, it may have arrived all the same."""
        await self.send_custom(openid, "text", {"content": text})

    async def send_custom(self, openid: str, message_type: str, content: Mapping[str, Any]) -> None:
        """One customer-service message of any type; the same holds."""
        body = {"touser": openid, "msgtype": message_type, message_type: dict(content)}
        await self.post("/cgi-bin/message/custom/send", body)

    async def send_typing(self, openid: str) -> None:
        """Shows the member for some 15 seconds that an answer is being written."""
        await self.post("/cgi-bin/message/custom/typing", {"touser": openid, "command": "Typing"})

    async def find_token(self) -> str:
        """The account's token; fetches one where there is none."""
        return await self._tokens.current()

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """WeChat's answer to one POST; `path` begins with a slash."""
        return read_answer(await self.ask(Call("POST", path, body=body)))

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        """WeChat's answer to one GET; `path` begins with a slash."""
        return read_answer(await self.ask(Call("GET", path, query or {})))

    async def get_with_secret(self, path: str, query: Mapping[str, str]) -> dict[str, Any]:
        """The same for the calls that take the AppSecret in place of a token."""
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

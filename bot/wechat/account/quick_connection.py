"""HTTP calls to WeChat on the event loop: for bulk outreach, which sends hundreds in a second."""

import json
from typing import Any

import aiohttp

from bot.errors import TransportError
from bot.wechat.account.connection import Call, Timeout
from bot.wechat.account.faults import AnswerTooLarge, refusal, refused_status

_CHUNK = 64 * 1024
_IDLE_SECONDS = 30.0


class QuickConnection:
    """Calls below `api_base` without a file; raises nothing but TransportError. Made within a running loop."""

    def __init__(self, api_base: str, timeout: Timeout, connections: int = 128) -> None:
        connect, read = timeout
        self._base = api_base.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=read)
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, call: Call, access_token: str | None = None) -> dict[str, Any] | bytes:
        """WeChat's JSON object, or the bytes of a file."""
        if call.file:
            raise TransportError("files go over the other connection", permanent=True)
        fault: TransportError
        try:
            return _read(await self._send(call, access_token), call.limit)
        except TransportError as refused:
            fault = refused
        except (aiohttp.ClientError, TimeoutError, OSError) as broken:
            fault = _network_fault(broken)
        # Outside of the handlers: the context of a fault would carry the address with the token.
        raise fault

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def _send(self, call: Call, access_token: str | None) -> bytes:
        query = {**call.query, **({"access_token": access_token} if access_token else {})}
        body = None if call.body is None else json.dumps(dict(call.body), ensure_ascii=False).encode()
        async with self._open().request(
            call.method,
            self._base + call.path,
            params=query,
            data=body,
            headers={"Content-Type": "application/json"} if body else None,
            allow_redirects=False,
        ) as response:
            if not 200 <= response.status < 300:
                raise refused_status(response.status)
            content = await response.content.read(call.limit + 1)
            while len(content) <= call.limit and not response.content.at_eof():
                content += await response.content.read(_CHUNK)
            return content

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_IDLE_SECONDS)
            self._session = aiohttp.ClientSession(
                connector=connector, timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session


def _read(content: bytes, limit: int) -> dict[str, Any]:
    if len(content) > limit:
        raise AnswerTooLarge(limit)
    answer: Any = None
    try:
        answer = json.loads(content.decode("utf-8-sig", "replace"), strict=False)
        errcode = int(answer.get("errcode") or 0) if isinstance(answer, dict) else 0
    except (ValueError, TypeError):
        answer, errcode = None, 0
    if not isinstance(answer, dict):
        raise TransportError("what answered does not speak WeChat's JSON", outcome_unknown=True)
    if errcode:
        raise refusal(errcode, answer.get("errmsg", ""))
    return answer


def _network_fault(fault: Exception) -> TransportError:
    """Only where no connection was made is it certain that nothing left."""
    is_unmade = isinstance(fault, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
    return TransportError(f"no answer from WeChat ({type(fault).__name__})", outcome_unknown=not is_unmade)

"""The one HTTP path to WeChat: asynchronous, bounded in time and size, with nothing repeated or fetched behind us."""

import asyncio
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

from bot.errors import TransportError
from bot.wechat.account.answers import read_json
from bot.wechat.account.faults import AnswerTooLarge, network_fault, refused_status

Timeout = tuple[float, float]
"""Seconds for connecting, and between two pieces of an answer."""

# Campaigns have a hundred calls under way.
_CONNECTIONS = 128
_IDLE_SECONDS = 30.0
_LONGEST_SECONDS = 60.0
_JSON_LIMIT = 2 * 1024 * 1024
_CHUNK = 64 * 1024
_GLANCES = 2
"""Turns of the loop in which it notices which kept connections WeChat has closed: what goes out on one is in doubt."""


@dataclass(frozen=True)
class File:
    """A file to upload; bytes, because a stream would be empty the second time."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Call:
    """One call. `path` begins at the host, `query` holds no token, `body` goes out as raw UTF-8 JSON."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    file: File | None = None
    limit: int = _JSON_LIMIT


class Connection:
    """Calls below `api_base`; raises nothing but TransportError. It is opened by the first call, in that call's loop."""

    def __init__(self, api_base: str, timeout: Timeout) -> None:
        connect, read = timeout
        self._base = api_base.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=_LONGEST_SECONDS, sock_connect=connect, sock_read=read)
        self._session: aiohttp.ClientSession | None = None
        self._under_way = 0
        self._is_idle = asyncio.Event()

    async def ask(self, call: Call, access_token: str | None = None) -> dict[str, Any] | bytes:
        """WeChat's JSON object, or the bytes of a file."""
        fault: TransportError
        self._under_way += 1
        try:
            return read_json(await self._send(call, access_token))
        except TransportError as refused:
            fault = refused
        except (aiohttp.ClientError, TimeoutError, OSError) as broken:
            fault = network_fault(broken)
        finally:
            self._under_way -= 1
            self._is_idle.set()
        # Outside of the handlers: the context of a fault would carry the address with the token.
        raise fault

    async def close(self) -> None:
        """Lets calls under way end and closes the connections."""
        while self._under_way:
            self._is_idle.clear()
            await self._is_idle.wait()
        if self._session:
            await self._session.close()
            self._session = None

    async def _send(self, call: Call, access_token: str | None) -> bytes:
        query = {**call.query, **({"access_token": access_token} if access_token else {})}
        data, headers = _write_body(call)
        for _ in range(_GLANCES):
            await asyncio.sleep(0)
        async with self._open().request(
            call.method,
            self._base + call.path,
            params=query,
            data=data,
            headers=headers,
            allow_redirects=False,
        ) as response:
            if not 200 <= response.status < 300:
                raise refused_status(response.status)
            content = bytearray()
            async for chunk in response.content.iter_chunked(_CHUNK):
                content += chunk
                if len(content) > call.limit:
                    raise AnswerTooLarge(call.limit)
            return bytes(content)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_IDLE_SECONDS),
                timeout=self._timeout,
                cookie_jar=aiohttp.DummyCookieJar(),
                middlewares=(_never_repeat,),
                proxy=_find_proxy(self._base),
            )
        return self._session


def _find_proxy(base: str) -> str | None:
    """The operator's HTTPS_PROXY, unless NO_PROXY names the host."""
    parts = urlsplit(base)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)


async def _never_repeat(
    request: aiohttp.ClientRequest, handle: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """aiohttp makes a GET again that broke off; a sign-in's code counts once, so it must not see the fault."""
    fault: TransportError
    try:
        return await handle(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as broken:
        fault = network_fault(broken)
    raise fault


def _write_body(call: Call) -> tuple[bytes | aiohttp.FormData | None, Mapping[str, str]]:
    """What goes out, and its headers."""
    if call.file:
        form = aiohttp.FormData()
        content = io.BytesIO(call.file.content)
        form.add_field("media", content, filename=call.file.name, content_type=call.file.media_type)
        return form, {}
    if call.body is None:
        return None, {}
    return json.dumps(dict(call.body), ensure_ascii=False).encode(), {"Content-Type": "application/json"}

"""HTTP calls to WeChat over wechatpy's client, on threads of their own, with nothing repeated or fetched behind us."""

import asyncio
import json
import logging
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol

import requests
from wechatpy.client import WeChatClient  # type: ignore[import-untyped]
from wechatpy.exceptions import WeChatClientException  # type: ignore[import-untyped]

from bot.errors import TransportError
from bot.wechat.account.faults import AnswerTooLarge, network_fault, refusal, refused_status

Timeout = tuple[float, float]

_THREADS = 16
_JSON_LIMIT = 2 * 1024 * 1024
_CHUNK = 64 * 1024


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


class ApiCaller(Protocol):
    """Makes calls; raises nothing but TransportError."""

    async def ask(self, call: Call, access_token: str | None = None) -> dict[str, Any] | bytes:
        """WeChat's JSON object, or the bytes of a file."""
        ...

    async def close(self) -> None: ...


class _Client(WeChatClient):  # type: ignore[misc]
    """wechatpy refreshes a refused token without end, from a fixed address, and without a timeout."""

    def fetch_access_token(self) -> None:
        raise AssertionError("tokens come from bot.wechat.account.tokens")

    def _decode_result(self, response: requests.Response) -> Any:
        """The JSON of an answer, or its bytes; wechatpy would read any number of them."""
        content = _read_capped(response, self.limit)
        if content.lstrip()[:1] not in (b"{", b"["):
            return content
        try:
            return json.loads(content.decode("utf-8-sig", "replace"), strict=False)
        except ValueError:
            return content

    limit = _JSON_LIMIT


class Connection:
    """Calls below `api_base`; raises nothing but TransportError.

    The threads are its own: a WeChat that hangs must not take those that others need. Each has its own
    client, for one client is not safe on two threads.
    """

    def __init__(self, app_id: str, api_base: str, timeout: Timeout, threads: int = _THREADS) -> None:
        # At DEBUG, urllib3 writes addresses, and tokens stand in them.
        logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)
        self._app_id, self._timeout = app_id, timeout
        self._base = api_base.rstrip("/")
        self._threads = ThreadPoolExecutor(threads, "wechat")
        self._of_this_thread = threading.local()
        self._clients: list[_Client] = []

    async def ask(self, call: Call, access_token: str | None = None) -> dict[str, Any] | bytes:
        """WeChat's JSON object, or the bytes of a file."""
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, self._ask, call, access_token)
        if isinstance(answer, TransportError):
            raise answer
        return answer

    async def close(self) -> None:
        """Lets calls under way end and closes the connections."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        for client in self._clients:
            client._http.close()

    def _ask(self, call: Call, access_token: str | None) -> dict[str, Any] | bytes | TransportError:
        """Faults are returned: one that was raised would carry the context whose text holds the token."""
        try:
            return _read(self._send(call, access_token))
        except TransportError as fault:
            return fault
        except WeChatClientException as refused:
            return _refused(refused)
        except requests.RequestException as broken:
            return network_fault(broken)
        except (ValueError, TypeError):
            return TransportError("WeChat's errcode is no number", outcome_unknown=True)

    def _send(self, call: Call, access_token: str | None) -> Any:
        client = self._client()
        client.limit = call.limit
        query = {**call.query, **({"access_token": access_token} if access_token else {})}
        arguments: dict[str, Any] = {} if call.body is None else {"data": dict(call.body)}
        if call.file:
            arguments["files"] = {"media": (call.file.name, call.file.content, call.file.media_type)}
        return client._request(
            call.method,
            self._base + call.path,
            # wechatpy adds a token of its own to a dictionary without one; pairs it leaves alone.
            params=list(query.items()),
            timeout=self._timeout,
            stream=True,
            allow_redirects=False,
            **arguments,
        )

    def _client(self) -> _Client:
        client: _Client | None = getattr(self._of_this_thread, "client", None)
        if client is None:
            client = _Client(self._app_id, secret="", auto_retry=False)
            self._of_this_thread.client = client
            self._clients.append(client)
        return client


def _read_capped(response: requests.Response, limit: int) -> bytes:
    content = bytearray()
    with response:
        for chunk in response.iter_content(_CHUNK):
            content += chunk
            if len(content) > limit:
                raise AnswerTooLarge(limit)
    return bytes(content)


def _read(answer: Any) -> dict[str, Any] | bytes:
    if isinstance(answer, dict | bytes):
        return answer
    raise TransportError("what answered does not speak WeChat's JSON", outcome_unknown=True)


def _refused(fault: WeChatClientException) -> TransportError:
    """An errcode, or an HTTP status of whatever stands between us and WeChat."""
    if fault.errcode is not None:
        return refusal(int(fault.errcode), fault.errmsg)
    if fault.response is None:
        return TransportError("no answer from WeChat", outcome_unknown=True)
    fault.response.close()
    return refused_status(fault.response.status_code)

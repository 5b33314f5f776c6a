"""Sends changes to the centre's system: signed, waited for only so long, and taken for delivered only with its receipt."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from bot.kernel.members.outgoing import Mishap, Parcel
from bot.kernel.members.webhook_signature import sign_webhook

_CONNECT_SECONDS, _READ_SECONDS, _WHOLE_SECONDS = 5.0, 10.0, 15.0
_MOST_BYTES = 4096
"""Of an answer no more is read: a receipt is short."""
_HEADERS = {"content-type": "application/json", "user-agent": "huzhu-outbox/1", "accept-encoding": "identity"}


def _open_client() -> httpx.AsyncClient:
    timeout = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
    return httpx.AsyncClient(timeout=timeout, follow_redirects=False, trust_env=False)


@dataclass(frozen=True)
class Webhook:
    """One receiver, at `url`; `keys` are the secrets, newest first."""

    url: str
    keys: tuple[bytes, ...] = field(repr=False)
    clock: Callable[[], datetime]
    whole_seconds: float = _WHOLE_SECONDS
    client: httpx.AsyncClient = field(default_factory=_open_client, repr=False)

    async def send(self, parcel: Parcel) -> Mishap | None:
        """None once the receiver said that it has this very change; otherwise what went wrong."""
        headers = _HEADERS | sign_webhook(self.keys, parcel.key, int(self.clock().timestamp()), parcel.body)
        try:
            async with (
                asyncio.timeout(self.whole_seconds),
                self.client.stream("POST", self.url, content=parcel.body, headers=headers) as answer,
            ):
                return await _judge(answer, parcel.key)
        except (TimeoutError, httpx.TimeoutException):
            return Mishap.TIMEOUT
        except httpx.HTTPError:
            return Mishap.NO_CONNECTION

    async def close(self) -> None:
        """Gives its connections back."""
        await self.client.aclose()


async def _judge(answer: httpx.Response, key: str) -> Mishap | None:
    if answer.is_success:
        return None if _is_receipt(await _read_some(answer), key) else Mishap.NOT_CONFIRMED
    if answer.has_redirect_location or answer.is_redirect or 300 <= answer.status_code < 400:
        return Mishap.REDIRECTED
    if answer.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.REQUEST_TIMEOUT):
        return Mishap.BUSY
    return Mishap.SERVER_FAULT if answer.status_code >= 500 else Mishap.REFUSED


async def _read_some(answer: httpx.Response) -> bytes:
    """The body, as it came; nothing where it is longer than a receipt can be."""
    body = b""
    async for chunk in answer.aiter_raw():
        body += chunk
        if len(body) > _MOST_BYTES:
            return b""
    return body


def _is_receipt(body: bytes, key: str) -> bool:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("received") == key

"""Lets the outgoing API misbehave on demand: slow, broken off, half an answer, busy, or a wrong word."""

import asyncio
import json
import socket
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wechat_sim.refusals import write_refusal


class Fault(StrEnum):
    """What goes wrong."""

    SLOW = "slow"
    """The answer comes after `seconds`, or never."""
    ERROR_500 = "500"
    """A gateway's page in place of the answer."""
    RESET = "reset"
    """The connection breaks before the answer."""
    HALF_BODY = "half"
    """The connection ends in the middle of the answer."""
    BUSY = "busy"
    """-1; nothing was done."""
    WRONG_TOKEN = "wrong-token"
    """40001 for a good token; nothing was done."""


@dataclass(frozen=True)
class _Planned:
    fault: Fault
    path: str
    arrives: bool
    seconds: float | None
    errcode: int


class Faults:
    """The faults to come, in order; each meets one call."""

    def __init__(self) -> None:
        self.planned: list[_Planned] = []

    def plan(
        self,
        fault: Fault,
        path: str = "",
        *,
        arrives: bool = True,
        seconds: float | None = None,
        times: int = 1,
    ) -> None:
        """The next calls whose path ends so; `arrives`: the call is done, and only its answer suffers."""
        errcode = {Fault.BUSY: -1, Fault.WRONG_TOKEN: 40001}.get(fault, 0)
        self.planned += [_Planned(fault, path, arrives, seconds, errcode)] * times

    def refuse(self, errcode: int, path: str = "", times: int = 1) -> None:
        """The next calls whose path ends so are refused with any number of WeChat's, and not done."""
        self.planned += [_Planned(Fault.BUSY, path, False, None, errcode)] * times

    def take(self, path: str) -> _Planned | None:
        """The fault that this call meets."""
        for planned in self.planned:
            if path.endswith(planned.path):
                self.planned.remove(planned)
                return planned
        return None


class FaultyApplication:
    """The application, and the faults in front of it; breaking off needs a real connection."""

    def __init__(self, application: ASGIApp, faults: Faults) -> None:
        self._application, self._faults = application, faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        planned = self._faults.take(scope["path"]) if scope["type"] == "http" else None
        if planned is None:
            await self._application(scope, receive, send)
        elif planned.errcode:
            answer = json.dumps(write_refusal(planned.errcode)).encode()
            await _send(send, 200, b"application/json", answer)
        else:
            await self._misbehave(planned, scope, receive, send)

    async def _misbehave(self, planned: _Planned, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(scope, receive) if planned.arrives else b""
        match planned.fault:
            case Fault.SLOW:
                await _wait(receive, planned.seconds)
                await _send(send, 200, b"application/json", answer)
            case Fault.ERROR_500:
                await _send(send, 500, b"text/html", b"<html>Bad Gateway</html>")
            case Fault.RESET:
                _reset(send)
                await _wait(receive, None)
            case _:
                await _send(send, 200, b"application/json", answer, answer[: len(answer) // 2])
                _find_transport(send).close()
                await _wait(receive, None)

    async def _answer(self, scope: Scope, receive: Receive) -> bytes:
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            parts.append(message.get("body", b""))

        await self._application(scope, receive, collect)
        return b"".join(parts)


async def _send(send: Send, status: int, media_type: bytes, whole: bytes, part: bytes | None = None) -> None:
    """The answer, or only a part of what its head promises."""
    headers = [(b"content-type", media_type), (b"content-length", str(len(whole)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    body = whole if part is None else part
    await send({"type": "http.response.body", "body": body, "more_body": part is not None})


async def _wait(receive: Receive, seconds: float | None) -> None:
    """Until the caller gives up, or for so long."""
    try:
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return


def _reset(send: Send) -> None:
    transport = _find_transport(send)
    # Lingering for no time at all makes the end of a connection a reset.
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def _find_transport(send: Send) -> Any:
    """uvicorn gives it nobody, but its `send` is a method of what holds it."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise RuntimeError("a connection can only be broken where there is one")
    return transport

"""Waits for requests only so long: a head within seconds, a body at no less than a slow phone's pace."""

import asyncio
import resource
from http import HTTPStatus
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
BODY_SECONDS = 20.0
"""What a body gets to begin with; each `BODY_PACE` bytes give it a second more."""
BODY_PACE = 8 * 1024
MOST_BODY_BYTES = 32 * 1024 * 1024
"""More than any page takes: such a body is not read to its end."""
_CLOSING_SECONDS = 5.0
_LEAST_CONNECTIONS = 64


def find_most_connections() -> int:
    """Three quarters of the files that this process may open; its databases and logs need some too."""
    return max(_LEAST_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] * 3 // 4)


class PatientProtocol(HttpToolsProtocol):
    """Uvicorn's own protocol waits for ever. Answers that go on for long, as streams do, are not touched."""

    most_connections: ClassVar[int] = find_most_connections()
    _idle: ClassVar[dict["PatientProtocol", None]] = {}
    """Those that wait for a head, the longest wait first."""

    _timer: asyncio.TimerHandle | None = None
    _is_head_here = False
    _began = 0.0
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """One more; where there are too many, whoever waits longest without a request goes."""
        super().connection_made(transport)
        self._wait(is_head_here=False)
        if len(self.connections) > self.most_connections:
            next(iter(self._idle))._give_up(HTTPStatus.SERVICE_UNAVAILABLE)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Whatever comes between two requests begins the wait for the next."""
        super().data_received(data)
        is_waiting = self._timer is not None or self.timeout_keep_alive_task is not None
        if not is_waiting and (self.cycle is None or self.cycle.response_complete):
            self._wait(is_head_here=False)

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        if self._timer is None:
            self._wait(is_head_here=False)

    def on_headers_complete(self) -> None:
        """The head is here; the body may follow."""
        self._wait(is_head_here=True)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Some of the body."""
        self._received += len(body)
        if self._received > MOST_BODY_BYTES:
            self._give_up(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """All of it is here: from now on it is ours to be quick."""
        self._stop_waiting()
        super().on_message_complete()

    def _wait(self, *, is_head_here: bool) -> None:
        self._stop_waiting()
        self._is_head_here, self._began, self._received = is_head_here, self.loop.time(), 0
        if not is_head_here:
            self._idle[self] = None
        self._timer = self.loop.call_later(BODY_SECONDS if is_head_here else HEAD_SECONDS, self._look)

    def _stop_waiting(self) -> None:
        self._idle.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        """Ends what took too long. While we ourselves do not read, nobody is late."""
        self._timer = None
        if self.flow.read_paused:
            self._began += 1.0
            self._timer = self.loop.call_later(1.0, self._look)
            return
        patience = BODY_SECONDS + self._received / BODY_PACE if self._is_head_here else HEAD_SECONDS
        left = self._began + patience - self.loop.time()
        if left > 0.01:
            self._timer = self.loop.call_later(left, self._look)
        else:
            self._give_up(HTTPStatus.REQUEST_TIMEOUT)

    def _give_up(self, status: HTTPStatus) -> None:
        """Says why, unless an answer has begun, and closes; who does not even take that in is cut off."""
        self._stop_waiting()
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            words = _WORDS[status].encode()
            head = f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
            self.transport.write(
                f"{head}content-length: {len(words)}\r\nconnection: close\r\n\r\n".encode() + words
            )
        self.transport.close()
        self.loop.call_later(_CLOSING_SECONDS, self.transport.abort)


_WORDS = {
    HTTPStatus.REQUEST_TIMEOUT: "等了很久也没有收全，请检查网络，再试一次。",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "内容太长了，请分几次发。",
    HTTPStatus.SERVICE_UNAVAILABLE: "这会儿访问的人太多，请过一分钟再试。",
}

"""How long a connection is kept for a request that does not come, over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.machine import connections
from bot.machine.connections import PatientProtocol
from bot.web.bodies import BodyCap

HEAD, BODY = 0.3, 0.6
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def count(request: Request) -> Response:
    """How long the body was."""
    return PlainTextResponse(str(len(await request.body())))


async def stream(_request: Request) -> Response:
    """Goes on longer than anybody waits for a request."""

    async def tell() -> AsyncIterator[bytes]:
        for number in range(6):
            yield f"{number};".encode()
            await asyncio.sleep(0.2)

    return StreamingResponse(tell())


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """A server that waits but shortly."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", HEAD)
    monkeypatch.setattr(connections, "BODY_SECONDS", BODY)
    monkeypatch.setattr(connections, "MOST_BODY_BYTES", 3 * 1024 * 1024)
    monkeypatch.setattr(PatientProtocol, "most_connections", 20)
    app = Starlette(routes=[Route("/count", count, methods=["POST"]), Route("/stream", stream)])
    config = uvicorn.Config(
        BodyCap(app), port=0, http=PatientProtocol, ws="none", lifespan="off", log_level="error"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    for _ in range(1000):
        if server.started:
            break
        await asyncio.sleep(0.01)  # Uvicorn tells nobody.
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


async def answer_to(port: int, *sent: bytes, every: float = 0.0) -> bytes:
    """All that comes back until the server closes; the parts are sent one after the other."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def send() -> None:
        for part in sent:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(every)

    sending = asyncio.create_task(send())
    answer = b""
    with suppress(ConnectionResetError):  # As where the server does not read what is still on its way.
        async with asyncio.timeout(10):
            while part := await reader.read(65536):
                answer += part
    sending.cancel()
    writer.close()
    return answer


POST = b"POST /count HTTP/1.1\r\nhost: x\r\n"


SLOW = {
    "nothing": ((), 0.0),
    "half a line": ((b"GET / HT",), 0.0),
    "half a head": ((POST,), 0.0),
    "line ends": ((b"\r\n",) * 100, 0.05),
    "slow head": (
        tuple(bytes([one]) for one in b"GET /count HTTP/1.1\r\nhost: xxxxxxxxxxxxxxxxxxxxxx"),
        0.05,
    ),
    "no body": ((POST + b"content-length: 9\r\n\r\n",), 0.0),
    "slow body": ((POST + b"content-length: 1000\r\n\r\n", *(b"x",) * 100), 0.05),
    "slow chunks": ((POST + b"transfer-encoding: chunked\r\n\r\n", *(b"1\r\nx\r\n",) * 100), 0.05),
}


async def test_who_is_too_slow_is_told_so_and_cut_off(port: int) -> None:
    answers = await asyncio.gather(*(answer_to(port, *sent, every=every) for sent, every in SLOW.values()))
    told = {
        name: (answer.startswith(b"HTTP/1.1 408 "), "再试一次" in answer.decode())
        for name, answer in zip(SLOW, answers, strict=True)
    }
    assert told == dict.fromkeys(SLOW, (True, True))


async def test_what_comes_after_an_answer_does_not_keep_the_line(port: int) -> None:
    whole = POST + b"content-length: 2\r\n\r\nxx"
    answer = await answer_to(port, whole, *(b"\r\n",) * 100, every=0.05)
    assert answer.startswith(b"HTTP/1.1 200 ")
    answer = await answer_to(port, whole, b"POST /cou", every=0.05)
    assert b"408" in answer


async def test_a_big_body_at_a_fair_pace_arrives(port: int) -> None:
    head = POST + b"content-length: 100000\r\nconnection: close\r\n\r\n"
    answer = await answer_to(port, head, *(b"x" * 10_000,) * 10, every=0.1)
    assert answer.endswith(b"100000")


async def test_a_stream_goes_on_as_long_as_it_likes(port: int) -> None:
    answer = await answer_to(port, b"GET /stream HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    assert all(f"{number};".encode() in answer for number in range(6))


@pytest.mark.parametrize(
    "declared", [b"content-length: 900000000\r\n\r\n", b"transfer-encoding: chunked\r\n\r\n"]
)
async def test_a_body_that_is_too_large_is_refused_and_not_read_to_its_end(
    port: int, declared: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BODY_SECONDS", 60)
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    answer = await answer_to(port, POST + declared, *(chunk,) * 100)
    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_of_too_many_idle_ones_the_longest_idle_goes_and_the_newcomer_is_served(port: int) -> None:
    idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(25)]
    answer = await answer_to(port, POST + b"content-length: 1\r\nconnection: close\r\n\r\nx")
    assert answer.endswith(b"1")
    assert (await idle[0][0].read()).startswith(b"HTTP/1.1 503 ")
    for _, writer in idle:
        writer.close()

"""Rasa's own command line takes every token that we make."""

import argparse
import asyncio
import os

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.cli import run
from rasa.utils.endpoints import EndpointConfig

from nlu.serve import keep_connections_to_handlers, keep_to_one_thread, write_arguments


@pytest.mark.parametrize("token", ["abc", "-begins-with-a-dash", "--port"])
def test_a_token_may_begin_with_a_dash(token: str) -> None:
    parser = argparse.ArgumentParser()
    common = argparse.ArgumentParser(add_help=False)
    run.add_subparser(parser.add_subparsers(), [common])
    options = parser.parse_args(write_arguments(["--enable-api"], token))
    assert (options.jwt_secret, options.enable_api) == (token, True)


def test_a_message_is_read_on_one_thread_unless_somebody_asks_for_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "environ", {"OMP_NUM_THREADS": "3"})
    keep_to_one_thread()
    assert os.environ == {"OMP_NUM_THREADS": "3", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def test_the_handlers_are_called_over_connections_that_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EndpointConfig, "session", EndpointConfig.session)
    keep_connections_to_handlers()
    peers: list[object] = []
    shown: set[str | None] = set()

    async def answer(request: web.Request) -> web.Response:
        assert request.transport
        peers.append(request.transport.get_extra_info("peername"))
        shown.add(request.headers.get("Authorization"))
        return web.json_response({"heard": await request.json()})

    def make_server(port: int | None) -> TestServer:
        application = web.Application()
        application.router.add_post("/webhook", answer)
        return TestServer(application, port=port)

    async def call() -> None:
        async with make_server(None) as server:
            port = server.port
            endpoint = EndpointConfig(str(server.make_url("/webhook")), headers={"Authorization": "Bearer a"})
            for number in range(3):
                assert await endpoint.request(json=number) == {"heard": number}
        async with make_server(port):
            # A server that was started again is found, though the earlier one closed what was kept.
            assert await endpoint.request(json=3) == {"heard": 3}
        async with endpoint.session() as kept:
            await kept.close()

    asyncio.run(call())
    assert (len(peers), len(set(peers)), shown) == (4, 2, {"Bearer a"})

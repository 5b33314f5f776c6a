"""Plays WeChat's servers for an account with many followers: `python -m wechat_sim.crowd`."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from starlette.types import ASGIApp, Receive, Scope, Send

from wechat_sim.account import Account
from wechat_sim.allowances import Follower
from wechat_sim.api import OutgoingApi
from wechat_sim.serving import serve

_SEND = "/cgi-bin/message/template/send"


def name_follower(number: int) -> str:
    """The openid of a follower of the crowd, counted from 1."""
    return f"oCrowd{number:022}"


class SlowAnswers:
    """Answers late: what was accepted is accepted before anybody hears of it."""

    def __init__(self, application: ASGIApp, seconds: float) -> None:
        self._application, self._seconds = application, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""

        async def send_late(message: object) -> None:
            if isinstance(message, dict) and message.get("type") == "http.response.start":
                await asyncio.sleep(self._seconds)
            await send(message)  # type: ignore[arg-type]

        await self._application(scope, receive, send_late)


def main(
    port: Annotated[int, typer.Option(help="Where it listens.")],
    followers: Annotated[int, typer.Option(help="How many follow the account.")] = 1000,
    book: Annotated[Path | None, typer.Option(help="A file that keeps what was accepted.")] = None,
    latency: Annotated[float, typer.Option(help="Seconds until an answer goes out.")] = 0.05,
) -> None:
    """Accepts template messages until it is ended."""
    asyncio.run(_serve(port, followers, book, latency))


async def _serve(port: int, followers: int, book: Path | None, latency: float) -> None:
    api = OutgoingApi(Account(), lambda: datetime.now(UTC), lambda _message: None)
    api.quotas.limits[_SEND] = 100_000_000
    api.followers |= {name_follower(number): Follower() for number in range(1, followers + 1)}
    if book:
        api.templates.keep_book(book)
    async with serve(SlowAnswers(api.application(), latency), port):
        await asyncio.Event().wait()


if __name__ == "__main__":
    typer.run(main)

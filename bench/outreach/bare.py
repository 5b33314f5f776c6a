"""The same calls with no ledger: what this machine, the library and the stand-in allow."""

import asyncio
import time
from dataclasses import dataclass

import typer

from bot.kernel.conversation.notices import TemplateMessage
from bot.kernel.outreach.send_answers import SendResult
from bot.wechat.account.client import WeChatApi
from bot.wechat.outbound.outreach_sender import WeChatOutreach
from testing.wechat_account import ACCOUNT
from wechat_sim.crowd import name_follower
from wechat_sim.templates import LOCAL_TEMPLATE

_SIDE_BY_SIDE = 100
FIELDS = {"thing1": "会员，保障快到期了", "phrase2": "请续保", "time3": "2026年12月31日 18:00"}


@dataclass
class BareLoop:
    """Sends to one follower after another, a hundred at once; `name` tells the loops of one measurement apart."""

    sender: WeChatOutreach
    followers: int
    name: str = "bare"
    sent: int = 0
    started: int = 0

    async def run(self, seconds: float) -> float:
        """Sends per second."""
        began = time.monotonic()
        await asyncio.gather(*(self._send_on(began + seconds) for _ in range(_SIDE_BY_SIDE)))
        return self.sent / (time.monotonic() - began)

    async def _send_on(self, until: float) -> None:
        while time.monotonic() < until:
            self.started += 1
            openid = name_follower(self.started % self.followers + 1)
            message = TemplateMessage(f"{self.name}-{self.started}", LOCAL_TEMPLATE, FIELDS)
            answer = await self.sender.send_template(openid, message)
            self.sent += answer.answer is SendResult.ACCEPTED


async def measure_bare(base: str, followers: int, seconds: float, name: str = "bare") -> float:
    """Sends per second of a bare loop."""
    api = WeChatApi(ACCOUNT.app_id, ACCOUNT.secret, api_base=base)
    try:
        return await BareLoop(WeChatOutreach(api), followers, name).run(seconds)
    finally:
        await api.close()


def main(base: str, followers: int, seconds: float, name: str) -> None:
    """A bare loop in a process of its own; prints its sends per second."""
    typer.echo(asyncio.run(measure_bare(base, followers, seconds, name)))


if __name__ == "__main__":
    typer.run(main)

"""The stand-in's account, with a follower who has just written, and our client before it."""

from collections.abc import AsyncIterator

import pytest

from bot.wechat.account.client import WeChatApi
from tests.integration.wechat.outgoing import HASTY, Clock, serve_account
from wechat_sim.account import LOCAL_OPENID, Account
from wechat_sim.allowances import Cause, Follower
from wechat_sim.api import OutgoingApi


@pytest.fixture
def clock() -> Clock:
    """The clock of both sides."""
    return Clock()


@pytest.fixture
def wechat(clock: Clock) -> OutgoingApi:
    """WeChat's side."""
    wechat = OutgoingApi(Account(), clock, lambda _message: None)
    wechat.followers[LOCAL_OPENID] = Follower()
    wechat.followers[LOCAL_OPENID].act(Cause.MESSAGE, clock())
    return wechat


@pytest.fixture
async def api(wechat: OutgoingApi, clock: Clock) -> AsyncIterator[WeChatApi]:
    """Our side."""
    async with serve_account(wechat, clock) as api:
        yield api


@pytest.fixture
async def hasty(wechat: OutgoingApi, clock: Clock) -> AsyncIterator[WeChatApi]:
    """Our side without patience for an answer that does not come."""
    async with serve_account(wechat, clock, patience=HASTY) as api:
        yield api

"""What the tests of outgoing calls share: a clock that stands still, and the stand-in's account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.errors import TransportError
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.connection import Timeout
from wechat_sim.account import LOCAL_APP_ID, LOCAL_OPENID, LOCAL_SECRET
from wechat_sim.api import OutgoingApi
from wechat_sim.serving import serve

PATIENT, HASTY = (5.0, 20.0), (5.0, 0.5)
"""Connecting and reading; the second is for calls that hang."""


class Clock:
    """Gives the same moment until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """That moment."""
        return self.now


@asynccontextmanager
async def serve_account(
    wechat: OutgoingApi, clock: Clock, *, secret: str = LOCAL_SECRET, patience: Timeout = PATIENT
) -> AsyncIterator[WeChatApi]:
    """Our client, talking to the stand-in over a real connection."""
    async with serve(wechat.application()) as base:
        api = WeChatApi(LOCAL_APP_ID, secret, api_base=base, clock=clock, timeout=patience)
        yield api
        await api.close()


async def fault_of(api: WeChatApi, openid: str = LOCAL_OPENID) -> TransportError:
    """What sending one text raises."""
    with pytest.raises(TransportError) as caught:
        await api.send_text(openid, "王芳您好")
    return caught.value


def assert_tells_no_secret(fault: TransportError) -> None:
    """Neither the fault nor what hangs on it names a token, a secret or an address."""
    told = f"{fault!r} {fault} {fault.detail}"
    assert "Secret" not in told
    assert "access_token" not in told
    assert fault.__cause__ is None
    assert fault.__context__ is None

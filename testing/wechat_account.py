"""The WeChat account of the tests; the stand-in for WeChat plays it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from wechat_sim.account import LOCAL_ACCOUNT, LOCAL_AES_KEY, LOCAL_APP_ID, LOCAL_SECRET, LOCAL_TOKEN, Account
from wechat_sim.api import OutgoingApi
from wechat_sim.serving import serve

ACCOUNT = Account()
ACCOUNT_SETTINGS = {
    "WECHAT_TOKEN": LOCAL_TOKEN,
    "WECHAT_APP_ID": LOCAL_APP_ID,
    "WECHAT_APP_SECRET": LOCAL_SECRET,
    "WECHAT_ENCODING_AES_KEY": LOCAL_AES_KEY,
}
__all__ = ["ACCOUNT", "ACCOUNT_SETTINGS", "LOCAL_ACCOUNT", "play_wechat"]


@contextmanager
def play_wechat(port: int) -> Iterator[OutgoingApi]:
    """WeChat's servers on a port, in a thread of their own, while the block lasts."""
    api = OutgoingApi(ACCOUNT, lambda: datetime.now(UTC), lambda _message: None)
    open_now, done = threading.Event(), threading.Event()

    async def play() -> None:
        async with serve(api.application(), port):
            open_now.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(play()))
    thread.start()
    try:
        assert open_now.wait(10)
        yield api
    finally:
        done.set()
        thread.join()

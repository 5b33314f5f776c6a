"""The page 业务系统 in a browser: a change that is parked is seen with its reason and given back, a key is stopped."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Page, expect

from bot.kernel.members.outgoing import Mishap
from bot.members.outbox import ClaimsOutbox
from claims.changes import change_phone
from claims.database import open_claims_database
from claims.demo import find_demo_member
from testing.fakes import FakeClock
from testing.processes import ROOT, BotServer
from tests.browser.test_console import SignIn, sign_in

__all__ = ["sign_in"]
pytestmark = pytest.mark.browser


async def _park(folder: Path, encryption: str, hashing: str) -> str:
    claims = open_claims_database(f"sqlite+aiosqlite:///{folder / 'claims.db'}", encryption, hashing)
    clock = FakeClock()
    outbox = ClaimsOutbox(claims, clock)
    member = await find_demo_member(claims, "han_bing")
    assert member
    await change_phone(claims, member, "13900000077", clock())
    (lane,) = await outbox.take_lanes(10)
    await outbox.keep_failed(lane, Mishap.REFUSED, None)
    key = [one.key for one in await outbox.find_waiting(0, 1000)][
        -1
    ]  # Others may have changed something before.
    await claims.close()
    return key


@pytest.fixture
def parked(bot: BotServer) -> str:
    """A member's change that the centre's system did not take; its key."""
    with start_blocking_portal() as portal:
        keys = bot.key("CLAIMS_ENCRYPTION_KEY"), bot.key("CLAIMS_HASH_KEY")
        return portal.call(_park, bot.folder / "var", *keys)


@pytest.fixture
def api_key(bot: BotServer) -> str:
    """A key that may read changes, made as an administrator of the server makes it."""
    made = subprocess.run(
        [sys.executable, "-m", "bot", "api-keys", "new", "core", "--scope", "changes:read"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(bot.folder / "var")},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()


def open_page(sign_in: SignIn, width: int) -> Page:
    page = sign_in("zhoulan", width)
    page.goto(f"{page.url.split('/console')[0]}/console/outgoing")
    return page


def is_too_wide(page: Page) -> bool:
    """Whether the whole page, and not a table in it, has to be moved sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def test_what_does_not_get_through_is_given_back_and_a_key_is_stopped(
    sign_in: SignIn, bot: BotServer, parked: str, api_key: str
) -> None:
    asked = {"url": f"{bot.url}/api/v1/changes", "headers": {"Authorization": f"Bearer {api_key}"}}
    assert httpx.get(**asked).status_code == 200  # type: ignore[arg-type]
    page = open_page(sign_in, 1280)
    narrow = open_page(sign_in, 390)
    expect(narrow.get_by_role("button", name=f"再试 {parked}")).to_be_in_viewport()
    row = page.get_by_role("row").filter(has_text=parked)
    for words in ("改手机号", "对方系统不收这一条", "停了"):
        expect(row).to_contain_text(words)
    expect(page.get_by_text("13900000077")).to_have_count(0)
    row.get_by_role("button", name=re.compile("^再试")).click()
    expect(page.get_by_text("停了", exact=True)).to_have_count(0)

    key = page.get_by_role("row").filter(has_text="取变动")
    expect(key).to_contain_text("core")
    key.get_by_text("停用", exact=True).click()
    key.get_by_role("button", name="确定停用 core").click()
    expect(page.get_by_role("row").filter(has_text="取变动")).to_contain_text("停用了")
    assert httpx.get(**asked).status_code == 401  # type: ignore[arg-type]
    assert not is_too_wide(page)

    phone = open_page(sign_in, 390)
    expect(phone.get_by_text("停用了")).to_be_in_viewport()
    assert not is_too_wide(phone)

"""The door of the console alone, over a database of one's choice: browsers of different addresses knock at it."""

import re
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from bot.desk.audit_trail import AuditTrail
from bot.desk.expiry import Expiry
from bot.kernel.desk.staff import Role
from bot.records.database import Database
from bot.web.application import create_application
from bot.web.desk.accounts_pages import AccountsPages
from bot.web.desk.guard import SessionGuard
from bot.web.desk.own_account_pages import OwnAccountPages
from bot.web.desk.sign_in_pages import SignInPages
from bot.wiring.staff_parts import StaffParts, join_staff
from testing.fakes import FakeClock
from testing.migrated import open_migrated
from tests.unit.conversation.fake_console import QUICK_HASHER, FakeSealing
from tests.unit.conversation.house import live_nothing

PASSWORD = "一句好记的话就行了吧"
WRONG = "不对的密码不对的密码"
PROXY = "10.0.0.9"


@dataclass
class Door:
    """Its parts, and browsers."""

    database: Database
    clock: FakeClock
    staff: StaffParts
    app: FastAPI
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def browser(self, address: str = "203.0.113.5") -> httpx.AsyncClient:
        """A browser of its own, at this address."""
        transport = httpx.ASGITransport(self.app, client=(address, 1234))
        return await self.stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url="http://test")
        )

    async def rows(self, query: str) -> list[Any]:
        """What the database holds."""
        async with self.database.begin() as session:
            return list(await session.execute(text(query)))

    async def acts(self) -> list[tuple[str, str]]:
        """Who did what, as the audit has it, but for the opening of accounts."""
        rows = await self.rows("SELECT actor, act FROM audit WHERE act <> 'add_account' ORDER BY id")
        return [(actor, act) for actor, act in rows]


@asynccontextmanager
async def open_door(url: str, two_step_roles: Collection[Role] = ()) -> AsyncIterator[Door]:
    """A console with one account of each role, behind a proxy or not."""
    database, clock = await open_migrated(url), FakeClock()
    staff = join_staff(database, QUICK_HASHER, FakeSealing(), clock, two_step_roles)
    for role in Role:
        await staff.accounts.add(role.value, f"{role}员", role, PASSWORD, by="test")
    guard = SessionGuard(staff.sign_in)
    routers = [
        SignInPages(staff.sign_in, guard).router(),
        AccountsPages(guard, staff.accounts, staff.second_step, AuditTrail(database)).router(),
        OwnAccountPages(guard, staff.accounts, staff.second_step).router(),
    ]
    app = create_application(routers, {}, live_nothing, proxies=[PROXY, "10.1.0.0/16"])
    door = Door(database, clock, staff, app)
    async with door.stack:
        yield door
    await database.close()


async def forget(door: Door, *, is_demo: bool = False) -> None:
    """What happens at each start, and then once an hour."""
    await Expiry(door.database, door.staff.accounts, door.clock, is_demo).forget()


async def enter(
    browser: httpx.AsyncClient, login: str = "agent", password: str = PASSWORD, **headers: str
) -> httpx.Response:
    """Sends the form."""
    return await browser.post(
        "/console/sign-in", data={"login": login, "password": password}, headers=headers
    )


async def send(browser: httpx.AsyncClient, path: str, **data: str) -> httpx.Response:
    """Sends a form with the token of the page that it stands on."""
    page = await browser.get("/console/me", follow_redirects=True)
    found = re.search(r'name="csrf" (?:content|value)="([^"]+)"', page.text)
    return await browser.post(path, data={"csrf": found[1] if found else "", **data})

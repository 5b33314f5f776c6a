"""The door of the console alone, over a database of one's choice: browsers of different addresses knock at it."""

import re
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from bot.desk.expiry import Expiry
from bot.kernel.desk.staff import Role
from bot.records.database import Database
from bot.wiring import Doors, create_app, join_parts
from bot.wiring.staff_parts import StaffParts
from testing.fakes import FakeClock
from testing.migrated import open_migrated
from testing.settings import make_settings
from testing.staff import QUICK_HASHER

PASSWORD = "一句好记的话就行了吧"
WRONG = "不对的密码不对的密码"
PROXY = "10.0.0.9"


@dataclass(repr=False)
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
    settings = make_settings(
        Path(),
        database_url=url,
        staff_totp_required=" ".join(two_step_roles),
        trusted_proxies=f"{PROXY} 10.1.0.0/16",
    )
    database = await open_migrated(url)
    await database.close()
    clock = FakeClock()
    parts = join_parts(settings, Doors(clock=clock, hasher=QUICK_HASHER))
    staff = parts.desk.staff
    for role in Role:
        await staff.accounts.add(role.value, f"{role}员", role, PASSWORD, by="test")
    door = Door(parts.base.database, clock, staff, create_app(parts))
    async with door.stack:
        yield door
    await parts.close()


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

"""Guessing passwords: few tries are looked at, however they come; owners and their desks go on working."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher

from bot.desk.accounts.passwords import Passwords
from bot.web.addresses import UNKNOWN, read_address
from tests.bot.desk.door import PASSWORD, PROXY, WRONG, Door, enter, forget, open_door, send


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with open_door(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}") as opened:
        yield opened


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def either_door(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Door]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    async with open_door(url) as opened:
        yield opened


async def knock(browser: httpx.AsyncClient, times: int, login: str = "agent") -> Counter[int]:
    """Wrong tries one after the other, by their answers."""
    return Counter([(await enter(browser, login, WRONG)).status_code for _ in range(times)])


async def test_of_a_hundred_tries_at_once_five_are_looked_at(either_door: Door) -> None:
    browser = await either_door.browser()
    tries = [enter(browser, password=WRONG) for _ in range(99)]
    answers = Counter(one.status_code for one in await asyncio.gather(*tries, enter(browser)))
    assert answers == {403: 5, 429: 95}
    assert (await either_door.acts()).count(("staff:agent", "sign_in_failed")) == 5


async def test_of_two_hundred_tries_at_once_from_many_places_twenty_are_looked_at(either_door: Door) -> None:
    browsers = [await either_door.browser(f"198.51.100.{number}") for number in range(100)]
    tries = [enter(one, password=WRONG) for one in browsers * 2]
    answers = Counter(one.status_code for one in await asyncio.gather(*tries))
    assert answers == {403: 20, 429: 180}


async def test_of_many_logins_at_once_from_one_place_a_hundred_are_looked_at(either_door: Door) -> None:
    browser = await either_door.browser()
    answers = await asyncio.gather(*(enter(browser, f"nobody{number}", WRONG) for number in range(130)))
    assert Counter(one.status_code for one in answers) == {403: 100, 429: 30}


async def test_the_waits_grow_and_end(door: Door) -> None:
    browser = await door.browser()
    assert await knock(browser, 9) == {403: 5, 429: 4}
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        door.clock.advance(minutes=minutes, seconds=-1)
        assert (await enter(browser)).status_code == 429
        door.clock.advance(seconds=1)
        assert (await enter(browser, password=WRONG)).status_code == 403
    door.clock.advance(minutes=60)
    assert (await enter(browser)).status_code == 303


async def test_whoever_must_wait_is_told_how_long_and_whom_to_ask(door: Door) -> None:
    browser = await door.browser()
    await knock(browser, 5)
    door.clock.advance(minutes=1)
    await knock(browser, 1)
    words = (await enter(browser)).text
    assert "2 分钟" in words
    assert "班长" in words


@pytest.mark.parametrize("login", ["agent", "nobody", "Chen Jie", "x" * 300, "' OR 1=1", "", "王芳"])
async def test_a_login_that_is_not_there_is_answered_and_limited_like_one_that_is(
    either_door: Door, login: str
) -> None:
    browser = await either_door.browser()
    answers = [await enter(browser, login, WRONG) for _ in range(6)]
    assert [one.status_code for one in answers] == [403] * 5 + [429]
    assert "登录名或密码不对" in answers[0].text


async def test_a_password_that_is_looked_at_costs_the_same_whether_or_not_there_is_an_account() -> None:
    asked: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            asked.append(str(hash).rsplit("$", 2)[0])
            return super().verify(hash, password)

    passwords = Passwords(Watched(time_cost=1, memory_cost=8, parallelism=1))
    kept = await passwords.hash(PASSWORD)
    assert await passwords.fits(kept, PASSWORD)
    assert not await passwords.fits(kept, WRONG)
    assert not await passwords.fits(None, PASSWORD)
    assert len(asked) == 3
    assert len(set(asked)) == 1


async def test_a_bystander_is_answered_while_many_passwords_are_looked_at(door: Door) -> None:
    passwords = Passwords(PasswordHasher())
    kept = await passwords.hash(PASSWORD)
    tries = asyncio.gather(*(passwords.fits(kept, WRONG) for _ in range(3)))
    browser, answered = await door.browser(), 0
    while not tries.done():
        await asyncio.sleep(0)
        await browser.get("/console/sign-in")
        answered += 1
    assert not any(await tries)
    assert answered > 10


@pytest.mark.parametrize(
    "forwarded",
    [
        "9" * 300,
        "x" * 5000,
        "1.2.3.4, " + "y" * 300,
        "'; DROP TABLE staff",
        "::ffff:1.2.3.4",
        "fe80::1%eth0",
        "\xff",
        "",
    ],
)
async def test_whatever_a_proxy_passes_on_as_an_address_wrong_tries_count(
    either_door: Door, forwarded: str
) -> None:
    browser = await either_door.browser(PROXY)
    headers = {b"X-Forwarded-For": forwarded.encode("latin-1")}
    answers = [
        (await browser.post("/console/sign-in", data={"login": "agent", "password": word}, headers=headers))
        for word in [WRONG] * 5 + [PASSWORD]
    ]
    assert [one.status_code for one in answers] == [403] * 5 + [429]


async def test_behind_trusted_proxies_the_rightmost_address_that_is_none_of_them_counts(door: Door) -> None:
    browser = await door.browser(PROXY)
    for number in range(7):
        # What stands left of it was written by whoever asked.
        forwarded = f"192.0.2.{number}, 203.0.113.7, 10.1.2.3"
        last = await enter(browser, password=WRONG, **{"X-Forwarded-For": forwarded})
    assert last.status_code == 429
    other = await enter(browser, **{"X-Forwarded-For": "203.0.113.7, 203.0.113.8"})
    assert other.status_code == 303


async def test_nobody_else_may_say_where_they_come_from(door: Door) -> None:
    browser = await door.browser("203.0.113.5")
    for number in range(6):
        last = await enter(browser, password=WRONG, **{"X-Forwarded-For": f"192.0.2.{number}"})
    assert last.status_code == 429


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("203.0.113.5", "203.0.113.5"),
        (" 203.0.113.5 ", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        *(
            (one, UNKNOWN)
            for one in ("", "unknown", "9" * 300, "1.2.3", "1.2.3.4.5", "1.2.3.4:80", "a.b", "\0", "١.٢.٣.٤")
        ),
    ],
)
def test_an_address_is_read_by_its_meaning(written: str, read: str) -> None:
    assert read_address(written) == read


async def test_a_household_that_changes_its_address_is_one_place(door: Door) -> None:
    answers = []
    for number in range(6):
        browser = await door.browser(f"2001:db8:1:2::{number + 1:x}")
        answers.append((await enter(browser, password=WRONG)).status_code)
    assert answers == [403] * 5 + [429]


async def test_the_owners_browser_and_address_get_in_while_others_guess(door: Door) -> None:
    at_home, in_the_office = await door.browser("198.51.100.1"), await door.browser("198.51.100.2")
    assert (await enter(at_home)).status_code == 303
    assert (await enter(in_the_office)).status_code == 303
    for number in range(40):
        await knock(await door.browser(f"203.0.113.{number}"), 1)
    stranger = await door.browser("192.0.2.1")
    assert (await enter(stranger)).status_code == 429
    assert (await enter(at_home)).status_code == 303
    # Another browser of an address where the owner has been; and the browser they know, on the road.
    assert (await enter(await door.browser("198.51.100.2"))).status_code == 303
    on_the_road = await door.browser("192.0.2.99")
    on_the_road.cookies = at_home.cookies
    assert (await enter(on_the_road)).status_code == 303


async def test_a_colleague_at_the_same_proxy_cannot_lock_the_browser_that_is_known(door: Door) -> None:
    mine, other = await door.browser(PROXY), await door.browser(PROXY)
    assert (await enter(mine)).status_code == 303
    assert await knock(other, 8) == {403: 5, 429: 3}
    assert (await enter(mine)).status_code == 303


@pytest.mark.parametrize(
    "cookie",
    ["1.x.1774000000.00", "~", "1", "1.a.b.c.d", "1...", "x" * 5000, "1.\udcff.9.9", "1.a.²." + "0" * 64],
)
async def test_a_cookie_that_was_made_up_knows_nobody(door: Door, cookie: str) -> None:
    browser = await door.browser()
    header = f"huzhu_devices={cookie}".encode("utf-8", "surrogateescape")
    form = {"login": "agent", "password": WRONG}
    answers = [
        (await browser.post("/console/sign-in", data=form, headers={b"Cookie": header})).status_code
        for _ in range(6)
    ]
    assert answers == [403] * 5 + [429]


async def test_a_known_browser_is_limited_too_and_a_new_password_makes_it_a_stranger(door: Door) -> None:
    browser = await door.browser()
    await enter(browser)
    assert await knock(browser, 7) == {403: 5, 429: 2}
    door.clock.advance(minutes=1)
    assert (await enter(browser)).status_code == 303
    await door.staff.accounts.set_password("agent", "另一句好记的话也行啊", by="test")
    await enter(browser, password=WRONG)
    assert await door.rows(
        "SELECT scope FROM staff_tries WHERE scope <> 'device' AND count = 1 AND login = 'agent'"
    )


async def test_one_browser_knows_several_colleagues(door: Door) -> None:
    browser = await door.browser()
    for login in ("agent", "reviewer", "agent"):
        assert (await enter(browser, login)).status_code == 303
    marks = browser.cookies["huzhu_devices"].strip('"').split("~")
    assert len(marks) == 2
    cookie = (await enter(browser)).headers.get_list("set-cookie")[-1]
    assert "HttpOnly" in cookie
    assert "Path=/console" in cookie


async def test_unlocking_and_the_old_password_are_limited_and_audited_as_well(door: Door) -> None:
    browser = await door.browser()
    await enter(browser)
    answers = [
        (await send(browser, "/console/me", old=WRONG, new="另一句好记的话也行啊")).status_code
        for _ in range(7)
    ]
    assert answers == [403] * 5 + [429] * 2
    door.clock.advance(minutes=20)
    answers = [
        (await browser.post("/console/locked", data={"password": WRONG})).status_code for _ in range(3)
    ]
    assert answers == [403, 429, 429]
    door.clock.advance(minutes=10)
    assert (await browser.post("/console/locked", data={"password": PASSWORD})).status_code == 303
    acts = Counter(await door.acts())
    assert acts == {
        ("staff:agent", "sign_in"): 1,
        ("staff:agent", "own_password_failed"): 5,
        ("staff:agent", "sign_in_locked"): 2,
        ("staff:agent", "unlock_failed"): 1,
        ("staff:agent", "unlock"): 1,
    }


async def test_neither_log_nor_audit_holds_what_was_typed(
    door: Door, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = await door.browser()
    for _ in range(6):
        await enter(browser, "my-password-by-mistake", WRONG)
        await enter(browser, "agent", WRONG)
    log = capsys.readouterr().out
    rows = str(await door.rows("SELECT actor, act, details, words FROM audit"))
    for secret in ("my-password", WRONG):
        assert secret not in log
        assert secret not in rows
    assert "agent" not in log
    assert "sign_in_failed" in log
    assert "advice" in log
    assert ("unknown", "sign_in_locked") in await door.acts()


async def test_a_supervisor_or_an_administrator_opens_a_login_at_once(door: Door) -> None:
    locked = await door.browser()
    await knock(locked, 6)
    for login in ("supervisor", "admin"):
        browser = await door.browser("198.51.100.9")
        await enter(browser, login)
        assert "要等到" in (await browser.get("/console/unlocking")).text
        assert (await send(browser, "/console/unlocking/agent")).status_code == 303
        assert "要等到" not in (await browser.get("/console/unlocking")).text
        assert (await send(browser, "/console/unlocking/nobody")).status_code == 404
        assert await knock(locked, 6) == {403: 5, 429: 1}
    assert ("staff:admin", "unlock_login") in await door.acts()
    agent = await door.browser("198.51.100.9")
    await enter(agent, "reviewer")
    assert (await agent.get("/console/unlocking")).status_code == 403


async def test_a_locked_session_can_be_left(door: Door) -> None:
    browser = await door.browser()
    await enter(browser)
    door.clock.advance(minutes=16)
    page = await browser.get("/console/locked")
    csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
    assert (await browser.post("/console/sign-out", data={"csrf": "x"})).status_code == 403
    left = await browser.post("/console/sign-out", data={"csrf": csrf})
    assert left.headers["location"] == "/console/sign-in"
    assert await door.rows("SELECT 1 FROM staff_sessions") == []


async def test_what_is_over_is_forgotten_and_known_places_are_not(door: Door) -> None:
    browser = await door.browser("198.51.100.1")
    await enter(browser)
    await knock(await door.browser(), 5)
    door.clock.advance(hours=13)
    await forget(door)
    assert await door.rows("SELECT 1 FROM staff_sessions") == []
    assert len(await door.rows("SELECT 1 FROM staff_tries WHERE place = '203.0.113.5'")) == 2
    door.clock.advance(hours=12)
    await forget(door)
    assert await door.rows("SELECT place FROM staff_tries") == [("198.51.100.1",)]
    door.clock.advance(days=91)
    await forget(door)
    assert await door.rows("SELECT 1 FROM staff_tries") == []

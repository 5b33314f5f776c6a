"""The second step of signing in: a code from the telephone, good for once, asked of whoever has one or must have one."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pyotp
import pytest

from bot.kernel.desk.staff import Role
from tests.bot.desk.door import PASSWORD, WRONG, Door, enter, forget, open_door, send


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with open_door(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}") as opened:
        yield opened


def find_secret(page: str) -> str:
    found = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert found
    return found[1]


async def make_code(door: Door, secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(door.clock(), counter_offset=steps)


async def enrol(door: Door, browser: httpx.AsyncClient, login: str = "agent") -> tuple[str, list[str]]:
    """Signs in and sets the second step up; its secret and the recovery codes."""
    await enter(browser, login)
    secret = find_secret((await browser.get("/console/second-step")).text)
    code = await make_code(door, secret)
    page = await send(browser, "/console/second-step", act="on", password=PASSWORD, code=code)
    assert page.status_code == 200
    door.clock.advance(seconds=30)
    return secret, re.findall(r"<code>([a-z2-7-]{19})</code>", page.text)


async def prove(browser: httpx.AsyncClient, code: str) -> httpx.Response:
    page = await browser.get("/console/code")
    csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
    return await browser.post("/console/code", data={"csrf": csrf, "code": code})


async def test_whoever_has_it_gets_in_with_password_and_code_alone(door: Door) -> None:
    secret, codes = await enrol(door, await door.browser())
    assert len(set(codes)) == 10
    browser = await door.browser()
    answer = await enter(browser)
    assert "huzhu_devices" not in answer.headers.get("set-cookie", "")
    for place in ("/console", "/console/me", "/console/second-step"):
        assert (await browser.get(place)).headers["location"].startswith("/console/code")
    assert (await browser.get("/console/second-step")).status_code == 303
    assert (await prove(browser, "000000")).status_code == 403
    assert (
        await prove(browser, f" {(await make_code(door, secret))[:3]} {(await make_code(door, secret))[3:]} ")
    ).status_code == 303
    assert (await browser.get("/console/me")).status_code == 200
    acts = await door.acts()
    assert ("staff:agent", "second_step_on") in acts
    assert acts[-2:] == [("staff:agent", "second_step_failed"), ("staff:agent", "sign_in")]


async def test_the_secret_is_sealed_and_recovery_codes_are_hashes(door: Door) -> None:
    secret, codes = await enrol(door, await door.browser())
    kept = str(await door.rows("SELECT * FROM staff_second_steps")) + str(
        await door.rows("SELECT * FROM staff_recovery_codes")
    )
    assert secret not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


async def test_a_code_is_good_for_once_and_so_are_all_before_it(door: Door) -> None:
    secret, _ = await enrol(door, await door.browser())
    code, earlier = await make_code(door, secret), await make_code(door, secret, -1)
    browsers = [await door.browser(f"198.51.100.{number}") for number in range(4)]
    for browser in browsers:
        await enter(browser)
    answers = await asyncio.gather(*(prove(browser, code) for browser in browsers))
    assert sorted(one.status_code for one in answers) == [303, 403, 403, 403]
    browser = await door.browser("198.51.100.9")
    await enter(browser)
    assert (await prove(browser, earlier)).status_code == 403


@pytest.mark.parametrize(("steps", "status"), [(-2, 403), (-1, 303), (0, 303), (1, 303), (2, 403)])
async def test_clocks_may_be_half_a_minute_apart(door: Door, steps: int, status: int) -> None:
    secret, _ = await enrol(door, await door.browser())
    door.clock.advance(minutes=5)
    browser = await door.browser()
    await enter(browser)
    assert (await prove(browser, await make_code(door, secret, steps))).status_code == status


async def test_a_recovery_code_is_good_for_once(door: Door) -> None:
    _, codes = await enrol(door, await door.browser())
    for status in (303, 403):
        browser = await door.browser()
        await enter(browser)
        assert (await prove(browser, codes[3].upper().replace("-", " "))).status_code == status
    assert ("staff:agent", "recovery_code_used") in await door.acts()


async def test_codes_are_limited_like_passwords(door: Door) -> None:
    secret, _ = await enrol(door, await door.browser("198.51.100.1"))
    browser = await door.browser()
    await enter(browser)
    answers = await asyncio.gather(*(prove(browser, f"{number:06}") for number in range(60)))
    assert sum(one.status_code == 403 for one in answers) == 5
    assert (await prove(browser, await make_code(door, secret))).status_code == 429
    await door.staff.accounts.unlock("agent", by="test")
    assert (await prove(browser, await make_code(door, secret))).status_code == 303


@pytest.mark.parametrize("code", ["", "x" * 200, "１２３４５６", "\0", "000000; DROP", "王芳"])
async def test_what_is_no_code_is_a_wrong_one(door: Door, code: str) -> None:
    await enrol(door, await door.browser())
    browser = await door.browser()
    await enter(browser)
    assert (await prove(browser, code)).status_code == 403


async def test_nothing_is_changed_without_password_and_code(door: Door) -> None:
    browser = await door.browser()
    secret, codes = await enrol(door, browser)
    code = await make_code(door, secret)
    for act in ("off", "renew", "on"):
        answer = await send(browser, "/console/second-step", act=act, password=WRONG, code=code)
        assert answer.status_code == 403
    assert (
        await send(browser, "/console/second-step", act="off", password=PASSWORD, code="000000")
    ).status_code == 403
    renewed = await send(browser, "/console/second-step", act="renew", password=PASSWORD, code=code)
    assert not any(old in renewed.text for old in codes)
    door.clock.advance(seconds=30)
    code = await make_code(door, secret)
    assert (
        await send(browser, "/console/second-step", act="off", password=PASSWORD, code=code)
    ).status_code == 303
    other = await door.browser()
    assert (await enter(other)).status_code == 303
    assert (await other.get("/console/me")).status_code == 200


async def test_roles_that_must_have_one_set_it_up_before_anything_else(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    async with open_door(url, (Role.ADMIN, Role.SUPERVISOR)) as door:
        browser = await door.browser()
        await enter(browser, "admin")
        for place in ("/console", "/console/me", "/console/accounts", "/console/audit"):
            assert (await browser.get(place)).headers["location"].startswith("/console/second-step")
        secret, codes = await enrol(door, browser, "admin")
        assert codes
        assert (await browser.get("/console/accounts")).status_code == 200
        code = await make_code(door, secret)
        refused = await send(browser, "/console/second-step", act="off", password=PASSWORD, code=code)
        assert refused.status_code == 409
        agent = await door.browser()
        await enter(agent)
        assert (await agent.get("/console/me")).status_code == 200


async def test_an_administrator_resets_it_for_whoever_lost_the_telephone(door: Door) -> None:
    browser, admin = await door.browser(), await door.browser("198.51.100.1")
    await enrol(door, browser)
    await enter(admin, "admin")
    assert "手机丢了" in (await admin.get("/console/accounts")).text
    assert (await send(admin, "/console/accounts/agent", act="second_step")).status_code == 303
    assert (await browser.get("/console/me")).status_code == 303
    assert (await enter(browser)).status_code == 303
    assert (await browser.get("/console/me")).status_code == 200
    assert ("staff:admin", "second_step_reset") in await door.acts()


async def test_an_idle_screen_is_unlocked_by_the_password_and_a_half_open_one_stays_half_open(
    door: Door,
) -> None:
    browser, half = await door.browser(), await door.browser()
    await enrol(door, browser)
    await enter(half)
    door.clock.advance(minutes=16)
    for one in (browser, half):
        assert (await one.post("/console/locked", data={"password": PASSWORD})).status_code == 303
    assert (await browser.get("/console/me")).status_code == 200
    assert (await half.get("/console/me")).headers["location"].startswith("/console/code")


async def test_the_code_to_scan_is_drawn_here_and_holds_the_secret_for_this_login(door: Door) -> None:
    browser = await door.browser()
    await enter(browser)
    first, again = [(await browser.get("/console/second-step")).text for _ in range(2)]
    assert "<svg" in first
    assert "<script" not in first.split("<main")[1]
    assert find_secret(first) == find_secret(again)


async def test_staff_of_a_past_demonstration_cannot_sign_in(
    door: Door, capsys: pytest.CaptureFixture[str]
) -> None:
    accounts = door.staff.accounts
    await accounts.add("chenjie", "陈洁", Role.ADMIN, PASSWORD, by="system", is_demo=True)
    browser = await door.browser()
    await enter(browser, "chenjie")
    await forget(door, is_demo=True)
    assert (await browser.get("/console/me")).status_code == 200
    await forget(door)
    assert (await browser.get("/console/me")).status_code == 303
    assert (await enter(browser, "chenjie")).status_code == 403
    assert (await enter(browser, "admin")).status_code == 303
    assert "已停用" in (await browser.get("/console/accounts")).text
    assert (await send(browser, "/console/accounts/chenjie", act="open")).status_code == 409
    assert "demo_staff_turned_away" in capsys.readouterr().out
    await forget(door)
    assert capsys.readouterr().out == ""
    await accounts.let_demo_in()
    assert (await enter(browser, "chenjie")).status_code == 303

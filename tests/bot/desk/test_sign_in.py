"""Signing in: few tries, nothing told, a lock for the idle, and one door for each act."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute

from bot.errors import StaffRefusal
from bot.kernel.desk.staff import ALLOWED, Role, StaffAct
from bot.wiring.desk_pages import desk_routers, staff_routers
from testing.house import House, build_house

PASSWORD = "一句好记的话就行了吧"
OPEN_DOORS = {"/console/sign-in", "/console/locked"}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with build_house(tmp_path, has_staff=False) as built:
        for role in Role:
            await built.parts.desk.staff.accounts.add(role.value, f"{role}员", role, PASSWORD, by="test")
        yield built


@pytest.fixture
async def browser(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with house.open_browser() as client:
        yield client


async def enter(browser: httpx.AsyncClient, login: str = "agent", password: str = PASSWORD) -> httpx.Response:
    return await browser.post("/console/sign-in", data={"login": login, "password": password})


async def find_csrf(browser: httpx.AsyncClient) -> str:
    page = await browser.get("/console/me")
    found = re.search(r'name="csrf" content="([^"]+)"', page.text)
    assert found
    return found[1]


async def test_whoever_signs_in_gets_a_cookie_that_scripts_cannot_read(browser: httpx.AsyncClient) -> None:
    answer = await enter(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/console")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/console" in cookie
    assert (await browser.get("/console/api/me")).json()["name"] == "agent员"


@pytest.mark.parametrize(
    ("login", "password"), [("agent", "不对的密码不对的密码"), ("nobody", PASSWORD), ("", "")]
)
async def test_a_wrong_try_tells_nothing_and_keeps_what_was_typed(
    browser: httpx.AsyncClient, login: str, password: str
) -> None:
    answer = await enter(browser, login, password)
    assert answer.status_code == 403
    assert "登录名或密码不对" in answer.text
    assert f'value="{login}"' in answer.text
    assert password not in answer.text or not password


async def test_five_wrong_tries_close_the_login_for_a_quarter_of_an_hour(
    house: House, browser: httpx.AsyncClient
) -> None:
    for _ in range(5):
        await enter(browser, password="不对的密码不对的密码")
    assert (await enter(browser)).status_code == 429
    assert (await enter(browser, "reviewer")).status_code == 303
    house.clock.advance(minutes=16)
    assert (await enter(browser)).status_code == 303


async def test_a_desk_behind_one_address_goes_on_after_colleagues_wrong_tries(
    browser: httpx.AsyncClient,
) -> None:
    for number in range(20):
        await enter(browser, f"nobody{number}")
    assert (await enter(browser)).status_code == 303


async def test_very_many_logins_from_one_address_are_slowed(browser: httpx.AsyncClient) -> None:
    for number in range(100):
        await enter(browser, f"nobody{number}")
    assert (await enter(browser)).status_code == 429


async def test_a_page_sends_whoever_is_signed_out_to_the_form_and_back(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/console/me")
    assert answer.headers["location"] == "/console/sign-in?next=/console/me"
    data = {"login": "agent", "password": PASSWORD, "next": "/console/me"}
    assert (await browser.post("/console/sign-in", data=data)).headers["location"] == "/console/me"
    data["next"] = "//evil.example/console"
    assert (await browser.post("/console/sign-in", data=data)).headers["location"] == "/console"


async def test_the_idle_are_locked_and_go_on_with_their_password(
    house: House, browser: httpx.AsyncClient
) -> None:
    await enter(browser)
    house.clock.advance(minutes=16)
    refused = await browser.get("/console/api/me")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "locked")
    assert (await browser.get("/console/me")).headers["location"].startswith("/console/locked")
    assert (
        await browser.post("/console/locked", data={"password": "不对的密码不对的密码"})
    ).status_code == 403
    assert (await browser.post("/console/locked", data={"password": PASSWORD})).status_code == 303
    assert (await browser.get("/console/api/me")).status_code == 200


async def test_what_the_page_says_by_itself_keeps_nobody_signed_in(
    house: House, browser: httpx.AsyncClient
) -> None:
    await enter(browser)
    csrf = {"x-csrf-token": await find_csrf(browser)}
    for _ in range(4):
        house.clock.advance(minutes=4)
        await browser.get("/console/api/queue")
        await browser.post("/console/api/tickets/1/presence", json={}, headers=csrf)
    assert (await browser.get("/console/api/me")).status_code == 401


async def test_a_session_ends_after_a_shift(house: House, browser: httpx.AsyncClient) -> None:
    await enter(browser)
    for _ in range(73):
        house.clock.advance(minutes=10)
        await browser.get("/console/me")
    assert (await browser.get("/console/api/me")).json()["error"]["code"] == "signed_out"


async def test_signing_out_ends_the_session_not_only_the_cookie(browser: httpx.AsyncClient) -> None:
    token = (await enter(browser)).cookies["huzhu_staff"]
    csrf = await find_csrf(browser)
    await browser.post("/console/sign-out", data={"csrf": csrf})
    browser.cookies.set("huzhu_staff", token, path="/console")
    assert (await browser.get("/console/api/me")).status_code == 401


async def test_each_sign_in_is_a_new_session(browser: httpx.AsyncClient) -> None:
    browser.cookies.set("huzhu_staff", "planted-by-somebody", path="/console")
    token = (await enter(browser)).cookies["huzhu_staff"]
    assert token != "planted-by-somebody"


@pytest.mark.parametrize("token", ["", "x" * 32])
async def test_an_act_without_the_pages_token_is_refused(browser: httpx.AsyncClient, token: str) -> None:
    await enter(browser)
    answer = await browser.post("/console/api/tickets/1/take", json={}, headers={"x-csrf-token": token})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "stale_page")
    assert (await browser.post("/console/me", data={"csrf": token})).status_code == 403


async def test_a_new_password_signs_every_browser_out(browser: httpx.AsyncClient) -> None:
    await enter(browser)
    csrf = await find_csrf(browser)
    wrong = await browser.post(
        "/console/me", data={"csrf": csrf, "old": "不是这个", "new": "另一句好记的话也行"}
    )
    assert "原来的密码不对" in wrong.text
    await browser.post("/console/me", data={"csrf": csrf, "old": PASSWORD, "new": "另一句好记的话也行啊"})
    assert (await browser.get("/console/api/me")).status_code == 401
    assert (await enter(browser)).status_code == 403
    assert (await enter(browser, password="另一句好记的话也行啊")).status_code == 303


async def test_an_administrator_opens_changes_and_closes_accounts(browser: httpx.AsyncClient) -> None:
    await enter(browser, "admin")
    csrf = await find_csrf(browser)
    new = {"csrf": csrf, "login": "xiaoli", "name": "小李", "role": "agent", "password": PASSWORD}
    assert (await browser.post("/console/accounts", data=new)).status_code == 303
    assert "已经有人用了" in (await browser.post("/console/accounts", data=new)).text
    assert "小李" in (await browser.get("/console/accounts")).text
    await browser.post(
        "/console/accounts/xiaoli",
        data={"csrf": csrf, "act": "role", "role": "reviewer", "desks": ["relief", "claims"]},
    )
    shown = await browser.get("/console/accounts")
    assert "<td>救助 理赔 </td>" in shown.text
    await browser.post("/console/accounts/xiaoli", data={"csrf": csrf, "act": "close"})
    assert (await enter(browser, "xiaoli")).status_code == 403
    await enter(browser, "admin")
    audit = await browser.get("/console/audit")
    assert "开账号" in audit.text
    assert PASSWORD not in audit.text


async def test_the_last_administrator_stays(house: House) -> None:
    accounts = house.parts.desk.staff.accounts
    with pytest.raises(StaffRefusal, match="last_admin"):
        await accounts.change("admin", by="test", is_active=False)
    await accounts.add("second", "第二位", Role.ADMIN, PASSWORD, by="test")
    assert not (await accounts.change("admin", by="test", is_active=False)).is_active


@pytest.mark.parametrize("password", ["短", "aaaaaaaaaaaa", "my-agent9-password", "长" * 300])
async def test_passwords_that_are_quickly_guessed_are_refused(house: House, password: str) -> None:
    with pytest.raises(StaffRefusal):
        await house.parts.desk.staff.accounts.add("agent9", "甲", Role.AGENT, password, by="test")


async def test_every_answer_forbids_foreign_scripts_and_frames(browser: httpx.AsyncClient) -> None:
    headers = (await browser.get("/console/sign-in")).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def find_routes(house: House) -> list[tuple[str, str, StaffAct | None]]:
    """Every route below /console with the act that its guard asks for."""
    routes = []
    desk = house.parts.desk
    for router in [*staff_routers(desk.staff), *desk_routers(house.parts.base, desk)]:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            guards = [one.dependency for one in route.dependencies if hasattr(one.dependency, "act")]
            if route.path in OPEN_DOORS:
                continue
            assert guards, f"nobody guards {route.path}"
            for method in route.methods or ():
                routes.append((method, route.path, guards[-1].act))  # type: ignore[union-attr]
    return routes


@pytest.mark.parametrize("role", [None, *Role])
async def test_each_door_opens_to_those_whose_role_allows_it(
    house: House, browser: httpx.AsyncClient, role: Role | None
) -> None:
    csrf = ""
    if role:
        await enter(browser, role.value)
        csrf = await find_csrf(browser)
    for method, path, act in find_routes(house):
        if path.endswith(("/stream", "/sign-out")):
            continue
        url = re.sub(r"\{[^}]+\}", "1", path)
        answer = await browser.request(method, url, headers={"x-csrf-token": csrf}, json={})
        if role is None:
            assert answer.status_code in (303, 401), (method, path)
        elif act is not None and act not in ALLOWED[role]:
            assert answer.status_code == 403, (method, path, role)
        elif "/api/" in path:
            assert answer.status_code not in (303, 401, 403), (method, path, role)

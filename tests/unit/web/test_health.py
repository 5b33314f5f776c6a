"""The health pages tell those near what is wrong, and strangers only whether it is."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.web.health import Health

TOKEN = "a-token-of-the-tests-alone"


async def yes() -> bool:
    """Well."""
    return True


async def no() -> bool:
    """Not well."""
    return False


async def broken() -> bool:
    """A check that fails itself."""
    raise ConnectionError


async def ask(
    path: str, health: Health, client: str = "127.0.0.1", headers: dict[str, str] | None = None
) -> httpx.Response:
    """Asks from an address."""
    app = FastAPI()
    app.include_router(health.router())
    transport = httpx.ASGITransport(app, client=(client, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        return await http.get(path, headers=headers)


@pytest.mark.parametrize(
    ("checks", "unwell", "status", "told"),
    [
        ({"database": yes, "rasa": yes}, [], 200, {"ready": True, "database": True, "rasa": True}),
        ({"database": yes, "rasa": no}, [], 503, {"ready": False, "database": True, "rasa": False}),
        ({"database": broken}, [], 503, {"ready": False, "database": False}),
        ({"database": yes}, ["recovery"], 200, {"ready": True, "database": True, "work recovery": False}),
        ({"database": yes}, ["alone"], 503, {"ready": False, "database": True, "work alone": False}),
    ],
)
async def test_readyz_names_what_is_missing(
    checks: dict[str, Any], unwell: list[str], status: int, told: dict[str, bool]
) -> None:
    answer = await ask("/readyz", Health(checks, find_unwell=lambda: unwell, vital=["alone"]))
    assert (answer.status_code, answer.json()) == (status, told)


async def test_a_check_that_hangs_is_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.health._PATIENCE_SECONDS", 0.01)

    async def hang() -> bool:
        await asyncio.Event().wait()
        return True

    answer = await ask("/readyz", Health({"database": hang, "rasa": yes}))
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": False, "rasa": True})


NEAR = ["127.0.0.1", "::1", "10.1.2.3", "192.168.0.9", "172.20.0.1", "fd00::5"]
FAR = ["1.2.3.4", "8.8.8.8", "2400:3200::1", "testclient", "", "unix:"]


@pytest.mark.parametrize("client", NEAR)
async def test_those_near_see_figures_and_details(client: str) -> None:
    health = Health({"database": no})
    assert "# HELP" in (await ask("/metrics", health, client)).text
    assert (await ask("/readyz", health, client)).json() == {"ready": False, "database": False}


@pytest.mark.parametrize("client", FAR)
async def test_strangers_see_whether_it_is_ready_and_no_more(client: str) -> None:
    health = Health({"database": no}, find_unwell=lambda: ["recovery"], token=TOKEN)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}):
        figures = await ask("/metrics", health, client, headers)
        assert (figures.status_code, "# HELP" in figures.text) == (404, False)
        answer = await ask("/readyz", health, client, headers)
        assert (answer.status_code, answer.json()) == (503, {"ready": False})
    assert (await ask("/healthz", health, client)).text == "ok"


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_who_comes_through_a_proxy_is_a_stranger_wherever_the_proxy_stands(name: str) -> None:
    figures = await ask("/metrics", Health({}), headers={name: "127.0.0.1"})
    assert figures.status_code == 404


@pytest.mark.parametrize("client", ["1.2.3.4", "127.0.0.1"])
async def test_the_token_opens_from_anywhere(client: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "1.2.3.4"}
    assert (await ask("/metrics", Health({}, token=TOKEN), client, headers)).status_code == 200


async def test_no_token_set_is_no_token_to_guess() -> None:
    assert (await ask("/metrics", Health({}), "1.2.3.4", {"Authorization": "Bearer "})).status_code == 404


async def test_what_is_only_told_does_not_count() -> None:
    answer = await ask("/readyz", Health({"rasa": yes}, {"redis": no}))
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "rasa": True, "redis": False})

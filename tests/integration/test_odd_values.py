"""Walks every route of the whole application with values that no page sends: refused in words, never a fault."""

import asyncio
import inspect
import json
import re
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from bot.cli.preparation import make_ready
from bot.kernel.desk.staff import Role, StaffMember
from bot.settings import Settings
from bot.web.outreach import forms as outreach_forms
from bot.wiring import create_app, join_parts
from testing.processes import ROOT, find_free_port
from testing.wechat_account import ACCOUNT, ACCOUNT_SETTINGS
from wechat_sim.api import OutgoingApi
from wechat_sim.serving import serve

PASSWORD = "一个很长的测试口令 9317"
ODD = (
    "\0",
    "王\0芳",
    "\ud83d",
    "9" * 30,
    "9" * 5000,
    "-1",
    "2147483648",
    "²",
    "1e400",
    "9999-12-31",
    "0001-01-01",
    "9999-12-31T23:59",
    "http://[::1",
    "🙂" * 300,
)
_ODDEST = ("\0", "9" * 30, "9999-12-31T23:59")
"""For each of the many fields of forms that a route reads itself."""
_ENDS_THE_SESSION = {"/console/sign-out"}
_STREAM_SECONDS = 0.2


@dataclass
class Walk:
    """Staff of each role, signed in, and what went wrong."""

    app: FastAPI
    seats: dict[Role, httpx.AsyncClient] = field(default_factory=dict)
    csrf: dict[Role, str] = field(default_factory=dict)
    role: Role = Role.ADMIN
    asked: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def http(self) -> httpx.AsyncClient:
        """The browser of whoever is walking."""
        return self.seats[self.role]

    async def sign_in(self, role: Role, http: httpx.AsyncClient) -> None:
        """Opens the console in a browser of their own."""
        typed = {"login": f"walker-{role}", "password": PASSWORD}
        entered = await http.post("/console/sign-in", data=typed)
        assert entered.status_code == 303, entered.text
        found = re.search(r'name="csrf" (?:content|value)="([^"]+)"', (await http.get("/console/me")).text)
        assert found
        self.seats[role], self.csrf[role] = http, found[1]

    def send(self, route: APIRoute) -> None:
        """Lets somebody walk who may pass the route's guard."""
        acts = [act for one in route.dependant.dependencies if (act := getattr(one.call, "act", None))]
        self.role = next(role for role in Role if all(StaffMember(1, "", "", role).may(act) for act in acts))

    async def ask(self, method: str, path: str, what: str, **sent: Any) -> None:
        """One request; a stream that begins counts as an answer."""
        headers = {"x-csrf-token": self.csrf[self.role], **sent.pop("headers", {})}
        self.asked += 1
        try:
            async with asyncio.timeout(_STREAM_SECONDS if _is_stream(path) else 30):
                answer = await self.http.request(method, path, headers=headers, **sent)
        except TimeoutError:
            return
        refused = 400 <= answer.status_code < 500
        if answer.status_code >= 500 or (refused and not re.search(r"[\u4e00-\u9fff]", answer.text)):
            self.faults.append(
                f"{answer.status_code} {method} {path[:90]} {what[:80]!r}: {answer.text[:120]}"
            )


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def walk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Walk]:
    """The application as it is served, with the stand-in for WeChat and nobody behind Rasa's address."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    nowhere, port = f"http://127.0.0.1:{find_free_port()}", find_free_port()
    values: dict[str, Any] = {name.lower(): value for name, value in ACCOUNT_SETTINGS.items()}
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path,
        demo=True,
        webchat=True,
        database_url=url,
        claims_database_url=url,
        claims_encryption_key="k3mLxCq1nJ0Qf0y0xkq1S2v3w4x5y6z7A8B9C0D1E2E=",
        claims_hash_key="a hash key of the tests, long enough",
        actions_token="a token of the tests",
        rasa_url=nowhere,
        rasa_token="a token of the tests",
        wechat_api_base=f"http://127.0.0.1:{port}",
        **values,
    )
    await make_ready(join_parts(settings), demo=True)
    parts = join_parts(settings)
    walk = Walk(create_app(parts))
    wechat = OutgoingApi(ACCOUNT, lambda: datetime.now(UTC), lambda _message: None)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(serve(wechat.application(), port))
        for role in Role:
            await parts.desk.staff.accounts.add(f"walker-{role}", "走查", role, PASSWORD, by="system")
            transport = httpx.ASGITransport(walk.app, raise_app_exceptions=False)
            client = httpx.AsyncClient(transport=transport, base_url="http://test")
            await walk.sign_in(role, await stack.enter_async_context(client))
        yield walk
    await parts.close()


async def test_no_route_fails_on_an_odd_value(walk: Walk) -> None:
    said = {"visitor": "v1", "text": "转人工"}
    assert (await walk.http.post("/api/chat/messages", json=said)).status_code == 200
    walk.role = Role.SUPERVISOR
    drafted = await walk.http.post(
        "/console/outreach", data={"name": "年底提醒", "csrf": walk.csrf[walk.role]}
    )
    assert drafted.status_code == 303
    names = sorted(_field_names())
    for route in [one for one in walk.app.routes if isinstance(one, APIRoute)]:
        for method in sorted((route.methods or set()) - {"HEAD"}):
            if route.path not in _ENDS_THE_SESSION:
                walk.send(route)
                await _try_route(walk, route, method, names)
    assert walk.asked > 2000
    assert walk.faults == []


async def _try_route(walk: Walk, route: APIRoute, method: str, names: list[str]) -> None:
    for odd in ODD:
        await _try_places(walk, route, method, odd)
        await _try_query(walk, route, method, odd)
        if method != "GET" and route.dependant.body_params and _is_json(route):
            for field_name in _model_fields(route):
                await _post_json(walk, method, route, field_name, odd)
    if method != "GET" and not _is_json(route):
        path, form = (
            _fill(route.path, ""),
            {name: _usual(name) for name in names} | {"csrf": walk.csrf[walk.role]},
        )
        declared = {one.alias for one in route.dependant.body_params}
        for name in sorted(declared) or _read_by(route, names):
            for odd in ODD if declared else _ODDEST:
                await walk.ask(method, path, f"{name}={odd}", data={**form, name: _speakable(odd)})
        for odd in ODD:
            parts = {name: (None, _speakable(odd)) for name in names} | {"csrf": (None, walk.csrf[walk.role])}
            await walk.ask(method, path, f"everything={odd}", files=parts)
            named = {
                **parts,
                **{
                    name: (f"{_speakable(odd)}.csv", f"身份证号\n{odd}".encode("utf-8", "replace"))
                    for name in ("file", "picture")
                },
            }
            await walk.ask(method, path, f"a file called {odd}", files=named)


async def _try_places(walk: Walk, route: APIRoute, method: str, odd: str) -> None:
    if "{" in route.path:
        sent: dict[str, Any] = (
            {"json": _usual_body(route)} if _is_json(route) else {"data": {"csrf": walk.csrf[walk.role]}}
        )
        await walk.ask(method, _fill(route.path, odd), odd, **(sent if method != "GET" else {}))


async def _try_query(walk: Walk, route: APIRoute, method: str, odd: str) -> None:
    asked = route.dependant.query_params
    wanted = {one.alias: _usual(one.alias) for one in asked if one.field_info.is_required()}
    path = _fill(route.path, "")
    for one in asked:
        await walk.ask(method, path, f"{one.alias}={odd}", params={**wanted, one.alias: _speakable(odd)})
    if _is_stream(path):
        told = odd.replace("\0", "").encode("utf-8", "replace") or b"x"
        await walk.ask(method, path, f"last-event-id={odd}", params=wanted, headers={"last-event-id": told})


async def _post_json(walk: Walk, method: str, route: APIRoute, name: str, odd: str) -> None:
    told: list[Any] = [odd, int(odd)] if re.fullmatch(r"-?\d{1,4000}", odd, re.ASCII) else [odd]
    for value in told:
        body = json.dumps({**_usual_body(route), name: value}).encode()
        kind = {"content-type": "application/json"}
        await walk.ask(method, _fill(route.path, ""), f"{name}={odd}", content=body, headers=kind)


def _field_names() -> set[str]:
    """What the forms of the pages call their fields."""
    pages = (ROOT / "bot" / "web").rglob("*.html")
    found = {
        name for page in pages for name in re.findall(r'name="([\w.]+)"', page.read_text(encoding="utf-8"))
    }
    return found | {f"day{number}" for number in range(1, 8)}


def _read_by(route: APIRoute, names: list[str]) -> list[str]:
    """The fields that a route reads from the form itself, as its module and that of the campaigns' forms name them."""
    source = inspect.getsource(sys.modules[route.endpoint.__module__]) + inspect.getsource(outreach_forms)
    return [name for name in names if f'"{name}"' in source or name == "day1"]


def _is_stream(path: str) -> bool:
    return path.endswith(("/stream", "/progress"))


def _is_json(route: APIRoute) -> bool:
    return any(hasattr(one.field_info.annotation, "model_fields") for one in route.dependant.body_params)


def _model_fields(route: APIRoute) -> list[str]:
    return [name for one in route.dependant.body_params for name in one.field_info.annotation.model_fields]  # type: ignore[union-attr]


def _usual_body(route: APIRoute) -> dict[str, Any]:
    return {name: _usual(name) for name in _model_fields(route)}


def _usual(name: str) -> Any:
    """What a page would send."""
    numbers = {
        "version": "1",
        "seen": 0,
        "minutes": 10,
        "correction_id": 1,
        "paper_id": 1,
        "staff": 1,
        "limit": 5,
    }
    choices = {
        "back": "continue",
        "desk": "claims",
        "hold": True,
        "sure": True,
        "typing": False,
        "field": "phone",
        "card": None,
        "role": "agent",
        "way": "template",
        "intents": [],
        "programmes": [],
        "key": "wangfang",
    }
    return numbers.get(name, choices.get(name, "12345678"))


def _fill(path: str, odd: str) -> str:
    """The path with the first of each thing, or with something odd in each place."""
    return re.sub(r"{(\w+)(?::\w+)?}", lambda _: quote(_speakable(odd), safe="") if odd else "1", path)


def _speakable(text: str) -> str:
    """What an address or a form can carry: it has no lone surrogates."""
    return text.encode("utf-8", "replace").decode()

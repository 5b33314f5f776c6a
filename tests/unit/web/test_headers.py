"""What every answer says about itself, and that cookies are safe behind whatever proxy ends TLS."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from bot.web.application import create_application
from bot.web.members.forms import FormPages


@asynccontextmanager
async def nothing() -> AsyncIterator[None]:
    """Nothing lives beside it."""
    yield


def show_form(request: Request) -> Response:
    """A page with a form, and so with a cookie."""
    return FormPages.from_key(bytes(32)).show(request, "fault.html", {"words": "好"}, 200)


def break_down() -> Response:
    """A fault of the program."""
    raise ZeroDivisionError


async def ask(path: str, public_url: str = "", address: str = "http://bot") -> httpx.Response:
    """Asks for a page."""
    router = APIRouter()
    router.add_api_route("/form", show_form, methods=["GET"])
    router.add_api_route("/api/chat/messages", lambda: PlainTextResponse("好"), methods=["GET"])
    router.add_api_route("/broken", break_down, methods=["GET"])
    router.add_api_route(
        "/kept", lambda: PlainTextResponse("", headers={"Cache-Control": "private, max-age=9"})
    )
    app = create_application([router], {}, nothing, public_url)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=address) as http:
        return await http.get(path)


@pytest.mark.parametrize(
    ("public_url", "address", "is_secure"),
    [
        ("https://bot.example.org", "http://10.0.0.9:8000", True),
        ("HTTPS://bot.example.org/", "http://10.0.0.9:8000", True),
        ("", "https://bot", True),
        ("http://bot.example.org", "http://bot", False),
        ("", "http://127.0.0.1:8000", False),
    ],
)
async def test_cookies_are_secure_where_members_come_by_https(
    public_url: str, address: str, is_secure: bool
) -> None:
    page = await ask("/form", public_url, address)
    assert ("Secure" in page.headers["set-cookie"]) is is_secure
    assert ("strict-transport-security" in page.headers) is is_secure


@pytest.mark.parametrize("path", ["/form", "/api/chat/messages", "/nothing-there", "/console/x", "/broken"])
async def test_no_page_is_framed_or_kept(path: str) -> None:
    page = await ask(path)
    assert page.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"


async def test_what_is_nobodys_may_be_kept_and_who_says_otherwise_is_heard() -> None:
    assert "no-store" not in (await ask("/static/huzhu.css")).headers.get("cache-control", "")
    assert (await ask("/kept")).headers["cache-control"] == "private, max-age=9"


async def test_a_fault_of_the_program_says_so_with_the_headers_of_every_answer() -> None:
    page = await ask("/broken", "https://bot.example.org")
    assert page.status_code == 500
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "strict-transport-security" in page.headers

"""Where a page of the console cannot be shown, staff read what happened and what to do, and find the way on."""

import httpx
import pytest
from fastapi import APIRouter
from sqlalchemy.exc import OperationalError

from testing.house import House

BROWSER = {"accept": "text/html,application/xhtml+xml", "x-staff": "chen"}


async def fail() -> None:
    """A fault of the program."""
    raise RuntimeError("secret")


async def stop() -> None:
    """The database is away."""
    raise OperationalError("SELECT", {}, Exception("gone"))


@pytest.fixture
def http(house: House) -> httpx.AsyncClient:
    """The console, with two doors that fail."""
    router = APIRouter()
    router.add_api_route("/console/broken", fail, methods=["GET"])
    router.add_api_route("/console/relief/broken", stop, methods=["GET"])
    house.app.router.routes[:0] = router.routes
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test", headers=BROWSER)


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/console/nowhere", 404, "没有这一页"),
        ("GET", "/console/relief/JZ-none", 404, "没有这个编号的申请"),
        ("GET", "/console/hours", 403, "班长或管理员"),
        ("PUT", "/console/canned", 405, "刷新了页面"),
        ("GET", "/console/broken", 500, "告诉管理员"),
        ("GET", "/console/relief/broken", 503, "过一分钟再试"),
    ],
)
async def test_staff_get_the_menu_what_happened_and_what_to_do(
    http: httpx.AsyncClient, method: str, path: str, status: int, words: str
) -> None:
    answer = await http.request(method, path)
    assert answer.status_code == status
    assert words in answer.text
    assert 'aria-label="主导航"' in answer.text
    assert "回到会话" in answer.text
    assert "转人工" not in answer.text
    assert "12351" not in answer.text
    assert "secret" not in answer.text


async def test_members_still_get_theirs_and_programs_json(http: httpx.AsyncClient) -> None:
    assert "转人工" in (await http.get("/nowhere")).text
    told = await http.get("/console/api/nowhere", headers={"accept": "*/*"})
    assert told.json()["error"]["code"] == "http_404"

"""What comes in through any door is text and numbers of a sensible size, before anybody works with it."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
import pytest
from fastapi import FastAPI, Form, Request, UploadFile
from pydantic import BaseModel

from bot.kernel import days
from bot.kernel.plain_text import drop_no_text
from bot.web.faults import install_faults
from bot.web.numbers import MOST, Id, Place, read_last_seen, read_number
from bot.web.routing import Router
from testing.processes import ROOT


class Body(BaseModel):
    """Words in JSON."""

    text: str
    more: dict[str, list[str]] = {}


async def show_path(word: str, asked: str = "") -> list[str]:
    return [word, asked]


async def show_json(body: Body) -> dict[str, Any]:
    return body.model_dump()


async def show_form(request: Request, word: Annotated[str, Form()], file: UploadFile) -> list[Any]:
    form = await request.form()
    return [word, form["word"], file.filename, len(await file.read())]


async def show_numbers(request: Request, one: Id, after: Place = 7) -> list[int]:
    return [one, read_last_seen(request, after)]


async def overflow() -> None:
    raise OverflowError("Python int too large to convert to SQLite INTEGER")


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    router = Router()
    router.add_api_route("/path/{word}", show_path)
    router.add_api_route("/json", show_json, methods=["POST"])
    router.add_api_route("/form", show_form, methods=["POST"])
    router.add_api_route("/numbers/{one}", show_numbers)
    router.add_api_route("/overflow", overflow)
    app = FastAPI()
    app.include_router(router)
    install_faults(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def test_nul_is_dropped_from_paths_queries_forms_files_and_json(http: httpx.AsyncClient) -> None:
    assert (await http.get("/path/a%00b?asked=c%00d")).json() == ["ab", "cd"]
    sent = {"text": "王\0芳", "more": {"k\0": ["\0x"]}}
    assert (await http.post("/json", json=sent)).json() == {"text": "王芳", "more": {"k": ["x"]}}
    answer = await http.post("/form", data={"word": "a\0b"}, files={"file": ("n.csv", b"1\x002")})
    assert answer.json() == ["ab", "ab", "n.csv", 3]


async def test_halves_of_signs_are_dropped_and_whole_ones_kept(http: httpx.AsyncClient) -> None:
    sent = b'{"text": "a\\ud83db \\ud83d\\ude00"}'
    answer = await http.post("/json", content=sent, headers={"content-type": "application/json"})
    assert answer.json()["text"] == "ab 😀"


@pytest.mark.parametrize("written", ["王芳\t你好\r\n再见", "‮abc", "😀👩‍👩‍👧", "é́", "\x7f\x85"])
def test_what_is_text_stays_as_it_is(written: str) -> None:
    assert drop_no_text(written) == written


def test_no_sign_that_postgresql_or_xml_refuses_is_left() -> None:
    assert (
        drop_no_text("".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])))
        == ""
    )


@pytest.mark.parametrize("written", ["0", "-1", "2147483648", "9" * 30, "9" * 5000, "²", "1e9", "", " ", "x"])
async def test_a_number_in_a_path_that_no_row_has_is_refused_in_words(
    http: httpx.AsyncClient, written: str
) -> None:
    answer = await http.get(f"/numbers/{written or '%20'}")
    assert answer.status_code == 422
    assert "请" in answer.json()["error"]["message"]


@pytest.mark.parametrize("written", ["²", "٣", "9" * 30, "-1", "+5", "1_0", "", "x", str(MOST + 1)])
async def test_an_event_id_that_is_none_is_as_if_none_had_come(http: httpx.AsyncClient, written: str) -> None:
    assert read_number(written) is None
    answer = await http.get("/numbers/3", headers=[(b"last-event-id", written.encode())])
    assert answer.json() == [3, 7]


async def test_an_event_id_wins_over_the_address(http: httpx.AsyncClient) -> None:
    answer = await http.get("/numbers/3?after=5", headers={"last-event-id": "12"})
    assert answer.json() == [3, 12]


async def test_what_no_column_takes_is_the_senders_fault_and_not_the_databases(
    http: httpx.AsyncClient,
) -> None:
    answer = await http.get("/overflow")
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "value_refused"


@pytest.mark.parametrize(
    "written", ["9999-12-31", "0001-01-01", "1999-12-31", "2200-01-01", "2026-13-01", "x", ""]
)
def test_days_and_moments_out_of_reach_are_none(written: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        days.read_day(written)
    with pytest.raises(ValueError, match=r"\S"):
        days.read_moment(f"{written}T00:00")


def test_every_route_of_ours_reads_text() -> None:
    pages = [path for path in (ROOT / "bot" / "web").rglob("*.py") if path.name != "routing.py"]
    assert [path.name for path in pages if "APIRouter(" in path.read_text(encoding="utf-8")] == []

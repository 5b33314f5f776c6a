"""What the web application answers to what nobody meant to ask."""

import httpx
import pytest

from testing.processes import BotServer


def test_a_person_who_follows_a_dead_link_gets_a_page_with_a_way_on(bot: BotServer) -> None:
    answer = httpx.get(f"{bot.url}/nowhere", headers={"accept": "text/html,*/*"})
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.text
    assert "12351" in answer.text


def test_a_program_gets_a_code(bot: BotServer) -> None:
    answer = httpx.get(f"{bot.url}/nowhere")
    assert answer.json()["error"]["code"] == "http_404"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"visitor": ""}',
        b'{"visitor": "v", "text": 5}',
    ],
)
def test_a_body_that_makes_no_sense_is_refused_kindly(bot: BotServer, body: bytes) -> None:
    answer = httpx.post(
        f"{bot.url}/api/chat/messages", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


def test_a_sign_that_is_no_sign_is_dropped_and_the_rest_is_answered(bot: BotServer) -> None:
    body = b'{"visitor": "half-a-sign", "text": "\\ud800"}'
    answer = httpx.post(
        f"{bot.url}/api/chat/messages", content=body, headers={"content-type": "application/json"}, timeout=20
    )
    assert answer.status_code == 200
    assert "空白" in answer.json()["replies"][0]["text"]


def test_a_huge_body_is_refused_and_the_bot_lives(bot: BotServer) -> None:
    body = b'{"visitor": "v", "text": "' + b"x" * 3_000_000 + b'"}'
    answer = httpx.post(
        f"{bot.url}/api/chat/messages", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413
    assert httpx.get(f"{bot.url}/readyz").status_code == 200


def test_whoever_starts_it_is_told_where_it_is_and_whom_to_be(bot: BotServer) -> None:
    assert f"Web chat   {bot.url}/" in bot.log
    assert "王芳" in bot.log

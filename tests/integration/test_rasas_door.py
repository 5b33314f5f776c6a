"""A real Rasa's port, as whoever reaches it sees it: nothing of anybody without the bot's token and the bot's pass."""

import secrets
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from actions.passes import Passes
from testing.processes import BotServer

CHECKING, FILING = "我的理赔到哪一步了", "我要报销住院费"
ROUTES = [
    ("POST", "/webhooks/rest/webhook"),
    ("POST", "/webhooks/callback/webhook"),
    ("GET", "/webhooks/rest/"),
    ("GET", "/status"),
    ("GET", "/domain"),
    ("GET", "/conversations/1-a/tracker"),
    ("POST", "/conversations/1-a/tracker/events"),
    ("POST", "/conversations/1-a/trigger_intent"),
    ("POST", "/conversations/1-a/messages"),
    ("POST", "/conversations/1-a/execute"),
    ("POST", "/model/parse"),
    ("POST", "/model/train"),
    ("PUT", "/model"),
    ("DELETE", "/model"),
    ("POST", "/auth"),
]


def post(bot: BotServer, words: str, metadata: Any, sender: str | None = None, **more: Any) -> httpx.Response:
    """A message to Rasa past the bot."""
    headers = more.pop("headers", {"Authorization": f"Bearer {bot.key('RASA_TOKEN')}"})
    message = {"sender": sender or secrets.token_hex(6), "message": words, "metadata": metadata}
    url = f"{bot.rasa_url}/webhooks/huzhu/webhook"
    return httpx.post(url, json=message, headers=headers, timeout=30, **more)


def sign(
    bot: BotServer, sender: str, member_id: int | None, key: str | None = None, **ago: float
) -> dict[str, str]:
    """The metadata that the bot would send, so long ago."""
    secret = (key or bot.key("CLAIMS_HASH_KEY")).encode()
    passes = Passes.from_secret(secret, lambda: datetime.now(UTC) - timedelta(**ago))
    return {"pass": passes.write(sender, {"member_id": member_id})}


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nothing_but_our_channel_answers(bot: BotServer, method: str, path: str) -> None:
    token = bot.key("RASA_TOKEN")
    message = {
        "sender": "1-a",
        "message": CHECKING,
        "metadata": {"member_id": 1},
        "model_file": "x",
        "text": "x",
    }
    for params, headers in (({}, {}), ({"token": token}, {"Authorization": f"Bearer {token}"})):
        answer = httpx.request(method, f"{bot.rasa_url}{path}", json=message, params=params, headers=headers)
        assert answer.status_code in (404, 405)


def test_without_the_token_nobody_is_answered(bot: BotServer) -> None:
    for shown in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": bot.key("RASA_TOKEN")}):
        answer = post(bot, CHECKING, sign(bot, "9-x", 1), "9-x", headers=shown)
        assert (answer.status_code, answer.json()) == (403, {"error": "wrong token"})
    assert post(bot, CHECKING, {}, headers={}, params={"token": bot.key("RASA_TOKEN")}).status_code == 403


def test_with_the_token_but_no_pass_of_this_dialogue_nothing_is_told_or_begun(bot: BotServer) -> None:
    before = count_claims(bot)
    for words in (CHECKING, FILING, "/check_claim", '/file_claim{"claim_number":"1"}', "预约窗口", "你好"):
        sender = secrets.token_hex(6)
        for metadata in (
            {},
            {"member_id": 1},
            {"member_id": 1, "pass": ""},
            {"member_id": 1, "task": {"kind": "claim"}, "chosen_claim": 1},
            sign(bot, "1-another", 1),
            sign(bot, sender, 1, key="a key of somebody else"),
            sign(bot, sender, 1, minutes=10),
        ):
            answer = post(bot, words, metadata, sender)
            said = [part.get("custom") for part in answer.json()]
            assert said, answer.text
            assert all(one == {"failure": "handler_error"} for one in said), answer.text
    assert count_claims(bot) == before
    assert "bad_pass" in bot.log


def test_with_both_a_member_hears_of_their_own(bot: BotServer) -> None:
    assert "LP2026-" in post(bot, CHECKING, sign(bot, "1-mine", 1), "1-mine").text


def test_commands_and_slots_stay_words(bot: BotServer) -> None:
    for words in ("/restart", "/session_start", '/check_claim{"member_id":"2"}', "\u3000/back", "/SET_SLOT"):
        sender = secrets.token_hex(6)
        metadata = {**sign(bot, sender, None), "member_id": 2, "slots": {"chosen_claim": "1"}}
        answer = post(bot, words, metadata, sender)
        assert answer.status_code == 200
        assert answer.json(), "a command would end in silence"
        assert "LP20" not in answer.text


def test_no_token_stands_in_a_log(bot: BotServer) -> None:
    logs = bot.log + (bot.folder / "var" / "log" / "rasa.log").read_text(encoding="utf-8", errors="replace")
    for name in ("RASA_TOKEN", "ACTIONS_TOKEN", "CLAIMS_HASH_KEY", "CLAIMS_ENCRYPTION_KEY"):
        assert bot.key(name) not in logs


def count_claims(bot: BotServer) -> tuple[int, ...]:
    """What a writing flow would add to."""
    with sqlite3.connect(bot.folder / "var" / "claims.db") as connection:
        tables = ("claims", "appointments", "relief_applications", "claim_drafts")
        known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert known & set(tables)
        return tuple(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in tables
            if table in known
        )

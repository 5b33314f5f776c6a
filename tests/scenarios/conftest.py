"""Conversations with the whole bot and a real Rasa."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from testing.processes import BotServer
from tests.scenarios.conversation import Conversation, open_conversation


@pytest.fixture
def talk(bot: BotServer) -> Iterator[Conversation]:
    """A member who just opened the chat, and left nothing half filled in by another test."""
    with closing(sqlite3.connect(bot.folder / "var" / "claims.db", timeout=10)) as claims, claims:
        claims.execute("DELETE FROM drafts")
    yield from open_conversation(bot.url)

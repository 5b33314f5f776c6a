"""Conversations with the whole bot and a real Rasa."""

from collections.abc import Iterator

import pytest

from testing.processes import BotServer
from tests.scenarios.conversation import Conversation, open_conversation


@pytest.fixture
def talk(bot: BotServer) -> Iterator[Conversation]:
    """A member who just opened the chat."""
    yield from open_conversation(bot.url)

"""Every entry of the account's menu is a question that the bot answers."""

import pytest

from bot.wechat.account.menu import read_menu
from bot.wechat.events import MENU_QUESTION
from tests.scenarios.conversation import Conversation

QUESTIONS = [
    entry.values["key"].removeprefix(MENU_QUESTION)
    for button in read_menu()
    for entry in (button, *button.entries)
    if entry.type == "click"
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_entry_is_understood_by_whoever_taps_it(talk: Conversation, question: str) -> None:
    talk.become("li_qiang")
    answer = talk.say(question)
    assert answer
    assert "没听明白" not in answer
    assert "没太听明白" not in answer
    assert "不归我们管" not in answer

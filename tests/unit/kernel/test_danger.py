"""Words of danger are known by themselves, and what only sounds like them is left to the bot."""

import time
from itertools import product

import pytest

from bot.kernel.conversation.danger import Danger, find_danger
from testing.tables import each
from tests.unit.kernel.danger_sentences import DANGER, NO_DANGER


@each(DANGER)
def test_words_of_danger_are_known(words: str) -> None:
    assert find_danger(words) is not None


@each(NO_DANGER)
def test_what_only_sounds_like_danger_is_left_to_the_bot(words: str) -> None:
    assert find_danger(words) is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("我不想活了", Danger.DESPAIR),
        ("他拿着菜刀要砍我", Danger.VIOLENCE),
        ("我妈叫不醒了，没有呼吸", Danger.ILLNESS),
        ("着火了，我们被困在六楼", Danger.FIRE),
    ],
)
def test_the_kind_of_danger_says_whom_to_call_first(words: str, kind: Danger) -> None:
    assert find_danger(words) is kind


BETWEEN = [
    " ",
    "\u3000",
    "\u200b",
    "\u2060",
    ".",
    "…",
    "\n",
    "*",
    "、",
    "😭",
    "\u202d",
    "\ufeff",
    "\u3164",
    "\u115f",
    "\ufe0f",
]


@each(product(["我不想活了", "我要自杀", "救命", "我想死", "他要杀我"], BETWEEN))
def test_whatever_stands_between_the_signs_hides_no_danger(words: str, between: str) -> None:
    assert find_danger(between.join(words)) is not None


@pytest.mark.parametrize("words", ["我不想活了", "我想自杀"])
@pytest.mark.parametrize(
    "around", ["我的理赔到哪一步了，{}", "{}，还有住院能报多少", "报销" * 600 + "{}" + "材料" * 600]
)
def test_a_question_beside_it_hides_no_danger(words: str, around: str) -> None:
    assert find_danger(around.format(words)) is not None


@each(["活着", "自杀", "从跳", "要死", "我在", "药我", "老公喝了酒"])
def test_reading_a_long_text_takes_no_time(words: str) -> None:
    begun = time.process_time()
    find_danger(f"{(words * 5000)[:4990]}赔")
    assert time.process_time() - begun < 1

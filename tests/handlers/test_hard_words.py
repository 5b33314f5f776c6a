"""Those who cannot manage are helped, and those who lost somebody hear that first."""

from datetime import datetime

import pytest

from actions.answering import say_sorry
from actions.not_able import is_not_able
from actions.question import Answer, HandoffWish, Question
from actions.talk import Draft
from actions.tasks import filing
from actions.tasks.engine import take
from claims.values import MemberId
from vocabulary.beijing import BEIJING
from vocabulary.tickets import TicketReason

NOW = datetime(2026, 11, 30, 9, tzinfo=BEIJING)


def hear(text: str, *intents: str, member: int | None = None) -> Question:
    """What was understood of some words."""
    return Question(text, intents, (), {}, MemberId(member) if member else None, NOW)


@pytest.mark.parametrize(
    "words",
    [
        "我不会弄，太难了",
        "我不会填",
        "太复杂了",
        "弄不明白",
        "我岁数大了不会用手机",
        "眼睛花，看不清",
        "我不识字",
        "这个太麻烦了",
        "看不懂",
        "我真的搞不定",
        "不会用",
    ],
)
def test_whoever_cannot_manage_is_not_sent_away(words: str) -> None:
    assert is_not_able(hear(words, "cancel"))
    step = take(filing.TASK, Draft("filing", {"kind": "accident"}, "told"), hear(words, "cancel"))
    assert step.outcome is None
    assert step.help
    assert [one.text for one in step.help.choices] == ["继续", "转人工"]


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("算了", "cancel"),
        ("日子太难了", "complain"),
        ("我家里太难了，想申请救助", "apply_relief"),
        ("不会弄，怎么在手机上报", "ask_process"),
        ("会不会太慢", "ask_payout_time"),
        ("转人工", "request_human"),
    ],
)
def test_other_words_are_taken_as_they_are(words: str, intent: str) -> None:
    assert not is_not_able(hear(words, intent))


def test_going_on_asks_the_same_again() -> None:
    step = take(filing.TASK, Draft("filing", {"kind": "accident"}, "told"), hear("继续", "affirm"))
    assert (step.outcome, step.text, step.draft.asked) == (None, "", "told")


@pytest.mark.parametrize("words", ["我爸去世了", "我老公走了", "我妈昨天没了", "孩子不在了"])
def test_a_death_is_answered_with_condolence_and_a_person_before_identity(words: str) -> None:
    needs = Answer("先核对一下身份。", needs=("identity",), person=None)
    answer = say_sorry(hear(words, "apply_relief"), needs)
    assert answer.text.startswith("请您节哀")
    assert answer.needs == ()
    assert answer.choices[0].text == "转人工"
    opened = Answer("好，我帮您填。", opens=Draft("relief"))
    told = say_sorry(hear(words, "apply_relief", member=1), opened)
    assert told.opens is None
    assert told.choices[0].text == "转人工"


def test_whoever_asks_what_can_be_had_after_a_death_is_answered() -> None:
    asked = hear("我爸去世了，能报销什么", "ask_coverage")
    answer = say_sorry(asked, Answer("身故的，有意外险。"))
    assert answer.text == "请您节哀，慢慢说，不着急。身故的，有意外险。"
    with_person = say_sorry(asked, Answer("好。", person=HandoffWish(TicketReason.REQUESTED)))
    assert [one.text for one in with_person.choices] == []

"""Who answers here, at which hours, and what it is for: true and short, and no programme's rules."""

from actions.answering import Answering
from actions.interests import find_taken_down
from actions.question import Answer, Question
from actions.reviews.reasons import find_record
from actions.small_talk import say_what_we_do
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject

_HOURS = "我是自动答话的，白天夜里都能问。窗口几点开门我手头没有准的，去之前打 12351 问一声。"
_HOURS_AGAIN = ("我这里随时都在；窗口的时间我没有准的，12351 能问到。",)
_OF_US = frozenset({"ask_help", "ask_scope", "ask_overview", "complain", "ask_process", "ask_eligibility"})
_NAMED = ("illness", "event", "office", "amount", "claim_number", "relief_number", "relation")
_LIKELY, _BESIDE = 0.25, 0.15
"""How likely it must be that help itself is asked about, and that it is asked in anger."""


async def take(answering: Answering, question: Question) -> Answer | None:
    """What is asked of ourselves; None where it is asked of anything else."""
    if question.way_back or question.programmes or question.talk.task:
        return None
    if _asks_for_hours(question):
        return Answer(_HOURS, needs=("tell_hours",), again=_HOURS_AGAIN)
    if find_taken_down(question):
        return None  # 你记的啥, after a wish was taken down.
    if not _asks_what_for(question):
        return None
    if find_record(question.talk) and "ask_help" not in question.intents:
        return None  # Anger about a record is met by what can be done about it.
    return await say_what_we_do(answering.claims, answering.knowledge, question)


def _asks_for_hours(question: Question) -> bool:
    is_of_time = question.aspects[:1] == (Aspect.TIME,) and not question.named("district")
    of_us = question.about in (None, Subject.PROGRAMME, Subject.PERSON)
    return is_of_time and of_us and set(question.intents) == {"ask_contact"}


def _asks_what_for(question: Question) -> bool:
    """这不管那不管, 你们管啥: help is asked about, and anger is heard with it."""
    chances = question.chances
    is_angry = chances.get("complain", 0.0) >= _BESIDE and "ask_bot" not in question.intents
    is_likely = chances.get("ask_help", 0.0) >= _LIKELY and is_angry and question.is_clear
    if question.move is Move.LOST:
        return False
    is_of_us = set(question.intents) <= _OF_US and question.about in (None, Subject.PROGRAMME, Subject.PERSON)
    return is_likely and is_of_us and not any(question.named(one) for one in _NAMED)

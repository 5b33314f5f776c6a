"""Danger or harm of this moment, told in any words: what to do first comes before all else."""

from dataclasses import replace

from actions.answering import Answering
from actions.emergencies import begin_topic, is_kept, is_under_way
from actions.faq import answer_later, answer_urgent, is_before_today, stay_after_danger
from actions.question import Answer, Question
from vocabulary.expects import Move
from vocabulary.tickets import TicketReason

_THANKS, _REFUSES, _CHILD = "after_danger_thanks", "after_danger_refuses", "after_danger_child"
_OF_PEOPLE = frozenset({"despair", "violence"})
"""Danger in which a no is one to calling somebody."""
_REFUSALS = frozenset({"deny"})


async def take(_answering: Answering, question: Question) -> Answer | None:
    """The first steps, and after them words for what is told; None where nothing presses, or where they were said."""
    if question.way_back:
        return None
    answer = answer_urgent(question)
    if answer is None:
        return (answer_later(question) if is_before_today(question) else None) or _stay(question)
    topic = begin_topic(question, answer.says)
    if topic and is_kept(question):
        return None  # Its first steps were said, in whatever words; what is told now is taken up.
    return replace(answer, topics=(topic,)) if topic else answer


def _stay(question: Question) -> Answer | None:
    """With somebody who told of danger before, and tells on: no queue and no number is recited to what they say."""
    waiting = question.waiting
    if waiting is None or waiting.reason is not TicketReason.CRISIS or "crisis" in question.intents:
        return None
    if is_under_way(question):
        return None  # A fire has words of its own.
    if mood := _find_mood(question):
        question = replace(question, mood=mood)
    if question.aspects and question.is_clear and "inform" not in question.intents:
        return None
    heard = stay_after_danger(question)
    return replace(heard, needs=("stands_by",)) if heard else None


def _find_mood(question: Question) -> str | None:
    """What is told, where its words were not known but what they do was: thanks, a refusal, a child that is there."""
    if question.intents == ("thank",) and not question.talk.task:
        return _THANKS
    waiting = question.waiting
    if question.mood or question.talk.task or waiting is None or waiting.danger not in _OF_PEOPLE:
        return None
    if set(question.intents) <= _REFUSALS:
        return _REFUSES
    tells = question.move in (Move.FEELING, Move.GIVE) and set(question.intents) <= {"inform"}
    return _CHILD if tells and "child" in question.entities.get("relation", ()) else None

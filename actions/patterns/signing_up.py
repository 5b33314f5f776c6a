"""A bare 报 or 取消 is of the activity that is spoken of, where nothing else is asked: no claim is filed by it."""

from dataclasses import replace

from actions.activities import act_on_spoken_of
from actions.activities_shown import picks_by_place
from actions.answering import Answering
from actions.question import Answer, Question
from actions.records import activities
from vocabulary.expects import Asked, Subject

_OPEN = frozenset({Asked.YES, Asked.RECORD, Asked.GO_ON, Asked.KIND})
"""To these it is an answer."""


async def take(answering: Answering, question: Question) -> Answer | None:
    """The place that is wished for or given up; None where another question is open."""
    asked = question.talk.asked
    is_answer = asked is not None and asked.kind in _OPEN
    if is_answer or question.way_back or "crisis" in question.intents:
        return None
    if question.aspects:
        return await _answer_by_place(answering, question)
    return await act_on_spoken_of(answering.claims, answering.knowledge, question)


async def _answer_by_place(answering: Answering, question: Question) -> Answer | None:
    """What is asked of one of the list by its place there, whatever else it sounds like: 头一个咋报."""
    if not picks_by_place(question):
        return None
    meant = replace(question, about=Subject.ACTIVITY)
    return await activities.answer(answering, meant, question.aspects)

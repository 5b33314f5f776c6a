"""A bare 报 or 取消 is of the activity that is spoken of, where nothing else is asked: no claim is filed by it."""

import re
from dataclasses import replace

from actions.activities import JOIN_ACTIVITY, act_on_spoken_of, answer_activity
from actions.activities_shown import find_mine, picks_by_place
from actions.answering import Answering
from actions.question import Answer, Question
from actions.records import activities
from actions.tasks.signals import asks_something
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject

_ALL_BACK = re.compile(r"(?:都|全)(?:给我|帮我)?(?:退|取消|不[去排报])(?:了|掉)*[吧呗啊。！!]*$")
_OPEN = frozenset({Asked.YES, Asked.RECORD, Asked.GO_ON, Asked.KIND})
"""To these it is an answer."""


async def take(answering: Answering, question: Question) -> Answer | None:
    """The place that is wished for or given up; None where another question is open."""
    asked = question.talk.asked
    if _gives_all_up(question):
        mine = await find_mine(answering.claims, question)
        titles = "、".join(one.title for one in mine.values())
        given_up = replace(question, text=f"都取消报名{titles}", intents=("join_activity",), aspects=())
        return await answer_activity(answering.claims, answering.knowledge, given_up)
    is_answer = asked is not None and asked.kind in _OPEN
    if is_answer or question.way_back or "crisis" in question.intents:
        return None
    if _gives_one_up(question):
        meant = replace(question, about=Subject.ACTIVITY)
        return await activities.answer(answering, meant, question.aspects)
    if question.aspects:
        return await _answer_by_place(answering, question)
    return await act_on_spoken_of(answering.claims, answering.knowledge, question)


def _gives_one_up(question: Question) -> bool:
    """Whether one of them is given back, which no rule answers: 实验那个不排了，徒步还去."""
    topic = question.talk.topic
    is_topic = topic is not None and topic.subject is Subject.ACTIVITY
    return is_topic and Aspect.UNDO in question.aspects and not asks_something(question)


def _gives_all_up(question: Question) -> bool:
    """Whether all places are given back while activities are spoken of: 那两天都夜班，都退了."""
    topic, asked = question.talk.topic, question.talk.asked
    is_open = asked is not None and asked.act != JOIN_ACTIVITY
    is_topic = topic is not None and topic.subject is Subject.ACTIVITY
    return is_topic and not is_open and bool(_ALL_BACK.search(question.text.strip()))


async def _answer_by_place(answering: Answering, question: Question) -> Answer | None:
    """What is asked of one of the list by its place there, whatever else it sounds like: 头一个咋报."""
    if not picks_by_place(question):
        return None
    meant = replace(question, about=Subject.ACTIVITY)
    return await activities.answer(answering, meant, question.aspects)

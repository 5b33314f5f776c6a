"""A bare wish after something was told or explained, 登记吧 or 申请: the form for what is spoken of, with all that was told."""

import re

from actions.answering import Answering
from actions.question import Answer, Question
from actions.talk import Topic
from actions.tasks import filing, relief
from actions.tasks.forms import Forms
from vocabulary.expects import Asked, Subject

_WISHES = re.compile(
    r"(?:那|行|好的?|嗯|成|就|先|快|帮我|给我|替我|你|您|[，,\s])*(?:登记|登|申请|申报|报)"
    r"(?:一下|上|个|下)?(?:吧|呗|了|哈)?(?=$|[，,。！!\s])"
)
_OPEN_QUESTIONS = frozenset({Asked.YES, Asked.RECORD, Asked.GO_ON})
"""To these it is an answer."""
_OF_OTHERS = frozenset({Subject.VISIT, Subject.ACTIVITY, Subject.SERVICE, Subject.NOTICES})
_OF_OTHER_ACTS = frozenset({"book_appointment", "join_activity", "crisis", "cancel"})


async def take(answering: Answering, question: Question) -> Answer | None:
    """Opens the relief form where relief is spoken of, else a claim's where something that happened was told."""
    asked, topic = question.talk.asked, question.talk.topic
    is_bare = _WISHES.match(question.text.strip()) and not question.way_back
    is_answer = asked is not None and asked.kind in _OPEN_QUESTIONS
    if not is_bare or is_answer or _OF_OTHER_ACTS.intersection(question.intents):
        return None
    if topic is not None and topic.subject in _OF_OTHERS:
        return None
    forms = Forms(answering.claims, answering.knowledge)
    if topic is not None and _is_of_fund(topic):
        return await forms.open(relief.NAME, question)
    if question.told is not None or question.tells:
        return await forms.open(filing.NAME, question)
    return None


def _is_of_fund(topic: Topic) -> bool:
    """Whether the fund is spoken of, and not an application to it."""
    is_application = topic.subject is Subject.RELIEF and topic.key
    return not is_application and any(code.startswith("relief_") for code in topic.programmes)

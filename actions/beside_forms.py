"""While a visit is being arranged an activity may come between: what is asked of it, and a yes to it, are the activity's."""

import re
from dataclasses import replace

from actions.activities import act_on_spoken_of, answer_activity, wishes_to_sign_up
from actions.activities_shown import names_activity
from actions.answering import Answering
from actions.patterns import acts
from actions.question import Answer, Question
from actions.records import activities
from vocabulary.day_names import find_days
from vocabulary.expects import Asked, Move, Subject

_OF_ANOTHER = "同事的我替不了：请他在自己的微信里约，核对一次身份就行。一块儿来，各约各的。"
_TO_WISH = re.compile(
    r"(?:想(?:现在)?就?(?:申请|登记)，|也可以|现在就)?(?:回复|说)“我要申请(?:应急救助|理赔)”"
)
_THIS_FORM = "把这张填完交上去"
_WISHES = frozenset({"我要申请应急救助", "我要申请理赔", "我要报案"})
"""What begins a form."""
_URGENT = frozenset({"crisis", "request_human"})
_LIKELY = 0.5
_ASIDES = frozenset({"inform", "deny", "affirm", "greet", "thank"})


async def answer_beside(answering: Answering, question: Question) -> Answer | None:
    """What is said to it, which may ask for a yes of its own; None where the message is the form's."""
    if question.way_back or _URGENT.intersection(question.intents):
        return None
    free = replace(question, talk=replace(question.talk, task=None))
    is_asked = question.talk.asked is not None and question.talk.asked.kind is Asked.YES
    if is_asked and (known := await acts.take(answering, free)):
        return known
    if _books_for_another(question):
        return Answer(_OF_ANOTHER)
    if not _is_of_activity(question) and not await names_activity(answering.claims, question):
        return None
    known = await _answer(answering, free)
    return acts.ask_on(free, known) if known else None


def _books_for_another(question: Question) -> bool:
    """Whether a second visit is wished for, for a colleague: 给我同事也约一个."""
    is_wish = "book_appointment" in question.intents and question.move in (Move.ASK, Move.CARRY, None)
    return is_wish and question.named("relation") == "other" and not any(find_days(question.text))


async def _answer(answering: Answering, question: Question) -> Answer | None:
    if known := await act_on_spoken_of(answering.claims, answering.knowledge, question):
        return known
    meant = replace(question, about=Subject.ACTIVITY)
    if known := await activities.answer(answering, meant, question.aspects):
        return known
    wished = replace(meant, intents=("join_activity",))
    return await answer_activity(answering.claims, answering.knowledge, wished)


def _is_of_activity(question: Question) -> bool:
    """Whether an activity is named, or the one that is spoken of is meant; what is told for the form is none."""
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject is Subject.ACTIVITY and bool(topic.key)
    if is_spoken_of and wishes_to_sign_up(question):
        return True
    if "book_appointment" in question.intents or question.about is Subject.VISIT:
        return False
    if is_spoken_of and question.aspects and question.about in (None, Subject.ACTIVITY):
        return True
    is_likely = question.chances.get("join_activity", 0.0) >= _LIKELY
    is_about = question.about is Subject.ACTIVITY
    return "join_activity" in question.intents or (
        is_about and (is_likely or not set(question.intents) <= _ASIDES)
    )


def leave_wish_out(answer: Answer) -> Answer:
    """Without the words that begin a form, while one is open: it is filled in here."""
    choices = tuple(one for one in answer.choices if one.text not in _WISHES)
    return replace(answer, text=_TO_WISH.sub(_THIS_FORM, answer.text), choices=choices)

"""While a visit is being arranged an activity may come between: what is asked of it, and a yes to it, are the activity's."""

from dataclasses import replace

from actions.activities import act_on_spoken_of, answer_activity, wishes_to_sign_up
from actions.activities_shown import names_activity
from actions.answering import Answering
from actions.patterns import acts
from actions.question import Answer, Question
from actions.records import activities
from vocabulary.expects import Asked, Subject

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
    if not _is_of_activity(question) and not await names_activity(answering.claims, question):
        return None
    known = await _answer(answering, free)
    return acts.ask_on(free, known) if known else None


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

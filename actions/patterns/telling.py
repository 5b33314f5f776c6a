"""What decides before anything that is asked is met first: a death, a hurt at work, a relative's illness."""

from actions.answering import Answering
from actions.faq import answer_likely, load_faq
from actions.question import Answer, Question
from actions.relief import call_for_need
from actions.stories import take_told, take_up
from actions.stories.death import is_bereaved


async def take(answering: Answering, question: Question) -> Answer | None:
    """What is said to it, with a person called where the need cannot wait."""
    if known := _answer_after_death(question):
        return known
    known = await take_up(answering.claims, answering.knowledge, question)
    return call_for_need(question, known) if known else None


async def take_story(answering: Answering, question: Question) -> Answer | None:
    """A story that asks nothing, where nothing else knows it."""
    return await take_told(answering.claims, answering.knowledge, question)


def _answer_after_death(question: Question) -> Answer | None:
    """What is often asked by who is left, though that is not plain: who gets it, what was spent before."""
    entry = load_faq().get(question.likely_faq or "")
    if (
        entry is None
        or entry.after is None
        or not is_bereaved(question)
        or question.way_back
        or question.talk.task
    ):
        return None
    return answer_likely(question)

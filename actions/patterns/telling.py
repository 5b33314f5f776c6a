"""What decides before anything that is asked is met first: a death, a hurt at work, a relative's illness."""

from actions.answering import Answering
from actions.question import Answer, Question
from actions.relief import call_for_need
from actions.stories import take_told, take_up


async def take(answering: Answering, question: Question) -> Answer | None:
    """What is said to it, with a person called where the need cannot wait."""
    known = await take_up(answering.claims, answering.knowledge, question)
    return call_for_need(question, known) if known else None


async def take_story(answering: Answering, question: Question) -> Answer | None:
    """A story that asks nothing, where nothing else knows it."""
    return await take_told(answering.claims, answering.knowledge, question)

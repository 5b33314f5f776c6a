"""What was asked before the member was known is answered as soon as they are, without being asked again."""

from dataclasses import replace

from actions.answering import Answering
from actions.identity import OF_PROVING
from actions.question import Answer, Question


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer to the question that waited, where the member is known now and asks nothing else."""
    waiting = question.talk.unanswered
    if waiting is None or question.member is None or not set(question.intents) <= OF_PROVING:
        return None
    asked = replace(
        question,
        text=waiting.text,
        intents=waiting.intents,
        entities=waiting.entities,
        programmes=waiting.entities.get("programme", ()),
        move=None,
    )
    return await answering.answer(asked)

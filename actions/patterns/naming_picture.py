"""A picture that was sent is told what it is: by its paper's name alone, or by a yes where it can be one thing only."""

from actions.answering import Answering
from actions.papers import name_picture
from actions.question import Answer, Question
from actions.tasks.signals import asks_something


async def take(answering: Answering, question: Question) -> Answer | None:
    """That it is noted as that paper, and what is still missing; None where no picture waits or the words ask."""
    if question.member is None or question.way_back or asks_something(question):
        return None
    return await name_picture(answering.claims, question.member, question)

"""A fire, a flood, a life at stake comes before all else, and stays until it is over."""

from actions import emergencies
from actions.answering import Answering
from actions.question import Answer, Question
from actions.tasks.signals import goes_on


async def take(answering: Answering, question: Question) -> Answer | None:
    """What is said to whoever is in it; None for everybody else."""
    if question.talk.left and goes_on(question):
        return None  # The form that was put aside is wanted.
    return await emergencies.take(answering.claims, answering.knowledge, question)

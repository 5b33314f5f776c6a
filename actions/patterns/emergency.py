"""A fire, a flood, a life at stake comes before all else, and stays until it is over."""

from actions import emergencies
from actions.answering import Answering
from actions.question import Answer, Question


async def take(answering: Answering, question: Question) -> Answer | None:
    """What is said to whoever is in it; None for everybody else."""
    return await emergencies.take(answering.claims, answering.knowledge, question)

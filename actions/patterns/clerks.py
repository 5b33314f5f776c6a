"""A clerk asks for a unit: 名单啥格式, 钱走工会经费行不. Each thing has its own answer."""

from actions.answering import Answering
from actions.clerks import answer_clerk
from actions.question import Answer, Question


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer to what a clerk asks of joining; None for any other question."""
    return await answer_clerk(answering.claims, answering.knowledge, question)

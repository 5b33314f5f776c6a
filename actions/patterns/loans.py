"""A loan is asked for, or what it costs: 工会能给贷点不, 利息多少."""

from actions.answering import Answering
from actions.loans import answer_loan
from actions.question import Answer, Question


async def take(answering: Answering, question: Question) -> Answer | None:
    """What the table holds of the loan; None where none is spoken of."""
    return await answer_loan(answering.claims, answering.knowledge, question)

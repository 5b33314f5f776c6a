"""What is another office's, or the unions', is told by whose it is: before any record is looked up for it."""

from actions.answering import Answering
from actions.handing_in import answer_handing_in
from actions.offices import answer_not_ours, is_of_office
from actions.question import Answer, Question
from actions.second_help import answer_of_colleague


async def take(answering: Answering, question: Question) -> Answer | None:
    """The office with its line, or the unions that papers go through; None for what is ours."""
    if question.way_back:
        return None
    if ill := answer_of_colleague(question):
        return ill
    if is_of_office(question):
        return await answer_not_ours(answering.claims, answering.knowledge, question)
    return await answer_handing_in(answering.claims, question)

"""A relative is ill, and it is asked whether that is paid for: a kind word and a plain no first, then who may help."""

from dataclasses import replace

from actions.answering import Answering
from actions.districts import CALLED, URGENT
from actions.question import Answer, Question
from actions.records.cover import answer_of_relative
from actions.urgency import tells_emergency


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer, and a person besides where it cannot wait; None where no relative's treatment is asked about."""
    answer = await answer_of_relative(answering, question)
    if answer is None or not tells_emergency(question.text):
        return answer
    return replace(answer, text=f"{CALLED}\n{answer.text}", person=URGENT)

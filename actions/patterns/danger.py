"""Danger or harm of this moment, told in any words: what to do first comes before all else."""

from dataclasses import replace

from actions.answering import Answering
from actions.emergencies import begin_topic
from actions.faq import answer_urgent
from actions.question import Answer, Question


async def take(_answering: Answering, question: Question) -> Answer | None:
    """The first steps; None where nothing presses, or where they were said."""
    if question.way_back:
        return None
    answer = answer_urgent(question)
    if answer is None:
        return None
    topic = begin_topic(question, answer.says)
    return replace(answer, topics=(topic,)) if topic else answer

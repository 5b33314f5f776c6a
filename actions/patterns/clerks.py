"""A clerk asks for a unit: 名单啥格式, 钱走工会经费行不. Each thing has its own answer."""

from dataclasses import replace

from actions.answering import Answering
from actions.clerks import answer_clerk, find_others
from actions.question import Answer, Question


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer to what a clerk asks of joining, with what is asked besides; None for any other question."""
    known = await answer_clerk(answering.claims, answering.knowledge, question)
    others = find_others(question)
    if known is None or not others:
        return known
    besides = await answering.answer(replace(question, intents=others, parts=()))
    return replace(known, text=f"{known.text}\n{besides.text}", facts=(*known.facts, *besides.facts))

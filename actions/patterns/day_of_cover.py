"""The day that was asked for is told: whether it lies within one of the member's terms."""

from dataclasses import replace

from actions import coverage
from actions.answering import Answering
from actions.question import Answer, Question
from vocabulary.expects import Move

_TELLS = frozenset({"inform", "affirm", "deny", "check_coverage", "ask_scope", "ask_eligibility"})


async def take(answering: Answering, question: Question) -> Answer | None:
    """How the cover stood on that day; None where no day was asked for, or none is told."""
    if not question.talk.is_asked(coverage.ASK_DAY.kind, coverage.ASK_DAY.act) or question.way_back:
        return None
    is_told = question.move is not Move.FEELING and set(question.intents) <= _TELLS
    if not is_told or coverage.find_past_day(question) is None:
        return None
    meant = replace(question, intents=("check_coverage",))
    return await coverage.answer_past_cover(answering.claims, answering.knowledge, meant)

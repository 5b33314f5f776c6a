"""A question that is often asked, and that no record answers: it has an answer of its own."""

from actions.answering import Answering
from actions.faq import answer_faq
from actions.question import Answer, Question
from actions.urgency import tells_emergency
from vocabulary.expects import Move

_ASKING = frozenset({Move.ASK, Move.CARRY, Move.WHY, None})
_OTHERS = frozenset({"crisis", "request_human", "complain"})
"""What comes before any question."""


async def take(_answering: Answering, question: Question) -> Answer | None:
    """Its answer; None for what is told and not asked, and where somebody is in danger."""
    if question.move not in _ASKING or _OTHERS.intersection(question.intents) or question.way_back:
        return None
    return None if tells_emergency(question.text) else answer_faq(question)

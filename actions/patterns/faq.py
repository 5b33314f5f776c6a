"""A question that is often asked, and that no record answers: it has an answer of its own."""

from actions.answering import Answering
from actions.coverage import find_relative, is_supposed
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
    if tells_emergency(question.text) or _is_of_case(question):
        return None
    return answer_faq(question)


def _is_of_case(question: Question) -> bool:
    """Whether a case of their own is told, which the cover answers: a relative's treatment, or an illness that is feared."""
    if question.talk.is_clerk:
        return False
    befell = question.named("event") or question.named("illness")
    is_of_relative = bool(befell) and find_relative(question) is not None
    return is_of_relative or (question.member is not None and is_supposed(question))

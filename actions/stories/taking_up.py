"""What decides before anything else that is asked: that somebody died, that it was at work, whose matter it is."""

from collections.abc import Awaitable, Callable, Sequence

from actions.knowledge import Knowledge
from actions.question import Answer, Question
from actions.stories import at_work, colleagues, death, whose
from claims.database import ClaimsDatabase

_Taker = Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer | None]]
_TAKERS: Sequence[_Taker] = (death.take, colleagues.take, at_work.take, whose.take)
_ELSEWHERE = frozenset({"crisis", "request_human", "unbind_identity", "bind_identity"})


async def take_up(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """The answer where one of these is told or spoken of; None where none is, or something else is wished."""
    if question.way_back or question.talk.task or _ELSEWHERE.intersection(question.intents):
        return None
    for take in _TAKERS:
        if known := await take(claims, knowledge, question):
            return known
    return None

"""Questions about one's own cover that were understood by their intent."""

import re
from collections.abc import Awaitable, Callable, Sequence

from actions.coverage.answers import answer_cover
from actions.coverage.held import read_cover
from actions.identity import for_member
from actions.knowledge import Knowledge
from actions.question import Answer, Question
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.aspects import Aspect

_BEGINNING = re.compile(
    r"生效|开始的?[?？]?$|起保|哪天(?:开始|参加|上的)|啥时候(?:开始|上的)|到期|到哪天|到几号|过期"
)
Answerer = Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]


def read_aspects(question: Question) -> tuple[Aspect, ...]:
    """The classifier's; else from when to when where the words ask that, or where one plan is named."""
    if question.aspects:
        return question.aspects
    if question.named("event") and not question.programmes:
        return (Aspect.COVERED,)
    is_of_term = _BEGINNING.search(question.text) or question.programmes
    return (Aspect.VALID,) if is_of_term else (Aspect.OVERVIEW,)


def _answering(find: Callable[[Question], Sequence[Aspect]]) -> Answerer:
    async def answer(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
        async def read(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
            cover = await read_cover(claims, knowledge, member, question)
            return answer_cover(cover, find(question))

        return await for_member(read)(claims, knowledge, question)

    return answer


answer_coverage = _answering(read_aspects)
answer_past_cover = _answering(lambda _: (Aspect.COVERED,))
"""What was in force on the day that is spoken of, for something that happened then."""
answer_renewal = _answering(lambda _: (Aspect.HOW,))
"""Who renews."""

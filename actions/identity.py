"""Answers that a member's own records need: nobody's records without knowing whose."""

from collections.abc import Awaitable, Callable

from actions.knowledge import Knowledge
from actions.question import Answer, Choice, Question
from actions.wording import IDENTITY_NEEDED
from claims.database import ClaimsDatabase
from claims.values import MemberId

_OTHERS = frozenset({"child", "spouse", "parent", "other"})
_REFUSAL = "我只能查您本人的记录，别人的要由他本人在自己的微信里查。单位工会统一办理的，请经办人走单位工会的渠道；也可以回复“转人工”。"

OwnRecords = Callable[[ClaimsDatabase, MemberId, Question], Awaitable[Answer]]


def for_member(
    answer: OwnRecords,
) -> Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]:
    """Asks for identity where it is not known, refuses another person's records, and else lets `answer` read."""

    async def answer_own(claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
        if question.named("relation") in _OTHERS and "check" in question.intents[0]:
            return Answer(_REFUSAL, (Choice("查我自己的", "查我自己的理赔"), Choice("转人工", "转人工")))
        if question.member is None:
            return Answer(IDENTITY_NEEDED, needs=("identity",))
        return await answer(claims, question.member, question)

    return answer_own

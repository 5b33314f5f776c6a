"""The case and not the cell: what sounds like a question of rules, or of notices, while the member's own claim answers it."""

from collections.abc import Sequence

from actions.answering import Answering
from actions.question import Answer, Question
from actions.records.claim.answers import find_answer
from actions.records.claims_on_offer import find_records, is_of_claim
from claims.states import ClaimState
from claims.values import Claim
from vocabulary.aspects import Aspect
from vocabulary.programmes import find_plan

_OF_CASE = frozenset(
    {
        Aspect.WHEN,
        Aspect.WHY_SLOW,
        Aspect.STATE,
        Aspect.CERTAIN,
        Aspect.AMOUNT,
        Aspect.NEXT,
        Aspect.HURRY,
        Aspect.RECKONING,
        Aspect.NOTIFIED,
        Aspect.CARD,
    }
)
"""What one's own claim answers better than the rule does."""
_OF_ANY = frozenset({Aspect.NOTIFIED, Aspect.CARD})
"""What is asked of the claim under way after a card, or another thing that is no plan, was spoken of."""
_AGAIN = frozenset({Aspect.MORE, Aspect.WHO_MAY})
_DONE = frozenset({ClaimState.PAID, ClaimState.CLOSED, ClaimState.DENIED})
_OVER = frozenset({ClaimState.PAID, ClaimState.CLOSED, ClaimState.DENIED, ClaimState.DOCUMENTS_REQUESTED})


async def answer_of_programme(
    answering: Answering, question: Question, aspects: Sequence[Aspect]
) -> Answer | None:
    """Of the programme that is spoken of, and not named again: from the one claim under way of it."""
    if question.programmes or question.member is None or not aspects:
        return None
    records = await find_records(answering, question)
    if records is None:
        return None
    newest = records.newest if is_of_claim(question.talk.topic) else None
    if newest and aspects[0] in _AGAIN:
        return await _answer(answering, question, newest, Aspect.MORE)
    if newest and aspects[0] in _OF_CASE and newest.state not in _DONE:
        return await _answer(answering, question, newest, aspects[0])
    plans = {plan for code in question.context_programmes if (plan := find_plan(code))}
    current = [one for one in records.every if one.state not in _DONE]
    is_open = not question.context_programmes or (not plans and aspects[0] in _OF_ANY)
    fitting = [one for one in current if is_open or one.plan_code in plans]
    if len(fitting) != 1 or aspects[0] not in _OF_CASE:
        return None
    return await _answer(answering, question, fitting[0], aspects[0])


async def answer_untold(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """Whether the member was told of what became of the claim that is spoken of; what will be told is the notices' own."""
    if Aspect.NOTIFIED not in aspects or not is_of_claim(question.talk.topic):
        return None
    records = await find_records(answering, question)
    newest = records.newest if records else None
    if newest is None or newest.state not in _OVER:
        return None
    return await _answer(answering, question, newest, Aspect.NOTIFIED)


async def _answer(answering: Answering, question: Question, claim: Claim, asked: Aspect) -> Answer | None:
    if question.member is None:
        return None
    return await find_answer(
        answering.claims, answering.knowledge, question.member, claim, (asked,), question
    )

"""Why a cover did not hold, asked of the claim that was denied for it: 我入会三年了怎么就不在保障期."""

from collections.abc import Sequence

from actions.answering import Answering
from actions.asking_on import asks
from actions.question import Answer, Question
from actions.records.claim.answers import find_answer
from actions.records.claims_on_offer import find_records, is_of_claim
from claims.states import ClaimState
from vocabulary.aspects import Aspect

_OF_COVER = frozenset({Aspect.WHY, Aspect.VALID, Aspect.COVERED, Aspect.WHO_MAY})
_OBJECTS = 0.3


async def answer_objection(
    answering: Answering, question: Question, aspects: Sequence[Aspect]
) -> Answer | None:
    """The reason, with the days; None where no denied claim is what is spoken of."""
    if not _OF_COVER.intersection(aspects) or question.programmes or not is_of_claim(question.talk.topic):
        return None
    is_objection = question.chances.get("dispute_claim", 0.0) >= _OBJECTS or Aspect.WHY in aspects
    if question.intents == ("check_coverage",) and asks(question.text) and not is_objection:
        return None  # 我那保障还有效吗 is of today; 我早就在保了 is not.
    records = await find_records(answering, question)
    newest = records.newest if records else None
    if newest is None or question.member is None or newest.state is not ClaimState.DENIED:
        return None
    asked = (Aspect.WHY,)
    return await find_answer(answering.claims, answering.knowledge, question.member, newest, asked, question)

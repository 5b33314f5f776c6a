"""What sounds like a question of another kind and is asked of the claim that is spoken of: money before it is decided."""

from collections.abc import Sequence

from actions.answering import Answering
from actions.question import Answer, Question
from actions.records.claim.answers import find_answer
from actions.records.claims_on_offer import find_records, is_of_claim
from vocabulary.aspects import Aspect


async def answer_advance(
    answering: Answering, question: Question, aspects: Sequence[Aspect]
) -> Answer | None:
    """Whether something may come before the decision on the claim; None where none is spoken of, or a fund is named."""
    if Aspect.ADVANCE not in aspects[:1] or question.programmes or not is_of_claim(question.talk.topic):
        return None
    records = await find_records(answering, question)
    if records is None or records.newest is None or question.member is None:
        return None
    asked = (Aspect.ADVANCE,)
    return await find_answer(
        answering.claims, answering.knowledge, question.member, records.newest, asked, question
    )

"""The written reason of a refusal is asked about in its own words, before its record was spoken of: 啥叫不在保障期内."""

from dataclasses import replace

from actions.answering import Answering
from actions.question import Answer, Question
from actions.records.claim import answer_about
from actions.relief_case import answer_case, read_cases
from actions.several import count_shared
from claims.access import access_claims
from claims.states import ClaimState, ReliefStep
from vocabulary.aspects import Aspect

_SHARED = 4
"""So many pairs of characters are of the reason, and not of everybody's talk."""
_ASKED = frozenset({Aspect.MEANING, Aspect.WHY})
_REFUSED = frozenset({ClaimState.DENIED, ClaimState.CLOSED})


async def take(answering: Answering, question: Question) -> Answer | None:
    """Why that record was refused; None where no reason of the member's own is quoted."""
    topic = question.talk.topic
    is_of_record = topic is not None and bool(topic.key)
    asks = _ASKED.intersection((*question.aspects, *question.likely_aspects))
    if question.member is None or question.way_back or is_of_record or not asks:
        return None
    plain = replace(question, programmes=(), aspects=(Aspect.WHY,))
    for case in await read_cases(answering.claims, answering.knowledge, question.member, plain):
        if case.one.step is ReliefStep.DENIED and quotes(question.text, case.one.denial_reason or ""):
            return answer_case(case, (Aspect.WHY,))
    for claim in await access_claims(answering.claims, question.member):
        if claim.state in _REFUSED and quotes(question.text, claim.denial_reason or ""):
            return await answer_about(
                answering.claims, answering.knowledge, question.member, claim, (Aspect.WHY,), plain
            )
    return None


def quotes(words: str, reason: str) -> bool:
    """Whether the words say much of the reason."""
    return count_shared(reason, words) >= _SHARED

"""What is answered about one claim, by what is asked of it."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from actions.claim_status import show_claim
from actions.knowledge import Knowledge
from actions.paper_kinds import find_named
from actions.question import Answer, Fact, Question
from actions.records.claim import (
    comparing,
    deciding,
    elsewhere,
    money,
    papers,
    reckoning,
    rules,
    steps,
    waiting,
)
from actions.records.claim.asked import AskedClaim
from actions.records.claim.comparing import OF_ANOTHER
from actions.several import say_once
from actions.talk import Topic
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import Claim, MemberId
from vocabulary.aspects import Aspect
from vocabulary.banks import find_other_bank
from vocabulary.expects import Subject

OF_CLAIMS = "check_claim"
"""The intent that looks claims up, remembered with what was answered of one."""
_MOST = 3
_FIRST = 2
_SENTENCE = re.compile(r"[^。]+。")
"""So many sentences of an answer are said again."""
_OF_NO_CARD = frozenset({Aspect.AMOUNT, Aspect.RECKONING, Aspect.STATE, Aspect.WHEN_DONE, Aspect.RECEIVED})
"""What is asked of a payment to another bank's card as of any."""
_AT_LAST = "我这里看到的就这些，没有新的变化。想让人再看看，点“转人工”，您前面说的同事都看得到。"
_WHETHER = frozenset({Aspect.MORE, Aspect.CERTAIN, Aspect.EFFECT, Aspect.WHO_MAY, Aspect.ELSEWHERE})
_TO_BE_DONE = frozenset({Aspect.MISSING, Aspect.HOW, Aspect.SUBSTITUTE, Aspect.CHANGE})
_IN_EVERY = (Aspect.STATE, Aspect.OVERVIEW)
_SAID_WITH: Mapping[Aspect, Sequence[Aspect]] = {
    Aspect.CERTAIN: (Aspect.MISSING, Aspect.RECEIVED, Aspect.STATE),
    Aspect.MISSING: (Aspect.NEXT, Aspect.RECEIVED),
    Aspect.WHY_SLOW: (Aspect.WHEN,),
    Aspect.HURRY: (Aspect.WHEN, Aspect.WHY_SLOW),
    Aspect.WHO: (Aspect.HURRY,),
    Aspect.NOTIFIED: (Aspect.ORIGIN,),
    Aspect.RECKONING: (Aspect.AMOUNT, Aspect.WHY, Aspect.WHO),
    Aspect.AMOUNT: (Aspect.CARD,),
    Aspect.WHY: (Aspect.VALID,),
    Aspect.SUBSTITUTE: (Aspect.MISSING,),
    Aspect.COMPARED: (Aspect.WHY, Aspect.RECKONING, Aspect.AMOUNT),
}
"""What the answer to one says of others."""


async def _say_valid(one: AskedClaim) -> Answer | None:
    return await deciding.say_valid(one) or await rules.say_term(one)


ANSWERERS: Mapping[Aspect, Callable[[AskedClaim], Awaitable[Answer | None]]] = {
    Aspect.OVERVIEW: steps.say_state,
    Aspect.STATE: steps.say_state,
    Aspect.WHEN: waiting.say_when,
    Aspect.WHEN_DONE: steps.say_when_done,
    Aspect.TIME: waiting.say_when,
    Aspect.WHY_SLOW: waiting.say_why_slow,
    Aspect.AMOUNT: money.say_amount,
    Aspect.RECKONING: reckoning.say_reckoning,
    Aspect.WHY: deciding.say_why,
    Aspect.MISSING: papers.say_claim_papers,
    Aspect.RECEIVED: papers.say_claim_papers,
    Aspect.SUBSTITUTE: papers.say_substitute,
    Aspect.NEXT: steps.say_next,
    Aspect.CERTAIN: waiting.say_certain,
    Aspect.CARD: money.say_card,
    Aspect.ORIGIN: money.say_origin,
    Aspect.NOTIFIED: papers.say_notified,
    Aspect.MORE: comparing.say_more,
    Aspect.ELSEWHERE: elsewhere.say_elsewhere,
    Aspect.ADVANCE: steps.say_advance,
    Aspect.HURRY: waiting.say_hurry,
    Aspect.WHO: steps.say_who,
    Aspect.COVERED: reckoning.say_covered,
    Aspect.VALID: _say_valid,
    Aspect.CHANGE: steps.say_change,
    Aspect.UNDO: steps.say_undo,
    Aspect.EFFECT: rules.say_effect,
    Aspect.WHO_MAY: rules.say_who_may,
    Aspect.WHERE: rules.say_where,
    Aspect.HOW: rules.say_how,
    Aspect.MEANING: steps.say_meaning,
    Aspect.COMPARED: comparing.say_compared,
}


async def answer_about(
    claims: ClaimsDatabase,
    knowledge: Knowledge,
    member: MemberId,
    claim: Claim,
    asked: Sequence[Aspect],
    question: Question,
) -> Answer:
    """What is asked of this claim, which is spoken of from now on; its stage in full where no record answers that."""
    known = await find_answer(claims, knowledge, member, claim, asked, question)
    return known or replace(show_claim(claim, question.today), topics=(_turn_to(claim, asked),))


async def find_answer(
    claims: ClaimsDatabase,
    knowledge: Knowledge,
    member: MemberId,
    claim: Claim,
    asked: Sequence[Aspect],
    question: Question,
) -> Answer | None:
    """The same; None where no record answers it."""
    one = AskedClaim(claims, knowledge, member, claim, question)
    bank = find_other_bank(question.text)
    if bank and not (question.aspects and _OF_NO_CARD.issuperset(question.aspects)):
        return replace(money.say_other_bank(bank), topics=(_turn_to(claim, asked),))
    wanted = _leave_stage_out(claim, _read_again(claim, asked, question) or (Aspect.STATE,))
    said = [
        answer
        for aspect in wanted[:_MOST]
        if aspect in ANSWERERS and (answer := await ANSWERERS[aspect](one))
    ]
    if not said:
        return None
    topic = _turn_to(claim, wanted)
    fact = Fact(f"claim:{claim.number}", claim.updated_at)
    if len(said) == 1:
        says = f"{claim.number}.{claim.state}.{said[0].says or wanted[0]}"
        return replace(said[0], facts=(fact,), topics=(topic,), says=says, again=_say_again(said[0]))
    return Answer(
        "\n".join(say_once(answer.text for answer in said)),
        tuple(dict.fromkeys(choice for answer in said for choice in answer.choices)),
        (fact,),
        tuple(dict.fromkeys(need for answer in said for need in answer.needs)),
        topics=(topic,),
        asks=next((answer.asks for answer in reversed(said) if answer.asks), None),
        remarks=tuple(remark for answer in said for remark in answer.remarks),
    )


def _say_again(answer: Answer) -> tuple[str, ...]:
    """Other words for when the same is asked again: shorter, and at last a person."""
    first = "".join(_SENTENCE.findall(answer.text)[:_FIRST])
    return (*(answer.again or (f"还是这样：{first}",)), _AT_LAST)


def _turn_to(claim: Claim, asked: Sequence[Aspect]) -> Topic:
    return Topic(Subject.CLAIM, claim.number, (claim.plan_code,), (*asked, OF_CLAIMS))


def _read_again(claim: Claim, asked: Sequence[Aspect], question: Question) -> Sequence[Aspect]:
    """Of a claim that is done, whether it may be had is asked of another one, and whether papers still help of itself."""
    is_of_papers = question.about is Subject.PAPERS and bool(claim.missing_documents)
    if claim.state is ClaimState.CLOSED and is_of_papers and _WHETHER.intersection(asked):
        return (Aspect.MISSING,)
    if claim.state is ClaimState.PAYMENT_RETURNED and _TO_BE_DONE.intersection(asked[:1]):
        is_of_paper = bool(find_named(question.text)) or "材料" in question.text
        return asked if is_of_paper else (Aspect.NEXT,)  # 卡注销了咋整 is of the card.
    is_done = claim.state in (ClaimState.PAID, ClaimState.CLOSED)
    is_of_another = is_done and OF_ANOTHER.intersection(question.intents)
    return (Aspect.MORE,) if is_of_another and _WHETHER.intersection(asked) else asked


def _leave_stage_out(claim: Claim, asked: Sequence[Aspect]) -> tuple[Aspect, ...]:
    """Without what the answer to another of them says as well."""
    wanted = tuple(dict.fromkeys(asked))
    said = {more for one in wanted for more in _SAID_WITH.get(one, ())}
    if claim.state is ClaimState.APPROVED and Aspect.WHEN in wanted:
        said |= {Aspect.AMOUNT, Aspect.CARD}  # Of money that waits, when names the sum and the card.
    return tuple(one for one in wanted if one not in said and one not in _IN_EVERY) or wanted

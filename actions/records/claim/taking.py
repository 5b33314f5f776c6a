"""A question about one's own claims: who asks, which claim is meant, and what is asked of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answering import Answering
from actions.claim_picking import is_of_illness, points
from actions.claim_status import (
    count_claims,
    mention_others,
    offer_claims,
    offer_fitting,
    order_claims,
    show_claim,
)
from actions.coverage import answer_cover, read_cover
from actions.identity import ask_identity, refuse_another, says_own, speaks_of_another
from actions.paper_kinds import find_named
from actions.question import Answer, Question
from actions.records.claim.answers import find_answer
from actions.records.claim.meant import GENERAL, JUST_FILED, Meant, find_meant
from actions.records.claim.overview import say_overview, say_to_do
from actions.records.claim.reading import OF_CLAIM, is_understood, may_speak_of_record, read_aspects
from actions.records.claims_on_offer import RecordsOnOffer, find_records, is_of_claim
from actions.wording import say_list
from claims.states import ClaimState
from claims.values import Claim, MemberId
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.programmes import find_plan

_WHETHER = frozenset({Aspect.COVERED, Aspect.WHO_MAY})
_NOW = re.compile(r"^那?现在")
_UNKNOWN = "您名下没有找到 {number} 这个编号。请对一下编号再发给我。"
_ONLY_ONE = "您只有 1 笔理赔。{shown}"
_SORRY = "让您着急了，对不起。"
_DENIED = "没赔下来，您心里不好受，我明白。"
_LONG_WAY = "您这一路不容易，我听明白了。"
_LONG = 60
_OFTEN_ASKED = ("hospital_cash", "inpatient_medical", "critical_illness", "accident")
_BY_ITSELF = "二次报销不用报，按季自动算；别的出了事再报，说一句就行。"
_NOT_OTHERS = "别人的记录我不能说，只看您自己的：{said}"
_NOT_OF_PLAN = "您名下没有{plans}的理赔。{said}"
_NOT_OF_ILLNESS = "没查到写着“{illness}”的理赔，您有的是这一笔。{said}"
OF_RECORD = frozenset(Aspect) - {
    Aspect.HOW,
    Aspect.WHERE,
    Aspect.COVERED,
    Aspect.WHO_MAY,
    Aspect.MEANING,
    Aspect.EFFECT,
    Aspect.ELSEWHERE,
    Aspect.SUBSTITUTE,
    Aspect.MISSING,
    Aspect.MORE,
    Aspect.WHO,
    Aspect.ADVANCE,
}
"""What no rule answers, so that whose record it is must be known first."""
_OF_NO_RULE = frozenset(
    {
        Aspect.STATE,
        Aspect.OVERVIEW,
        Aspect.WHY,
        Aspect.WHY_SLOW,
        Aspect.WHEN_DONE,
        Aspect.RECKONING,
        Aspect.CARD,
        Aspect.ORIGIN,
        Aspect.RECEIVED,
    }
)
"""Of these what was heard as a rule's question is of a record all the same."""
_OF_STAGE = (
    Aspect.OVERVIEW,
    Aspect.STATE,
    Aspect.AMOUNT,
    Aspect.CARD,
    Aspect.WHEN_DONE,
    Aspect.WHEN,
    Aspect.WHY_SLOW,
    Aspect.ORIGIN,
)


async def answer(answering: Answering, question: Question, _aspects: Sequence[Aspect]) -> Answer | None:
    """What is asked of the claim that is meant; all of them, or which of them, where it may be several."""
    if now := _find_terms_of_now(question):
        return await answering.answer(now)
    if not may_speak_of_record(question):
        return None
    asked = (Aspect.OVERVIEW,) if _asks_for_others(question) else tuple(read_aspects(question))
    asked = asked or _find_asked(question)
    if not asked or ("claim_number" in question.entities and not is_understood(question)):
        return None
    if question.member is None:
        return _ask_who(question, asked)
    if is_understood(question) and (refusal := refuse_another(question)):
        return refusal
    records = await find_records(answering, question)
    if records is None or _is_of_papers_told(records, question):
        return None
    meant = find_meant(records, question, asked)
    if meant is None:
        return Answer(_UNKNOWN.format(number=question.named("claim_number")))
    said = await _answer_of(answering, records, meant, asked, question) if meant.claims else None
    is_of_both = says_own(question.text) and speaks_of_another(question) and Aspect.COMPARED not in asked
    if said and is_of_both:
        return replace(said, text=_NOT_OTHERS.format(said=said.text))
    return said


def _is_of_papers_told(records: RecordsOnOffer, question: Question) -> bool:
    """Whether papers are spoken of that none of the claims asks for, after something was told that has not been filed."""
    named = find_named(question.text)
    asked_for = {paper.kind for one in records.every for paper in one.documents}
    return bool(named) and asked_for.isdisjoint(named) and question.told is not None


def _find_asked(question: Question) -> tuple[Aspect, ...]:
    """Of what was just filed, how it stands; of words that go on from a claim and ask nothing by name, what comes next."""
    if JUST_FILED.search(question.text):
        return (Aspect.STATE,)
    goes_on = question.about in OF_CLAIM and question.move is Move.CARRY and is_of_claim(question.talk.topic)
    return (Aspect.NEXT,) if goes_on and not question.programmes else ()


async def _answer_of(
    answering: Answering,
    records: RecordsOnOffer,
    meant: Meant,
    asked: tuple[Aspect, ...],
    question: Question,
) -> Answer | None:
    claims, knowledge, today = order_claims(meant.claims), answering.knowledge, question.today
    if asked[0] in _WHETHER and _is_of_another_illness(claims, question):
        return None
    if len(claims) > 1 and meant.is_all and len(claims) == len(records.every):
        return say_overview(knowledge, claims, today)
    if len(claims) > 1:
        return _offer(answering, records, claims, asked, question)
    assert question.member is not None
    if Aspect.ELSEWHERE in asked and _asks_for_cover(claims[0], question):
        return await _say_other_cover(answering, claims[0], question, question.member)
    said = await find_answer(answering.claims, knowledge, question.member, claims[0], asked, question)
    if said is None:
        return None
    lacking = _find_lacking(records, question) if asked[0] in _OF_STAGE else ()
    if lacking:
        plans = say_list(knowledge.short_name(code) for code in lacking)
        return replace(said, text=_NOT_OF_PLAN.format(plans=plans, said=said.text))
    if asked[0] in _OF_STAGE and _points_at_another(records, question):
        text = _NOT_OF_ILLNESS.format(illness=question.named("illness"), said=said.text)
        return replace(said, text=text, again=(), says="")
    if Aspect.OVERVIEW in asked and len(records.every) == 1:
        return replace(said, text=_ONLY_ONE.format(shown=show_claim(claims[0], today).text))
    if set(asked) <= {Aspect.STATE, Aspect.OVERVIEW} and question.talk.offered is None:
        said = mention_others(said, records.every)
    return replace(said, text=f"{_SORRY}{said.text}") if "complain" in question.intents else said


def _is_of_another_illness(claims: Sequence[Claim], question: Question) -> bool:
    """Whether an illness is named that none of the claims is of: 现在又查出来 is a new matter."""
    illness = question.named("illness") or ""
    return bool(illness) and not any(is_of_illness(illness, one.cause) for one in claims)


def _points_at_another(records: RecordsOnOffer, question: Question) -> bool:
    """Whether a claim is pointed at by an illness that none of them is of, as far as the signs tell: 阑尾炎那笔呢."""
    illness = question.named("illness") or ""
    is_of_none = not any(is_of_illness(illness, one.cause) for one in records.every)
    return bool(illness) and points(question) and not question.programmes and is_of_none


def _asks_for_others(question: Question) -> bool:
    """Whether it is asked which other claims there are, and not what else may pay: 还有别的理赔没."""
    is_of_all = {"ask_overview", "check_claim"} == set(question.intents) and question.about is Subject.CLAIM
    return is_of_all and question.aspects == (Aspect.ELSEWHERE,)


def _asks_for_cover(claim: Claim, question: Question) -> bool:
    """Whether all that they hold is asked for, and not what else may pay for what was denied."""
    is_of_all = {"ask_overview", "check_coverage"}.intersection(question.intents)
    return bool(is_of_all) and claim.state is not ClaimState.DENIED and not question.programmes


async def _say_other_cover(
    answering: Answering, claim: Claim, question: Question, member: MemberId
) -> Answer:
    """All of the member's cover, beside the claim that they know."""
    alone = replace(question, programmes=(), context_programmes=(), talk=replace(question.talk, topics=()))
    cover = await read_cover(answering.claims, answering.knowledge, member, alone)
    said = answer_cover(cover, (Aspect.OVERVIEW,))
    name = answering.knowledge.short_name
    held = {one.plan_code for one in cover.every}
    lacking = say_list(name(code) for code in _OFTEN_ASKED if code not in held)
    none = f"{lacking}您名下没有。" if lacking else ""
    lead = f"除了{name(claim.plan_code)}这笔，别的要看还出过什么事。"
    return replace(said, text=f"{lead}{said.text.partition(chr(10))[0]}{none}{_BY_ITSELF}")


def _offer(
    answering: Answering,
    records: RecordsOnOffer,
    claims: Sequence[Claim],
    asked: tuple[Aspect, ...],
    question: Question,
) -> Answer:
    """Which of them is meant, each with how it stands; what waits for the member first."""
    if len(claims) < len(records.every):
        return offer_fitting(claims, question.today, asked)
    to_do = say_to_do(answering.knowledge, claims)
    head = f"{count_claims(claims)}。{to_do}想细看哪一笔？" if to_do else None
    return offer_claims(claims, question.today, asked, head)


def _ask_who(question: Question, asked: Sequence[Aspect]) -> Answer | None:
    """What is asked of a record waits until it is known whose; a word first for whoever has a hard time behind them."""
    is_of_all = bool(GENERAL.search(question.text))
    if is_of_all or not is_understood(question) or not OF_RECORD.intersection(asked):
        return None
    if all(one.startswith("ask_") for one in question.intents) and not _OF_NO_RULE.intersection(asked):
        return None  # 走的人能退钱不: a rule, whoever asks.
    if asked[0] is Aspect.WHY:
        lead = _DENIED
    elif len(question.text) >= _LONG:
        lead = _LONG_WAY
    else:
        lead = _SORRY if "complain" in question.intents else ""
    return ask_identity(question, lead)


def _find_lacking(records: RecordsOnOffer, question: Question) -> tuple[str, ...]:
    """The plans that are named, and that no claim is of."""
    plans = {plan for code in question.programmes if (plan := find_plan(code))}
    return tuple(plans) if plans and plans.isdisjoint(one.plan_code for one in records.every) else ()


def _find_terms_of_now(question: Question) -> Question | None:
    """After the terms of an old claim's day: 现在呢 is about the plan as it is now."""
    topic = question.talk.topic
    if (
        not topic
        or not is_of_claim(topic)
        or not {Aspect.COVERED, Aspect.COMPARED}.intersection(topic.aspects)
        or not _NOW.match(question.text.strip())
    ):
        return None
    intent = "ask_benefit" if re.search(r"多少|最高", question.text) else "ask_scope"
    return replace(question, intents=(intent,), programmes=topic.programmes)

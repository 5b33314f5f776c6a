"""Which claim a question is about: the one that is spoken of, what was just filed, or the one that the words can only mean."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answering import Answering
from actions.claim_picking import pick, points
from actions.claim_status import offer_claims
from actions.papers import find_with_paper
from actions.question import Answer, Question
from actions.records.claim.answers import answer_about
from actions.records.claim.reading import may_speak_of_record, read_aspects
from actions.records.claims_on_offer import RecordsOnOffer, find_records, is_of_claim
from claims.states import ClaimState
from claims.values import Claim
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

_JUST_FILED = re.compile(r"我?刚刚?才?(?:[报交填]|申请|登记|提交)(?:上|好|完|了)?(?:去|上去)?的|我报的那")
_OWN_ONE = re.compile(r"(?:我|俺)[^，。？?]{0,12}(?:那|这)[个笔回次]?|(?:我|俺)[^，。？?]{1,10}的钱")
_OWN_STATE = re.compile(r"[差缺](?:点)?[啥什哪]|收[到着]|打了|批了|审[到完]|没批|到账")
_ALL_RECORDS = re.compile(r"几[个笔]|哪些|都|全部|所有|别的|其他|另外|我的理赔")
_NOW = re.compile(r"^那?现在")
_GENERAL = re.compile(r"现在(?:最高|的标准|管)|一般|通常|都是|大家|别人|人家|新的|再[报申]")


async def answer(answering: Answering, question: Question, _aspects: Sequence[Aspect]) -> Answer | None:
    """What is asked of the claim that is spoken of, else of the one that the words can only mean."""
    if now := _find_terms_of_now(question):
        return await answering.answer(now)
    if not may_speak_of_record(question):
        return None
    asked = tuple(read_aspects(question)) or ((Aspect.STATE,) if _JUST_FILED.search(question.text) else ())
    if not asked or "claim_number" in question.entities:
        return None
    records = await find_records(answering, question)
    if records is None or question.member is None:
        return None
    meant = _find_meant(records, question, asked)
    if not meant:
        return None
    if len(meant) > 1:
        return offer_claims(meant, question.today, asked)
    return await answer_about(
        answering.claims, answering.knowledge, question.member, meant[0], asked, question
    )


def _find_terms_of_now(question: Question) -> Question | None:
    """After the terms of an old claim's day: 现在呢 is about the plan as it is now."""
    topic = question.talk.topic
    if (
        not topic
        or not is_of_claim(topic)
        or Aspect.COMPARED not in topic.aspects
        or not _NOW.match(question.text.strip())
    ):
        return None
    intent = "ask_benefit" if re.search(r"多少|最高", question.text) else "ask_scope"
    return replace(question, intents=(intent,), programmes=topic.programmes)


def _find_meant(records: RecordsOnOffer, question: Question, asked: tuple[Aspect, ...]) -> list[Claim]:
    if _JUST_FILED.search(question.text):
        return list(records.every[:1])
    topic = question.talk.topic
    if asked[0] != Aspect.WHY and _names_another_sum(records.newest, question):
        return []
    if is_of_claim(topic) and records.newest and _is_of(records.newest, question, asked):
        return [records.newest]
    if Aspect.MISSING in asked and (with_paper := find_with_paper(records.every, question.text)):
        return list(with_paper)
    is_own = _OWN_ONE.search(question.text) or (points(question) and _OWN_STATE.search(question.text))
    if is_own:
        picked = pick(records.every, question).claims or tuple(records.every[:2])
        if len(picked) == 1:
            return list(picked)
    is_elsewhere = topic is not None and topic.subject is Subject.RELIEF
    if asked[0] == Aspect.WHY and not is_elsewhere:
        return _find_disputable(records, question)
    return []


def _is_of(claim: Claim, question: Question, asked: tuple[Aspect, ...]) -> bool:
    """Whether nothing else is named, and not all records, or the rule for everybody, are asked about."""
    words = question.text
    if _GENERAL.search(words) or any(code != claim.plan_code for code in question.programmes):
        return False
    is_over = asked[0] == Aspect.NEXT and claim.state in (ClaimState.CLOSED, ClaimState.PAID)
    return not is_over and not (_ALL_RECORDS.search(words) and asked[0] == Aspect.STATE)


def _names_another_sum(claim: Claim | None, question: Question) -> bool:
    """Whether a sum is named that this claim never had."""
    said = question.named("amount")
    if claim is None or said is None:
        return False
    sums = {claim.approved_amount, *(one.amount for one in claim.payments)}
    return not any(one is not None and f"{one:.2f}" == f"{float(said):.2f}" for one in sums)


def _find_disputable(records: RecordsOnOffer, question: Question) -> list[Claim]:
    """Whose "why" it can be: those that were denied, else those that were paid less than hoped."""
    named = [one for one in records.every if one.plan_code in question.programmes] or records.every
    denied = [one for one in named if one.state is ClaimState.DENIED]
    is_of_sum = re.search(r"点|少|才[给赔报]|只[给赔报]", question.text)
    decided = [one for one in named if one.approved_amount is not None]
    return list(decided[:6] if is_of_sum and decided else denied or decided[:6])

"""The other one is meant: 我说另一个, 不是这个; and where a claim and an application are of the same illness, both are told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from actions.answering import Answering
from actions.claim_picking import pick_by_words
from actions.claim_status import offer_claims, say_stage
from actions.question import Answer, Fact, Question
from actions.records.claim import answer_about
from actions.records.claim.reading import read_aspects, recall_aspects
from actions.relief_case import OwnApplication, answer_case, read_cases, say_shortly
from actions.talk import Topic
from claims.access import access_claims
from claims.values import Claim
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject

_OTHER = re.compile(r"另(?:外)?(?:一|那)?[个笔份]|别的那[个笔份]|不是(?:说|问)?(?:的)?[这那][个笔份]")
_NOT_THAT = re.compile(r"不(?:是|问)[^\s，。,]{0,4}?(救助|理赔)")
_NAMED = {"救助": Subject.RELIEF, "理赔": Subject.CLAIM}
_RECORDS = (Subject.CLAIM, Subject.RELIEF, Subject.PAYMENT)
_OF_STATE = frozenset({Aspect.STATE, Aspect.OVERVIEW, Aspect.WHEN, Aspect.WHY_SLOW, Aspect.RECEIVED})
_OF_ANY = frozenset("治疗确诊住院手术受伤病的了，。和在家中")
"""Signs of a cause that tell nothing apart."""
_TWO = "您{what}有两样：应急救助{relief}；{plan}理赔（{number}）{stage}，{since}的。想细问救助还是理赔，说一声就行。"


async def take(answering: Answering, question: Question) -> Answer | None:
    """The record that was not spoken of, or both; None where a member has but one that fits."""
    if question.member is None or question.talk.task or question.way_back:
        return None
    is_other = _means_other(question)
    if not is_other and not _may_be_two(question):
        return None
    cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
    claims = await access_claims(answering.claims, question.member)
    if not is_other:
        return _tell_both(answering, question, claims, cases)
    topic = _find_denied(question) or _find_named_first(question, claims) or question.talk.topic
    return await _turn(answering, question, claims, cases, topic) if _is_of_record(topic) and topic else None


def _is_of_record(topic: Topic | None) -> bool:
    return topic is not None and topic.subject in _RECORDS and bool(topic.key)


def _means_other(question: Question) -> bool:
    asked = question.talk.asked
    is_free = asked is None or asked.kind not in (Asked.YES, Asked.RECORD)
    return is_free and bool(_OTHER.search(question.text) or _find_denied(question))


def _find_named_first(question: Question, claims: Sequence[Claim]) -> Topic | None:
    """The one claim that stands before the other: 1120那个收到了, 另一笔卡在哪."""
    found = _OTHER.search(question.text)
    before = replace(question, text=question.text[: found.start()], entities={}) if found else question
    named = pick_by_words(claims, replace(before, programmes=())) if found else ()
    return Topic(Subject.CLAIM, named[0].number, (named[0].plan_code,)) if len(named) == 1 else None


def _find_denied(question: Question) -> Topic | None:
    """The one of two records just told of that is named by what is not meant: 不是救助那份."""
    found = _NOT_THAT.search(question.text)
    two = question.talk.topics[:2]
    if (
        found is None
        or question.move is not Move.CORRECT
        or {one.subject for one in two} != {*_NAMED.values()}
    ):
        return None
    return next(one for one in two if one.subject is _NAMED[found[1]])


def _may_be_two(question: Question) -> bool:
    """Whether it is asked how something stands, by its cause alone."""
    is_asked = bool(question.aspects) and question.aspects[0] in _OF_STATE
    looks_up = {"check_claim", "check_payment", "check_relief"}.intersection(question.intents)
    is_named = question.programmes or question.named("claim_number") or question.named("relief_number")
    is_new = question.talk.topic is None or not question.talk.topic.key
    return is_asked and bool(looks_up) and not is_named and is_new and question.move is not Move.CHOOSE


async def _turn(
    answering: Answering,
    question: Question,
    claims: Sequence[Claim],
    cases: Sequence[OwnApplication],
    topic: Topic,
) -> Answer | None:
    """The one that is left, of the other kind first, with what was asked of the first; several are listed."""
    assert question.member is not None
    if _find_denied(question):
        told = {one.key for one in question.talk.topics[:2]}
        claims = [one for one in claims if one.number in told]
        cases = [one for one in cases if one.one.number in told]
    others = [one for one in claims if one.number != topic.key]
    left = [
        one
        for one in cases
        if one.one.number != topic.key and not _is_set_apart(one.one.approved_amount, question)
    ]
    named = list(pick_by_words(others, question))
    named_at = _OTHER.search(question.text)
    after = question.text[named_at.end() :] if named_at else ""
    said = tuple(read_aspects(replace(question, text=after, intents=(), aspects=())))
    asked = said or recall_aspects(topic) or (Aspect.STATE,)
    if len(left) == 1 and not named and topic.subject is not Subject.RELIEF:
        return answer_case(left[0], asked)
    meant = named or others or [one for one in claims if cases]
    if len(meant) == 1:
        return await answer_about(
            answering.claims, answering.knowledge, question.member, meant[0], asked, question
        )
    return offer_claims(meant, question.today, asked) if meant else None


def _is_set_apart(amount: Decimal | None, question: Question) -> bool:
    """Whether the sum is named of the one that is not meant: 两万收着了，我说另一个."""
    return amount is not None and any(Decimal(one) == amount for one in question.entities.get("amount", ()))


def _tell_both(
    answering: Answering, question: Question, claims: Sequence[Claim], cases: Sequence[OwnApplication]
) -> Answer | None:
    """One claim and one application that the words fit alike."""
    words = question.text
    pairs = [
        (claim, case)
        for claim in claims
        for case in cases
        if (set(claim.cause) & set(case.one.cause) - _OF_ANY).intersection(words)
    ]
    if len(pairs) != 1 or "救助" in words or "理赔" in words:
        return None
    claim, case = pairs[0]
    text = _TWO.format(
        what=case.cause,
        relief=say_shortly(case),
        plan=answering.knowledge.short_name(claim.plan_code),
        number=claim.number,
        stage=say_stage(claim),
        since=case.say_day(claim.state_since),
    )
    facts = (
        Fact(f"claim:{claim.number}", claim.updated_at),
        Fact(f"relief:{case.one.number}", case.one.updated_at),
    )
    topics = (
        Topic(Subject.RELIEF, case.one.number, ("relief_fund",), ("check_relief", Aspect.STATE.value)),
        Topic(Subject.CLAIM, claim.number, (claim.plan_code,), (Aspect.STATE.value, "check_claim")),
    )
    return Answer(text, facts=facts, topics=topics)

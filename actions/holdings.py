"""What a member holds decides between readings that are near: what sounds like a rule, or like a record they have not, is of one they have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.answering import Answering
from actions.claim_picking import is_of_illness
from actions.identity import names_relative, speaks_of_another
from actions.paper_kinds import names_paper
from actions.question import Question
from actions.records.claim.meant import GENERAL
from actions.records.claim.reading import asks_about_a_paper
from actions.relief_case import OF_FIRE
from claims.access import access_claims, access_relief_applications
from claims.states import ClaimState, ReliefStep
from claims.values import Claim
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.programmes import find_plan

_DONE = frozenset({ClaimState.PAID, ClaimState.CLOSED, ClaimState.DENIED})
_OF_CLAIM_ALONE = frozenset({Aspect.RECKONING, Aspect.CARD, Aspect.WHEN_DONE, Aspect.WHY_SLOW})
"""What nobody asks of cover."""
_OF_CASE = frozenset(
    {Aspect.WHEN, Aspect.WHY_SLOW, Aspect.STATE, Aspect.HURRY, Aspect.CARD, Aspect.NOTIFIED, Aspect.AMOUNT}
)
"""What one's own record answers better than the rule."""
_AS_OWN: Mapping[str, str] = {"check_relief": "check_claim", "ask_payout_time": "check_payment"}
_CALLS_FOR_RELIEF = frozenset({"fire", "pipe_burst", "disaster", "death"})
_RELIEF = re.compile(r"救助|救命|救急|基金")
_OF_COVER = frozenset({Aspect.COVERED, Aspect.VALID})
_OF_TIME = frozenset({Aspect.WHEN, Aspect.WHY_SLOW, Aspect.HURRY})
_OF_SUM = frozenset({"ask_payout_time", "ask_benefit", "check_relief", "check_payment"})
_NEAR = 0.3
"""How likely a reading must be to stand beside the likeliest."""
_BESIDE = 0.45
"""How likely it must be to take its place where the likeliest finds nothing."""


async def read_by_holdings(answering: Answering, question: Question) -> Question:
    """The question as one who sees the member's records reads it; the same where they decide nothing."""
    is_numbered = question.named("claim_number") or question.named("relief_number")
    is_own = question.member is not None and not question.way_back and not is_numbered
    if not is_own or names_relative(question) or speaks_of_another(question) or GENERAL.search(question.text):
        return question
    if _sounds_like_relief(question):
        return await _read_relief(answering, question)
    if _asks_of_own_relief(question):
        return await _read_fund(answering, question)
    if not _may_be_of_claim(question):
        return question
    claims = await _find_claims(answering, question)
    if not claims:
        return _read_without_claims(question)
    if _waits_for_paper(question, claims):
        is_of_day = Aspect.WHEN in question.aspects or "ask_deadline" in question.intents
        intents = ("ask_deadline",) if is_of_day else question.intents
        return replace(question, about=Subject.PAPERS, aspects=(Aspect.MISSING,), intents=intents)
    if question.about is Subject.COVER:
        return _read_cover(question, claims)
    return _read_rule(question, claims)


async def _find_claims(answering: Answering, question: Question) -> Sequence[Claim]:
    assert question.member is not None
    return await access_claims(answering.claims, question.member)


def _sounds_like_relief(question: Question) -> bool:
    """Whether news of relief is asked for; who tells what befell them, or wishes for it, means relief itself."""
    only_asks = bool(question.intents) and all(one.startswith(("ask_", "check_")) for one in question.intents)
    is_told = bool(_CALLS_FOR_RELIEF.intersection(question.entities.get("event", ())))
    sounds = question.about is Subject.RELIEF or question.intents[:1] == ("check_relief",)
    return sounds and only_asks and not is_told


async def _read_relief(answering: Answering, question: Question) -> Question:
    """Of the claim where a plan is named that has one, or where there is no application and there are claims."""
    is_of_fund = any(code.startswith("relief_") for code in question.context_programmes)
    if is_of_fund or _RELIEF.search(question.text) or not _OF_CASE.issuperset(question.aspects[:1]):
        return question
    assert question.member is not None
    claims, plans = await _find_claims(answering, question), _find_plans(question)
    fitting = [one for one in claims if one.plan_code in plans]
    if plans and not fitting and question.context_programmes == question.programmes:
        return await _read_cover_of_plan(answering, question)
    if plans and not fitting:
        rules = [one for one in question.likely if one.startswith("ask_")][:1]
        is_rule = bool(rules) and "check_relief" in question.intents and question.chances[rules[0]] >= _NEAR
        return replace(question, about=Subject.PROGRAMME, intents=tuple(rules)) if is_rule else question
    if not plans and (not claims or await access_relief_applications(answering.claims, question.member)):
        return question
    return _as_claims(question)


async def _read_cover_of_plan(answering: Answering, question: Question) -> Question:
    """Of one's own cover, where a plan is named that nothing was filed for, however much it sounds like the relief before it."""
    assert question.member is not None
    every = await access_relief_applications(answering.claims, question.member)
    likely = next((one for one in question.likely_aspects if one in _OF_COVER), Aspect.COVERED)
    asked = tuple(one for one in question.aspects if one in _OF_COVER) or (likely,)
    events = ("fire",) if any(OF_FIRE.search(one.cause) for one in every) else ()
    entities = {"event": events, **question.entities} if events else question.entities
    return replace(question, about=Subject.COVER, intents=("ask_scope",), aspects=asked, entities=entities)


def _asks_of_own_relief(question: Question) -> bool:
    """Whether what a rule of the fund answers for all goes on from what was said of it: 请明确拨付时限."""
    is_of_fund = any(code.startswith("relief_") for code in question.context_programmes)
    is_named = bool(question.programmes) and "check_relief" not in question.intents
    is_of_sum = bool(question.intents) and _OF_SUM.issuperset(question.intents)
    is_asked = (
        question.about is Subject.PROGRAMME
        and is_of_sum
        and bool(_OF_CASE.intersection(question.aspects[:1]))
    )
    return is_of_fund and is_asked and not is_named and not question.faq and not question.likely_faq


async def _read_fund(answering: Answering, question: Question) -> Question:
    assert question.member is not None
    every = await access_relief_applications(answering.claims, question.member)
    is_open = any(one.step not in (ReliefStep.DENIED, ReliefStep.PAID) for one in every)
    return replace(question, about=Subject.RELIEF, intents=("check_relief",)) if is_open else question


def _may_be_of_claim(question: Question) -> bool:
    if question.about is Subject.COVER:
        return bool(question.aspects)
    if question.about not in (None, Subject.CLAIM, Subject.PAYMENT, Subject.PROGRAMME):
        return False
    return bool(question.intents) and all(one.startswith(("ask_", "check_")) for one in question.intents)


def _read_without_claims(question: Question) -> Question:
    """Of cover where that is nearly as likely and there is no claim to speak of: 俺那个意外的还中用不."""
    is_looked_up = question.intents[:1] == ("check_claim",)
    is_near = _is_near(question, "check_coverage")
    asks_valid = Aspect.VALID in (*question.aspects, *question.likely_aspects[:1])
    if not is_looked_up or question.about is Subject.COVER or not (is_near or asks_valid):
        return question
    return replace(
        question,
        about=Subject.COVER,
        intents=("check_coverage", *question.intents[1:]),
        aspects=question.aspects or (Aspect.VALID,),
    )


def _read_cover(question: Question, claims: Sequence[Claim]) -> Question:
    """Of the claim, where nobody asks that of cover: how a sum was reckoned, when it comes, and news that only a claim has."""
    first, plans = question.aspects[0], _find_plans(question)
    if first is Aspect.VALID and not plans and (named := _name_plan(question, claims)):
        return named
    is_of_news = question.intents[:1] != ("check_coverage",) or _is_near(question, "manage_notifications")
    is_awaited = first is Aspect.NOTIFIED and is_of_news
    is_open = any(one.state not in _DONE for one in claims)
    is_named = any(one.plan_code in plans for one in claims)
    is_of_money = first is Aspect.WHEN and _is_near(question, "ask_payout_time", "check_payment")
    is_of_plan = first is Aspect.STATE and is_named and _is_near(question, "check_claim")
    if first in _OF_CLAIM_ALONE or is_of_plan or (is_open and (is_of_money or is_awaited) and not plans):
        return replace(question, about=Subject.CLAIM, intents=("check_claim",))
    return (
        replace(question, about=Subject.PROGRAMME, intents=("ask_payout_time",)) if is_of_money else question
    )


def _name_plan(question: Question, claims: Sequence[Claim]) -> Question | None:
    """How long the cover holds that a claim is under, where the claim is named by its illness: 心梗那个还保着不."""
    illness = question.named("illness") or ""
    plans = {one.plan_code for one in claims if illness and is_of_illness(illness, one.cause)}
    if len(plans) != 1 or question.named("date"):
        return None
    told = {name: values for name, values in question.entities.items() if name not in ("illness", "event")}
    plan = next(iter(plans))
    return replace(
        question, entities=told, programmes=(plan,), context_programmes=(plan,), aspects=(Aspect.VALID,)
    )


def _is_near(question: Question, *intents: str) -> bool:
    return any(question.chances.get(one, 0.0) >= _BESIDE for one in intents)


def _read_rule(question: Question, claims: Sequence[Claim]) -> Question:
    """Of the claim that is named by plan and illness, or by the plan alone where it is under way."""
    illness = question.named("illness") or ""
    plans = _find_plans(question)
    fitting = [one for one in claims if not plans or one.plan_code in plans]
    of_illness = [one for one in fitting if illness and is_of_illness(illness, one.cause)]
    first = next(iter(question.aspects), None)
    looked_up = max(
        question.chances.get(one, 0.0) for one in ("check_claim", "check_payment", "dispute_claim")
    )
    if first is Aspect.COVERED and of_illness and looked_up >= _BESIDE and question.about is Subject.CLAIM:
        # Whether an illness counts is being decided of the very claim: 那我自己的阑尾炎住院呢.
        return replace(question, aspects=(Aspect.STATE,), intents=("check_claim",))
    if not plans or first not in _OF_CASE or question.about not in (None, Subject.PROGRAMME):
        return question
    is_under_way = any(one.state not in _DONE for one in fitting) and not illness
    is_near = question.move is Move.CARRY or looked_up >= _NEAR or first in _OF_TIME
    is_of_money = first is Aspect.AMOUNT  # What a plan pays is a rule's too.
    if of_illness or (is_under_way and is_near and not is_of_money):
        return replace(_as_claims(question), aspects=question.aspects)
    return question


def _waits_for_paper(question: Question, claims: Sequence[Claim]) -> bool:
    """Whether a paper is spoken of that a claim waits for, and no rule of it is asked: 诊断证明下周三才拿得到."""
    asked = set(question.intents)
    is_of_day = (
        bool(asked) and asked <= {"ask_documents", "ask_deadline"} and question.aspects == (Aspect.WHEN,)
    )
    is_bare = asked == {"ask_documents"} and not question.aspects
    if question.programmes or not (is_bare or is_of_day) or asks_about_a_paper(question.text):
        return False
    missing = [paper for one in claims if one.state not in _DONE for paper in one.missing_documents]
    return any(names_paper(paper.kind, paper.label, question.text) for paper in missing)


def _as_claims(question: Question) -> Question:
    likely = tuple(one for one in question.likely_aspects if one in _OF_CASE)[:1]
    intents = tuple(dict.fromkeys(_AS_OWN.get(one, "check_claim") for one in question.intents))
    return replace(
        question,
        about=Subject.CLAIM,
        intents=intents or ("check_claim",),
        aspects=question.aspects or likely or (Aspect.STATE,),
    )


def _find_plans(question: Question) -> frozenset[str]:
    return frozenset(plan for code in question.programmes if (plan := find_plan(code)))

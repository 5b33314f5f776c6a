"""A plan that is asked about as a rule is first the member's own: in force until when, of which tier, or not theirs."""

import re
from dataclasses import replace

from actions.coverage.answers import answer_cover
from actions.coverage.benefits import say_benefits
from actions.coverage.held import UNIVERSAL, OwnCover, read_cover
from actions.knowledge import Knowledge
from actions.question import Answer, Question
from claims.database import ClaimsDatabase
from claims.values import Enrolment
from vocabulary.aspects import Aspect
from vocabulary.programmes import find_plan

_IN_FORCE = "您的{name}在保，到{end}。"
_UPCOMING = "您的{name}{begin}才生效，现在还没开始。"
_OVER = "您的{name}{end}就到期了，现在不在保。"
_NONE = "您名下没有查到{name}。"
_OF_OWN = frozenset(
    {"ask_overview", "ask_eligibility", "ask_enrolment", "ask_scope", "ask_process", "ask_benefit"}
)
_TIERS = re.compile(r"[一二三四]档")
_BIRTH = re.compile(r"生(?:完|了|下|个)?(?:孩子|娃|宝宝|二胎|老二)")
_FOR_CHILD = "tailored_after_school"


async def answer_own_figures(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question, programmes: tuple[str, ...]
) -> Answer | None:
    """How much the member's own term pays, where that is asked of a plan they hold and its figures are known."""
    cover = await _read(claims, knowledge, question, programmes)
    if cover is None or question.intents[0] != "ask_benefit":
        return None
    one = _find_term(cover)
    if one is None or one.plan_code in UNIVERSAL or one.version is None:
        return None
    others = {named for named in _TIERS.findall(question.text) if named != one.tier}
    if others or not say_benefits(one.version, one.tier):
        return None
    return answer_cover(cover, (Aspect.AMOUNT,))


async def say_own_standing(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question, programmes: tuple[str, ...]
) -> str:
    """How the member's own term of the plan stands, before what the rules say; empty where nobody is known."""
    cover = await _read(claims, knowledge, question, programmes)
    if cover is None or question.intents[0] not in _OF_OWN:
        return ""
    one = _find_term(cover)
    if one is None and question.intents[0] == "ask_overview":
        return ""
    if one is None:
        plan = find_plan(programmes[0]) or ""
        return (
            ""
            if plan in UNIVERSAL or plan.startswith("tailored_")
            else _NONE.format(name=cover.name_plan(plan))
        )
    if one.plan_code in UNIVERSAL:
        return ""
    words = {"valid": _IN_FORCE, "upcoming": _UPCOMING}.get(one.standing, _OVER)
    return words.format(
        name=cover.name(one), begin=cover.say_date(one.effective_date), end=cover.say_date(one.expiry_date)
    )


async def _read(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question, programmes: tuple[str, ...]
) -> OwnCover | None:
    """The member's cover, with the plan as what is asked; None where it is another's, or no single plan."""
    plans = {find_plan(one) for one in programmes} - {None}
    if question.member is None or question.talk.is_clerk or len(plans) != 1:
        return None
    relation = question.named("relation")
    is_born = relation == "child" and _BIRTH.search(question.text)
    if relation not in (None, "self") and programmes[0] != _FOR_CHILD and not is_born:
        return None
    return await read_cover(claims, knowledge, question.member, replace(question, programmes=programmes))


def _find_term(cover: OwnCover) -> Enrolment | None:
    return next(iter(cover.asked), None) if cover.asked_plans else None

"""算不算, 管不管, 还能报吗: from what was in force on the day that is told, or is now, and from what happened."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.coverage.days import ASK_DAY, find_day_of_loss, is_whole_year, say_past_days
from actions.coverage.held import OwnCover
from actions.coverage.terms import say_missing, say_overview
from actions.likely import find_likely
from actions.question import OfferedChoice, Question
from actions.said import TO_PERSON, Said
from actions.several import count_shared
from actions.warm_words import feel_with
from actions.wording import say_list
from claims.states import ClaimState
from claims.values import Claim, Enrolment
from vocabulary.aspects import Aspect
from vocabulary.days import Days
from vocabulary.programmes import find_plan
from vocabulary.saying import say_full_date, say_money

_AT_WORK = re.compile(
    r"(?<!非)(?<!不是)工伤|工地|脚手架|(?<!书)架子上|车间|(?:上班|干活|做工|值班|作业|施工|出车)(?:的?时候|时|中|期间|那会儿?)?(?!路)"
)
_ON_THE_WAY = re.compile(r"(?:上下?班|下班)(?:的?路上|途中|路)")
_OF_PERSON = frozenset({"inpatient_medical", "hospital_cash", "critical_illness", "accident"})
_PACKAGES = ("comprehensive", "tailored_social_worker")
"""What holds several of these in one."""
_UNDER_WAY = {
    ClaimState.REGISTERED: "已经受理",
    ClaimState.DOCUMENTS_REQUESTED: "在等您补材料",
    ClaimState.FIRST_REVIEW: "正在初审",
    ClaimState.SECOND_REVIEW: "正在复审",
    ClaimState.APPROVED: "审核通过了，等着打款",
    ClaimState.PAYMENT_RETURNED: "打款被银行退回了",
}
_FREE = "non_work_accident_property"
_BY_NOBODY = frozenset({"secondary_reimbursement"})
_LATELY, _NEAR = 120, 31
"""So many days a claim may be old, and so far from the day that is told, to be for the same."""
_FILE = OfferedChoice("我要报案", "我要报案")
_REPORT = "要报，说“我要报案”。"
_NO_LIST = "{first}，是哪些我没有名单，{illness}算不算不敢说；拿诊断证明问{union}的经办人，或回复“转人工”。"
_REVIEWED = "能报上来审，给不给看审核。"
WORK_INJURY = "干活时受的伤先走工伤：让单位去报，不明白怎么认定打人社 12333，单位推着不管打 12351。"
_BY_ITSELF = "二次报销按自付的钱每季度自动算，不用申请。"


def is_at_work(question: Question) -> bool:
    """Whether it happened at work, which is another office's first."""
    return bool(_AT_WORK.search(question.text)) and not _ON_THE_WAY.search(question.text)


def say_covered(cover: OwnCover) -> Said:
    """Whether what is told may be claimed, by the plans that fit it and how they stood on its day."""
    question, day = cover.question, find_day_of_loss(cover.question)
    happened = find_happened(question)
    was_at_work = question.told is not None and is_at_work(question.told)
    if question.programmes == (_FREE,) and (is_at_work(question) or was_at_work or _was_of_work(question)):
        return _say_of_free(cover)
    if is_at_work(question) or (question.told and not happened and is_at_work(question.told)):
        return _say_of_work(cover)
    if cover.missing and not happened:
        return say_missing(cover)
    if cover.asked_plans and not cover.missing and _is_of_plan(cover, happened):
        return _say_of_plans(cover, cover.asked, day, bool(happened or day))
    if not happened:
        return _say_of_all(cover) if day is None else _say_of_day(cover, day)
    return _say_of_happening(cover, happened, day)


def _is_of_plan(cover: OwnCover, happened: Sequence[str]) -> bool:
    """Whether it is asked of a plan that is named, or of the one spoken of, which may pay for it."""
    spoken = cover.asked_plans
    may_pay = any(plan in happened or plan.startswith("tailored_") or plan in _PACKAGES for plan in spoken)
    return bool(cover.question.programmes) or not happened or may_pay


def find_happened(question: Question) -> tuple[str, ...]:
    """The plans that may pay for what is told, here or lately; relief is none."""
    likely = find_likely(question) or (find_likely(question.told) if question.told else ())
    found = (find_plan(code) for code in likely if not code.startswith("relief_"))
    plans = tuple(plan for plan in found if plan is not None)
    return (*plans, *_PACKAGES) if _OF_PERSON.intersection(plans) else plans


def _say_of_happening(cover: OwnCover, plans: Sequence[str], day: Days | None) -> Said:
    if day and is_whole_year(day):
        return _say_of_year(cover, day)
    fitting = [one for one in cover.every if one.plan_code in plans]
    then = [one for one in fitting if one in cover.on(day.first if day else cover.today)]
    when = say_past_days(day, cover.today) if day else "现在"
    others = _say_out_of_force(cover, fitting, then, day)
    if not then:
        held = cover.names(cover.on(day.first if day else cover.today))
        rest = f"{when}在保的是{held}，看着对不上这事" if held else f"{when}您名下没有在保的项目"
        lead = others or "管这个的保障，您名下没有查到。"
        return Said(f"{lead}{rest}；拿不准就问{cover.union}，或回复“转人工”。", "", (TO_PERSON,))
    names = cover.names(then)
    if claim := _find_filed(cover, then, day):
        sum_ = f"，核定 {say_money(claim.approved_amount)}" if claim.approved_amount is not None else ""
        plan = cover.name_plan(claim.plan_code)
        report = f"{plan}已经报着一笔（{claim.cause}）：{_UNDER_WAY[claim.state]}{sum_}，不用再报。"
        return Said(f"{others}{when}对得上的有{names}。{report}")
    alone = {one.plan_code for one in then} == {"secondary_reimbursement"}
    has_it = any(one.plan_code == "secondary_reimbursement" for one in then)
    if alone:
        missing = _say_not_held(cover, plans)
        return Said(f"{others}{missing}{when}用得上的是二次报销：按自付的钱每季度自动算，不用申请。")
    by_itself = _BY_ITSELF if has_it else ""
    kind = feel_with(cover.question) if cover.question.tells else ""
    return Said(
        f"{kind}{when}在保、对得上的有{names}，{_REVIEWED}{_REPORT}", f"{others}{by_itself}", (_FILE,)
    )


def _say_not_held(cover: OwnCover, plans: Sequence[str]) -> str:
    """The plans that may pay for what is told, where they are not theirs: it is of these that 算吗 is asked."""
    held = {one.plan_code for one in cover.every}
    names = [cover.name_plan(plan) for plan in plans if plan not in held and plan not in _PACKAGES]
    return f"管这类事的{say_list(names)}，您名下没有查到，单位刚办的可能还没录进来。" if names else ""


def _find_filed(cover: OwnCover, then: Sequence[Enrolment], day: Days | None) -> Claim | None:
    """The newest claim that is under way for what is told, where no other day is."""
    plans = {one.plan_code for one in then}.difference(_BY_NOBODY)
    on = day.first if day else cover.today
    fitting = [
        one
        for one in cover.filed
        if one.plan_code in plans
        and one.state in _UNDER_WAY
        and abs((on - one.date_of_loss).days) <= (_NEAR if day else _LATELY)
    ]
    return max(fitting, key=lambda one: one.date_of_loss, default=None)


def _say_out_of_force(
    cover: OwnCover, fitting: Sequence[Enrolment], then: Sequence[Enrolment], day: Days | None
) -> str:
    """Those that fit and were not in force then: not begun, or over."""
    on, held = day.first if day else cover.today, {one.plan_code for one in then}
    out = [one for one in fitting if one.plan_code not in held]
    late = [one for one in out if one.effective_date > on]
    over = [one for one in out if one.expiry_date < on and one.plan_code not in {x.plan_code for x in late}]
    parts = []
    if late:
        first = min(one.effective_date for one in late)
        parts.append(f"{cover.names(late)}{cover.say_date(first)}才生效，这段报不了。")
    if over:
        newest = max(over, key=lambda one: one.expiry_date)
        before = "" if day else "之前在保时出的事，能报上来审，给不给看审核。"
        parts.append(
            f"{cover.name(newest)}{cover.say_date(newest.expiry_date)}就到期了，那之后的报不了。{before}"
        )
    return "".join(parts)


def _say_of_plans(cover: OwnCover, asked: Sequence[Enrolment], day: Days | None, is_told: bool) -> Said:
    """Of the plans that are named or spoken of: in force then or not; what exactly counts is the review's to say."""
    said: list[str] = []
    on = day.first if day else cover.today
    for plan in dict.fromkeys(one.plan_code for one in asked):
        terms = [one for one in cover.every if one.plan_code == plan]
        one = next((term for term in terms if term in cover.on(on)), None)
        if one is None:
            out = _say_out_of_force(cover, terms, (), day)
            said.append(f"{say_past_days(day, cover.today)}不在保障期里：{out}" if day and out else out)
            if day and not any(term.expiry_date < on for term in terms):
                said.append(f"更早单位上没上过，问{cover.union}。")
            continue
        then = f"{say_past_days(day, cover.today)}{cover.name(one)}在保。" if day else _say_now(cover, one)
        said.append(f"{then}{_say_scope(cover, plan, is_told and day is not None)}")
    nothing = "" if cover.on(on) else f"{_say_then(cover, day)}您名下没有有效的保障。"
    text = f"{nothing}{''.join(said)}"
    may_be_had = _REVIEWED in text
    if nothing:
        text += f"拿不准，请{cover.union}核对，或回复“转人工”。"
    return Said(f"{text}{_REPORT if may_be_had else ''}", "", (_FILE,) if may_be_had else (TO_PERSON,))


def _say_then(cover: OwnCover, day: Days | None) -> str:
    return say_past_days(day, cover.today) if day else "现在"


def _say_now(cover: OwnCover, one: Enrolment) -> str:
    """That it is in force now, unless that is asked and answered besides."""
    return "" if Aspect.VALID in cover.question.aspects else f"{cover.name(one)}现在在保。"


def _say_scope(cover: OwnCover, plan: str, is_dated: bool) -> str:
    """What it is for, in its first sentence; how this case comes out is not known beforehand."""
    found = cover.knowledge.find(plan, "scope")
    illness = cover.question.named("illness")
    if illness and found.programme == plan and "名单" in found.text:
        return _NO_LIST.format(first=found.text.split("。")[0], illness=illness, union=cover.union)
    if is_dated or found.programme != plan:
        return _REVIEWED
    if found.kind == "known":
        first, *rest = [one for one in found.text.split("。") if one]
        # The sentence that says most of what is asked: 路上算不算.
        best = max(rest, key=lambda one: count_shared(one, cover.question.text), default="")
        if count_shared(best, cover.question.text):
            return f"{first}。{best}。{_REVIEWED}"
        return f"{first}。够不够条件，我没有细则，不敢说准；{_REVIEWED}"
    return f"具体管哪些，我手上没有中心的细则，问{cover.union}。{_REVIEWED}"


def _say_of_year(cover: OwnCover, day: Days) -> Said:
    """Of a whole year nothing is said before the day is known: which terms there were in it, and which day it was."""
    terms = [one for one in cover.every if one.effective_date <= day.last and one.expiry_date >= day.first]
    whole = [one for one in terms if one.effective_date <= day.first and one.expiry_date >= day.last]
    said = [
        f"{cover.name(one)}{cover.say_date(one.effective_date)}到{say_full_date(one.expiry_date)}"
        for one in terms
        if one not in whole
    ]
    said += [f"全年的有{cover.names(whole)}"] if whole else []
    when = say_past_days(day, cover.today)
    held = f"{when}您在保的是：{'；'.join(said)}。" if said else f"{when}您名下没有查到在保的项目。"
    return Said(
        f"能不能报要看哪天的事。{held}是哪天到哪天？说个日子，我对一下。",
        asks=replace(ASK_DAY, key=str(day.first.year)),
    )


def _say_of_day(cover: OwnCover, day: Days) -> Said:
    """What was in force on a day that is told without what happened."""
    if is_whole_year(day):
        return _say_of_year(cover, day)
    then, when = cover.on(day.first), say_past_days(day, cover.today)
    if then:
        return Said(f"{when}您在保的有{cover.names(then)}，{_REVIEWED}{_REPORT}", "", (_FILE,))
    over = "、".join(f"{cover.name(one)}{cover.say_date(one.expiry_date)}到期" for one in cover.over)
    why = f"（{over}）" if over else ""
    ask = f"请{cover.union}核对，或回复“转人工”。"
    return Said(f"{when}您名下没有有效的保障{why}。不在保障期里一般报不了；拿不准，{ask}", "", (TO_PERSON,))


def _say_of_all(cover: OwnCover) -> Said:
    """What is covered altogether: what there is; what of it pays is found by what happened."""
    return Said(f"{say_overview(cover).first}是出了什么事？说一句，我看哪样对得上。")


def _say_of_work(cover: OwnCover) -> Said:
    """A work injury is the unit's to report; what there is of one's own besides, and what is over."""
    over = [f"{cover.name(one)}{cover.say_date(one.expiry_date)}就到期了" for one in cover.over]
    ended = f"您名下{'、'.join(over)}。" if over else ""
    held = f"在保的是{cover.names(cover.valid)}，管的是非工伤。" if cover.valid else ""
    return Said(f"{WORK_INJURY}{ended}{held}", "", (TO_PERSON,))


def _was_of_work(question: Question) -> bool:
    """Whether it was said before that it is the employer's first."""
    return "at_work" in question.entities.get("circumstance", ()) or any(
        "at_work" in one.entities.get("circumstance", ()) or is_at_work(one) for one in question.story()
    )


def _say_of_free(cover: OwnCover) -> Said:
    """After a hurt at work: what the free cover is for, and that it waits for how the injury is judged."""
    held = any(one.plan_code == _FREE and one.standing == "valid" for one in cover.every)
    lead = "有，免费的这份您名下在保。" if held else "免费的这份您名下现在没有查到。"
    rest = (
        "它只管不算工伤的意外造成的伤残、身故；干活时受的伤先看人社局认不认工伤，认了就用不上它，"
        f"不认才轮得到，给不给要审。拿不准问{cover.union}，或点“转人工”。"
    )
    return Said(f"{lead}{rest}", "", (TO_PERSON,))

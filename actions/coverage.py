"""What a member is covered by: plan, tier, until when, and what the version in force pays."""

import re
from collections.abc import Sequence
from datetime import date

from actions.identity import for_member
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import Topic
from actions.wording import LATEST_RULES, say_as_of, say_list, shorten_plan
from claims.access import access_enrolments, access_profile
from claims.database import ClaimsDatabase
from claims.values import Benefit, Enrolment, MemberId, PlanVersion
from vocabulary.day_names import find_days
from vocabulary.days import Days, read_days
from vocabulary.expects import Subject
from vocabulary.programmes import find_plan
from vocabulary.saying import say_date, say_money

_NONE = (
    "系统里现在没有查到您的保障。有些保障要由单位工会统一参加，可以先问问单位工会；"
    "觉得不对就回复“转人工”，请同事帮您核对。"
)
_ABOUT = (Topic(Subject.COVER),)
_BEGINNING = re.compile(r"生效|开始的?[?？]?$|起保|哪天(?:开始|参加|上的)|啥时候(?:开始|上的)")
_RENEWAL = (
    "续保由单位工会统一办，自己在这里续不了。先问{union}的经办人；问不清楚，回复“转人工”，请同事帮您问。"
)
_MAY_CLAIM = "能不能报要审过才知道，想报就说“我要申请理赔”。"
_NOT_THEN = "要不在保障期里，一般报不了；拿不准，请单位工会核对，或回复“转人工”。"
_NOT_IN_IT = "您问的这一项，您名下没有查到；单位刚办的可能还没录进来。"


async def _read_coverage(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    enrolments = await access_enrolments(claims, member, question.today)
    asked = [one for one in enrolments if _is_asked(one, question)]
    wanted = asked or list(enrolments)
    if not wanted:
        return Answer(_NONE)
    groups = (
        ("您现在有这些保障：", [one for one in wanted if one.standing == "valid"]),
        ("还没开始的：", [one for one in wanted if one.standing == "upcoming"]),
        ("已经到期的：", [one for one in wanted if one.standing == "expired"]),
    )
    parts = [_say_group(title, group, question) for title, group in groups if group]
    if not any(one.standing == "valid" for one in enrolments):
        parts.insert(0, "您现在没有在保的项目。续保由单位工会办，可以先问单位工会。")
    elif asked and not groups[0][1]:
        parts.append(_say_what_else(enrolments))
    if not asked:
        parts.insert(0, _NOT_IN_IT)
    if _BEGINNING.search(question.text):
        parts = [_say_beginning(wanted, question)]
    parts.append(say_as_of(one.updated_at for one in wanted))
    return Answer("\n".join(parts), facts=tuple(_fact(one) for one in wanted))


answer_coverage = for_member(_read_coverage)


def say_benefits(version: PlanVersion, tier: str | None) -> str:
    """The figures of a plan version that may be said, with their year; empty where there are none."""
    said = [
        _say_benefit(one)
        for one in version.benefits
        if one.is_speakable and (tier is None or one.tier is None or one.tier == tier)
    ]
    if not said:
        return ""
    return f"{say_list(said)}（{version.as_of.year}年公布，{LATEST_RULES}）"


def _say_benefit(benefit: Benefit) -> str:
    tier = f"{benefit.tier} " if benefit.tier else ""
    if benefit.amount is None:
        return f"{tier}{benefit.label} {benefit.per}"
    whose = benefit.per.removesuffix("最高")
    return f"{tier}{benefit.label}{whose} {say_money(benefit.amount)}"


def _say_group(title: str, group: list[Enrolment], question: Question) -> str:
    return "\n".join([title, *(_say_enrolment(one, question) for one in group)])


def _say_enrolment(one: Enrolment, question: Question) -> str:
    extent = "，".join(part for part in (one.tier or "", f"{one.units} 份" if one.units > 1 else "") if part)
    if one.standing == "upcoming":
        term = f"{say_date(one.effective_date, question.today)}生效"
    else:
        until = say_date(one.expiry_date, question.today)
        term = f"到{until}" if one.standing == "valid" else f"{until}到期"
    benefits = say_benefits(one.version, one.tier) if one.version and one.standing == "valid" else ""
    name = shorten_plan(one.plan_name)
    head = f"· {name}（{extent}）" if extent else f"· {name}"
    return f"{head}，{term}" + (f"。{benefits}" if benefits else "")


def _is_asked(one: Enrolment, question: Question) -> bool:
    return not question.programmes or one.plan_code in map(find_plan, question.programmes)


def _say_beginning(wanted: Sequence[Enrolment], question: Question) -> str:
    """From when each is in force."""
    days = [
        f"{shorten_plan(one.plan_name)}从{say_date(one.effective_date, question.today)}起生效，到{say_date(one.expiry_date, question.today)}"
        for one in wanted
    ]
    return f"{'；'.join(days)}。"


async def _read_past_cover(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    """What was in force on the day that is spoken of, for something that happened then."""
    enrolments = await access_enrolments(claims, member, question.today)
    day = find_past_day(question)
    if day is None:
        return await _read_coverage(claims, member, question)
    then = [one for one in enrolments if one.effective_date <= day <= one.expiry_date]
    facts = tuple(_fact(one) for one in enrolments)
    when = f"{day.month}月" if day.year == question.today.year else f"{day.year}年{day.month}月"
    if then:
        names = say_list(shorten_plan(one.plan_name) for one in then)
        return Answer(f"{when}那时候您名下有效的保障是：{names}。{_MAY_CLAIM}", facts=facts, topics=_ABOUT)
    over = [
        f"{shorten_plan(one.plan_name)}{say_date(one.expiry_date, question.today)}到期" for one in enrolments
    ]
    return Answer(
        f"{when}那时候您名下没有有效的保障{f'（{say_list(over)}）' if over else ''}。{_NOT_THEN}",
        (OfferedChoice("转人工", "转人工"),),
        facts,
        topics=_ABOUT,
    )


async def _read_renewal(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    """Who renews: the unit, by name."""
    profile = await access_profile(claims, member)
    return Answer(
        _RENEWAL.format(union=profile.union_name), (OfferedChoice("转人工", "转人工"),), topics=_ABOUT
    )


answer_past_cover = for_member(_read_past_cover)
answer_renewal = for_member(_read_renewal)


def find_past_day(question: Question) -> date | None:
    """The day, or the first of the days, that the words name and that was."""
    said = [question.text[start:end] for start, end in find_days(question.text)]
    spans = [days for words in said if isinstance(days := read_days(words, question.today), Days)]
    return next((span.first for span in spans if span.first <= question.today), None)


def _say_what_else(enrolments: Sequence[Enrolment]) -> str:
    """What is in force where the cover asked about is not."""
    others = say_list(shorten_plan(one.plan_name) for one in enrolments if one.standing == "valid")
    return f"这一项现在不在保；别的还有{others}在保。续保由单位工会办。"


def _fact(one: Enrolment) -> Fact:
    return Fact(f"enrolment:{one.plan_code}", one.updated_at)

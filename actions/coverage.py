"""What a member is covered by: plan, tier, until when, and what the version in force pays."""

from collections.abc import Sequence

from actions.identity import for_member
from actions.question import Answer, Fact, Question
from actions.wording import LATEST_RULES, say_as_of, say_list, shorten_plan
from claims.access import access_enrolments
from claims.database import ClaimsDatabase
from claims.values import Benefit, Enrolment, MemberId, PlanVersion
from vocabulary.programmes import find_plan
from vocabulary.saying import say_date, say_money

_NONE = (
    "系统里现在没有查到您的保障。有些保障要由单位工会统一参加，可以先问问单位工会；"
    "觉得不对就回复“转人工”，请同事帮您核对。"
)
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
    head = f"· {one.plan_name}（{extent}）" if extent else f"· {one.plan_name}"
    return f"{head}，{term}" + (f"。{benefits}" if benefits else "")


def _is_asked(one: Enrolment, question: Question) -> bool:
    return not question.programmes or one.plan_code in map(find_plan, question.programmes)


def _say_what_else(enrolments: Sequence[Enrolment]) -> str:
    """What is in force where the cover asked about is not."""
    others = say_list(shorten_plan(one.plan_name) for one in enrolments if one.standing == "valid")
    return f"这一项现在不在保；别的还有{others}在保。续保由单位工会办。"


def _fact(one: Enrolment) -> Fact:
    return Fact(f"enrolment:{one.plan_code}", one.updated_at)

"""What else may pay for the same: the member's other covers, each by whether it held on that day."""

from collections.abc import Mapping, Sequence

from actions.question import Answer, OfferedChoice
from actions.records.claim.asked import AskedClaim, is_in_force
from actions.wording import say_list
from claims.access import access_claims
from claims.states import ClaimState
from claims.values import ClaimKind, Enrolment
from vocabulary.programmes import find_plan

_ALWAYS = frozenset({"secondary_reimbursement"})
"""What is reckoned by itself, and not filed."""
_STAY = _ALWAYS | {"inpatient_medical", "hospital_cash", "comprehensive"}
_ILLNESS = _STAY | {"critical_illness", "womens_specified_disease"}
_HURT = _STAY | {"accident", "non_work_accident_property"}
_ALL = _ILLNESS | _HURT
_MAY_PAY: Mapping[ClaimKind, frozenset[str]] = {
    "hospital_stay": _ILLNESS,
    "critical_illness": _ILLNESS,
    "specified_disease": _ILLNESS,
    "accident": _HURT,
    "pipe_burst": frozenset({"non_work_accident_property"}),
    "fire": frozenset({"non_work_accident_property"}),
}
"""By what happened, the plans that may pay for it."""
_FILE = OfferedChoice("我要申请理赔", "我要申请理赔")
_BY_ITSELF = "二次报销不用报：走医保看病的“自付一”每季度自动核算。"


async def say_elsewhere(one: AskedClaim) -> Answer:
    """The covers that held then and may be asked of, and those that began too late; those that are named, if any are."""
    day, plan = one.claim.date_of_loss, one.claim.plan_code
    covers = [cover for cover in await one.find_covers() if cover.plan_code != plan]
    named = {find_plan(code) or code for code in one.question.programmes} - {plan}
    wanted = named or _MAY_PAY.get(one.claim.kind, _ALL)
    asked = [cover for cover in covers if cover.plan_code in wanted]
    filed = {
        other.plan_code for other in await access_claims(one.claims, one.member) if other.date_of_loss == day
    }
    held = [cover for cover in asked if is_in_force(cover, day) and cover.plan_code not in _ALWAYS | filed]
    later = [cover for cover in asked if cover.effective_date > day]
    parts = [
        f"{one.plan}这次没通过。" if one.claim.state is ClaimState.DENIED else "",
        _say_lacking(one, named, covers),
        _say_filed(one, filed - {plan}),
        _say_held(one, held),
        _BY_ITSELF if any(cover.plan_code in _ALWAYS for cover in asked) else "",
        _say_later(one, later),
    ]
    if not any(parts[1:]):
        parts.append("别的我没看到那天在保的。问问单位工会有没有困难补助，或点“转人工”。")
    return Answer("".join(parts), (_FILE,) if held else ())


def _say_later(one: AskedClaim, covers: Sequence[Enrolment]) -> str:
    if not covers:
        return ""
    began = say_list(dict.fromkeys(one.say_day(cover.effective_date) for cover in covers))
    return f"{_name(one, covers)}是{began}才生效的，{one.loss}在那之前，多半报不了，要审才知道。"


def _say_filed(one: AskedClaim, filed: set[str]) -> str:
    """The claims of the same day that there are already."""
    names = say_list(one.knowledge.short_name(code) for code in sorted(filed))
    return f"同一回事您另外报了{names}。" if filed else ""


def _say_held(one: AskedClaim, covers: Sequence[Enrolment]) -> str:
    if not covers:
        return ""
    return f"那天您在保的还有{_name(one, covers)}，这次算不算要审过才知道，想报说“我要申请理赔”。"


def _say_lacking(one: AskedClaim, named: set[str], covers: Sequence[Enrolment]) -> str:
    """The plans that are asked about and that the member never had."""
    lacking = [code for code in named if code not in {cover.plan_code for cover in covers}]
    return f"{say_list(one.knowledge.short_name(code) for code in lacking)}您名下没有。" if lacking else ""


def _name(one: AskedClaim, covers: Sequence[Enrolment]) -> str:
    return say_list(
        dict.fromkeys(
            f"{one.knowledge.short_name(cover.plan_code)}{f' {cover.units} 份' if cover.units > 1 else ''}"
            for cover in covers
        )
    )

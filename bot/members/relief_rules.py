"""The rules of the fund that are public, held against a file; what is not public is said to be unknown."""

from typing import Literal

from bot.kernel.members.relief import ReliefRule
from bot.members.relief_words import DISASTER_RANGE
from claims.relief_desk import AMOUNTS, FUND_DISTRICT, ReliefFile, ReliefTold
from claims.values import Claim, Paper, Profile, ReliefApplication
from vocabulary.saying import say_full_date, say_round_money

_MOST_MEDICAL = AMOUNTS["medical"][1]


def check_rules(file: ReliefFile) -> tuple[ReliefRule, ...]:
    """Each rule with what was found; nothing is decided by them."""
    return (
        _check_district(file.profile),
        _check_compensation(file.told, file.claims),
        _check_burden(file.application, file.told),
        _check_year(file.application, file.told),
        _check_earlier(file.earlier),
        _check_papers(file.papers),
    )


def _check_district(profile: Profile) -> ReliefRule:
    rule = f"{FUND_DISTRICT}区建会单位的工会会员"
    is_here = profile.district.startswith(FUND_DISTRICT)
    found = f"{profile.union_name}，{profile.district} {profile.township}".strip()
    return ReliefRule(rule, "met" if is_here else "not_met", found)


def _check_compensation(told: ReliefTold | None, claims: tuple[Claim, ...]) -> ReliefRule:
    rule = "先享受医保、政府救助和别的补偿"
    own = [f"{one.number} {one.plan_name}" for one in claims if one.approved_amount is None]
    waiting = f"另有互助理赔还没定：{'、'.join(own)}。" if own else ""
    if told is None or told.compensation is None:
        return ReliefRule(rule, "unknown", f"会员没说得了多少补偿。{waiting}")
    if told.compensation == 0:
        return ReliefRule(rule, "unknown", f"会员说还没有得到补偿，请核实有没有该先领的。{waiting}")
    return ReliefRule(
        rule, "unknown" if own else "met", f"会员说已得 {say_round_money(told.compensation)}。{waiting}"
    )


def _check_burden(application: ReliefApplication, told: ReliefTold | None) -> ReliefRule:
    if application.kind == "medical":
        rule = f"属于 30 类重大疾病，自付以后生活难以维持（单项最高 {_MOST_MEDICAL / 10_000:.0f} 万元）"
        missing = "30 类名单没有公开，请对照基金的名单。"
    else:
        rule = f"补偿以后仍有较大损失和特殊困难（{DISASTER_RANGE} 元）"
        missing = "损失和家境要入户核实。"
    if told is None or told.self_paid is None:
        return ReliefRule(rule, "unknown", f"会员没说花了多少。{missing}")
    paid = f"会员说自己掏了或损失 {say_round_money(told.self_paid)}"
    if told.compensation is None:
        return ReliefRule(rule, "unknown", f"{paid}，得了多少补偿没说，剩多少还不知道。{missing}")
    if application.kind == "medical":  # What insurance paid is no part of what they paid themselves.
        state: Literal["unknown", "not_met"] = "unknown" if told.self_paid > 0 else "not_met"
        return ReliefRule(rule, state, f"{paid}，另得补偿 {say_round_money(told.compensation)}。{missing}")
    net = told.self_paid - told.compensation
    if net <= 0:  # They may have named what was left after the compensation.
        given = f"另得补偿 {say_round_money(told.compensation)}，不比它少。请核实会员说的是总数，还是扣掉补偿以后的。"
        return ReliefRule(rule, "unknown" if told.self_paid > 0 else "not_met", f"{paid}，{given}{missing}")
    return ReliefRule(rule, "unknown", f"自付或损失减去补偿，还有 {say_round_money(net)}。{missing}")


def _check_year(application: ReliefApplication, told: ReliefTold | None) -> ReliefRule:
    rule = "得病或遭灾的当年申请（市级办法，2017 年）"
    if told is None:
        return ReliefRule(rule, "unknown", "没有填发生的日子。")
    same = told.happened_on.year == application.submitted_on.year
    return ReliefRule(rule, "met" if same else "not_met", f"{say_full_date(told.happened_on)}发生")


def _check_earlier(earlier: tuple[ReliefApplication, ...]) -> ReliefRule:
    rule = "以前在本基金的申请"
    paid = [(one, one.approved_amount) for one in earlier if one.approved_amount is not None]
    if not paid:
        return ReliefRule(rule, "met", "没有批过。")
    told = "；".join(f"{one.number} {one.cause} {say_round_money(amount)}" for one, amount in paid)
    return ReliefRule(rule, "unknown", f"批过：{told}。能不能再给，公开的规定没写。")


def _check_papers(papers: tuple[Paper, ...]) -> ReliefRule:
    found = f"收到 {len(papers)} 份" if papers else "一份也没有收到，可以请会员拍照发来"
    return ReliefRule("材料", "met" if papers else "not_met", found)
